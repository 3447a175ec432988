"""The statement model: word pieces and features to tags, to vectors whose products link token to token, and to states
that later stages read."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from graph.training.data import TAGS
from graph.training.stance import StanceBatch, StanceHead
from graph.training.stance import loss_of as stance_loss_of

LINK = 128  # numbers in a vector that links
LINKS = ("cue", "source")
STATES = 256  # numbers that a token's meaning is handed on in, to the heads of later stages
FORBIDDEN = -1e4


@dataclass(frozen=True, slots=True)
class Batch:
    """Samples side by side, filled up with nothing."""

    pieces: Tensor  # batch × pieces
    rows: Tensor  # batch × pieces × features
    mask: Tensor  # batch × pieces
    firsts: Tensor  # batch × tokens: place of the first piece
    real: Tensor  # batch × tokens: False where filled up
    begins: Tensor  # batch × tokens: a paragraph begins here
    tags: Tensor  # batch × tokens
    links: Tensor  # 2 × batch × tokens: 1 + number of the token linked to, 0 for nobody, -1 for nothing to learn


class RoundedLinear(nn.Linear):
    """A layer that learns with weights and inputs rounded as the export rounds them; gradients pass the rounding."""

    def forward(self, values: Tensor) -> Tensor:
        """The product, exact when nothing is learned."""
        if not self.training:
            return functional.linear(values, self.weight, self.bias)
        return functional.linear(_rounded_inputs(values), _rounded_weights(self.weight), self.bias)


def _rounded_weights(weights: Tensor) -> Tensor:
    """Seven bits and a sign, scaled by the largest of each row."""
    with torch.no_grad():
        scale = weights.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 64
        change = (weights / scale).round_().mul_(scale).sub_(weights)
    return weights + change


def _rounded_inputs(values: Tensor) -> Tensor:
    """Eight bits from the least to the largest of all."""
    with torch.no_grad():
        least, largest = values.aminmax()
        scale = ((largest.clamp(min=0) - least.clamp(max=0)) / 255).clamp(min=1e-8)
        change = (values / scale).round_().mul_(scale).sub_(values)
    return values + change


class StatementNetwork(nn.Module):
    """Encoder, tag scores, link vectors, states; and the head that reads a stance out of the states."""

    def __init__(self, config: BertConfig, features: int, stance: StanceHead | None = None):
        super().__init__()
        size, tags = config.hidden_size, len(TAGS)
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.features = nn.Embedding(features, size, padding_idx=0)
        nn.init.zeros_(self.features.weight)
        self.dropout = nn.Dropout(0.1)
        self.tag = nn.Linear(size, tags)
        self.link = nn.Linear(size, 2 * len(LINKS) * LINK)
        self.states = nn.Linear(size, STATES)
        self.steps = nn.Parameter(torch.zeros(tags, tags))
        self.first = nn.Parameter(torch.zeros(tags))
        self.last = nn.Parameter(torch.zeros(tags))
        self.stance = stance
        for module in list(self.modules()):
            if type(module) is nn.Linear:
                module.__class__ = RoundedLinear

    def forward(self, pieces: Tensor, rows: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Tag scores, link vectors and states of every piece."""
        embedded = self.encoder.embeddings.word_embeddings(pieces) + self.features(rows).sum(dim=2)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        hidden = self.dropout(hidden)
        return self.tag(hidden), self.link(hidden), self.states(hidden)


def loss_of(
    network: StatementNetwork, batch: Batch, link_weight: float, stances: StanceBatch | None = None
) -> tuple[Tensor, Tensor | None]:
    """How far off the tags are, per token, and so far as they weigh the links; and how far off the stances are."""
    scores, vectors, states = network(batch.pieces, batch.rows, batch.mask)
    at = batch.firsts
    scores = pick(scores, at).float()
    tag_loss = -log_likelihood(network, scores, batch) / batch.real.sum()
    nobody_first = torch.cat([vectors[:, :1], pick(vectors, at)], dim=1)
    loss = tag_loss + link_weight * _link_loss(nobody_first, batch)
    if stances is None or network.stance is None:
        return loss, None
    return loss, stance_loss_of(network.stance, pick(states, at), stances)


def _link_loss(vectors: Tensor, batch: Batch) -> Tensor:
    here = torch.cat([torch.ones_like(batch.real[:, :1]), batch.real], dim=1)
    parts = vectors.split(LINK, dim=2)
    loss = vectors.new_zeros(())
    for number in range(len(LINKS)):
        query, key = parts[2 * number], parts[2 * number + 1]
        products = (query[:, 1:] @ key.transpose(1, 2)).float() / LINK**0.5
        products = products.masked_fill(~here[:, None, :], FORBIDDEN)
        wanted = batch.links[number].flatten()
        if (wanted >= 0).any():
            loss = loss + functional.cross_entropy(products.flatten(0, 1), wanted, ignore_index=-1)
    return loss


def pick(values: Tensor, at: Tensor) -> Tensor:
    """The values at these places, window by window."""
    return values.gather(1, at[:, :, None].expand(-1, -1, values.shape[2]))


def legal_steps(network: StatementNetwork) -> Tensor:
    """The scores of steps from tag to tag, those that begin a role in its middle forbidden."""
    forbidden = torch.tensor([[b.startswith("I-") and a[2:] != b[2:] for b in TAGS] for a in TAGS])
    return network.steps.masked_fill(forbidden, FORBIDDEN)


def legal_first(network: StatementNetwork) -> Tensor:
    """The scores of the tags that may begin a paragraph."""
    return network.first.masked_fill(torch.tensor([t.startswith("I-") for t in TAGS]), FORBIDDEN)


def log_likelihood(network: StatementNetwork, scores: Tensor, batch: Batch) -> Tensor:
    """Of the right tags, by a chain of tags that starts anew with every paragraph."""
    steps, first, last = legal_steps(network), legal_first(network), network.last
    anew = last[:, None] + first[None, :]
    right = scores.gather(2, batch.tags[:, :, None]).squeeze(2)
    alpha = first + scores[:, 0]
    gold = first[batch.tags[:, 0]] + right[:, 0]
    for t in range(1, scores.shape[1]):
        step = torch.where(batch.begins[:, t, None, None], anew, steps)
        onward = torch.logsumexp(alpha[:, :, None] + step, dim=1) + scores[:, t]
        taken = step[torch.arange(len(gold)), batch.tags[:, t - 1], batch.tags[:, t]]
        alpha = torch.where(batch.real[:, t, None], onward, alpha)
        gold = gold + torch.where(batch.real[:, t], taken + right[:, t], torch.zeros_like(gold))
    ends = batch.real.sum(dim=1) - 1
    final = batch.tags[torch.arange(len(gold)), ends]
    return (gold + last[final] - torch.logsumexp(alpha + last, dim=1)).sum()
