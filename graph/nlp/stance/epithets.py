"""Names that a speaker gives something: who called a plan a "blank cheque" means it when "blank cheques" come up."""

from collections.abc import Iterator, Sequence

from graph.nlp.syntax.tree import Word

_MARKS = frozenset('"“”„«»')
_SHORTEST, _LONGEST = 2, 5  # words


def find_epithets(content: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """Short pieces of these words that stand in quotation marks."""
    run: list[Word] | None = None
    for token in content:
        if token.text in _MARKS or token.tag_ in ("``", "''"):
            words = [t for t in run or () if t.is_alpha]
            if _SHORTEST <= len(words) <= _LONGEST:
                yield tuple(words)
            run = [] if run is None or words else None
        elif run is not None:
            run.append(token)


def lemmas_of(words: Sequence[Word]) -> tuple[str, ...]:
    """The words as they are compared: "simple answers" is "simple answer"."""
    return tuple(t.lemma_.lower() for t in words)
