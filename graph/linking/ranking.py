"""How likely each candidate is, why, and whether the best one is likely enough to be linked.

The score is a logistic one: observations add up to log odds for the candidate, against somebody (or something) of the
name whom the gazetteer does not hold. That nobody in it is meant is an answer like the others, which share the
probability of 1 with it.
"""

from math import exp

from graph.linking.body_evidence import weigh_body, weigh_party
from graph.linking.candidates import Found, How
from graph.linking.context import Context
from graph.linking.evidence import Evidence, load_weights, weigh
from graph.linking.gazetteer import Gazetteer
from graph.linking.names import name_words
from graph.linking.person_evidence import weigh_person
from graph.linking.place_evidence import weigh_place
from graph.linking.profile import Profile
from graph.linking.records import Party, Person, Place
from graph.model import Candidate, EntityType

KEPT = 5  # candidates that are kept
TOLD = 0.01  # the least score of one that is

_KINDS = {EntityType.PERSON: "person", EntityType.PLACE: "place", EntityType.PARTY: "party"}
_NOBODY = 1.0  # odds
_COMMON = 0.3  # expected namesakes among as many people as the gazetteer has


def rank(found: list[Found], profile: Profile, context: Context, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Return the candidates, best first, with score and reason; those that cannot be are left out."""
    weighed = [
        (each, evidence)
        for each in found
        if (evidence := _weigh(each, profile, context, gazetteer, alone=len(found) == 1)) is not None
    ]
    odds = [exp(sum(one.weight for one in evidence)) for _, evidence in weighed]
    whole = _NOBODY + sum(odds)
    scored = [_candidate(each, share / whole, evidence) for (each, evidence), share in zip(weighed, odds, strict=True)]
    return tuple(sorted(scored, key=lambda candidate: (-candidate.score, int(candidate.wikidata[1:]))))


def choose(candidates: tuple[Candidate, ...], kind: EntityType) -> Candidate | None:
    """Return the best candidate, if it is likely enough; None: somebody else, or nobody can tell."""
    limit = load_weights()["limits"][_KINDS.get(kind, "body")]
    return candidates[0] if candidates and candidates[0].score >= limit else None


def is_common(profile: Profile, candidates: tuple[Candidate, ...], gazetteer: Gazetteer) -> bool:
    """True if somebody's full name is no evidence in another article: known people share it, or chance would do."""
    if profile.entity.type is not EntityType.PERSON:
        return False
    full = [words for name in profile.names if len(words := name_words(name)) > 1]
    return len(candidates) > 1 or any(gazetteer.expected(words) >= _COMMON for words in full)


def _candidate(found: Found, share: float, evidence: list[Evidence]) -> Candidate:
    limits = load_weights()["limits"]
    most = limits["doubtful"] if found.how is How.PERHAPS else limits["certain"]
    reason = "; ".join(each.reason for each in evidence if each.reason)
    return Candidate(found.record.qid, found.record.name, round(min(share, most), 2), reason)


def _weigh(
    found: Found, profile: Profile, context: Context, gazetteer: Gazetteer, *, alone: bool
) -> list[Evidence] | None:
    """Return the evidence for a candidate; None if something excludes it."""
    record, how = found.record, found.how
    if isinstance(record, Person):
        return weigh_person(record, how, profile, context, gazetteer, alone=alone)
    if isinstance(record, Place):
        kind, more = "place", weigh_place(record, profile, context, gazetteer, alone=alone)
    elif isinstance(record, Party):
        kind, more = "party", weigh_party(record, context, alone=alone)
    else:
        kind, more = "body", weigh_body(record, how, context, gazetteer, alone=alone)
    return None if more is None else [weigh(kind, "prior"), weigh(kind, how.value, how.value), *more]
