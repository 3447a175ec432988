"""Decisions about entities in a store: how they are read, and what a new one changes."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from pyoxigraph import NamedNode, Quad

from graph.errors import InvalidDecision, StoreUnreadable
from graph.rdf.curation import Curation, Decision, Verdict, curation_quads, part_iri, to_curation
from graph.rdf.identifiers import article_graph, shared_graph
from graph.rdf.renaming import curate, restore
from graph.rdf.resolution import Resolution, ResolvedNames
from graph.rdf.vocabulary import DCTERMS, HUS
from graph.store.base import Row, to_value
from graph.store.engine import Engine
from graph.store.merging import Change, plan_shared


def read_decisions(select: Callable[[str], list[Row]]) -> tuple[Decision, ...]:
    """Return all decisions of a store in their order; StoreUnreadable where they contradict each other."""
    try:
        decisions = tuple(map(_to_decision, select("curation_decisions")))
        to_curation(decisions)
    except (ValueError, InvalidDecision) as error:
        raise StoreUnreadable(f"the decisions about entities contradict each other: {error}") from error
    return decisions


def plan_decision(
    engine: Engine, before: Sequence[Decision], decision: Decision, resolution: Resolution, base: str
) -> tuple[Change, Curation, int]:
    """Return what a further decision changes, the state after it, and how many articles are concerned.

    The resolution stays as it is: to bring it into line is a step of its own. Only what differs is held in memory, so
    that it is one transaction however many articles there are.
    """
    old = to_curation(before)
    new = old.after(decision)
    noted, wanted = curation_quads(before, base), curation_quads([*before, decision], base)
    removed, added, articles = set(noted - wanted), set(wanted - noted), 0
    names, renamed = resolution.names(old), resolution.names(new)
    for article, own in _concerned(engine, names, decision, base):
        stored = set(engine.quads_for_pattern(None, None, None, own))
        fresh = curate(restore(stored, article, names), article, renamed)
        removed |= stored - fresh
        added |= fresh - stored
        articles += stored != fresh
    change = plan_shared(engine, Change(frozenset(removed), frozenset(added)), base)
    return change, new, articles


def plan_following(
    engine: Engine,
    noted: set[Quad],
    before: Sequence[Decision],
    read: Callable[[], tuple[Decision, ...]],
    resolution: Resolution,
    base: str,
) -> tuple[Change, Curation] | None:
    """Return what brings articles into line with decisions that an update has written; None: it has written none.

    `noted` and `before` are the graph of decisions and what it said before the update. Raises InvalidDecision where the
    decisions are not sound now; then the graph is again what it was.
    """
    graph = shared_graph("curation", base)
    now = set(engine.quads_for_pattern(None, None, None, graph))
    if now == noted:
        return None
    try:
        decisions = read()
        wrong = sorted(now ^ curation_quads(decisions, base), key=str)
        if wrong:
            raise InvalidDecision(
                f"the graph of decisions would not be sound: see {wrong[0].triple}; nothing was changed"
            )
    except (StoreUnreadable, InvalidDecision) as error:
        engine.update(Change(frozenset(now - noted), frozenset(noted - now)).to_update())
        raise InvalidDecision(str(error)) from error
    new = to_curation(decisions)
    names, renamed = resolution.names(to_curation(before)), resolution.names(new)
    removed: set[Quad] = set()
    added: set[Quad] = set()
    for quad in list(engine.quads_for_pattern(None, DCTERMS.identifier, None)):
        article = _subject(quad)
        stored = set(engine.quads_for_pattern(None, None, None, article_graph(str(to_value(quad.object)), base)))
        fresh = curate(restore(stored, article, names), article, renamed)
        removed |= stored - fresh
        added |= fresh - stored
    return plan_shared(engine, Change(frozenset(removed), frozenset(added)), base), new


def _concerned(
    engine: Engine, names: ResolvedNames, decision: Decision, base: str
) -> Iterator[tuple[NamedNode, NamedNode]]:
    """Yield the articles, with their graphs, in which the entity is mentioned under the name that it has so far."""
    if decision.verdict in (Verdict.DIFFERENT, Verdict.UNDECIDED):
        return
    for quad in list(engine.quads_for_pattern(None, DCTERMS.identifier, None)):
        article = _subject(quad)
        own = article_graph(str(to_value(quad.object)), base)
        name = NamedNode(_name_so_far(decision, names, article.value))
        if next(engine.quads_for_pattern(None, None, name, own), None) is not None:
            yield article, own


def _name_so_far(decision: Decision, names: ResolvedNames, article: str) -> str:
    if decision.verdict is Verdict.PUT_TOGETHER:
        return names.name(part_iri(decision.entity, article), article)
    return names.name(decision.entity, article)


def _subject(quad: Quad) -> NamedNode:
    if not isinstance(quad.subject, NamedNode):
        raise TypeError(f"an article has an IRI, not {quad.subject}")
    return quad.subject


def _to_decision(row: Row) -> Decision:
    return Decision(
        Verdict(str(row["verdict"]).removeprefix(HUS.iri)),
        str(row["entity"]),
        str(row["reason"]),
        date.fromisoformat(str(row["day"])),
        str(row["into"]) if row["into"] is not None else None,
    )
