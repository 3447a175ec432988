"""Facts of tokenised sentences as they are stored, in the format of the BenchIE and CaRB scorer.

python -m tests.benchmarks oie score --data TSV               # as shipped
python -m tests.benchmarks.oie TSV OUT --unfiltered           # what there would be without graph/nlp/facts/filters
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

from graph.model import Article, CharSpan, Fact
from graph.nlp.facts.filters.apply import Reader
from graph.nlp.facts.triples import Triple
from graph.nlp.parser import load_nlp
from graph.nlp.pipeline import annotate

# Penn Treebank's names of marks, as the parser knows them from text.
_MARKS = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}


def predict(data: Path, out: Path) -> None:
    """Write a JSON line for each stored fact of each sentence of a TSV of id and sentence.

    Figures that no words tell are left out: they are no triples of the sentence (`relations` measures them).
    """
    nlp = load_nlp()
    with out.open("w", encoding="utf-8") as lines:
        for line in data.read_text(encoding="utf-8").splitlines():
            identifier, _, sentence = line.partition("\t")
            words = [_MARKS.get(word, word) for word in sentence.split("\t")[0].split()]
            facts = annotate(nlp, Article(identifier, " ".join(words))).facts
            for fact in (one for one in facts if one.predicate.relation != "figure" or one.predicate.spans):
                row = {"sentence_id": int(identifier), **to_row(words, fact)}
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")


def to_row(words: Sequence[str], fact: Fact) -> dict[str, str | float]:
    """The fact in words of the sentence; a predicate that no word carries by its label."""
    return {
        "subject": " ".join(words_in(words, fact.subject.spans)) or fact.subject.text,
        "predicate": " ".join(words_in(words, fact.predicate.spans)) or fact.predicate.label,
        "object": " ".join(words_in(words, fact.object.spans)) or fact.object.text,
        "confidence": fact.confidence,
    }


def words_in(words: Sequence[str], spans: Sequence[CharSpan]) -> Iterator[str]:
    """The words that the spans touch, in the order of the spans; between two words stands one space."""
    for span in spans:
        start = 0
        for word in words:
            if start < span.end and span.start < start + len(word):
                yield word
            start += len(word) + 1


@contextmanager
def unfiltered() -> Iterator[None]:
    """Let every triple through that the filters of facts would stop."""

    def takes(_: Reader, __: Triple) -> bool:
        return True

    before, Reader.takes = Reader.takes, takes  # type: ignore[method-assign]
    try:
        yield
    finally:
        Reader.takes = before  # type: ignore[method-assign]


def main() -> None:
    """Predictions with or without the filters, for the scorer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--unfiltered", action="store_true")
    given = parser.parse_args()
    with unfiltered() if given.unfiltered else nullcontext():
        predict(given.data, given.out)


if __name__ == "__main__":
    main()
