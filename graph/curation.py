"""What people decide about the entities of a store: two are one, one is several, two are not one."""

from collections.abc import Iterable, Iterator
from datetime import date

from graph.errors import InvalidDecision, UnknownIri
from graph.lookup import checked_iri
from graph.rdf.curation import Decision, Verdict
from graph.store.base import Iri, Store

_LONGEST_REASON = 500


def merge(store: Store, entity: str, into: str, reason: str, day: date) -> int:
    """Return how many articles changed: from now on one entity stands for both. Entities by IRI or its last part."""
    old, new = _known(store, entity), _known(store, into)
    return store.curate(Decision(Verdict.MERGED, old, _checked(reason), day, new))


def split(store: Store, entity: str, reason: str, day: date) -> int:
    """Return how many articles changed: a merge is taken back or, if there is none, each article gets its own.

    Of a merge that the resolution made, this is the decision that the two are different: it is not made again.
    """
    name = _known(store, entity)
    if name in store.curation().replaced:
        return store.curate(Decision(Verdict.UNMERGED, name, _checked(reason), day))
    into = store.names().resolve(name)
    if into != name:
        return store.curate(Decision(Verdict.DIFFERENT, name, _checked(reason), day, into))
    return store.curate(Decision(Verdict.TAKEN_APART, name, _checked(reason), day))


def rejoin(store: Store, entity: str, reason: str, day: date) -> int:
    """Return how many articles changed: an entity that was split into one an article is one again."""
    return store.curate(Decision(Verdict.PUT_TOGETHER, _known(store, entity), _checked(reason), day))


def differ(store: Store, entity: str, other: str, reason: str, day: date, *, undo: bool = False) -> int:
    """Return how many articles changed: nothing makes two entities one from now on, or what is known may again."""
    verdict = Verdict.UNDECIDED if undo else Verdict.DIFFERENT
    return store.curate(Decision(verdict, _known(store, entity), _checked(reason), day, _known(store, other)))


def merge_all(
    store: Store, pairs: Iterable[tuple[str, str, str]], day: date
) -> Iterator[tuple[str, str, int | InvalidDecision]]:
    """Yield the entities of each pair (entity, into, reason) with how many articles changed, or why none can."""
    for entity, into, reason in pairs:
        try:
            yield entity, into, merge(store, entity, into, reason[:_LONGEST_REASON], day)
        except InvalidDecision as error:
            yield entity, into, error


def _known(store: Store, given: str) -> Iri:
    """Return the entity that somebody means, if the store has or had it."""
    name = checked_iri(given if "://" in given else f"{store.base}entity/{given}")
    curation = store.curation()
    apart = curation.apart | store.resolution().apart
    if name in curation.replaced or name in apart or store.names().resolve(name) != name:
        return name
    if store.reader.entity(name) is not None:
        return name
    raise UnknownIri(name)


def _checked(reason: str) -> str:
    text = " ".join(reason.split())
    if not text or len(text) > _LONGEST_REASON:
        raise InvalidDecision(f"a decision needs a reason of 1 to {_LONGEST_REASON} characters")
    return text
