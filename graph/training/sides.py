"""How far to trust a side: the weights of its evidence, fitted on held-out articles as the pipeline reads them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from spacy.language import Language

from graph.model import Article, Stance
from graph.nlp.assembly import Findings
from graph.nlp.findings import FoundEntity, FoundProposal, FoundStance
from graph.nlp.pipeline import Models, find_all
from graph.nlp.stance.finder import TargetFinder
from graph.nlp.stance.weighing import EVIDENCE
from graph.nlp.statements.encoder import Encoder
from graph.training.calibrate import Bin, cross_fit, fit, reliability
from graph.training.labels import SIDES, UNSURE, GoldSide, LabelledStatement
from graph.training.polnear import GoldArticle


@dataclass(frozen=True, slots=True)
class Weighed:
    """The weights, and how well confidence holds by weights that were fitted on other articles."""

    weights: tuple[float, ...]
    bins: Sequence[Bin]


def fit_weights(
    nlp: Language,
    articles: Sequence[GoldArticle],
    labels: Mapping[str, Sequence[LabelledStatement]],
    encoder: Encoder,
    finder: TargetFinder,
) -> Weighed:
    """Return the weights of the evidence for sides (`weighing.EVIDENCE`), by the statements with labels."""
    models = Models(encoder, finder)
    rows = [
        (number, side.evidence, right)
        for number, article in enumerate(articles)
        for side, right in judge(find_all(nlp, Article(article.id, article.text), models), labels.get(article.id, ()))
    ]
    evidence = np.array([row for _, row, _ in rows], np.float64).reshape(-1, len(EVIDENCE))
    right = np.array([float(right) for *_, right in rows])
    article = np.array([number for number, *_ in rows], np.int64)
    weights = tuple(round(float(weight), 4) for weight in fit(evidence, right))
    return Weighed(weights, reliability(cross_fit(evidence, right, article), right))


def judge(findings: Findings, labels: Sequence[LabelledStatement]) -> Iterator[tuple[FoundStance, bool]]:
    """Return each side found on words that have labels, and whether a reader saw it too; unsure ones are left out."""
    for statement, stances in zip(findings.statements, findings.stances, strict=True):
        spans = (*statement.content, *statement.cue)
        near = [g for g in labels if any(a.overlaps(b) for a in spans for b in (*g.content, *g.cue))]
        for side in stances:
            right = any(_is_same(findings, side, gold) for label in near for gold in label.sides)
            if right or (
                near and all(label.weight > UNSURE and not _is_known(findings, side, label) for label in near)
            ):
                yield side, right


def _is_known(findings: Findings, side: FoundStance, label: LabelledStatement) -> bool:
    """Whether the source takes sides on the target elsewhere: labels that are told once an article say no more."""
    return bool(label.known) and bool(label.known & set(_made(findings)[side.target].label.lower().split()))


def _made(findings: Findings) -> Sequence[FoundEntity | FoundProposal]:
    return [*findings.entities, *findings.proposals]


def _is_same(findings: Findings, side: FoundStance, gold: GoldSide) -> bool:
    """Whether sign and target agree: the target's words, a mention of it there, or an actor's name."""
    if (side.stance is Stance.SUPPORTS) != (SIDES[gold.side][0] == "supports"):
        return False
    tree = findings.tree
    if gold.span.start <= tree[side.target_head].idx < gold.span.end:
        return True
    target = _made(findings)[side.target]
    spans = [(tree[m.start].idx, tree[m.end - 1].idx + len(tree[m.end - 1])) for m in target.mentions]
    if any(start < gold.span.end and gold.span.start < end for start, end in spans):
        return True
    return gold.is_actor and target.label.lower().split()[-1] in gold.names


def write_weights(folder: Path, weights: Sequence[float]) -> None:
    """Write the weights into the settings of the stance head."""
    path = folder / "stance.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    text = json.dumps({**settings, "weights": list(weights)}, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
