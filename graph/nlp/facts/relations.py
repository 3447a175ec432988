"""Core relations from titles, appositions, noun phrases and verbs: offices, leaders, members, parties, places."""

from collections.abc import Iterator

from graph.nlp.facts.core.titles import HYPHENS
from graph.nlp.facts.parts import extent, lemma_of, part
from graph.nlp.findings import FoundFact
from graph.nlp.lexicons.relations import load_relations
from graph.nlp.syntax.children import has_child
from graph.nlp.syntax.noun_phrases import find_conjuncts, find_core, to_spans
from graph.nlp.syntax.tree import Tree, Word

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_NOUN = 0.8


def find_noun_relations(doc: Tree) -> list[FoundFact]:
    """Relations that titles, appositions and noun phrases express, in text order."""
    found: list[FoundFact] = []
    words = load_relations()
    for token in doc:
        if token.pos_ not in _NOUNS:
            continue
        lemma = lemma_of(token)
        if lemma in words["agreements"]:
            found += _from_agreement(token)
        if token.ent_type_ in _PLACES or lemma in words["places"]:
            found += _from_place(token)
    return found


def _from_agreement(noun: Word) -> Iterator[FoundFact]:
    """ "the Canada-U.S. pact", "a treaty between Peru and Chile": each country is party to it."""
    core = find_core(noun)
    parties = [noun.doc[i] for i in core if i < noun.i and _is_country(noun.doc[i])]
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "between":
            parties += [name for target in child.children if target.dep_ == "pobj" for name in find_conjuncts(target)]
    if len(parties) < 2:
        return
    for party in parties:
        words = find_core(party) if party.i > noun.i else _entity_words(party)
        whole = extent(noun.doc, (*core, *words))
        yield FoundFact(part(noun.doc, words, party), "party to", "be party to", part(noun.doc, core, noun), whole,
                        relation="partyTo", by="noun", confidence=_NOUN)  # fmt: skip


def _is_country(token: Word) -> bool:
    """A country's name, also one that the tagger knows only from the other side of the hyphen: "Norway-Sweden"."""
    if token.ent_type_ == "GPE":
        return token.ent_iob_ == "B"
    joined = [token.doc[i] for i in (token.i - 2, token.i + 2) if 0 <= i < len(token.doc)]
    return token.pos_ == "PROPN" and any(
        other.ent_type_ == "GPE" and token.doc[(token.i + other.i) // 2].text in HYPHENS for other in joined
    )


def _from_place(noun: Word) -> Iterator[FoundFact]:
    """ "the crossing in Quebec", "Dartmouth, N.S.": a place in a place."""
    for word, target in _surroundings(noun):
        if target.ent_type_ in {"GPE", "LOC"} and target.pos_ == "PROPN":
            words, place = find_core(noun), find_core(target)
            yield FoundFact(
                part(noun.doc, words, noun),
                "located in" if word is None else word.text,
                "be located in",
                part(noun.doc, place, target),
                extent(noun.doc, (*words, *place)),
                () if word is None else to_spans(noun.doc, (word.i,)),
                "locatedIn",
                by="noun",
                confidence=_NOUN,
            )


def _surroundings(noun: Word) -> Iterator[tuple[Word | None, Word]]:
    """Yield what a place may lie in, with the preposition that says so; None for the place after a comma."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "in":
            yield from ((child, target) for target in child.children if target.dep_ == "pobj")
        beside = child.dep_ in {"appos", "npadvmod"} and 0 < child.i - noun.i <= 3 and len(noun.text) > 3
        if beside and noun.ent_type_ == "GPE" and not _is_listed(noun, child):
            yield None, child


def _is_listed(first: Word, second: Word) -> bool:
    """True if the two are items of a list: "Peru, Chile and Bolivia"."""
    article = has_child(second, "det")
    beyond = first.doc[second.i + 1 : second.i + 3]
    goes_on = len(beyond) == 2 and beyond[0].text in {",", "and"} and beyond[1].ent_type_ == "GPE"
    goes_on = goes_on and has_child(second, "appos")
    return (
        article or goes_on or any(child.dep_ in {"conj", "cc"} for token in (first, second) for child in token.children)
    )


def _entity_words(token: Word) -> tuple[int, ...]:
    end = token.i + 1
    while end < len(token.doc) and token.doc[end].ent_iob_ == "I":
        end += 1
    return tuple(range(token.i, end))
