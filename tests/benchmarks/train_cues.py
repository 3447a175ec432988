"""Make the cue lexicon from annotated articles: how often annotators marked each construction and lemma.

    python -m tests.benchmarks.train_cues ../shared/data/polnear/train graph/nlp/lexicons/en/cues.toml

Only counts leave the articles: for each construction of `graph.nlp.cues` and each lemma, the share of its occurrences
outside quotations and outside other contents that were marked as an attribution with the same content (IoU >= .5).
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.tokens import Doc, DocBin

from graph.model import CharSpan
from graph.nlp.parser import load_nlp
from graph.nlp.statements.candidates import find_candidates
from graph.nlp.statements.find import is_speech, reporting_verbs
from graph.nlp.syntax.offsets import tidy
from graph.nlp.syntax.quotation_marks import find_quotations
from graph.nlp.syntax.tree import Tree
from graph.training.polnear import GoldStatement, read_polnear

HEADER = """\
# How often annotators of political news marked a construction with this lemma as an attribution: a share from 0 to 1.
# Order: constructions, then lemmas, by alphabet. Origin: counted over the train part of PolNeAR (Newell, Margolin,
# Ruths, LREC 2018) by `python -m tests.benchmarks.train_cues`; lemmas seen less than {least} times or marked less often
# than {floor} are left out. [unseen] is the share among lemmas seen once or twice, [quoted] among those whose content
# holds a quotation. Made by that command: not to be edited by hand.
"""
PRIOR = 2.0  # weight of the construction's share among rare lemmas, in occurrences


def main() -> None:
    """Write the lexicon."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--parsed", type=Path, help="a DocBin of the same texts in file order, to save time")
    parser.add_argument("--least", type=int, default=2)
    parser.add_argument("--floor", type=float, default=0.3)
    given = parser.parse_args()
    marked, seen = count(_docs(given.data, given.parsed), given.data)
    given.out.write_text(to_toml(marked, seen, given.least, given.floor), encoding="utf-8")


def _docs(data: Path, parsed: Path | None) -> Iterator[tuple[str, Tree]]:
    articles = list(read_polnear(data))
    nlp = load_nlp()
    docs: Iterable[Doc] = (
        DocBin().from_disk(parsed).get_docs(nlp.vocab) if parsed else nlp.pipe((a.text for a in articles), batch_size=4)
    )
    for article, doc in zip(articles, docs, strict=True):
        assert doc.text == article.text, "the parsed file holds other texts"
        yield article.id, Tree(doc)


def count(docs: Iterable[tuple[str, Tree]], data: Path) -> tuple[Counter[str], Counter[str]]:
    """Occurrences marked, and all occurrences, by key."""
    gold = {article.id: article.statements for article in read_polnear(data)}
    marked: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for article_id, doc in docs:
        for key, hit in _judge(doc, gold[article_id]):
            seen[key] += 1
            marked[key] += hit
    return marked, seen


def _judge(doc: Tree, gold: tuple[GoldStatement, ...]) -> Iterator[tuple[str, bool]]:
    sets = [(_chars(g.cue), _chars(g.content)) for g in gold]
    contents = set().union(*(content for _, content in sets)) if sets else set()
    quotations = [q for q in find_quotations(doc.text) if q.double]
    quoted = _chars([q.span for q in quotations])
    for candidate in find_candidates(doc):
        start = doc[candidate.head].idx
        if start in quoted:
            continue
        content = _chars(tidy(doc, candidate.content))
        cue = _chars(tidy(doc, candidate.cue))
        hit = any(c & cue and _iou(content, g) >= 0.5 for c, g in sets)
        if hit or start not in contents:
            yield candidate.key, hit
            if content & quoted:
                yield f"quoted {candidate.key.partition(' ')[0]}", hit
    for quotation in quotations:
        if not is_speech(doc, quotation):
            continue
        here = _chars([quotation.span])
        for verb in reporting_verbs(doc, quotation):
            at = set(range(verb.idx, verb.idx + len(verb)))
            yield f"quotation {verb.lemma_.lower()}", any(c & at and g & here for c, g in sets)


def _chars(spans: Iterable[CharSpan]) -> set[int]:
    return {i for span in spans for i in range(span.start, span.end)}


def _iou(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


def to_toml(marked: Counter[str], seen: Counter[str], least: int, floor: float) -> str:
    """The lexicon as TOML."""
    rare: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    tables: dict[str, dict[str, float]] = defaultdict(dict)
    for key, number in seen.items():
        if number <= 2:
            counts = rare[key.partition(" ")[0]]
            counts[0] += marked[key]
            counts[1] += number
    unseen = {construction: hits / total for construction, (hits, total) in rare.items() if total >= 5}
    for key, number in seen.items():
        construction, _, lemma = key.partition(" ")
        share = (marked[key] + PRIOR * unseen.get(construction, 0.0)) / (number + PRIOR)
        if number >= least and share >= floor:
            tables[construction][lemma] = share
    # A lemma seen often and seldom marked must be told from one never seen.
    for key, number in seen.items():
        construction, _, lemma = key.partition(" ")
        if number >= least and lemma not in tables[construction] and unseen.get(construction, 0.0) >= floor:
            tables[construction][lemma] = (marked[key] + PRIOR * unseen[construction]) / (number + PRIOR)
    lines = [HEADER.format(least=least, floor=floor), "[unseen]"]
    lines += [f'"{name}" = {share:.2f}' for name, share in sorted(unseen.items())]
    for construction, shares in sorted(tables.items()):
        lines += ["", f'["{construction}"]']
        lines += [f'"{_escape(lemma)}" = {share:.2f}' for lemma, share in sorted(shares.items())]
    return "\n".join(lines) + "\n"


def _escape(lemma: str) -> str:
    return lemma.replace("\\", "\\\\").replace('"', '\\"')


if __name__ == "__main__":
    main()
