"""Fit the statement network, with a checkpoint after every epoch to go on from."""

import copy
import logging
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from graph.nlp.statements.features import FEATURES, FeatureTable
from graph.nlp.statements.windows import WINDOW
from graph.training.data import NOBODY, UNKNOWN, Example, Integers, Sample, to_samples
from graph.training.network import Batch, StatementNetwork, loss_of
from graph.training.stance import StanceBatch, StanceExample
from graph.training.stance import to_batch as to_stances

log = logging.getLogger(__name__)

_LONGEST_STEP = 1.0  # to which gradients are clipped
_OFTEN = 50  # steps between lines of the log

Change = Callable[[Integers], Integers]


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train."""

    epochs: int = 8
    batch: int = 8  # windows
    rate: float = 2e-4  # of the uppermost layer
    head_rate: float = 1e-3  # of features, tags, links
    new_rate: float = 1e-3  # of states and stance
    layer_decay: float = 0.9  # from layer to layer, downwards
    weight_decay: float = 0.01
    warm_up: float = 0.06  # share of all steps
    link_weight: float = 0.3
    hide_feature: float = 0.1  # share of single values, and of features for a whole window, that are hidden
    hide_rules: float = 0.3  # the rules' view is hidden from this share of the windows: they saw the training data
    hide_piece: float = 0.03  # share of word pieces replaced by a mask
    averaging: float = 0.998  # of the weights from step to step
    keep: float = 0.3  # share of the weights that training went on from, in those that it ends with
    frozen: int = 0  # lowest layers that stay as they are, with all below them; word embeddings always do
    stance_weight: float = 1.5  # of how far off the stances are, against the statements
    share: float = 0.35  # of the articles without stances that an epoch shows
    seed: int = 17
    bfloat16: bool = True


@dataclass(frozen=True, slots=True)
class Marks:
    """Rows of the pieces that are not words."""

    opening: int
    closing: int
    mask: int


class Run:
    """A training that can be taken up again: network, optimizer, averaged weights, and how far it is."""

    def __init__(self, network: StatementNetwork, steps: int, settings: Settings, folder: Path):
        _freeze(network, settings.frozen)
        self.network, self.settings, self.folder, self.steps = network, settings, folder, steps
        self.optimizer = torch.optim.AdamW(_groups(network, settings), weight_decay=settings.weight_decay)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda step: _rate(step, steps, settings.warm_up)
        )
        self.averaged = {name: value.detach().clone() for name, value in network.state_dict().items()}
        self.epoch = self.step = 0
        self.seconds = 0.0  # of CPU

    @property
    def _checkpoint(self) -> Path:
        return self.folder / "checkpoint.pt"

    def resume(self) -> None:
        """Go on from the folder's checkpoint, if there is one."""
        if not self._checkpoint.exists():
            return
        saved = torch.load(self._checkpoint, weights_only=True)
        self.network.load_state_dict(saved["network"])
        self.optimizer.load_state_dict(saved["optimizer"])
        self.schedule.load_state_dict(saved["schedule"])
        self.averaged, self.epoch, self.step = saved["averaged"], saved["epoch"], saved["step"]
        self.seconds = saved["seconds"]

    def save(self) -> None:
        """Write the checkpoint."""
        state = {"network": self.network, "optimizer": self.optimizer, "schedule": self.schedule}
        done = {"averaged": self.averaged, "epoch": self.epoch, "step": self.step, "seconds": self.seconds}
        self.folder.mkdir(parents=True, exist_ok=True)
        torch.save({**{name: part.state_dict() for name, part in state.items()}, **done}, self._checkpoint)

    def averaged_network(self) -> StatementNetwork:
        """A copy of the network with the averaged weights."""
        copied: StatementNetwork = copy.deepcopy(self.network)
        copied.load_state_dict(self.averaged)
        copied.eval()
        return copied

    def learn(self, batch: Batch, stances: StanceBatch | None) -> dict[str, float]:
        """The losses on the batch, before the step that it teaches."""
        with torch.autocast("cpu", torch.bfloat16, enabled=self.settings.bfloat16):
            told, taken = loss_of(self.network, batch, self.settings.link_weight, stances)
        loss = told if taken is None else told + self.settings.stance_weight * taken
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for p in self.network.parameters() if p.requires_grad], _LONGEST_STEP)
        self.optimizer.step()
        self.schedule.step()
        self.step += 1
        _average(self.averaged, self.network, min(self.settings.averaging, (1 + self.step) / (10 + self.step)))
        return {"statements": float(told.item())} | ({} if taken is None else {"stances": float(taken.item())})


@dataclass(frozen=True, slots=True)
class Lessons:
    """All that there is to learn from."""

    examples: Sequence[Example]
    table: FeatureTable
    marks: Marks
    stances: Mapping[str, Sequence[StanceExample]]  # of the articles whose statements have labels, by id


def train(
    network: StatementNetwork,
    lessons: Lessons,
    settings: Settings,
    folder: Path,
    watch: Callable[[StatementNetwork], str] | None = None,
) -> float:
    """The CPU seconds that it took; the network then holds the averaged weights, as does the folder's checkpoint.

    `watch` is shown a copy of the averaged network after every epoch; what it says goes to the log.
    """
    per_epoch = sum(1 for _ in _batches(lessons, settings, 0))
    run = Run(network, settings.epochs * per_epoch, settings, folder)
    run.resume()
    for epoch in range(run.epoch, settings.epochs):
        torch.manual_seed(settings.seed + epoch)
        network.train()
        began = time.process_time()
        losses: dict[str, list[float]] = {}
        for batch, stances in _batches(lessons, settings, epoch):
            for name, value in run.learn(batch, stances).items():
                losses.setdefault(name, []).append(value)
            if run.step % _OFTEN == 0:
                log.info("step %d of %d, loss %s", run.step, run.steps, _means(losses, _OFTEN))
        run.epoch, run.seconds = epoch + 1, run.seconds + time.process_time() - began
        run.save()
        log.info("epoch %d, loss %s, %.0f seconds of CPU in all", run.epoch, _means(losses), run.seconds)
        if watch is not None:
            log.info("epoch %d: %s", run.epoch, watch(run.averaged_network()))
    network.load_state_dict(run.averaged)
    network.eval()
    return run.seconds


def _freeze(network: StatementNetwork, layers: int) -> None:
    network.encoder.embeddings.word_embeddings.weight.requires_grad = False
    if layers:
        for part in (network.features, network.encoder.embeddings, *network.encoder.encoder.layer[:layers]):
            part.requires_grad_(False)


def _means(losses: dict[str, list[float]], last: int = 0) -> str:
    return ", ".join(f"{name} {np.mean(values[-last:]):.4f}" for name, values in sorted(losses.items()))


def _rate(step: int, total: int, warm_up: float) -> float:
    rising = max(1.0, warm_up * total)
    return min((step + 1) / rising, max(0.0, (total - step) / max(1.0, total - rising)))


def _groups(network: StatementNetwork, settings: Settings) -> list[dict[str, object]]:
    """The parameters with their rates: the lower the layer, the slower."""
    layers = len(network.encoder.encoder.layer)
    by_rate: dict[float, list[Tensor]] = {}
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith("encoder.encoder.layer."):
            depth = layers - 1 - int(name.split(".")[3])
            rate = settings.rate * settings.layer_decay**depth
        elif name.startswith("encoder."):
            rate = settings.rate * settings.layer_decay**layers
        else:
            rate = settings.new_rate if name.startswith(("stance.", "states.")) else settings.head_rate
        by_rate.setdefault(rate, []).append(parameter)
    return [{"params": parameters, "lr": rate} for rate, parameters in by_rate.items()]


@torch.no_grad()
def _average(averaged: dict[str, Tensor], network: StatementNetwork, share: float) -> None:
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            averaged[name].lerp_(parameter, 1 - share)


def _batches(lessons: Lessons, settings: Settings, epoch: int) -> Iterator[tuple[Batch, StanceBatch | None]]:
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
        yield batch, stances_of(group, lessons.stances)


def _alike(samples: list[tuple[str, Sample]], size: int, chance: random.Random) -> list[list[tuple[str, Sample]]]:
    ordered = sorted(samples, key=lambda s: (len(s[1].window.pieces), chance.random()))
    return [ordered[i : i + size] for i in range(0, len(ordered), size)]


def stances_of(
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
