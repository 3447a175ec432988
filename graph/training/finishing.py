"""Fit the stance head once more, on what the exported encoder gives and on the statements that the pipeline finds.

While both learn together the head sees states of full precision and statements as people mark them. At run time the
states are rounded and the statements are found: here it learns from just these.
"""

import copy
import logging
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import torch

from graph.model import CharSpan
from graph.nlp.findings import FoundStatement
from graph.nlp.stance.features import CodeTable
from graph.nlp.statements.context import read_context
from graph.nlp.statements.encoder import Encoder
from graph.nlp.statements.find import find_statements
from graph.nlp.syntax.tree import Tree
from graph.training.labels import LabelledStatement
from graph.training.stance import StanceExample, StanceHead, loss_of, to_batch, to_examples

log = logging.getLogger(__name__)

_SHARED = 0.5  # of the shorter content that a found statement must have in common with a marked one


@dataclass(frozen=True, slots=True)
class FinishSettings:
    """How to fit."""

    epochs: int = 4
    batch: int = 32  # statements
    rate: float = 3e-4
    weight_decay: float = 0.02
    warm_up: float = 0.1
    averaging: float = 0.995
    noise: float = 0.05  # of the states, against learning them by heart
    seed: int = 5


@dataclass(frozen=True, slots=True)
class Lesson:
    """A statement with the states of the words around it."""

    example: StanceExample
    states: npt.NDArray[np.float16]


def to_lessons(tree: Tree, labels: Sequence[LabelledStatement], encoder: Encoder, codes: CodeTable) -> Iterator[Lesson]:
    """Return the article's marked statements, and those that the pipeline finds with the labels of what they match."""
    context = read_context(tree, encoder)
    assert context.states is not None
    found = [own for one in find_statements(context) if (own := _labelled(one, labels)) is not None]
    for example in to_examples(tree, [*labels, *found], codes):
        yield Lesson(example, context.states[example.tokens].astype(np.float16))


def _labelled(found: FoundStatement, labels: Sequence[LabelledStatement]) -> LabelledStatement | None:
    """The labels of the marked statement with most of its content; None where there is none."""
    if not found.source and not found.cue:
        return None
    shared, nearest = max(((_shared(found.content, one.content), -i) for i, one in enumerate(labels)), default=(0, 0))
    if shared < _SHARED:
        return None
    return replace(labels[-nearest], source=found.source, cue=found.cue, content=found.content)


def _shared(one: Sequence[CharSpan], other: Sequence[CharSpan]) -> float:
    common = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    return common / max(1, min(sum(s.end - s.start for s in spans) for spans in (one, other)))


def finish(head: StanceHead, lessons: Sequence[Lesson], settings: FinishSettings) -> None:
    """Fit the head in place."""
    torch.manual_seed(settings.seed)
    optimizer = torch.optim.AdamW(head.parameters(), lr=settings.rate, weight_decay=settings.weight_decay)
    steps = settings.epochs * -(-len(lessons) // settings.batch)
    warm = max(1, round(settings.warm_up * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / warm, (steps - s) / (steps - warm)))
    averaged = copy.deepcopy(head.state_dict())
    head.train()
    step = 0
    for epoch in range(settings.epochs):
        losses = []
        for group in _groups(lessons, settings, epoch):
            loss = _loss(head, group, settings.noise)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            share = 1 - min(settings.averaging, (1 + step) / (10 + step))
            for name, value in head.state_dict().items():
                averaged[name].lerp_(value, share)
            losses.append(float(loss))
        log.info("head, epoch %d of %d, loss %.4f", epoch + 1, settings.epochs, np.mean(losses))
    head.load_state_dict(averaged)
    head.eval()


def _groups(lessons: Sequence[Lesson], settings: FinishSettings, epoch: int) -> Iterator[list[Lesson]]:
    chance = random.Random(settings.seed * 1000 + epoch)
    ordered = sorted(lessons, key=lambda lesson: (len(lesson.example.tokens) // 8, chance.random()))
    groups = [ordered[i : i + settings.batch] for i in range(0, len(ordered), settings.batch)]
    chance.shuffle(groups)
    yield from groups


def _loss(head: StanceHead, group: Sequence[Lesson], noise: float) -> torch.Tensor:
    numbers: list[Mapping[int, int]] = [{int(t): n for n, t in enumerate(one.example.tokens)} for one in group]
    batch = to_batch([(i, one.example) for i, one in enumerate(group)], numbers)
    longest = max(len(one.states) for one in group)
    states = np.stack(
        [np.pad(one.states.astype(np.float32), [(0, longest - len(one.states)), (0, 0)]) for one in group]
    )
    given = torch.from_numpy(states)
    given = given + noise * given.std() * torch.randn_like(given)
    if batch is None:
        return given.sum() * 0.0
    return loss_of(head, given, batch)
