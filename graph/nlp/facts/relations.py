"""Core relations from titles, appositions, noun phrases and verbs: offices, leaders, members, parties, places."""

from collections.abc import Iterator

from graph.nlp.facts.affiliations import find_affiliations
from graph.nlp.facts.parts import extent, lemma_of, part
from graph.nlp.facts.roles import HYPHENS, find_roles
from graph.nlp.findings import FoundFact, FoundPart
from graph.nlp.lexicons.relations import load_relations
from graph.nlp.syntax.children import has_child
from graph.nlp.syntax.clauses import find_group
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.noun_phrases import find_conjuncts, find_core, to_spans, to_words
from graph.nlp.syntax.tree import Tree, Word

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_NOUN = 0.8


def find_noun_relations(doc: Tree) -> list[FoundFact]:
    """Relations that titles, appositions and noun phrases express, in text order."""
    found = [*find_affiliations(doc), *find_resignations(doc)]
    words = load_relations()
    for token in doc:
        if token.pos_ not in _NOUNS:
            continue
        lemma = lemma_of(token)
        if lemma in words["roles"]:
            found += find_roles(token)
        if lemma in words["agreements"]:
            found += _from_agreement(token)
        if token.ent_type_ in _PLACES or lemma in words["places"]:
            found += _from_place(token)
    return found


def find_resignations(doc: Tree) -> Iterator[FoundFact]:
    """ "The finance minister resigned": the office where the subject names it, otherwise only that it is true."""
    words = load_relations()
    for verb in doc:
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in words["resigning"]:
            continue
        if has_child(verb, "dobj", "prep", "xcomp", "ccomp"):
            continue
        for subject in (child for child in verb.children if child.dep_ == "nsubj" and child.pos_ in {"NOUN", "PROPN"}):
            found, core = factuality_of(verb), find_core(subject)
            office = tuple(i for i in core if doc[i].dep_ != "det") if lemma_of(subject) in words["offices"] else ()
            told = (
                part(doc, office, subject, literal=True) if office else FoundPart((), "true", None, "true", "boolean")
            )
            group = find_group(verb)
            yield FoundFact(
                part(doc, core, subject), to_words(doc, group), "resign", told, extent(doc, (*core, *group)),
                to_spans(doc, group), "resigned", None, found.negation, found.modality, found.modality_spans,
                "verb", _NOUN,
            )  # fmt: skip


def classify(
    lemma: str, passive: bool, subject: Word, target: Word, is_time: bool
) -> tuple[str, tuple[str, str] | None] | None:
    """Return the core relation of a triple with this normal form; label and lemma where its ends change places."""
    for rule in load_relations()["verbs"]:
        voice_fits = rule["voice"] == "any" or (rule["voice"] == "passive") == passive
        words = lemma.split()
        swap = (rule["swap"][0], rule["swap"][1]) if "swap" in rule else None
        fits = lemma in rule["lemmas"] or (swap is not None and f"{words[0]} {words[-1]}" in rule["lemmas"])
        if fits and voice_fits and _object_fits(rule["object"], target, is_time):
            named = subject.pos_ == "PROPN" and subject.ent_type_ in {"PERSON", ""}
            found = str(rule["relation"]), swap
            of_somebody = rule["relation"] not in {"memberOf", "affiliatedWith"} or subject.pos_ in {"PROPN", "PRON"}
            return found if of_somebody and (rule["object"] != "office" or named) else None
    return None


def _object_fits(kind: str, target: Word, is_time: bool) -> bool:
    words = load_relations()
    if kind == "time":
        return is_time
    if is_time:
        return kind == "any"
    fits = {
        "any": True,
        "name": target.pos_ == "PROPN",
        "body": target.pos_ == "PROPN" and target.ent_type_ != "PERSON",
        "work": target.lemma_.lower() in words["works"] or target.ent_type_ == "WORK_OF_ART",
        "office": lemma_of(target) in words["offices"],
        "agreement": target.ent_type_ == "LAW"
        or any(lemma_of(target) in words[name] for name in ("agreements", "laws")),
    }
    return fits[kind]


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
