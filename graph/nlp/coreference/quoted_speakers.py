"""Who speaks where: the quotations of an article and the clusters of those who are quoted."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.nlp.coreference.clusters import Cluster, Finder
from graph.nlp.findings import FoundStatement
from graph.nlp.syntax.tree import Tree


@dataclass(frozen=True, slots=True)
class Speech:
    """For each token the quotation and the statement that hold it, and of each statement where its source stands."""

    quotation: dict[int, int]  # token → number of its quotation; tokens outside are missing
    statement: dict[int, int]  # quoted token → index of the narrowest statement around it
    sources: tuple[int | None, ...]  # head of the source by statement, through the chain of continued ones
    speaking: tuple[int, ...] = ()  # the same heads in text order, each once

    def speaker(self, token: int, finder: Finder) -> Cluster | None:
        """Who says the quoted word; None outside of quotations and where nobody is known."""
        index = self.statement.get(token)
        return finder.at(self.sources[index]) if index is not None else None

    def before(self, token: int) -> int | None:
        """The head of the source that stands before this one; None where the token is no source or the first one."""
        place = bisect_left(self.speaking, token)
        speaks = place < len(self.speaking) and self.speaking[place] == token
        return self.speaking[place - 1] if speaks and place > 0 else None


def read_speech(doc: Tree, statements: Sequence[FoundStatement]) -> Speech:
    """The quotations and statements by token."""
    quotation: dict[int, int] = {}
    for number, found in enumerate(doc.quotations):
        span = doc.char_span(found.span.start, found.span.end, alignment_mode="contract")
        quotation.update((token.i, number) for token in span or ())
    statement = {token: index for token, index in _by_token(doc, statements) if token in quotation}
    sources = _sources(statements)
    return Speech(quotation, statement, sources, tuple(sorted({head for head in sources if head is not None})))


def _by_token(doc: Tree, statements: Sequence[FoundStatement]) -> Iterator[tuple[int, int]]:
    """Each token of a content with its statement; widest first, so that one inside another has the last word."""
    for index in sorted(range(len(statements)), key=lambda index: -_size(statements[index])):
        for content in statements[index].content:
            span = doc.char_span(content.start, content.end, alignment_mode="expand")
            yield from ((token.i, index) for token in span or ())


def _size(statement: FoundStatement) -> int:
    return sum(span.end - span.start for span in statement.content)


def _sources(statements: Sequence[FoundStatement]) -> tuple[int | None, ...]:
    heads: list[int | None] = []
    for statement in statements:
        before = statement.continues
        inherited = heads[before] if before is not None and before < len(heads) else None
        heads.append(statement.source_head if statement.source_head is not None else inherited)
    return tuple(heads)
