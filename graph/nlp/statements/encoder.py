"""The learned statement model at run time: articles in, scores of tags and vectors that link tokens out.

The weights lie beside this module with a file of settings, which names the network, its tags and its features, and
the hash of the weights. Where anything of that is missing or broken there is no encoder: the rules work alone.
"""

import hashlib
import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from graph.model import CharSpan
from graph.nlp.statements.drafts import Draft
from graph.nlp.statements.features import FeatureTable, describe_tokens
from graph.nlp.statements.windows import Window, make_lines, pack, row_of
from graph.nlp.syntax.quotation_marks import Quotation
from graph.nlp.syntax.tree import Tree

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

log = logging.getLogger(__name__)

Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Chain:
    """How tags follow each other in a paragraph; what may not follow scores far below everything."""

    tags: tuple[str, ...]
    steps: Numbers
    first: Numbers
    last: Numbers


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the network makes of a window."""

    window: Window
    scores: Numbers  # tokens × tags
    vectors: Numbers  # 1 + tokens × numbers; the first stands for nobody
    states: Numbers  # tokens × numbers, for the stages that read a token's meaning in its context


@dataclass(frozen=True, slots=True)
class Encoder:
    """The network with all that it needs."""

    name: str
    session: "InferenceSession"
    tokenizer: "Tokenizer"
    table: FeatureTable
    chain: Chain
    calibration: tuple[float, ...]
    digest: str = ""  # of the weights: what was learned on top of them names it

    def encode(
        self,
        doc: Tree,
        quotations: Sequence[Quotation],
        paragraphs: Sequence[CharSpan],
        drafts: Sequence[Draft],
    ) -> Iterator[Encoded]:
        """The article's windows; `drafts`: what the rules found, as the network wants to know it."""
        described = describe_tokens(doc, quotations, paragraphs, drafts)
        rows = np.array([self.table.to_rows(values) for values in described], np.int64)
        for window in pack(make_lines(doc, paragraphs, self.tokenizer), *self._marks()):
            yield self._run(window, rows_of(window, rows))

    def _marks(self) -> tuple[int, int]:
        """Rows of the pieces that open a window and close a paragraph."""
        return row_of(self.tokenizer, "[CLS]"), row_of(self.tokenizer, "[SEP]")

    def _run(self, window: Window, rows: npt.NDArray[np.int64]) -> Encoded:
        scores, vectors, states = self.session.run(
            ["scores", "vectors", "states"], {"pieces": np.array([window.pieces], np.int64), "rows": rows[None]}
        )
        firsts = list(window.firsts)
        return Encoded(window, scores[0][firsts], vectors[0][[0, *firsts]], states[0][firsts])


def states_by_token(encoded: Sequence[Encoded], tokens: int) -> Numbers:
    """The states as a row for each of so many tokens; rows of tokens in no window are nought."""
    states = np.zeros((tokens, encoded[0].states.shape[1] if encoded else 0), np.float32)
    for one in encoded:
        states[list(one.window.tokens)] = one.states
    return states


def rows_of(window: Window, rows: npt.NDArray[np.int64], first: int = 0) -> npt.NDArray[np.int64]:
    """The features of every piece: those of its token, none for the pieces of no token; `first`: whose the first row
    is."""
    owners = np.array(window.owners)
    own: npt.NDArray[np.int64] = rows[np.array(window.tokens)[np.maximum(owners, 0)] - first]
    own[owners < 0] = 0
    return own


@lru_cache(maxsize=1)
def load_encoder() -> Encoder | None:
    """The encoder that the package ships; None, said once, where it cannot be loaded."""
    try:
        with as_file(files("graph.nlp") / "weights") as folder:
            return load_folder(folder)
    except (ImportError, OSError, RuntimeError, ValueError, KeyError) as error:
        log.warning("the statement model is not used, the rules work alone: %s", error)
        return None


def load_folder(folder: Path) -> Encoder:
    """The encoder of a folder that training wrote."""
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    settings: dict[str, Any] = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    weights = (folder / "statements.onnx").read_bytes()
    if hashlib.sha256(weights).hexdigest() != settings["sha256"]:
        raise ValueError("the weights are not those of the settings beside them")
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # whoever wants more cores starts more processes
    options.log_severity_level = 3
    return Encoder(
        name=settings["name"],
        session=InferenceSession(weights, options, providers=["CPUExecutionProvider"]),
        tokenizer=Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8")),
        table=FeatureTable(settings["features"]),
        chain=Chain(tuple(settings["tags"]), *(np.array(settings[n], np.float32) for n in ("steps", "first", "last"))),
        calibration=tuple(settings["calibration"]),
        digest=settings["sha256"],
    )
