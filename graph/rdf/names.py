"""The IRIs of everything in one annotation, and which spans of its article have been named."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from pyoxigraph import NamedNode

from graph.errors import InvalidModel
from graph.model import Annotation, CharSpan, Fact, Statement
from graph.rdf import identifiers

Made = TypeVar("Made", Statement, Fact)


class Names:
    """The names of one annotation's things; a span is remembered once it is named, so that it can be described."""

    def __init__(self, annotation: Annotation, base: str) -> None:
        article = annotation.article
        self.base = base
        self.article = identifiers.article_iri(article.id, base)
        self.graph = identifiers.article_graph(article.id, base)
        self.run = identifiers.run_iri(annotation.software, annotation.pipeline, base)
        self.spans: dict[CharSpan, NamedNode] = {}
        self._id = article.id
        self._entities = {e.id: identifiers.entity_iri(e, article, base) for e in annotation.entities}
        self._statements = _name_all(annotation.statements, lambda s: identifiers.statement_iri(s, article.id, base))
        self._facts = _name_all(annotation.facts, lambda f: identifiers.fact_iri(f, article.id, base))

    def entity(self, entity_id: str) -> NamedNode:
        """The entity with this id in the article."""
        return self._entities[entity_id]

    def statement(self, statement_id: str) -> NamedNode:
        """The statement with this id in the article."""
        return self._find(self._statements, "statement", statement_id)

    def fact(self, fact_id: str) -> NamedNode:
        """The fact with this id in the article."""
        return self._find(self._facts, "fact", fact_id)

    def event(self, verb: CharSpan) -> NamedNode:
        """The event that the verb tells of."""
        return identifiers.event_iri(verb, self._id, self.base)

    def span(self, span: CharSpan) -> NamedNode:
        """The piece of the article, which is thereby to be described."""
        if span not in self.spans:
            self.spans[span] = identifiers.span_iri(self._id, span, self.base)
        return self.spans[span]

    def _find(self, names: dict[str, NamedNode], what: str, local_id: str) -> NamedNode:
        try:
            return names[local_id]
        except KeyError:
            raise InvalidModel(f"article {self._id} refers to {what} {local_id}, which it does not hold") from None


def _name_all(made: Iterable[Made], name: Callable[[Made], NamedNode]) -> dict[str, NamedNode]:
    """Names by id; two that stand on the same words are told apart by a number."""
    names: dict[str, NamedNode] = {}
    seen: dict[NamedNode, int] = {}
    for one in made:
        iri = name(one)
        seen[iri] = seen.get(iri, 0) + 1
        names[one.id] = iri if seen[iri] == 1 else NamedNode(f"{iri.value}-{seen[iri]}")
    return names
