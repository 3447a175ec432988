"""Reports within reports: "A said B proposes X" holds, beside A's statement, one of B's that comes through A.

Only plain cases are taken: a reporting verb inside indirect content, outside quotation marks, with a named or nominal
source of its own. What B is for or against stays open: it is A who says so.
"""

from collections.abc import Sequence
from dataclasses import replace

from graph.model import StatementKind
from graph.nlp.findings import FoundStatement
from graph.nlp.statements.candidates import Candidate
from graph.nlp.statements.context import ArticleContext
from graph.nlp.statements.drafts import antecedent, indices_in, source_spans, tokens_in
from graph.nlp.statements.rules import weigh
from graph.nlp.syntax.offsets import tidy
from graph.nlp.syntax.tree import Tree

_LEAST = 0.5  # share from which a nested cue counts: a little above that of the others
_CONSTRUCTIONS = frozenset({"clause", "to", "for-to"})


def with_nested(context: ArticleContext, statements: Sequence[FoundStatement]) -> list[FoundStatement]:
    """The statements and those reported within them (`via`: index of the outer one), in the order of their content."""
    together = [*statements, *_find_nested(context, statements)]
    order = sorted(range(len(together)), key=lambda i: (together[i].content[0], i))
    place: dict[int | None, int] = {old: new for new, old in enumerate(order)}
    ordered = (together[i] for i in order)
    return [replace(one, continues=place.get(one.continues), via=place.get(one.via)) for one in ordered]


def _find_nested(context: ArticleContext, statements: Sequence[FoundStatement]) -> list[FoundStatement]:
    doc = context.tree
    outer = _outer(doc, statements)
    quoted = indices_in(doc, [quotation.span for quotation in doc.quotations if quotation.double])
    found: dict[int, FoundStatement] = {}
    for candidate in context.candidates:
        index = outer.get(candidate.head)
        if index is None or candidate.head in quoted or not _is_plain(doc, candidate, outer, index):
            continue
        share = weigh(candidate.key)
        if share >= _LEAST and (index not in found or share > found[index].confidence):
            found[index] = _to_statement(doc, candidate, share, index)
    return [found[index] for index in sorted(found)]


def _outer(doc: Tree, statements: Sequence[FoundStatement]) -> dict[int, int]:
    """The statement, by its index, in whose reported content a token stands."""
    reporting = (
        (index, statement.content)
        for index, statement in enumerate(statements)
        if statement.cue and statement.source and statement.kind is not StatementKind.DIRECT
    )
    return {token.i: index for index, content in reporting for span in content for token in tokens_in(doc, span)}


def _is_plain(doc: Tree, candidate: Candidate, outer: dict[int, int], index: int) -> bool:
    if candidate.key.partition(" ")[0] not in _CONSTRUCTIONS or candidate.source_head is None:
        return False
    head = doc[candidate.source_head]
    inside = all(outer.get(i) == index for i in (*candidate.source, *candidate.cue))
    return inside and bool(candidate.content) and head.pos_ in ("PROPN", "NOUN")


def _to_statement(doc: Tree, candidate: Candidate, share: float, index: int) -> FoundStatement:
    assert candidate.source_head is not None
    return FoundStatement(
        content=tidy(doc, candidate.content),
        kind=StatementKind.INDIRECT,
        source=source_spans(doc, candidate.source),
        cue=tidy(doc, candidate.cue),
        source_head=antecedent(doc[candidate.source_head]),
        cue_head=candidate.head,
        via=index,
        by=f"nested:{candidate.key.partition(' ')[0]}",
        confidence=round(share, 2),
    )
