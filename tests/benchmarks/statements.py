"""Where statements are missed or made up: by kind of cue, content and source, by publisher, and by confidence.

    python -m tests.benchmarks statements --data FOLDER

FOLDER holds articles in the format of PolNeAR. Recall is over the gold statements of a kind, precision over those
found; `polnear score` prints the measures themselves. The last table shows how often a confidence is kept.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from graph.model import CharSpan
from graph.nlp.findings import FoundStatement
from graph.nlp.parser import load_nlp, parse
from graph.nlp.statements.context import read_context
from graph.nlp.statements.encoder import load_encoder
from graph.nlp.statements.find import find_statements
from graph.nlp.syntax.offsets import QUOTE_MARKS
from graph.nlp.syntax.tree import Tree, Word
from graph.training.calibrate import calibration_error, reliability
from graph.training.polnear import GoldStatement, read_polnear
from graph.training.scoring import pair_statements

Spoken = FoundStatement | GoldStatement
Kind = Callable[[Tree, Spoken], str]


def report(data: Path, *, learned: bool = True) -> str:
    """The tables, as Markdown."""
    nlp, wanted, kept = load_nlp(), Counter(), Counter()
    made, right = Counter(), Counter()
    confidence: list[float] = []
    truth: list[bool] = []
    for article in read_polnear(data):
        doc = parse(nlp, article.text)
        found = find_statements(read_context(doc, load_encoder() if learned else None))
        pairs = dict(pair_statements(found, article.statements))
        confidence += [statement.confidence for statement in found]
        truth += [number in pairs for number in range(len(found))]
        hit = set(pairs.values())
        for name, kind in _kinds(article.id).items():
            for number, gold in enumerate(article.statements):
                wanted[name, kind(doc, gold)] += 1
                kept[name, kind(doc, gold)] += number in hit
            for number, one in enumerate(found):
                made[name, kind(doc, one)] += 1
                right[name, kind(doc, one)] += number in pairs
    tables = [_table(name, wanted, kept, made, right) for name in _kinds("")]
    return "\n\n".join([*tables, _calibration(confidence, truth)])


def _kinds(article_id: str) -> dict[str, Kind]:
    return {
        "cue": lambda doc, one: _cue(_tokens(doc, one.cue)),
        "content": lambda doc, one: _content(_tokens(doc, one.content)),
        "pieces": lambda doc, one: "interrupted" if len(one.content) > 1 else "whole",
        "source": lambda doc, one: _source(_tokens(doc, one.source)),
        "publisher": lambda doc, one: article_id.partition("_")[0],
    }


def _tokens(doc: Tree, spans: Iterable[CharSpan]) -> list[Word]:
    found = [doc.char_span(s.start, s.end, alignment_mode="expand") for s in spans]
    return [token for span in found if span is not None for token in span if not token.is_space]


def _root(tokens: Sequence[Word]) -> Word:
    """The word that the others hang on."""
    inside = {token.i for token in tokens}
    roots = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    return next((t for t in roots if not t.is_punct), tokens[0])


def _cue(tokens: Sequence[Word]) -> str:
    if not tokens:
        return "none"
    if "according" in {token.lower_ for token in tokens}:
        return "according to"
    if all(not t.text.isalnum() for t in tokens):
        return "punctuation"
    kinds = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADP": "preposition", "ADJ": "adjective"}
    return kinds.get(_root(tokens).pos_, "other")


def _content(tokens: Sequence[Word]) -> str:
    if not tokens:
        return "none"
    if tokens[0].text in QUOTE_MARKS:
        return "quotation"
    root = _root(tokens)
    if tokens[0].lower_ == "to" and tokens[0].pos_ == "PART":
        return "infinitive"
    if tokens[0].pos_ == "ADP":
        return "preposition"
    if root.pos_ in ("NOUN", "PROPN", "PRON"):
        return "noun phrase"
    if root.pos_ in ("VERB", "AUX"):
        return (
            "participle"
            if root.tag_ in ("VBG", "VBN") and not any("subj" in c.dep_ for c in root.children)
            else "clause"
        )
    return "other"


def _source(tokens: Sequence[Word]) -> str:
    if not tokens:
        return "none"
    if any(token.pos_ == "PROPN" for token in tokens):
        return "name"
    relative = len(tokens) == 1 and tokens[0].tag_ in ("WP", "WDT")
    return "pronoun" if relative or _root(tokens).pos_ == "PRON" else "nominal"


def _table(name: str, wanted: Counter, kept: Counter, made: Counter, right: Counter) -> str:
    kinds = sorted({key for key in (*wanted, *made) if key[0] == name}, key=lambda key: -wanted[key])
    rows = [f"| {name} | gold | recall | found | precision |", "| --- | --- | --- | --- | --- |"]
    for key in kinds:
        recall, precision = (100 * a[key] / max(1, b[key]) for a, b in ((kept, wanted), (right, made)))
        rows.append(f"| {key[1]} | {wanted[key]} | {recall:.1f} | {made[key]} | {precision:.1f} |")
    return "\n".join(rows)


def _calibration(confidence: Sequence[float], truth: Sequence[bool]) -> str:
    bins = reliability(np.array(confidence), np.array(truth, np.float64))
    rows = ["| confidence | statements | promised | right |", "| --- | --- | --- | --- |"]
    rows += [f"| {b.low:.1f}–{b.high:.1f} | {b.count} | {b.promised:.2f} | {b.kept:.2f} |" for b in bins]
    return "\n".join([*rows, "", f"expected calibration error {calibration_error(bins):.3f}"])
