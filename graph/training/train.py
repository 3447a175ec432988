"""Fit the statement network, with a checkpoint after every epoch to go on from."""

import copy
import logging
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from graph.training.batches import to_batches
from graph.training.lessons import Lessons, Settings
from graph.training.network import Batch, StatementNetwork, loss_of
from graph.training.stance import StanceBatch

log = logging.getLogger(__name__)

_LONGEST_STEP = 1.0  # to which gradients are clipped
_OFTEN = 50  # steps between lines of the log


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
    per_epoch = sum(1 for _ in to_batches(lessons, settings, 0))
    run = Run(network, settings.epochs * per_epoch, settings, folder)
    run.resume()
    for epoch in range(run.epoch, settings.epochs):
        torch.manual_seed(settings.seed + epoch)
        network.train()
        began = time.process_time()
        losses: dict[str, list[float]] = {}
        for batch, stances in to_batches(lessons, settings, epoch):
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
