"""Of which party or body groups and unnamed people are: "many Republican lawmakers", "two of the council's members"."""

from collections.abc import Iterator
from dataclasses import replace

from graph.model import EntityType
from graph.nlp.findings import FoundFact, FoundPart
from graph.nlp.lexicons import listed
from graph.nlp.syntax.noun_phrases import find_phrase, to_spans, to_words
from graph.nlp.syntax.tree import Tree, Word
from graph.nlp.things.groups import is_part, members_of, party_of
from graph.nlp.things.things import Things

RULE = "group"
_BODIES = frozenset({EntityType.PARTY, EntityType.ORGANIZATION})
_INSIDE = frozenset({"amod", "compound", "nmod"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_CONFIDENCE = 0.8
_NAMED = {"memberOf": EntityType.PARTY, "leads": EntityType.PARTY, "represents": EntityType.PLACE}


def find_memberships(doc: Tree, things: Things) -> list[FoundFact]:
    """Return a fact for each group, or person without a name, that the words say is of a party or body."""
    found = []
    for head, entity in sorted(things.entity_at.items()):
        word = doc[head]
        if things.type_of(entity) not in (EntityType.GROUP, EntityType.PERSON) or not _is_unnamed(word):
            continue
        body = next((one for one in _bodies_of(word, entity, things) if one[1] != entity), None)
        if body is not None:
            found.append(_fact(word, *body))
    return found


def with_body(doc: Tree, fact: FoundFact, things: Things) -> FoundFact:
    """The fact with the party or place that its object names in a short form: "(R-Tex.)", "Labour leader"."""
    kind, told = _NAMED.get(fact.relation or ""), fact.object
    if kind is None or told.literal is None or not told.spans:
        return fact
    words = doc.touching(told.spans[0].start, told.spans[-1].end)
    if not words:
        return fact
    return replace(fact, object=replace(told, entity=things.bearer_of(words[-1], told.literal, kind)))


def _is_unnamed(word: Word) -> bool:
    return word.pos_ in ("NOUN", "NUM", "PRON", "DET", "ADJ") or party_of(word) is not None


def _fact(word: Word, body: Word, entity: int) -> FoundFact:
    phrase = tuple(find_phrase(word))
    whole = to_spans(word.doc, tuple(sorted({*phrase, body.i})))
    subject = FoundPart(to_spans(word.doc, phrase), to_words(word.doc, phrase), word.i)
    told = FoundPart(to_spans(word.doc, (body.i,)), body.text, body.i, entity=entity)
    return FoundFact(subject, "member of", "be member of", told, whole, (), "memberOf", by=RULE, confidence=_CONFIDENCE)


def _bodies_of(word: Word, entity: int, things: Things) -> Iterator[tuple[Word, int]]:
    """The words that name the party or body, with its entity."""
    if any(c.lower_ in listed("facts/roles", "past") for c in word.children):
        return  # "a former Democrat"
    whole = things.whole_of(entity)
    if whole is not None:
        yield word, whole
    for one in _parties_of(word):
        yield one, things.party_for(one, party_of(one) or one.text)
    for one in _wholes_of(word):
        found = things.actor_for(one.i)
        if found is not None and things.type_of(found) in _BODIES:
            yield one, found


def _parties_of(word: Word) -> Iterator[Word]:
    """ "Republican lawmakers", "another Democrat", "two of the Republicans"."""
    yield from (c for c in word.children if c.dep_ in _INSIDE and c.i < word.i and party_of(c) is not None)
    if party_of(word) is not None and is_part(word):
        yield word
    inner = members_of(word)
    if inner is not None and inner.lemma_.lower() != "member" and party_of(inner) is not None:
        yield inner


def _wholes_of(word: Word) -> Iterator[Word]:
    """ "members of the council", "two of the council's members", "council members"."""
    inner = members_of(word)
    member = word if word.lemma_.lower() == "member" else inner
    if member is None or member.lemma_.lower() != "member":
        return
    of = (c for c in member.children if c.dep_ == "prep" and c.lower_ == "of")
    yield from (c for p in of for c in p.children if c.dep_ == "pobj" and c.pos_ in _NOUNS)
    yield from (c for c in member.children if c.dep_ in ("poss", *_INSIDE) and c.pos_ in _NOUNS)
