"""What speaks for a candidate or against it, in log odds: for this one, against nobody that the gazetteer holds."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Evidence:
    """One observation: its weight in log odds, and words for it; without words it is not told."""

    weight: float
    reason: str = ""


@cache
def load_weights() -> dict[str, dict[str, float]]:
    """Return the weights by kind of record and name of the observation."""
    text = (files("graph.linking") / "weights.toml").read_text(encoding="utf-8")
    return {kind: dict(weights) for kind, weights in tomllib.loads(text).items()}


def weigh(kind: str, name: str, reason: str = "", times: float = 1.0) -> Evidence:
    """Return an observation by its name, with the weight that it has for records of a kind."""
    return Evidence(times * load_weights()[kind][name], reason)
