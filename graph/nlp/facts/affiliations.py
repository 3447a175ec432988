"""To which party or body persons belong, and for whom they speak: party tags, party adjectives, appositions."""

import re
from collections.abc import Iterator

from graph.model import CharSpan
from graph.nlp.facts.parts import extent, is_person, lemma_of, part
from graph.nlp.findings import FoundFact, FoundPart
from graph.nlp.lexicons.relations import load_relations
from graph.nlp.syntax.noun_phrases import find_phrase, to_spans, to_words
from graph.nlp.syntax.tree import Span, Tree, Word

_TAG = re.compile(r"\s?\((?P<party>[A-Z][A-Za-z]{0,4})\.?(?:\s?[-–—,]\s?(?P<place>[A-Z][A-Za-z. ]{1,20}?))?\)")
_SURE = 0.9
_LIKELY = 0.8


def find_affiliations(doc: Tree) -> Iterator[FoundFact]:
    """Party membership, affiliation and representation of the persons named, in text order."""
    text = doc.text  # spaCy puts it together anew each time
    for name in doc.ents:
        if name.label_ == "PERSON" and name.root.pos_ == "PROPN":
            yield from _from_tag(name, text)
            yield from _from_party_word(name)
            yield from _from_phrases(name.root, name)
            for child in name.root.children:
                if child.dep_ == "appos" and child.pos_ == "NOUN":
                    yield from _from_phrases(child, name)


def _from_tag(name: Span, text: str) -> Iterator[FoundFact]:
    """ "Ana Ruiz (D-Ohio)", "Tom Hale (R., Tex.)": party and constituency."""
    match = _TAG.match(text, name.end_char, name.end_char + 40)
    party = load_relations()["party_tags"].get(match["party"]) if match else None
    if match is None or party is None:
        return
    whole = (CharSpan(name.start_char, match.end()),)
    told = FoundPart((CharSpan(*match.span("party")),), party, None, party, "string")
    yield _fact(name, "member of", "be member of", told, whole, "memberOf", "party tag", _SURE)
    if match["place"]:
        place = FoundPart((CharSpan(*match.span("place")),), match["place"], None, match["place"], "string")
        yield _fact(name, "represents", "represent", place, whole, "represents", "party tag", _SURE)


def _from_party_word(name: Span) -> Iterator[FoundFact]:
    """ "the Labour MP Ana Ruiz", "Republican Tom Hale": the word before the name or before its title."""
    doc, words = name.doc, load_relations()
    start = name.start
    titles = words["offices"] | words["office_words"] | words["leaders"] | words["candidates"]
    while start > name.root.sent.start and doc[start - 1].lower_ in titles:
        start -= 1
    before = doc[start - 1] if start > name.root.sent.start else None
    if before is None or before.text not in words["party_words"] or _is_past(doc, before.i):
        return
    party = words["party_words"][before.text]
    told = FoundPart(to_spans(doc, (before.i,)), party, None, party, "string")
    whole = extent(doc, (before.i, name.end - 1))
    yield _fact(name, "member of", "be member of", told, whole, "memberOf", "title", _SURE)


def _from_phrases(noun: Word, name: Span) -> Iterator[FoundFact]:
    """Yield what hangs on a name or on its apposition: "at the University of Oslo", "for the ministry", "of Texas"."""
    words, lemma = load_relations(), lemma_of(noun)
    own = noun == name.root
    for child in noun.children:
        targets = [word for word in child.children if word.dep_ == "pobj"] if child.dep_ == "prep" else []
        for target in targets[:1]:
            relation = None
            if lemma in words["speakers"] and child.lower_ in {"for", "of"} and not own:
                relation = ("represents", "represent")
            elif _is_body(target) and (child.lower_ == "at" or (child.lower_ in {"of", "with"} and own)):
                relation = ("affiliatedWith", "be affiliated with")
            if relation and target.i > child.i and name.end <= child.i:
                told = part(noun.doc, find_phrase(target), target)
                whole = extent(noun.doc, (name.start, *find_phrase(target)))
                label = f"{noun.text} {child.text}" if not own else child.text
                spans = to_spans(noun.doc, (child.i,) if own else (noun.i, child.i))
                yield _fact(name, label, relation[1], told, whole, relation[0], "apposition", _LIKELY, spans)


def find_represented(title: Word, words: tuple[int, ...], name: Span) -> Iterator[FoundFact]:
    """ "Education ministry spokesman Tom Hale": what stands before the word is spoken for."""
    before = tuple(i for i in words if i < title.i and title.doc[i].tag_ != "POS" and title.doc[i].pos_ != "DET")
    named = before and all(title.doc[i].pos_ in {"PROPN", "NOUN"} for i in before) and title.doc[before[0]].is_title
    if lemma_of(title) in load_relations()["speakers"] and named:
        told = part(title.doc, before, title.doc[before[-1]])
        whole = extent(title.doc, (*words, *range(name.start, name.end)))
        spans = to_spans(title.doc, (title.i,))
        yield _fact(name, title.text, "represent", told, whole, "represents", "title", _LIKELY, spans)


def _is_body(token: Word) -> bool:
    return token.pos_ == "PROPN" and token.ent_type_ == "ORG" and not is_person(token)


def _is_past(doc: Tree, before: int) -> bool:
    past = load_relations()["past"]
    return any(token.lower_ in past for token in doc[max(0, before - 2) : before])


def _fact(
    name: Span,
    label: str,
    lemma: str,
    told: FoundPart,
    whole: tuple[CharSpan, ...],
    relation: str,
    by: str,
    confidence: float,
    spans: tuple[CharSpan, ...] = (),
) -> FoundFact:
    indices = tuple(i for i in range(name.start, name.end) if name.doc[i].tag_ != "POS")
    subject = FoundPart(to_spans(name.doc, indices), to_words(name.doc, indices), name.root.i)
    return FoundFact(subject, label, lemma, told, whole, spans, relation, by=by, confidence=confidence)
