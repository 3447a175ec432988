"""How likely a person is the one whom "he" or "she" means: plain features of the text, weighed by a lexicon."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from math import log

from graph.model import EntityType, MentionKind
from graph.nlp.coreference.clusters import Cluster
from graph.nlp.coreference.mention_features import Gender, Reference
from graph.nlp.coreference.pronouns.binding import ancestors, governor, is_possessive, subjects
from graph.nlp.lexicons import load_lexicon
from graph.nlp.syntax.tree import Word

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "dative", "oprd"})
_FAR = 3  # sentences
_DEEP = 8  # names in a list


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person whom a pronoun may mean, with the mentions nearby, latest first."""

    cluster: Cluster
    nearby: tuple[tuple[Reference, int], ...]  # with the sentence borders between, up to a limit
    rank: int  # how many other candidates were mentioned later
    count: int  # mentions so far
    leads: bool  # True: no other candidate has been mentioned more often
    opens: bool  # True: the first person whom the article mentions
    quoted: bool  # True: the latest mention and the pronoun are not both inside, or both outside, of one quotation


@lru_cache(maxsize=1)
def load_weights() -> dict[str, float]:
    """The weight of each feature."""
    return dict(load_lexicon("salience")["weights"])


def weigh(pronoun: Word, gender: Gender, candidate: Candidate) -> float:
    """The candidate's score for the pronoun: higher is likelier."""
    weights = load_weights()
    score = sum(weights.get(name, 0.0) * value for name, value in find_features(pronoun, gender, candidate))
    contradicted = candidate.cluster.gender not in (None, gender)
    return score - (load_lexicon("salience")["contradicted"] if contradicted else 0.0)


def find_features(pronoun: Word, gender: Gender, candidate: Candidate) -> Iterator[tuple[str, float]]:
    """Name and value of each feature that is not zero."""
    doc, (latest, gap) = pronoun.doc, candidate.nearby[0]
    head = doc[latest.mention.head]
    role, own = _role(head), _role(pronoun)
    yield from _distance(pronoun, head, gap, candidate.rank)
    yield f"latest {role}", 1.0
    yield f"{own} after {role}", 1.0
    if latest.mention.kind is not MentionKind.NAME:
        yield f"latest {latest.mention.kind.value}", 1.0
    yield _gender(gender, candidate.cluster), 1.0
    if candidate.cluster.type is not EntityType.PERSON:
        yield "not marked as a person", 1.0
        if candidate.cluster.type is not EntityType.ORGANIZATION:
            yield f"marked as {candidate.cluster.type.value}", 1.0
    yield "mentions", log(candidate.count)
    yield "mentions in all", log(max(1, len(candidate.cluster.references) - candidate.cluster.nominals))
    if candidate.leads:
        yield "leads", 1.0
    if candidate.opens:
        yield "opens", 1.0
    if candidate.quoted:
        yield "across quotation", 1.0
    yield from _structure(pronoun, candidate.nearby)
    if _owns_together(pronoun, candidate.nearby):
        yield "beside what it owns", 1.0


def _owns_together(pronoun: Word, nearby: Sequence[tuple[Reference, int]]) -> bool:
    """Whether the pronoun's noun stands beside the candidate: "Silva and her staff"."""
    owned = pronoun.head
    together = is_possessive(pronoun) and owned.dep_ == "conj"
    return together and any(gap == 0 and reference.mention.head == owned.head.i for reference, gap in nearby)


def _gender(gender: Gender, cluster: Cluster) -> str:
    if cluster.gender is gender:
        return "known gender"
    if cluster.gender is not None:
        return "pronouns of the other gender"
    if cluster.leaning is None:
        return "unknown gender"
    return "leaning gender" if cluster.leaning is gender else "other gender"


def _distance(pronoun: Word, head: Word, gap: int, rank: int) -> Iterator[tuple[str, float]]:
    if head.i > pronoun.i:
        yield "comes later", 1.0
    yield f"sentences {min(gap, _FAR)}", 1.0
    yield f"rank {min(rank, _FAR)}", 1.0
    yield "tokens", log(1 + abs(pronoun.i - head.i))


def _structure(pronoun: Word, nearby: Sequence[tuple[Reference, int]]) -> Iterator[tuple[str, float]]:
    """Where the candidate's mentions stand above or before the pronoun in the parse."""
    doc = pronoun.doc
    heads = {reference.mention.head: gap for reference, gap in nearby}
    levels = [{t.i for t in subjects(verb)} for verb in islice(ancestors(pronoun), 3)]
    for level, found in enumerate(levels):
        if not found.isdisjoint(heads):
            kind = "possessive" if is_possessive(pronoun) else _role(pronoun)
            yield f"subject above {level} of {kind}", 1.0
            break
    for head, gap in heads.items():
        if _role(doc[head]) == "subject" and doc[head].head.dep_ == "ROOT":
            yield f"main subject {min(gap, 2)}", 1.0
            break
    if _role(pronoun) == "subject" and any(_same_verb(pronoun, doc[head]) for head in heads):
        yield "subject of the same verb", 1.0


def _same_verb(one: Word, two: Word) -> bool:
    return one.i != two.i and _role(two) == "subject" and governor(one).lemma_ == governor(two).lemma_


def _role(token: Word) -> str:
    """Subject, object, possessive, oblique or other."""
    for _ in range(_DEEP):
        if token.dep_ not in ("conj", "appos") or token.head.pos_ not in ("NOUN", "PROPN", "PRON"):
            break
        token = token.head
    if token.dep_ in _SUBJECTS:
        return "subject"
    if is_possessive(token):
        return "possessive"
    if token.dep_ in _OBJECTS:
        return "object"
    return "oblique" if token.dep_ == "pobj" else "other"
