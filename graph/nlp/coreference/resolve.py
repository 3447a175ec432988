"""Who is "he", "the prime minister", "the pact": every entity of an article with all words that mean it.

Names are grouped first, then nominals by what is known of the named, then pronouns. Each step looks back over a bounded
stretch, so the time grows with the number of mentions. What is not clear stays apart: a pronoun without antecedent is
no mention, a nominal without one is an entity only if it is somebody by itself.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from graph.model import EntityType, MentionKind
from graph.nlp.coreference.clusters import Cluster, Finder
from graph.nlp.coreference.mention_features import Reference
from graph.nlp.coreference.mentions import find_references
from graph.nlp.coreference.names.name_matching import group_names
from graph.nlp.coreference.names.proper_names import NameFinder
from graph.nlp.coreference.names.titles import load_offices
from graph.nlp.coreference.nominal_anaphora import Describer
from graph.nlp.coreference.pronouns.impersonal_pronouns import find_speaker, find_thing
from graph.nlp.coreference.pronouns.personal_pronouns import PersonFinder, choose
from graph.nlp.coreference.pronouns.recency import number_sentences
from graph.nlp.coreference.quoted_speakers import Speech, read_speech
from graph.nlp.findings import FoundEntity, FoundMention, FoundStatement
from graph.nlp.lexicons import load_lexicon
from graph.nlp.syntax.tree import Tree

_ROLE_TO_NAME = 6  # sentences between an office and the surname that follows it
_NAMED, _DESCRIBED, _CIRCUMSTANTIAL = 1.0, 0.9, 0.8  # confidence


def find_entities(
    doc: Tree, statements: Sequence[FoundStatement], names: NameFinder | None = None
) -> list[FoundEntity]:
    """Every entity of the article with all its mentions, in the order of first mention."""
    speech = read_speech(doc, statements)
    references = find_references(doc, sorted({head for head in speech.sources if head is not None}), names)
    clusters = find_clusters(doc, references, speech)
    pronouns = [r for r in references if r.mention.kind is MentionKind.PRONOUN]
    resolve_pronouns(doc, clusters, pronouns, speech)
    kept = [cluster for cluster in clusters if _is_entity(cluster)]
    return [_to_entity(cluster) for cluster in sorted(kept, key=lambda cluster: cluster.first)]


def heads(entities: Sequence[FoundEntity]) -> dict[int, int]:
    """Which entity the word is the head of a mention of: token index → index in `entities`; names by each word."""
    by_token: dict[int, int] = {}
    for number, entity in enumerate(entities):
        for mention in entity.mentions:
            by_token.setdefault(mention.head, number)
    for number, entity in enumerate(entities):
        for mention in entity.mentions:
            if mention.kind is MentionKind.NAME:
                for token in range(mention.start, mention.end):
                    by_token.setdefault(token, number)
    return by_token


def find_clusters(doc: Tree, references: Sequence[Reference], speech: Speech) -> list[Cluster]:
    """What names and nominals mean, before any pronoun is read."""
    sources = {head for head in speech.sources if head is not None}
    describer = Describer(doc, group_names(doc, references), sources)
    describer.read(r for r in references if r.mention.kind is MentionKind.NOMINAL)
    return _join_roles(doc, describer.clusters, sources)


def resolve_pronouns(doc: Tree, clusters: Sequence[Cluster], pronouns: Sequence[Reference], speech: Speech) -> None:
    """Add to the clusters the pronouns that mean them."""
    people = PersonFinder(doc, clusters, speech)
    for pronoun, candidates in people.read([p for p in pronouns if p.gender]):
        assert pronoun.gender is not None
        cluster = people.going_on(pronoun, at_once=True)
        cluster = cluster or choose(doc[pronoun.mention.head], pronoun.gender, candidates) or people.going_on(pronoun)
        if cluster:
            people.join(cluster, pronoun)
    finder = Finder(clusters)
    speakers = load_lexicon("pronouns")["speaker"]
    for pronoun in pronouns:
        if pronoun.gender:
            continue
        if doc[pronoun.mention.head].lower_ in speakers:
            cluster = find_speaker(pronoun, finder, speech)
        else:
            cluster = find_thing(doc, pronoun, finder, speech)
        if cluster:
            cluster.add(pronoun)
            finder.add(cluster, pronoun)


def _join_roles(doc: Tree, clusters: Sequence[Cluster], sources: Iterable[int]) -> list[Cluster]:
    """The clusters, with an office and the lone surname that speaks soon after it made one.

    "Canada's immigration minister also weighed in. … Fraser told reporters": nobody else can be meant, if neither the
    office has a name nor the surname an office, and no second such surname stands near.
    """
    sentence = number_sentences(doc)
    speaking = set(sources)
    lone = sorted((c for c in clusters if _is_lone_surname(c)), key=lambda c: c.first)
    firsts = [c.first for c in lone]
    joined: set[int] = set()
    for role in sorted((c for c in clusters if _is_nameless_office(c)), key=lambda c: c.first):
        last = max(r.mention.start for r in role.references)
        after = lone[bisect_right(firsts, role.first) :][:_ROLE_TO_NAME]
        near = [c for c in after if 0 <= sentence[c.first] - sentence[last] <= _ROLE_TO_NAME and id(c) not in joined]
        if len(near) == 1 and any(r.mention.head in speaking for r in near[0].references):
            role.absorb(near[0])
            role.certain = False
            joined.add(id(near[0]))
    return [cluster for cluster in clusters if id(cluster) not in joined]


def _is_lone_surname(cluster: Cluster) -> bool:
    return (
        cluster.type is EntityType.PERSON
        and not cluster.descriptions
        and all(len(reference.words) == 1 for reference in cluster.references)
    )


def _is_nameless_office(cluster: Cluster) -> bool:
    if cluster.type is not EntityType.PERSON or cluster.named:
        return False
    return any(d.noun in load_lexicon("titles")["unique"] for d in cluster.descriptions)


def _is_entity(cluster: Cluster) -> bool:
    if all(reference.guessed for reference in cluster.references):
        return len(cluster.references) > 1
    said = [r for r in cluster.references if r.mention.kind is not MentionKind.PRONOUN]
    return cluster.named or cluster.kept or len(said) > 1


def _to_entity(cluster: Cluster) -> FoundEntity:
    mentions = sorted({r.mention for r in cluster.references}, key=_place)
    confidence = _NAMED if cluster.named else _DESCRIBED
    return FoundEntity(
        cluster.label,
        cluster.type,
        tuple(mentions),
        _role(cluster),
        confidence if cluster.certain else _CIRCUMSTANTIAL,
    )


def _place(mention: FoundMention) -> tuple[int, int]:
    return mention.start, mention.end


def _role(cluster: Cluster) -> str | None:
    """The fullest words for the office of a person: those before the name if there are any, else any others."""
    if cluster.type is not EntityType.PERSON:
        return None
    before = [r.description for r in cluster.names if r.description]
    offices = [d.text for d in before or cluster.descriptions if d.noun in load_offices()]
    return max(offices, key=lambda text: len(text.split()), default=None)
