"""Statements with their sides as numbers, and the head that learns to find the targets of a statement.

The head reads what the statement network makes of each word (`states`) with the statement's roles, so that one pass
over the article serves every statement in it. For each word that can be the head of a target it says: none, for or
against, plainly or by implication.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from graph.nlp.stance.features import CodeTable, Parts, code_words, may_be_target, parts_of, surroundings
from graph.nlp.syntax.tree import Tree, Word
from graph.training.labels import SIDES, GoldSide, LabelledStatement

ANSWERS = 1 + len(SIDES)
IGNORED = -1

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class StanceExample:
    """A statement that the head can learn from."""

    tokens: Integers  # of the Tree: the words around the statement
    codes: Integers  # words × columns
    answers: Integers  # for each word 0 none, 1 + index of SIDES, or IGNORED
    within: Integers  # for each word 0, or 1 + the number of the target that it is part of
    sides: tuple[int, ...]  # for each target the index of SIDES
    weight: float


@dataclass(frozen=True, slots=True)
class StanceBatch:
    """Statements of windows side by side, filled up with nothing."""

    window: Tensor  # statements: number of the window
    tokens: Tensor  # statements × words: their numbers in the window
    codes: Tensor  # statements × words × columns
    mask: Tensor  # statements × words: False where filled up
    answers: Tensor  # statements × words
    weights: Tensor  # statements


@dataclass(frozen=True, slots=True)
class HeadSettings:
    """The head's shape."""

    size: int = 256
    layers: int = 3
    heads: int = 4
    dropout: float = 0.15


class StanceHead(nn.Module):
    """Scores of the answers for every word of a statement."""

    def __init__(self, sizes: Sequence[int], states: int, settings: HeadSettings):
        super().__init__()
        size = settings.size
        self.state = nn.Linear(states, size)
        self.codes = nn.ModuleList(nn.Embedding(count, size) for count in sizes)
        for table in self.codes:
            nn.init.normal_(table.weight, std=0.3)
        self.norm = nn.LayerNorm(size)
        self.layers = nn.ModuleList(Layer(size, settings.heads, settings.dropout) for _ in range(settings.layers))
        self.dropout = nn.Dropout(settings.dropout)
        self.answer = nn.Linear(size, ANSWERS)

    def forward(self, states: Tensor, codes: Tensor, mask: Tensor | None = None) -> Tensor:
        """Scores, statements × words × answers; `states`: statements × words × numbers, `codes`: … × columns."""
        hidden = self.state(states)
        for column, table in enumerate(self.codes):
            hidden = hidden + table(codes[..., column])
        hidden = self.dropout(self.norm(hidden))
        for layer in self.layers:
            hidden = layer(hidden, mask)
        scores: Tensor = self.answer(self.dropout(hidden))
        return scores


class Layer(nn.Module):
    """A transformer layer that exports as plain products."""

    def __init__(self, size: int, heads: int, dropout: float):
        super().__init__()
        self.heads = heads
        self.mix = nn.Linear(size, 3 * size)
        self.out = nn.Linear(size, size)
        self.wide = nn.Linear(size, 2 * size)
        self.narrow = nn.Linear(2 * size, size)
        self.first, self.second = nn.LayerNorm(size), nn.LayerNorm(size)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, mask: Tensor | None) -> Tensor:
        """The words after they have looked at each other."""
        batch, words, size = hidden.shape
        parts = self.mix(hidden).view(batch, words, 3, self.heads, size // self.heads).permute(2, 0, 3, 1, 4)
        query, key, value = parts[0], parts[1], parts[2]
        near = query @ key.transpose(2, 3) / (size // self.heads) ** 0.5
        if mask is not None:
            near = near.masked_fill(~mask[:, None, None, :], -1e4)
        mixed = (near.softmax(dim=3) @ value).transpose(1, 2).reshape(batch, words, size)
        hidden = self.first(hidden + self.dropout(self.out(mixed)))
        wider = self.narrow(self.dropout(functional.gelu(self.wide(hidden))))
        found: Tensor = self.second(hidden + self.dropout(wider))
        return found


def to_examples(tree: Tree, statements: Sequence[LabelledStatement], table: CodeTable) -> Iterator[StanceExample]:
    """Return the statements of an article as numbers."""
    for statement in statements:
        parts = parts_of(tree, statement.source, statement.cue, statement.content)
        words = surroundings(tree, parts)
        yield StanceExample(
            np.array([word.i for word in words], np.int64),
            code_words(words, parts, table),
            answers_of(tree, words, statement, parts),
            _within(tree, words, statement.sides),
            tuple(side.side for side in statement.sides),
            statement.weight,
        )


def _within(tree: Tree, words: Sequence[Word], sides: Sequence[GoldSide]) -> Integers:
    owner = {t.i: number for number, side in reversed(list(enumerate(sides, 1))) for t in _tokens(tree, side)}
    return np.array([owner.get(word.i, 0) for word in words], np.int64)


def answers_of(tree: Tree, words: Sequence[Word], statement: LabelledStatement, parts: Parts) -> Integers:
    """Return what to learn of each word.

    Within the words of a target only its head is to be found. Other words that may mean it (its name again, a pronoun
    beside a person) would be no mistake: they are not judged, nor is what the source takes sides on elsewhere.
    """
    heads = {head: side.side + 1 for side in reversed(statement.sides) if (head := head_of(tree, side)) is not None}
    names = statement.known.union(*(side.names for side in statement.sides))
    beside_actor = any(side.is_actor for side in statement.sides)
    covered = {t.i for side in statement.sides for t in _tokens(tree, side)}
    found = np.zeros(len(words), np.int64)
    for number, word in enumerate(words):
        if word.i in heads:
            found[number] = heads[word.i]
        elif (
            not may_be_target(word)
            or word.i in covered
            or word.lower_ in names
            or (beside_actor and word.pos_ == "PRON" and word.i not in parts.source)
        ):
            found[number] = IGNORED
    return found


def head_of(tree: Tree, side: GoldSide) -> int | None:
    """Return the word that the others of the target hang on."""
    tokens = _tokens(tree, side)
    inside = {t.i for t in tokens}
    tops = [t for t in tokens if (t.head is t or t.head.i not in inside) and may_be_target(t)]
    return tops[0].i if tops else None


def _tokens(tree: Tree, side: GoldSide) -> list[Word]:
    span = tree.char_span(side.span.start, side.span.end, alignment_mode="expand")
    return [t for t in span if not t.is_space] if span is not None else []


def to_batch(examples: Sequence[tuple[int, StanceExample]], numbers: Sequence[Mapping[int, int]]) -> StanceBatch | None:
    """Return the statements side by side; each comes with the number of its window, `numbers` say for each window
    where its tokens are. Words outside of the window are left out; None: nothing is left."""
    rows = []
    for window, example in examples:
        at = [place for place, token in enumerate(example.tokens) if int(token) in numbers[window]]
        if at and (example.answers[at] != IGNORED).any():
            places = np.array([numbers[window][int(example.tokens[place])] for place in at], np.int64)
            rows.append((window, places, example.codes[at], example.answers[at], example.weight))
    if not rows:
        return None
    length = max(len(places) for _, places, *_ in rows)
    return StanceBatch(
        torch.tensor([window for window, *_ in rows]),
        _stack([places for _, places, *_ in rows], length, 0),
        _stack([codes for _, _, codes, *_ in rows], length, 0),
        _stack([np.ones(len(places), np.int64) for _, places, *_ in rows], length, 0).bool(),
        _stack([answers for _, _, _, answers, _ in rows], length, IGNORED),
        torch.tensor([weight for *_, weight in rows], dtype=torch.float32),
    )


def _stack(rows: Sequence[Integers], length: int, filler: int) -> Tensor:
    padded = [np.pad(r, [(0, length - len(r)), *[(0, 0)] * (r.ndim - 1)], constant_values=filler) for r in rows]
    return torch.from_numpy(np.stack(padded))


def loss_of(head: StanceHead, states: Tensor, batch: StanceBatch) -> Tensor:
    """How far off the answers are, per word to judge; `states`: those of the windows."""
    own = states[batch.window[:, None], batch.tokens]
    scores = head(own, batch.codes, batch.mask).float()
    losses = functional.cross_entropy(
        scores.flatten(0, 1), batch.answers.flatten(), ignore_index=IGNORED, reduction="none"
    ).view(batch.answers.shape)
    judged = (batch.answers != IGNORED) * batch.weights[:, None]
    return (losses * judged).sum() / judged.sum().clamp(min=1.0)
