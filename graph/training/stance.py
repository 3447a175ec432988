"""The stance between two spans as numbers: lines to learn from, the head that learns, the files that it ends in.

The head stands on the statement network, whose encoder it shares. The labels are noisy: before it learns, networks on
word vectors alone are fitted to two thirds of the lines at a time, and what they think of the third that they did not
see is mixed into the labels.
"""

import hashlib
import json
import logging
import math
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from spacy.language import Language
from tokenizers import Tokenizer
from torch import Tensor, nn

from graph.nlp.parser import parse
from graph.nlp.stance.features import (
    PATH,
    ROLE,
    TO_FIRST,
    TO_SECOND,
    CodeTable,
    code_tokens,
    surroundings,
    word_vectors,
)
from graph.nlp.statements.encoder import Encoder
from graph.nlp.statements.features import FeatureTable
from graph.nlp.statements.windows import Line as Pieces
from graph.nlp.statements.windows import make_lines
from graph.training.data import describe
from graph.training.directed import ANSWERS, Line, to_spans

log = logging.getLogger(__name__)

SWAPPED = torch.tensor([0, 2, 1, 4, 3])  # answers when the two spans change places
PARTS = 3  # of the lines, each judged by networks that saw the others
_NEAR = 32  # batches among which lines of like length are sought

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class StanceSettings:
    """How to train the head."""

    size: int = 128
    layers: int = 2
    heads: int = 4
    dropout: float = 0.3
    hide_word: float = 0.1
    hide_states: float = 0.1
    swap: float = 0.5  # share of lines that are shown with the spans changed over
    trust: float = 0.5  # in the labels, against what networks think that did not see them
    first_epochs: int = 6  # of those networks
    first_rate: float = 1e-3
    last_epochs: int = 4  # on what the encoder gives once it is exported
    last_rate: float = 3e-4
    batch: int = 32
    weight_decay: float = 0.02
    warm_up: float = 0.06
    seed: int = 1


@dataclass(frozen=True, slots=True)
class StanceExample:
    """A line as numbers: what the encoder reads, and what the head is told of the tokens around the two spans."""

    key: str
    pieces: Pieces
    rows: Integers  # tokens of the Doc × features of the encoder
    tokens: Integers  # of the Doc: those around the spans
    vectors: npt.NDArray[np.float16]  # of these tokens
    codes: Integers  # of these tokens
    label: int


class StanceHead(nn.Module):
    """What `graph.nlp.stance_model` computes, with the names of its weights."""

    def __init__(self, sizes: Sequence[int], width: int, states: int, settings: StanceSettings):
        super().__init__()
        size = settings.size
        self.settings = settings
        self.word = nn.Linear(width, size)
        self.state = nn.Linear(states, size, bias=False)
        self.emb = nn.ModuleList([nn.Embedding(count, size) for count in sizes])
        for table in self.emb:
            nn.init.normal_(table.weight, std=0.3)
        self.norm = nn.LayerNorm(size)
        self.layers = nn.ModuleList(
            nn.TransformerEncoderLayer(size, settings.heads, 2 * size, 0.2, "gelu", batch_first=True)
            for _ in range(settings.layers)
        )
        self.dropout = nn.Dropout(settings.dropout)
        self.mlp = nn.Sequential(
            nn.Linear(5 * size, size), nn.GELU(), nn.Dropout(settings.dropout), nn.Linear(size, ANSWERS)
        )

    def forward(self, vectors: Tensor, codes: Tensor, mask: Tensor, states: Tensor | None = None) -> Tensor:
        """Scores of the five answers; `states`: what the encoder makes of the tokens."""
        words = self._hide(self.word(vectors), self.settings.hide_word)
        hidden = words + sum(table(codes[..., column]) for column, table in enumerate(self.emb))
        if states is not None:
            hidden = hidden + self._hide(self.state(states), self.settings.hide_states)
        hidden = self.dropout(self.norm(hidden))
        for layer in self.layers:
            hidden = layer(hidden, src_key_padding_mask=~mask)
        first, second = (_mean(hidden, codes[..., ROLE] == role) for role in (1, 2))
        between = _mean(hidden, (codes[..., PATH] > 0) & mask)
        highest = hidden.masked_fill(~mask[..., None], -1e4).max(1).values
        pooled = torch.cat([first, second, first * second, between, highest], 1)
        return self.mlp(self.dropout(pooled))

    def _hide(self, values: Tensor, share: float) -> Tensor:
        return values * (torch.rand(values.shape[:2]) > share)[..., None] if self.training else values


def _mean(hidden: Tensor, chosen: Tensor) -> Tensor:
    weights = chosen.to(hidden.dtype)[..., None]
    return (hidden * weights).sum(1) / weights.sum(1).clamp(min=1)


# --- lines as numbers -------------------------------------------------------------------------------------


def to_examples(
    nlp: Language, lines: Sequence[Line], codes: CodeTable, features: FeatureTable, tokenizer: Tokenizer
) -> Iterator[StanceExample]:
    """The lines as numbers; those whose spans cannot be found, or that fill more than a window, are left out."""
    for line in lines:
        doc = parse(nlp, line.text)
        spans = to_spans(doc, line.places)
        if spans is None:
            continue
        around = surroundings(*spans)
        coded = code_tokens(around, *spans, codes)
        pieces = make_lines(doc, doc.paragraphs, tokenizer)
        if len(pieces) != 1 or not all((coded[:, ROLE] == role).any() for role in (1, 2)):
            continue
        yield StanceExample(
            line.key,
            pieces[0],
            np.array([features.to_rows(values) for values in describe(doc)], np.int64),
            np.array([token.i for token in around], np.int64),
            word_vectors(around).astype(np.float16),
            coded,
            line.label,
        )


def one_hot(examples: Sequence[StanceExample]) -> Tensor:
    """The labels as answers that are wholly sure."""
    return nn.functional.one_hot(torch.tensor([e.label for e in examples]), ANSWERS).float()


def fill_up(examples: Sequence[StanceExample]) -> tuple[Tensor, Tensor, Tensor]:
    """Vectors, codes and which of them are real, of one length."""
    longest = max(len(e.codes) for e in examples)
    vectors = torch.zeros(len(examples), longest, examples[0].vectors.shape[1])
    codes = torch.zeros(len(examples), longest, examples[0].codes.shape[1], dtype=torch.long)
    mask = torch.zeros(len(examples), longest, dtype=torch.bool)
    for row, example in enumerate(examples):
        size = len(example.codes)
        vectors[row, :size] = torch.from_numpy(example.vectors).float()
        codes[row, :size] = torch.from_numpy(example.codes)
        mask[row, :size] = True
    return vectors, codes, mask


def swap(codes: Tensor, answers: Tensor, share: float) -> Tensor:
    """The answers, after some of the lines had their spans changed over (in place)."""
    chosen = torch.rand(len(codes)) < share
    codes[chosen, :, ROLE] = (3 - codes[chosen][:, :, ROLE]) % 3
    codes[chosen, :, PATH] = torch.tensor([0, 2, 1, 3, 4])[codes[chosen][:, :, PATH]]
    turned = codes[chosen][:, :, [TO_SECOND, TO_FIRST]]
    codes[chosen, :, TO_FIRST], codes[chosen, :, TO_SECOND] = turned[..., 0], turned[..., 1]
    answers[chosen] = answers[chosen][:, SWAPPED]
    return answers


# --- what networks think of lines that they did not see ---------------------------------------------------


def cross_think(examples: Sequence[StanceExample], sizes: Sequence[int], settings: StanceSettings) -> Tensor:
    """For every line the chances by a network that saw neither it nor another line of its sentence."""
    wanted, found = one_hot(examples), torch.zeros(len(examples), ANSWERS)
    for part in range(PARTS):
        away = [i for i, e in enumerate(examples) if zlib.crc32(e.key.encode()) % PARTS == part]
        kept = sorted(set(range(len(examples))) - set(away))
        torch.manual_seed(settings.seed)
        head = StanceHead(sizes, examples[0].vectors.shape[1], 1, settings)
        lessons = HeadLessons([examples[i] for i in kept], wanted[kept])
        _fit(head, lessons, settings, settings.first_epochs, settings.first_rate)
        found[away] = _think(head, [examples[i] for i in away])
    return found


@dataclass(frozen=True, slots=True)
class HeadLessons:
    """What a head learns from without the encoder learning along."""

    examples: Sequence[StanceExample]
    wanted: Tensor
    states: Sequence[npt.NDArray[np.float16]] = ()  # of each example's tokens; none: word vectors alone


def finish(head: StanceHead, lessons: HeadLessons, settings: StanceSettings) -> None:
    """Let the head learn once more, now on the states that the pipeline will give it."""
    torch.manual_seed(settings.seed)
    _fit(head, lessons, settings, settings.last_epochs, settings.last_rate)
    head.eval()


def encode(examples: Sequence[StanceExample], encoder: Encoder) -> list[npt.NDArray[np.float16]]:
    """For each line the states of the tokens around its spans, by the exported encoder."""
    return [encoder.encode_line(e.pieces, e.rows)[e.tokens].astype(np.float16) for e in examples]


def _fit(head: StanceHead, lessons: HeadLessons, settings: StanceSettings, epochs: int, rate: float) -> None:
    order = random.Random(settings.seed)
    optimizer = torch.optim.AdamW(head.parameters(), lr=rate, weight_decay=settings.weight_decay)
    total = epochs * (math.ceil(len(lessons.examples) / settings.batch) + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (settings.warm_up * total), max(0.0, 1 - step / total))
    )
    for epoch in range(epochs):
        head.train()
        losses = []
        for chosen in _batches(lessons.examples, settings.batch, order):
            vectors, codes, mask = fill_up([lessons.examples[i] for i in chosen])
            states = _fill_states([lessons.states[i] for i in chosen], mask) if lessons.states else None
            answers = swap(codes, lessons.wanted[chosen].clone(), settings.swap)
            loss = nn.functional.cross_entropy(head(vectors, codes, mask, states), answers)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        log.info("stance head, epoch %d, loss %.4f", epoch + 1, np.mean(losses))


def _fill_states(states: Sequence[npt.NDArray[np.float16]], mask: Tensor) -> Tensor:
    filled = torch.zeros(*mask.shape, states[0].shape[1])
    for row, own in enumerate(states):
        filled[row, : len(own)] = torch.from_numpy(own).float()
    return filled


def _batches(examples: Sequence[StanceExample], size: int, order: random.Random) -> list[list[int]]:
    """Numbers of examples of like length, in a new order every time."""
    numbers = list(range(len(examples)))
    order.shuffle(numbers)
    batches = []
    for start in range(0, len(numbers), _NEAR * size):
        near = sorted(numbers[start : start + _NEAR * size], key=lambda i: len(examples[i].codes))
        batches += [near[i : i + size] for i in range(0, len(near), size)]
    order.shuffle(batches)
    return batches


@torch.no_grad()
def _think(head: StanceHead, examples: Sequence[StanceExample]) -> Tensor:
    head.eval()
    found = torch.zeros(len(examples), ANSWERS)
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].codes))
    for start in range(0, len(order), 64):
        chosen = order[start : start + 64]
        found[chosen] = head(*fill_up([examples[i] for i in chosen])).softmax(1)
    return found


# --- files ------------------------------------------------------------------------------------------------


def find_threshold(chances: Floats, labels: Integers, precision: float) -> float:
    """The lowest chance of a stance from which on the precision is reached, in steps of a hundredth."""
    sure, answer = 1 - chances[:, 0], chances[:, 1:].argmax(1) + 1
    for threshold in (step / 100 for step in range(30, 96)):
        taken = sure >= threshold
        if taken.any() and float((answer == labels)[taken].mean()) >= precision:
            return threshold
    return 0.95


def write_head(head: StanceHead, table: CodeTable, encoder: str, name: str, folder: Path) -> None:
    """Write weights and settings; `encoder`: the hash of the encoder's weights, without which they mean nothing."""
    packed = BytesIO()
    arrays = {name: value.numpy().astype(np.float16) for name, value in head.state_dict().items()}
    np.savez_compressed(packed, **arrays)
    (folder / "stance.npz").write_bytes(packed.getvalue())
    lists = {"tags": list(table.tags), "dependencies": list(table.dependencies), "names": list(table.names)}
    settings = {
        "name": name,
        "sha256": hashlib.sha256(packed.getvalue()).hexdigest(),
        "encoder": encoder,
        "threshold": 0.5,
        "sure": 0.5,
        "table": {**lists, "sides": dict(table.sides)},
    }
    _write(folder, settings)


def write_thresholds(folder: Path, threshold: float, sure: float) -> None:
    """Write from which chance on the head decides."""
    settings = json.loads((folder / "stance.json").read_text(encoding="utf-8"))
    _write(folder, {**settings, "threshold": threshold, "sure": sure})


def _write(folder: Path, settings: dict[str, object]) -> None:
    text = json.dumps(settings, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "stance.json").write_text(text + "\n", encoding="utf-8")
