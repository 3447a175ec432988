"""The statement model: word pieces and features to tags, and to vectors whose products link token to token."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from graph.training.data import TAGS

LINK = 128  # numbers in a vector that links
LINKS = ("cue", "source")
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


class StatementNetwork(nn.Module):
    """Encoder, tag scores, link vectors."""

    def __init__(self, config: BertConfig, features: int):
        super().__init__()
        size, tags = config.hidden_size, len(TAGS)
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.features = nn.Embedding(features, size, padding_idx=0)
        nn.init.zeros_(self.features.weight)
        self.dropout = nn.Dropout(0.1)
        self.tag = nn.Linear(size, tags)
        self.link = nn.Linear(size, 2 * len(LINKS) * LINK)
        self.steps = nn.Parameter(torch.zeros(tags, tags))
        self.first = nn.Parameter(torch.zeros(tags))
        self.last = nn.Parameter(torch.zeros(tags))

    def forward(self, pieces: Tensor, rows: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Tag scores and link vectors of every piece."""
        embedded = self.encoder.embeddings.word_embeddings(pieces) + self.features(rows).sum(dim=2)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        hidden = self.dropout(hidden)
        return self.tag(hidden), self.link(hidden)


def loss_of(network: StatementNetwork, batch: Batch, link_weight: float) -> Tensor:
    """How far off the tags are, per token, and so far as they weigh the links."""
    scores, vectors = network(batch.pieces, batch.rows, batch.mask)
    at = batch.firsts
    scores = _pick(scores, at).float()
    tag_loss = -log_likelihood(network, scores, batch) / batch.real.sum()
    nobody_first = torch.cat([vectors[:, :1], _pick(vectors, at)], dim=1)
    return tag_loss + link_weight * _link_loss(nobody_first, batch)


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


def _pick(values: Tensor, at: Tensor) -> Tensor:
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
