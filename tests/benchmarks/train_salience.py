"""Fit the weights of graph/nlp/lexicons/en/salience.toml on annotated pronouns.

    python -m tests.benchmarks.train_salience --gap FOLDER --gum FILE --out graph/nlp/lexicons/en/salience.toml

A softmax over the candidates of each pronoun and "nobody", whose score is 0. GAP says of two names whether the pronoun
means them, GUM of every mention; pronouns whose antecedent is no candidate teach nothing. Earlier pronouns are resolved
with the present weights, so running it twice settles it.
"""

import argparse
import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.model import MentionKind
from graph.nlp.coreference.mention_features import Reference
from graph.nlp.coreference.mentions import find_references
from graph.nlp.coreference.pronouns.personal_pronouns import PersonFinder, choose
from graph.nlp.coreference.pronouns.salience import Candidate, find_features
from graph.nlp.coreference.quoted_speakers import read_speech
from graph.nlp.coreference.resolve import find_clusters
from graph.nlp.lexicons import load_lexicon
from graph.nlp.parser import load_nlp
from graph.nlp.statements.context import read_context
from graph.nlp.statements.encoder import load_encoder
from graph.nlp.statements.find import find_statements
from graph.nlp.syntax.tree import Tree

_STRENGTH, _STEPS, _RATE = 2.0, 400, 0.05
_SMALL = 0.02
HEAD = """# Weights of the features that say whom "he" or "she" means; graph/nlp/salience.py tells what each is.
# Origin: tests/benchmarks/train_salience.py, fitted on the development part of GAP (Webster et al. 2018, Apache 2.0)
# and on the training documents of GUM (Zeldes 2017, CC BY 4.0). Sorted.

# The score that the best candidate must reach, where nobody has 0.
threshold = {threshold}
# By how much it must be likelier than the next.
margin = {margin}
# What a candidate loses, beside its weight, to whom only pronouns of the other gender were tied so far.
contradicted = {contradicted}

[weights]
"""


@dataclass(frozen=True, slots=True)
class Lesson:
    """The features of each candidate of one pronoun, and which candidates are right and which are known to be wrong."""

    features: list[dict[str, float]]
    right: list[int]
    wrong: list[int]


def main() -> None:
    """Read, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gap", type=Path, required=True)
    parser.add_argument("--gum", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    lessons = [*_from_gap(given.gap / "gap-development.tsv"), *_from_gum(given.gum)]
    lexicon = load_lexicon("salience")
    lines = [f'"{name}" = {weight:.2f}\n' for name, weight in sorted(fit(lessons).items()) if abs(weight) >= _SMALL]
    head = HEAD.format(**{name: lexicon[name] for name in ("threshold", "margin", "contradicted")})
    given.out.write_text(head + "".join(lines), encoding="utf-8")


def _from_gap(path: Path) -> Iterator[Lesson]:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    for doc, row in load_nlp().pipe(((row["Text"], row) for row in rows), as_tuples=True):
        doc = Tree(doc)
        for pronoun, candidates in _read(doc):
            if doc[pronoun.mention.head].idx != int(row["Pronoun-offset"]):
                continue
            held: dict[str, set[int]] = {"TRUE": set(), "FALSE": set()}
            for name in "AB":
                start = int(row[f"{name}-offset"])
                held[row[f"{name}-coref"]] |= _holding(doc, candidates, start, start + len(row[name]))
            is_named = "TRUE" in (row["A-coref"], row["B-coref"])
            if held["TRUE"] or not is_named:
                yield _lesson(doc, pronoun, candidates, held["TRUE"], held["FALSE"] - held["TRUE"])


def _holding(doc: Tree, candidates: list[Candidate], start: int, end: int) -> set[int]:
    """The candidates with a mention inside of, or around, these characters."""
    found = set()
    for number, candidate in enumerate(candidates):
        for reference in candidate.cluster.references:
            first, last = doc[reference.mention.start], doc[reference.mention.end - 1]
            begin, stop = first.idx, last.idx + len(last)
            if (begin <= start and end <= stop) or (start <= begin and stop <= end):
                found.add(number)
    return found


def _from_gum(path: Path) -> Iterator[Lesson]:
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for doc, row in load_nlp().pipe(((row["text"], row) for row in rows), as_tuples=True):
        doc = Tree(doc)
        gold = {row["tokens"][m["head"]][0]: m["cluster"] for m in row["mentions"]}
        for pronoun, candidates in _read(doc):
            meant = gold.get(doc[pronoun.mention.head].idx, -1)
            right = {
                number
                for number, candidate in enumerate(candidates)
                if any(gold.get(doc[r.mention.head].idx) == meant for r, _ in candidate.nearby)
            }
            if right:
                yield _lesson(doc, pronoun, candidates, right, set(range(len(candidates))) - right)


def _read(doc: Tree) -> Iterator[tuple[Reference, list[Candidate]]]:
    """Each gendered pronoun with its candidates; it is resolved after the caller has seen it."""
    references, speech = find_references(doc), read_speech(doc, find_statements(read_context(doc, load_encoder())))
    people = PersonFinder(doc, find_clusters(doc, references, speech), speech)
    pronouns = [r for r in references if r.gender and r.mention.kind is MentionKind.PRONOUN]
    for pronoun, candidates in people.read(pronouns):
        yield pronoun, candidates
        assert pronoun.gender is not None
        cluster = choose(doc[pronoun.mention.head], pronoun.gender, candidates)
        if cluster:
            people.join(cluster, pronoun)


def _lesson(doc: Tree, pronoun: Reference, candidates: list[Candidate], right: set[int], wrong: set[int]) -> Lesson:
    assert pronoun.gender is not None
    token = doc[pronoun.mention.head]
    features = [dict(find_features(token, pronoun.gender, candidate)) for candidate in candidates]
    return Lesson(features, sorted(right), sorted(wrong))


def fit(lessons: list[Lesson]) -> dict[str, float]:
    """The weights that make the right candidates likeliest, by gradient descent with momentum (Adam)."""
    names = sorted({name for lesson in lessons for features in lesson.features for name in features})
    tables = [(_table(lesson, names), lesson) for lesson in lessons if lesson.right or lesson.wrong]
    weights, mean, square = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, _STEPS + 1):
        gradient = _STRENGTH * weights + sum(_gradient(table, lesson, weights) for table, lesson in tables)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        pace = _RATE if step < 0.6 * _STEPS else 0.3 * _RATE
        weights -= pace * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return dict(zip(names, map(float, weights), strict=True))


def _table(lesson: Lesson, names: list[str]) -> NDArray[np.float64]:
    return np.array([[features.get(name, 0.0) for name in names] for features in lesson.features])


def _gradient(table: NDArray[np.float64], lesson: Lesson, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    scores = np.append(table @ weights, 0.0)  # the last one is nobody's
    likely = np.exp(scores - scores.max())
    likely /= likely.sum()
    wanted = np.zeros_like(likely) if lesson.right else likely.copy()
    wanted[lesson.right or lesson.wrong] = likely[lesson.right] if lesson.right else 0.0
    wanted /= wanted.sum() + 1e-12
    step: NDArray[np.float64] = table.T @ (likely - wanted)[:-1]
    return step


if __name__ == "__main__":
    main()
