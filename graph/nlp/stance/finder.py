"""The learned finder of targets at run time: a statement in, words that it is for or against out, with chances.

A small transformer over what the statement encoder makes of the words around a statement (`states`), so that the
article is read once. The weights lie beside the statement model's with a file of settings; where either is missing or
broken, or belongs to another encoder, the rules decide alone.
"""

import hashlib
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.model import Stance, Strength
from graph.nlp.stance.features import CodeTable, Parts, code_words, may_be_target, read_table, surroundings
from graph.nlp.statements.encoder import Encoder, Numbers, load_encoder
from graph.nlp.syntax.tree import Tree

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

log = logging.getLogger(__name__)

LEAST = 0.1  # chance below which a word is not worth looking at


@dataclass(frozen=True, slots=True)
class SignedTarget:
    """A word that a statement is for or against, as the model sees it."""

    head: int  # token
    stance: Stance
    strength: Strength
    chance: float  # that the statement takes this side on it, explicit or implied


@dataclass(frozen=True, slots=True)
class TargetFinder:
    """The weights with all that they need."""

    name: str
    session: "InferenceSession"
    table: CodeTable
    weights: tuple[float, ...] = ()  # of the evidence for a side (`weighing.EVIDENCE`); none: not fitted yet

    def find(self, tree: Tree, parts: Parts, states: Numbers) -> list[SignedTarget]:
        """Return the words that may be targets of a statement, in text order; `states`: a row for each token."""
        words = surroundings(tree, parts)
        codes = code_words(words, parts, self.table)
        rows = states[[word.i for word in words]]
        (scores,) = self.session.run(["scores"], {"states": rows[None], "codes": codes[None]})
        chances = _softmax(scores[0])
        found = zip(words, chances, strict=True)
        return [target for word, row in found if may_be_target(word) for target in _read(word.i, row)]


def _read(head: int, chances: Numbers) -> Iterator[SignedTarget]:
    """The likelier side of a word; the answers are none, for (explicit, implied), against (explicit, implied)."""
    sides = ((Stance.SUPPORTS, chances[1], chances[2]), (Stance.OPPOSES, chances[3], chances[4]))
    stance, explicit, implied = max(sides, key=lambda side: side[1] + side[2])
    if explicit + implied >= LEAST:
        strength = Strength.EXPLICIT if explicit >= implied else Strength.IMPLIED
        yield SignedTarget(head, stance, strength, float(explicit + implied))


def _softmax(values: Numbers) -> Numbers:
    powers = np.exp(values - values.max(axis=-1, keepdims=True))
    found: Numbers = powers / powers.sum(axis=-1, keepdims=True)
    return found


@lru_cache(maxsize=1)
def load_target_finder() -> TargetFinder | None:
    """Return the finder that the package ships; None, said once, where it cannot be loaded."""
    try:
        with as_file(files("graph.nlp") / "weights") as folder:
            return load_finder_folder(folder, load_encoder())
    except (ImportError, OSError, RuntimeError, ValueError, KeyError) as error:
        log.warning("the stance model is not used, the rules decide alone: %s", error)
        return None


def load_finder_folder(folder: Path, encoder: Encoder | None) -> TargetFinder:
    """Return the finder of a folder that training wrote, which stands on this encoder.

    Raises ValueError where the encoder is another one, or the weights are not those of the settings.
    """
    from onnxruntime import InferenceSession, SessionOptions

    settings: dict[str, Any] = json.loads((folder / "stance.json").read_text(encoding="utf-8"))
    if encoder is None or encoder.digest != settings["encoder"]:
        raise ValueError("the stance weights stand on a statement model that is not there")
    weights = (folder / "stance.onnx").read_bytes()
    if hashlib.sha256(weights).hexdigest() != settings["sha256"]:
        raise ValueError("the stance weights are not those of the settings beside them")
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    table = read_table(settings["table"], settings["sides"])
    return TargetFinder(settings["name"], session, table, tuple(settings.get("weights", ())))
