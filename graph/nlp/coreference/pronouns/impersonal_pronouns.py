"""Tie "it" and "they" to what they mean, only where the subject before leaves no doubt."""

from graph.model import EntityType
from graph.nlp.coreference.clusters import Cluster, Finder
from graph.nlp.coreference.mention_features import Reference
from graph.nlp.coreference.pronouns.binding import ancestors, forbids, is_possessive, subjects
from graph.nlp.coreference.quoted_speakers import Speech
from graph.nlp.lexicons import listed
from graph.nlp.syntax.tree import Tree, Word

_THINGS = frozenset(
    {
        EntityType.ORGANIZATION,
        EntityType.PARTY,
        EntityType.AGREEMENT,
        EntityType.POLICY,
        EntityType.OTHER,
        EntityType.WORK,
    }
)
_AGREED = frozenset({EntityType.AGREEMENT, EntityType.POLICY})
_BODIES = frozenset({EntityType.ORGANIZATION, EntityType.PARTY})
_SPEAKING = frozenset({*_BODIES, EntityType.PLACE, EntityType.WORK})
_EMPTY = listed("grammar", "empty_subject")  # verbs whose "it" stands for nothing
_WORDS = 60  # from one who speaks to "they added"
_OBJECTS = frozenset({"dobj", "pobj"})
_TIMES = frozenset({"DATE", "TIME"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def find_thing(doc: Tree, pronoun: Reference, finder: Finder, speech: Speech) -> Cluster | None:
    """What "it", "its", "they" or "their" means; None where it is not sure, or it means nothing."""
    token = doc[pronoun.mention.head]
    if token.dep_ == "expl" or (_is_pleonastic(token) and not _speaks(token, speech)):
        return None
    return (
        _by_subject(doc, pronoun, finder, speech)
        or _agreement_before(token, finder, speech)
        or _going_on(doc, pronoun, finder, speech)
    )


def _speaks(token: Word, speech: Speech) -> bool:
    return token.head.lemma_ not in _EMPTY and speech.before(token.i) is not None


def _going_on(doc: Tree, pronoun: Reference, finder: Finder, speech: Speech) -> Cluster | None:
    """Who spoke right before, where "it" or "they" speaks: "The ministry denied it. … It added"."""
    token = doc[pronoun.mention.head]
    before = speech.before(token.i)
    cluster = finder.at(before)
    if before is None or cluster is None or token.i - before > _WORDS or token.dep_ != "nsubj":
        return None
    if _is_joined(doc[before]) or doc[before].dep_ == "conj":
        return None
    if pronoun.plural:
        return (
            cluster if cluster.type in _BODIES or (cluster.plural and cluster.type is not EntityType.PERSON) else None
        )
    return cluster if cluster.type in _SPEAKING and not cluster.plural else None


def _by_subject(doc: Tree, pronoun: Reference, finder: Finder, speech: Speech) -> Cluster | None:
    token = doc[pronoun.mention.head]
    subject = _subject_before(token)
    cluster = finder.at(subject.i) if subject is not None else None
    if subject is None or cluster is None or speech.quotation.get(subject.i) != speech.quotation.get(token.i):
        return None
    latest = next((r for r in reversed(cluster.references) if r.mention.head == subject.i), None)
    if latest is None or forbids(token, latest, same_sentence=subject.i >= token.sent.start):
        return None
    return cluster if _agrees(token, pronoun, cluster) else None


def _agreement_before(token: Word, finder: Finder, speech: Speech) -> Cluster | None:
    """The one agreement or law that "it", as an object, can mean: "who backed the accord, now opposes it"."""
    if token.lower_ != "it" or token.dep_ not in _OBJECTS:
        return None
    start, nearest = token.sent.start, -1
    found: set[int] = set()
    agreement = None
    for word in token.doc[start : token.i]:
        cluster = finder.at(word.i)
        if cluster is None or cluster.type not in _AGREED or cluster.plural:
            continue
        if speech.quotation.get(word.i) == speech.quotation.get(token.i):
            found.add(id(cluster))
            agreement, nearest = cluster, word.i
    between = token.doc[nearest + 1 : token.i]
    rival = any(word.tag_ == "NN" and word.ent_type_ not in _TIMES and finder.at(word.i) is None for word in between)
    return agreement if len(found) == 1 and not rival else None


def _agrees(token: Word, pronoun: Reference, cluster: Cluster) -> bool:
    if pronoun.plural:
        is_body = cluster.type in _BODIES and is_possessive(token)
        return is_body or (cluster.plural and cluster.type is not EntityType.PERSON)
    owns_place = is_possessive(token) and cluster.type is EntityType.PLACE
    return not cluster.plural and (cluster.type in _THINGS or owns_place)


def _subject_before(token: Word) -> Word | None:
    """The subject of the nearest verb above that has one before the pronoun; for subjects, of the sentence before."""
    for verb in ancestors(token):
        found = [s for s in subjects(verb) if s.i < token.i and s.i != token.i]
        if found:
            return found[0] if len(found) == 1 and not _is_joined(found[0]) else None
    if token.dep_ not in _SUBJECTS or token.sent.start == 0:
        return None
    before = token.doc[token.sent.start - 1].sent
    found = [s for s in subjects(before.root) if s.i in range(before.start, before.end)]
    return found[0] if len(found) == 1 and not _is_joined(found[0]) else None


def _is_joined(subject: Word) -> bool:
    return any(child.dep_ == "conj" for child in subject.children)


def _is_pleonastic(token: Word) -> bool:
    """Whether "it" stands for a clause or for nothing: "it is clear that", "it is time to"."""
    if token.lower_ != "it" or token.dep_ not in _SUBJECTS:
        return False
    verb = token.head
    return verb.lemma_ in _EMPTY or any(c.dep_ in ("ccomp", "xcomp") for c in verb.children)


def find_speaker(pronoun: Reference, finder: Finder, speech: Speech) -> Cluster | None:
    """Who "I" is inside a quotation."""
    cluster = speech.speaker(pronoun.mention.head, finder)
    return cluster if cluster and cluster.type is EntityType.PERSON and not cluster.plural else None
