"""The windows of an epoch side by side, some of what they show hidden."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import torch
from torch import Tensor

from graph.nlp.statements.features import FEATURES
from graph.nlp.statements.windows import WINDOW
from graph.training.data import NOBODY, UNKNOWN, Integers, Sample, to_samples
from graph.training.lessons import Lessons, Marks, Settings
from graph.training.network import Batch
from graph.training.stance import StanceBatch, StanceExample
from graph.training.stance import to_batch as to_stances

Change = Callable[[Integers], Integers]


def to_batches(lessons: Lessons, settings: Settings, epoch: int) -> Iterator[tuple[Batch, StanceBatch | None]]:
    """The windows of an epoch, packed anew, alike in length within a batch, in an order of chance."""
    chance = random.Random(settings.seed * 1000 + epoch)
    numbers = np.random.default_rng(settings.seed * 1000 + epoch)
    marks = lessons.marks
    shown = [e for e in lessons.examples if e.id in lessons.stances or chance.random() < settings.share]
    samples = [
        (example.id, sample)
        for example in shown
        for sample in to_samples(
            example, lessons.table, (marks.opening, marks.closing), chance.randint(WINDOW // 3, WINDOW)
        )
    ]
    groups = _alike(samples, settings.batch, chance)
    chance.shuffle(groups)
    for group in groups:
        batch = to_batch(
            [sample for _, sample in group],
            lambda rows: _hide(rows, settings, numbers),
            lambda p: _mask(p, marks, settings, numbers),
        )
        yield batch, _stances_of(group, lessons.stances)


def _alike(samples: list[tuple[str, Sample]], size: int, chance: random.Random) -> list[list[tuple[str, Sample]]]:
    ordered = sorted(samples, key=lambda s: (len(s[1].window.pieces), chance.random()))
    return [ordered[i : i + size] for i in range(0, len(ordered), size)]


def _stances_of(
    group: Sequence[tuple[str, Sample]], stances: Mapping[str, Sequence[StanceExample]]
) -> StanceBatch | None:
    """The statements that begin in these windows, each in the window that holds most of it."""
    numbers = [{token: number for number, token in enumerate(sample.window.tokens)} for _, sample in group]
    found = []
    for window, (article, _) in enumerate(group):
        for example in stances.get(article, ()):
            held = sum(1 for token in example.tokens if int(token) in numbers[window])
            if 2 * held >= len(example.tokens):
                found.append((window, example))
    return to_stances(found, numbers)


def _hide(rows: Integers, settings: Settings, numbers: np.random.Generator) -> Integers:
    kept = numbers.random(rows.shape) >= settings.hide_feature
    whole = np.full(len(FEATURES), settings.hide_feature)
    whole[FEATURES.index("rules")] = settings.hide_rules
    return rows * kept * (numbers.random(len(FEATURES)) >= whole)


def _mask(pieces: Integers, marks: Marks, settings: Settings, numbers: np.random.Generator) -> Integers:
    masked = (
        (numbers.random(pieces.shape) < settings.hide_piece) & (pieces != marks.opening) & (pieces != marks.closing)
    )
    return np.where(masked, marks.mask, pieces)


def _same(values: Integers) -> Integers:
    return values


def to_batch(samples: Sequence[Sample], hide: Change = _same, mask: Change = _same) -> Batch:
    """The samples side by side."""
    size = max(len(s.window.pieces) for s in samples)
    length = max(len(s.window.tokens) for s in samples)
    links = [[_shift(getattr(s, name)) for s in samples] for name in ("cue_of", "source_of")]
    return Batch(
        pieces=_stack([mask(np.array(s.window.pieces)) for s in samples], size, 0),
        rows=torch.stack([_padded(hide(s.rows), size, 0) for s in samples]),
        mask=_stack([np.ones(len(s.window.pieces), np.int64) for s in samples], size, 0),
        firsts=_stack([np.array(s.window.firsts) for s in samples], length, 0),
        real=_stack([np.ones(len(s.window.tokens), np.int64) for s in samples], length, 0).bool(),
        begins=_stack([np.array(s.window.begins, np.int64) for s in samples], length, 0).bool(),
        tags=_stack([s.tags for s in samples], length, 0),
        links=torch.stack([_stack(rows, length, -1) for rows in links]),
    )


def _shift(links: Integers) -> Integers:
    """Links as the network counts them: 0 is nobody, -1 nothing to learn."""
    return np.where(links == UNKNOWN, -1, np.where(links == NOBODY, 0, links + 1))


def _stack(rows: Sequence[Integers], size: int, filler: int) -> Tensor:
    return torch.stack([_padded(row, size, filler) for row in rows])


def _padded(values: Integers, size: int, filler: int) -> Tensor:
    room = [(0, size - len(values)), *[(0, 0)] * (values.ndim - 1)]
    return torch.from_numpy(np.pad(values, room, constant_values=filler))
