"""The learned stance decision: two spans of a sentence in, how likely each of five answers is out.

A small transformer, in plain numpy, over what the statement encoder makes of the tokens (`states`), their word vectors
and the features of `stance_features`. The weights lie beside this module with a file of settings; where either is
missing or broken, or belongs to another encoder, or the pipeline has other word vectors, the rules decide alone.
"""

import hashlib
import json
import logging
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from graph.model import Stance
from graph.nlp.stance.features import PATH, ROLE, Codes, CodeTable, Numbers, code_tokens, surroundings, word_vectors
from graph.nlp.statements.context import read_context
from graph.nlp.statements.encoder import Encoder, load_encoder
from graph.nlp.syntax.tree import Span

log = logging.getLogger(__name__)

_HEADS = 4
_LONGEST = 120  # tokens: longer "sentences" are lists and tables
_ANSWERS = ((True, Stance.SUPPORTS), (False, Stance.SUPPORTS), (True, Stance.OPPOSES), (False, Stance.OPPOSES))


@dataclass(frozen=True, slots=True)
class Guess:
    """Of two spans, which one takes sides, which side, and how likely that is."""

    first_to_second: bool
    stance: Stance
    chance: float  # of just this answer
    any_side: float  # that there is a stance at all


@dataclass(frozen=True, slots=True)
class StanceModel:
    """The weights with all that they need."""

    name: str
    table: CodeTable
    weights: Mapping[str, Numbers]
    threshold: float  # how likely a stance must be at least between two given spans
    sure: float  # how likely the answer must be for a statement's stance
    encoder: Encoder | None = None  # None: word vectors and features alone

    def guess(self, first: Span, second: Span, states: Numbers | None = None) -> Guess | None:
        """The likeliest stance between two spans close by; None where the model cannot look at them."""
        tokens = surroundings(first, second)
        if len(tokens) > _LONGEST or first.doc.source.vocab.vectors_length != self.weights["word.weight"].shape[1]:
            return None
        codes = code_tokens(tokens, first, second, self.table)
        if not all((codes[:, ROLE] == role).any() for role in (1, 2)):
            return None
        if self.encoder is not None and states is None:
            states = read_context(first.doc, self.encoder).states
        rows = states[[t.i for t in tokens]] if states is not None and self.encoder is not None else None
        chances = self.run(word_vectors(tokens), codes, rows)
        best = int(chances[1:].argmax())
        forward, stance = _ANSWERS[best]
        return Guess(forward, stance, float(chances[1 + best]), float(1 - chances[0]))

    def run(self, vectors: Numbers, codes: Codes, states: Numbers | None = None) -> Numbers:
        """Chances of: no stance, first for second, second for first, first against second, second against first."""
        w = self.weights
        hidden = vectors @ w["word.weight"].T + w["word.bias"]
        if states is not None:
            hidden = hidden + states @ w["state.weight"].T
        for column in range(codes.shape[1]):
            hidden = hidden + w[f"emb.{column}.weight"][codes[:, column]]
        hidden = _normal(hidden, w, "norm")
        layer = 0
        while f"layers.{layer}.norm1.weight" in w:
            hidden = _layer(hidden, w, f"layers.{layer}")
            layer += 1
        return _softmax(_linear(_gelu(_linear(_pool(hidden, codes), w, "mlp.0")), w, "mlp.3"))


def _pool(hidden: Numbers, codes: Codes) -> Numbers:
    """Both spans, what they share, the path between them, the most telling of everything."""
    first, second = (hidden[codes[:, ROLE] == role].mean(axis=0) for role in (1, 2))
    path = hidden[codes[:, PATH] > 0]
    between = path.mean(axis=0) if len(path) else np.zeros_like(first)
    return np.concatenate([first, second, first * second, between, hidden.max(axis=0)])


def _layer(hidden: Numbers, w: Mapping[str, Numbers], name: str) -> Numbers:
    mixed = _attend(hidden, w, f"{name}.self_attn")
    hidden = _normal(hidden + mixed, w, f"{name}.norm1")
    wide = _gelu(_linear(hidden, w, f"{name}.linear1"))
    return _normal(hidden + _linear(wide, w, f"{name}.linear2"), w, f"{name}.norm2")


def _attend(hidden: Numbers, w: Mapping[str, Numbers], name: str) -> Numbers:
    projected = hidden @ w[f"{name}.in_proj_weight"].T + w[f"{name}.in_proj_bias"]
    query, key, value = (_heads(part) for part in np.split(projected, 3, axis=1))
    weights = _softmax(query @ key.transpose(0, 2, 1) / np.float32(math.sqrt(query.shape[2])))
    joined = (weights @ value).transpose(1, 0, 2).reshape(hidden.shape)
    return _linear(joined, w, f"{name}.out_proj")


def _heads(values: Numbers) -> Numbers:
    return values.reshape(len(values), _HEADS, -1).transpose(1, 0, 2)


def _linear(values: Numbers, w: Mapping[str, Numbers], name: str) -> Numbers:
    found: Numbers = values @ w[f"{name}.weight"].T + w[f"{name}.bias"]
    return found


def _normal(values: Numbers, w: Mapping[str, Numbers], name: str) -> Numbers:
    centred = values - values.mean(axis=-1, keepdims=True)
    spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-5)
    found: Numbers = centred / spread * w[f"{name}.weight"] + w[f"{name}.bias"]
    return found


def _gelu(values: Numbers) -> Numbers:
    """The usual approximation by a hyperbolic tangent."""
    found: Numbers = 0.5 * values * (1 + np.tanh(math.sqrt(2 / math.pi) * (values + 0.044715 * values**3)))
    return found


def _softmax(values: Numbers) -> Numbers:
    powers = np.exp(values - values.max(axis=-1, keepdims=True))
    found: Numbers = powers / powers.sum(axis=-1, keepdims=True)
    return found


@lru_cache(maxsize=1)
def load_stance_model() -> StanceModel | None:
    """The model that the package ships; None, said once, where it cannot be loaded."""
    try:
        with as_file(files("graph.nlp") / "weights") as folder:
            return load_stance_folder(folder, load_encoder())
    except (OSError, ValueError, KeyError) as error:
        log.warning("the stance model is not used, the rules decide alone: %s", error)
        return None


def load_stance_folder(folder: Path, encoder: Encoder | None) -> StanceModel:
    """The model of a folder that training wrote, which stands on this encoder."""
    settings: dict[str, Any] = json.loads((folder / "stance.json").read_text(encoding="utf-8"))
    if encoder is None or encoder.digest != settings["encoder"]:
        raise ValueError("the stance weights stand on a statement model that is not there")
    packed = (folder / "stance.npz").read_bytes()
    if hashlib.sha256(packed).hexdigest() != settings["sha256"]:
        raise ValueError("the stance weights are not those of the settings beside them")
    with np.load(BytesIO(packed)) as arrays:
        weights = {name: arrays[name].astype(np.float32) for name in arrays.files}
    return StanceModel(
        settings["name"], read_table(settings["table"]), weights, settings["threshold"], settings["sure"], encoder
    )


def read_table(lists: Mapping[str, Any]) -> CodeTable:
    """The table as the settings keep it: lists of values, and the sides of the lexicon."""
    tags, dependencies, names = (
        {name: code for code, name in enumerate(lists[key], 1)} for key in ("tags", "dependencies", "names")
    )
    return CodeTable(tags, dependencies, names, dict(lists["sides"]))
