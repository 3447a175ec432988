"""Parties, constituencies and employers beside names: "(R-Tex.)", "D-Ohio", "Democrat of Vermont", "NBC's Ana Ruiz"."""

import re
from collections.abc import Iterator

from graph.model import CharSpan
from graph.nlp.facts.core.lexicon import table
from graph.nlp.facts.parts import extent, part
from graph.nlp.findings import FoundFact, FoundPart
from graph.nlp.syntax.children import find_child
from graph.nlp.syntax.noun_phrases import find_phrase, to_spans, to_words
from graph.nlp.syntax.tree import Span, Tree

_PLACE = r"[A-Z][A-Za-z]{0,9}\.?(?:[ ]?[A-Z][a-z]{0,10}\.?)?"
_TAG = re.compile(
    rf"\s?\((?:(?P<party>[A-Z][A-Za-z]{{0,4}})\.?(?:\s?[-–—‑,]\s?(?P<place>{_PLACE}))?|(?P<alone>{_PLACE}))\)"
)
_BARE = re.compile(rf",\s(?P<party>[A-Z]{{1,3}})[-–—‑](?P<place>{_PLACE})(?=[,.;:\s])")
_SURE, _LIKELY = 0.93, 0.82
_EMPLOYERS = frozenset({"ORG"})


def find_tags(doc: Tree) -> Iterator[FoundFact]:
    """Party membership and constituency of the persons named, employers of those with a possessor before the name."""
    text = doc.text  # spaCy puts it together anew each time
    for name in doc.ents:
        if name.label_ in {"PERSON", "ORG"} and name.root.pos_ == "PROPN":
            yield from _from_tag(name, text)
            if name.label_ == "PERSON":
                yield from _from_employer(name)


def _from_tag(name: Span, text: str) -> Iterator[FoundFact]:
    end = name.end_char
    match = _TAG.match(text, end, end + 40) or _BARE.match(text, end, end + 40)
    if match is None:
        return
    groups = match.groupdict()
    whole = (CharSpan(name.start_char, match.end()),)
    party = table("party_tags").get(groups["party"]) if groups["party"] else None
    if groups["party"] and party is None and groups["party"] != "I":
        if groups["place"]:
            return
        groups["alone"], groups["party"] = match[0].strip(" ()"), None
    if party:
        told = FoundPart((CharSpan(*match.span("party")),), party, None, party, "string")
        yield _fact(name, "member of", "be member of", told, whole, "memberOf", "party tag", _SURE)
    which = "place" if groups["place"] else "alone"
    short = groups.get(which)
    place = _place(short, bool(groups["place"])) if short else None
    if place and short:
        at = match.span(which) if match.span(which)[0] >= 0 else match.span("party")
        told = FoundPart((CharSpan(*at),), place, None, place, "string")
        yield _fact(name, "represents", "represent", told, whole, "represents", "party tag", _SURE)


def _place(short: str, after_party: bool) -> str | None:
    """The place of a tag written out; of one without party only a known short form counts."""
    known: dict[str, str] = table("places")
    full = known.get(short) or known.get(short + ".") or known.get(short.replace(" ", ""))
    return full or (short if after_party or short in known.values() else None)


def _from_employer(name: Span) -> Iterator[FoundFact]:
    """ "NBC's Ana Ruiz": she works there."""
    doc, start = name.doc, name.start
    yield from _from_body_after(name)
    if start < 2 or doc[start - 1].tag_ != "POS" or doc[start - 2].ent_type_ not in _EMPLOYERS:
        return
    first = start - 2
    while first and doc[first].ent_iob_ == "I":
        first -= 1
    if doc[start - 2].pos_ != "PROPN" or (name.end < len(doc) and doc[name.end].tag_ == "POS"):
        return
    words = tuple(range(first, start - 1))
    told = part(doc, words, doc[start - 2])
    whole = extent(doc, (first, name.end - 1))
    yield _fact(name, "affiliated with", "be affiliated with", told, whole, "affiliatedWith", "employer", _LIKELY)


def _from_body_after(name: Span) -> Iterator[FoundFact]:
    """ "Ana Ruiz of the Brook Institute", "Ana Ruiz at Oslo University"."""
    for child in name.root.children:
        target = find_child(child, "pobj") if child.dep_ == "prep" and child.lower_ in {"at", "of"} else None
        if target is not None and child.i >= name.end and target.pos_ == "PROPN" and target.ent_type_ == "ORG":
            told = part(name.doc, find_phrase(target), target)
            whole = extent(name.doc, (name.start, *find_phrase(target)))
            yield _fact(
                name, "affiliated with", "be affiliated with", told, whole, "affiliatedWith", "employer", _LIKELY
            )


def _fact(
    name: Span,
    label: str,
    lemma: str,
    told: FoundPart,
    whole: tuple[CharSpan, ...],
    relation: str,
    by: str,
    sure: float,
) -> FoundFact:
    indices = tuple(i for i in range(name.start, name.end) if name.doc[i].tag_ != "POS")
    subject = FoundPart(to_spans(name.doc, indices), to_words(name.doc, indices), name.root.i)
    return FoundFact(subject, label, lemma, told, whole, (), relation, by=by, confidence=sure, status="current")
