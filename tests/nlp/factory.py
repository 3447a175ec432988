"""Trees built by hand, so that rules are tested without loading a spaCy pipeline."""

from collections.abc import Sequence
from functools import lru_cache

import spacy
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from graph.nlp.syntax.tree import Tree

_DEPS_TO_POS = {"nsubj": "NOUN", "dobj": "NOUN", "pobj": "NOUN", "ROOT": "VERB", "det": "DET", "prep": "ADP"}


@lru_cache(maxsize=1)
def blank_vocab() -> Vocab:
    """The vocabulary of an English pipeline without a model."""
    return spacy.blank("en").vocab


def make_doc(
    words: Sequence[str],
    heads: Sequence[int] | None = None,
    deps: Sequence[str] | None = None,
    tags: Sequence[str] | None = None,
    pos: Sequence[str] | None = None,
    lemmas: Sequence[str] | None = None,
    ents: Sequence[tuple[int, int, str]] = (),
    spaces: Sequence[bool] | None = None,
) -> Tree:
    """A Tree with this annotation; heads are absolute token indices, ents are (start, end, label) in tokens.

    Without heads each token hangs on the first; without pos it is guessed from deps; without lemmas they are the
    lower-cased words. Sentences are the trees that heads and deps make.
    """
    count = len(words)
    deps = list(deps or ["ROOT", *["dep"] * (count - 1)])
    doc = Doc(
        blank_vocab(),
        words=list(words),
        spaces=list(spaces) if spaces else None,
        heads=list(heads or [0] * count),
        deps=deps,
        tags=list(tags or [""] * count),
        pos=list(pos or [_DEPS_TO_POS.get(dep, "X") for dep in deps]),
        lemmas=list(lemmas or [word.lower() for word in words]),
    )
    doc.ents = tuple(Span(doc, start, end, label=label) for start, end, label in ents)
    return Tree(doc)


def parse_doc(table: str) -> Tree:
    """A Tree from one token a line: word, part of speech, relation, head's line (from 1; 0 is the root), entity.

    Columns are separated by white space. The entity is `B-PERSON` on the first token, `I-PERSON` on the following ones,
    missing elsewhere; a relation may carry the fine tag after a slash (`nsubj/NNP`), a word its lemma (`said/say`);
    `\\n` as a word begins a new paragraph. A blank line is ignored.
    """
    rows = [line.split() for line in table.strip().splitlines() if line.strip()]
    words, lemmas = zip(*(_split(row[0]) for row in rows), strict=True)
    deps, tags = zip(*(_split(row[2]) for row in rows), strict=True)
    return make_doc(
        ["\n\n" if word == r"\n" else word for word in words],
        heads=[index if row[3] == "0" else int(row[3]) - 1 for index, row in enumerate(rows)],
        deps=deps,
        tags=["" if tag == dep else tag for dep, tag in zip(deps, tags, strict=True)],
        pos=[row[1] for row in rows],
        lemmas=[lemma if lemma != word else word.lower() for word, lemma in zip(words, lemmas, strict=True)],
        ents=_entities([row[4] if len(row) > 4 else "" for row in rows]),
    )


def _split(cell: str) -> tuple[str, str]:
    first, _, second = cell.partition("/")
    return (first, second or first) if first else (cell, cell)


def _entities(marks: Sequence[str]) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for index, mark in enumerate(marks):
        if mark.startswith("B-"):
            found.append((index, index + 1, mark[2:]))
        elif mark.startswith("I-") and found:
            start, _, label = found.pop()
            found.append((start, index + 1, label))
    return found
