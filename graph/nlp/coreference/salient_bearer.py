"""Whom of several people of one surname a mention of it alone means: evidence of the article, weighed."""

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import log

from graph.nlp.coreference.clusters import Cluster
from graph.nlp.coreference.gender import gender_of_words
from graph.nlp.coreference.mention_features import Gender, Reference
from graph.nlp.lexicons import load_lexicon
from graph.nlp.syntax.tree import Tree


@dataclass(slots=True, eq=False)
class Bearer:
    """Somebody whom the article names."""

    cluster: Cluster
    words: tuple[str, ...]  # of the name by which it was first read
    kin: bool = False  # brought in as a relative of somebody of the same surname
    full: int = 0  # mentions by given and last name
    alone: int = 0  # by the last name alone, which were found to mean this person
    by_given_name: int = 0  # by the given name alone, outside of quotations
    starts: list[int] = field(default_factory=list)  # tokens of the mentions by name, in text order

    def named(self, reference: Reference) -> None:
        """Take up a mention by the full name."""
        self.full += 1
        self._take(reference)

    def meant(self, reference: Reference, *, by_surname: bool) -> None:
        """Take up a mention by one name."""
        self.alone += by_surname
        self._take(reference)

    def _take(self, reference: Reference) -> None:
        self.cluster.add(reference)
        insort(self.starts, reference.mention.start)

    def before(self, token: int) -> int | None:
        """Return where the person was last named before the token."""
        place = bisect_left(self.starts, token)
        return self.starts[place - 1] if place else None


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    return dict(load_lexicon("bearers"))


def choose(reference: Reference, bearers: Sequence[Bearer]) -> Bearer | None:
    """Return whom the name means; None where it may be several."""
    if len(bearers) == 1:
        return bearers[0]
    scores = sorted(((weigh(reference, bearer), -n) for n, bearer in enumerate(bearers)), reverse=True)
    clear = scores[0][0] - scores[1][0] >= _weights()["margin"]
    return bearers[-scores[0][1]] if clear else None


def weigh(reference: Reference, bearer: Bearer) -> float:
    """Return how much speaks for the bearer."""
    weights = _weights()
    start = reference.mention.start
    latest = bearer.before(start)
    score = weights["full"] * log(1 + bearer.full) + weights["alone"] * log(1 + bearer.alone)
    score += weights["given"] * min(bearer.by_given_name, 2)
    if latest is None:
        score += weights["later"]
    else:
        score += weights["distance"] * log(1 + start - latest)
    said = reference.description
    if said is not None and any(said.noun == known.noun for known in bearer.cluster.descriptions):
        score += weights["title"]
    return score


def title_gender(doc: Tree, reference: Reference) -> Gender | None:
    """Return the gender that the words before the name show, not the name."""
    mention = reference.mention
    return gender_of_words(
        [t.lower_ for t in doc[mention.start : max(mention.start, mention.end - len(reference.words))]]
    )


def agrees(doc: Tree, reference: Reference, bearer: Bearer) -> bool:
    """Return False if the form of address before the name is that of the other gender."""
    told = title_gender(doc, reference)
    return told is None or bearer.cluster.gender in (None, told)
