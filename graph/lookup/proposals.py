"""Proposals of several articles that may be one: the same action on the same object, by actors that may be the same."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from graph.lookup.rows import to_iri
from graph.store.base import Iri, Store
from graph.store.index.keys import fold

_LITTLE = frozenset({"a", "an", "the", "its", "his", "her", "their", "our", "this", "that", "these", "those"})
_KNOWN = 8  # proposals of one action and object that a further one is compared with


@dataclass(slots=True)
class Wanted:
    """What a proposal wants; sets, since people may have made several entities one."""

    entity: Iri
    label: str
    action: str
    objects: set[str] = field(default_factory=set)
    proposers: set[str] = field(default_factory=set)
    addressees: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)

    def object_words(self) -> str:
        """The label without what all labels begin with, little words and marks."""
        words = "".join(c if c.isalnum() else " " for c in fold(self.label)).split()
        end = next((i + 1 for i, word in enumerate(words) if word == "to"), 0)
        return " ".join(w for w in words[end:] if w not in _LITTLE and w not in fold(self.action).split())


def read_proposals(store: Store) -> list[Wanted]:
    """Every proposal and policy with an action, in the order of their IRIs."""
    found: dict[Iri, Wanted] = {}
    for row in store.reader.proposals():
        entity = to_iri(row["iri"], store.base)
        wanted = found.setdefault(entity, Wanted(entity, str(row["label"]), str(row["action"])))
        kept = {"about": wanted.objects, "proposer": wanted.proposers, "addressee": wanted.addressees}
        if row["role"] is not None:
            kept[row["role"]].add(str(row["other"]))
        if row["article"] is not None:
            wanted.articles.add(str(row["article"]))
    return list(found.values())


def find_alike(proposals: Iterable[Wanted]) -> Iterator[tuple[Iri, Iri, str]]:
    """Pairs that may be one, with the reason; two of one article never: its text told them apart.

    Each is compared with a few that share its action and object, so the time grows with the proposals.
    """
    known: dict[tuple[str, str], list[Wanted]] = {}
    for one in proposals:
        for key, reason in _keys(one):
            others = known.setdefault(key, [])
            first = next((other for other in others if _may_be_one(other, one)), None)
            if first is not None:
                yield first.entity, one.entity, f"{reason}, {_actors(first, one)}"
                break
            if len(others) < _KNOWN:
                others.append(one)


def _keys(one: Wanted) -> Iterator[tuple[tuple[str, str], str]]:
    yield from (((one.action, found), "the same action and object") for found in sorted(one.objects))
    if one.object_words():
        yield (one.action, one.object_words()), "the same action and words for its object"


def _may_be_one(one: Wanted, other: Wanted) -> bool:
    """Whether no article has both, and nothing known of both differs: object, proposer, addressee."""
    if one.articles & other.articles:
        return False
    pairs = ((one.objects, other.objects), (one.proposers, other.proposers), (one.addressees, other.addressees))
    return all(not (a and b) or a & b for a, b in pairs)


def _actors(one: Wanted, other: Wanted) -> str:
    if one.proposers & other.proposers:
        return "by the same proposer"
    return "one of them without a proposer" if one.proposers or other.proposers else "both without a proposer"
