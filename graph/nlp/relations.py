"""Core relations from titles, appositions, noun phrases and verbs: offices, leaders, members, parties, places."""

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from typing import Any

from spacy.tokens import Doc, Span, Token

from graph.model import CharSpan
from graph.nlp.marks import FoundFact, FoundPart
from graph.nlp.phrases import find_conjuncts, find_core, find_full_phrase, find_phrase, to_spans, to_words

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_HYPHENS = frozenset({"-", "–", "‑"})
_MAX_TITLE = 8
_APPOSITION = 0.85
_TITLE = 0.95
_NOUN = 0.8


def find_noun_relations(doc: Doc) -> list[FoundFact]:
    """Relations that titles, appositions and noun phrases express, in text order."""
    words = load_relations()
    found: list[FoundFact] = []
    for token in doc:
        if token.pos_ not in {"NOUN", "PROPN"}:
            continue
        lemma = _lemma(token)
        if lemma in words["offices"] or lemma in words["leaders"] or lemma in words["members"]:
            found += _from_title(token)
            found += _from_apposition(token)
        elif lemma in words["spouses"]:
            found += _from_spouse(token)
        elif lemma in words["agreements"]:
            found += _from_agreement(token)
        found += _from_place(token)
    return found


def classify(lemma: str, passive: bool, subject: Token, target: Token, is_time: bool) -> str | None:
    """The core relation that a triple with this normal form expresses, if any."""
    for rule in load_relations()["verbs"]:
        voice_fits = rule["voice"] == "any" or (rule["voice"] == "passive") == passive
        if lemma in rule["lemmas"] and voice_fits and _object_fits(rule["object"], target, is_time):
            named = subject.pos_ == "PROPN" and subject.ent_type_ in {"PERSON", ""}
            return str(rule["relation"]) if rule["object"] != "office" or named else None
    return None


def _object_fits(kind: str, target: Token, is_time: bool) -> bool:
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
        "office": _lemma(target) in words["offices"],
        "agreement": _lemma(target) in words["agreements"]
        or target.ent_type_ == "LAW"
        or _lemma(target) in {"law", "bill", "order", "decree"},
    }
    return fits[kind]


def _from_title(title: Token) -> Iterator[FoundFact]:
    """A title with the name after it: "Quebec Premier Francois Legault", "Secretary of State Ana Ruiz"."""
    name = _name_after(title)
    if name is None:
        return
    start = _title_start(title)
    words = tuple(range(start, name.start))
    if _is_past(title.doc, start, name.start) or title.sent.text.isupper():
        return
    yield from _role_facts(title, words, name, "title", _TITLE, title.i - start)


def _name_after(title: Token) -> Span | None:
    """The person's name that follows a title, "of State" skipped."""
    doc, start = title.doc, title.i + 1
    if (
        start + 2 < len(doc)
        and doc[start].lower_ in {"of", "for"}
        and doc[start + 1].pos_ == "PROPN"
        and title.text[0].isupper()
    ):
        following = next((i for i in range(start + 1, min(start + 6, len(doc))) if doc[i].ent_type_ == "PERSON"), None)
        start = following if following is not None else start
    end = start
    while end < len(doc) and end - start < 5 and doc[end].pos_ == "PROPN" and doc[end].text[0].isupper():
        end += 1
    if end == start or any(doc[i].ent_type_ in {"GPE", "ORG", "DATE", "NORP", "FAC", "LOC"} for i in range(start, end)):
        return None
    person = any(doc[i].ent_type_ == "PERSON" for i in range(start, end))
    return doc[start:end] if person or end - start >= 2 else None


def _title_start(title: Token) -> int:
    """The first token of the title: "Canada's deputy prime minister"."""
    doc, start = title.doc, title.i
    while start > title.sent.start and title.i - start < _MAX_TITLE:
        before = doc[start - 1]
        possessive = before.tag_ == "POS" or before.text in _HYPHENS
        modifies = before.pos_ in {"PROPN", "ADJ", "NOUN"} and before.dep_ in {"compound", "amod", "nmod", "poss"}
        named_place = before.ent_type_ in {"GPE", "NORP"} and before.pos_ in {"PROPN", "ADJ"}
        if not (possessive or modifies or named_place) or before.is_space:
            break
        start -= 1
    while start < title.i and (doc[start].tag_ == "POS" or doc[start].is_punct):
        start += 1
    return start


def _is_past(doc: Doc, start: int, end: int) -> bool:
    past = load_relations()["past"]
    near = [doc[i].lower_ for i in range(max(0, start - 1), end)]
    return any(word in past for word in near)


def _from_apposition(role: Token) -> Iterator[FoundFact]:
    """ "Anna Berg, head of the central bank" and "the health minister, Ana Ruiz"."""
    names = [child for child in role.children if child.dep_ == "appos" and _is_person(child)]
    if role.dep_ == "appos" and _is_person(role.head):
        names.append(role.head)
    words = find_full_phrase(role)
    if role.lower_ != role.lemma_.lower() or _is_past(role.doc, words[0], words[-1] + 1):
        return
    for name in names:
        span = role.doc[find_core(name)[0] : name.i + 1]
        kept = tuple(i for i in words if not span.start <= i < span.end)
        before = len([i for i in kept if i < role.i])
        yield from _role_facts(role, kept, span, "apposition", _APPOSITION, before)


def _role_facts(
    role: Token, words: tuple[int, ...], name: Span, by: str, confidence: float, before: int
) -> Iterator[FoundFact]:
    """What a role says of its bearer: an office, or what is led or belonged to."""
    lexicon, lemma = load_relations(), _lemma(role)
    whole = _extent(role.doc, (*words, *range(name.start, name.end)))
    subject = _part(role.doc, tuple(range(name.start, name.end)), name.root)
    if lemma in lexicon["offices"] or (before and role.nbor(-1).lower_ in lexicon["office_before_leader"]):
        held = _part(role.doc, words, role, literal=True)
        yield FoundFact(
            subject, "holds office", "hold office", held, whole, relation="holdsOffice", by=by, confidence=confidence
        )
        return
    body = _body_of(role, words)
    if body is None:
        return
    relation, label = ("leads", "leads") if lemma in lexicon["leaders"] else ("memberOf", "member of")
    lemma = "lead" if relation == "leads" else "be member of"
    part = _part(role.doc, body[0], body[1])
    yield FoundFact(subject, label, lemma, part, whole, relation=relation, by=by, confidence=confidence)


def _body_of(role: Token, words: tuple[int, ...]) -> tuple[tuple[int, ...], Token] | None:
    """What a leader leads: the names before the word, its possessor, or its "of" phrase."""
    doc = role.doc
    for child in role.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            for target in child.children:
                if target.dep_ == "pobj" and any(doc[i].pos_ == "PROPN" for i in find_core(target)):
                    return find_phrase(target), target
    before = [i for i in words if i < role.i and doc[i].tag_ != "POS" and doc[i].pos_ != "DET"]
    if (
        before
        and doc[before[0]].text[0].isupper()
        and doc[before[-1]].text[0].isupper()
        and not _is_place(doc[before[-1]])
    ):
        return tuple(before), doc[before[-1]]
    return None


def _from_spouse(noun: Token) -> Iterator[FoundFact]:
    """ "Dahl and his wife, Inga": the possessor and the name beside the noun."""
    owners = [child for child in noun.children if child.dep_ == "poss"]
    names = [child for child in noun.children if child.dep_ == "appos" and _is_person(child)]
    if noun.dep_ in {"compound", "nmod"} and _is_person(noun.head):
        owners += [child for child in noun.head.children if child.dep_ == "poss"]
        names.append(noun.head)
    for owner in owners[:1]:
        for name in names[:1]:
            words = tuple(i for i in find_core(name) if i not in {owner.i, noun.i} and noun.doc[i].tag_ != "POS")
            subject = _part(noun.doc, tuple(i for i in find_core(owner) if noun.doc[i].tag_ != "POS"), owner)
            whole = _extent(noun.doc, (owner.i, noun.i, name.i))
            yield FoundFact(subject, "spouse of", "be spouse of", _part(noun.doc, words, name), whole,
                            relation="spouseOf", by="apposition", confidence=_NOUN)  # fmt: skip


def _from_agreement(noun: Token) -> Iterator[FoundFact]:
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
        whole = _extent(noun.doc, (*core, *words))
        yield FoundFact(_part(noun.doc, words, party), "party to", "be party to", _part(noun.doc, core, noun), whole,
                        relation="partyTo", by="noun", confidence=_NOUN)  # fmt: skip


def _is_country(token: Token) -> bool:
    """A country's name, also one that the tagger knows only from the other side of the hyphen: "Norway-Sweden"."""
    if token.ent_type_ == "GPE":
        return token.ent_iob_ == "B"
    joined = [token.doc[i] for i in (token.i - 2, token.i + 2) if 0 <= i < len(token.doc)]
    return token.pos_ == "PROPN" and any(
        other.ent_type_ == "GPE" and token.doc[(token.i + other.i) // 2].text in _HYPHENS for other in joined
    )


def _from_place(noun: Token) -> Iterator[FoundFact]:
    """ "the crossing in Quebec", "Dartmouth, N.S.": a place in a place."""
    if noun.ent_type_ not in _PLACES and _lemma(noun) not in load_relations()["places"]:
        return
    for word, target in _surroundings(noun):
        if target.ent_type_ in {"GPE", "LOC"} and target.pos_ == "PROPN":
            words, place = find_core(noun), find_core(target)
            yield FoundFact(
                _part(noun.doc, words, noun),
                "located in" if word is None else word.text,
                "be located in",
                _part(noun.doc, place, target),
                _extent(noun.doc, (*words, *place)),
                () if word is None else to_spans(noun.doc, (word.i,)),
                "locatedIn",
                by="noun",
                confidence=_NOUN,
            )


def _surroundings(noun: Token) -> Iterator[tuple[Token | None, Token]]:
    """What a place may lie in, with the preposition that says so; None for the place after a comma."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "in":
            yield from ((child, target) for target in child.children if target.dep_ == "pobj")
        beside = child.dep_ in {"appos", "npadvmod"} and 0 < child.i - noun.i <= 3
        if beside and noun.ent_type_ == "GPE" and not _is_listed(noun, child):
            yield None, child


def _is_listed(first: Token, second: Token) -> bool:
    """Whether the two are items of a list: "Peru, Chile and Bolivia"."""
    return any(child.dep_ in {"conj", "cc"} for token in (first, second) for child in token.children)


def _is_person(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.ent_type_ == "PERSON"


def _is_place(token: Token) -> bool:
    return token.ent_type_ in _PLACES


def _lemma(token: Token) -> str:
    """The lemma, also of a title that the tagger takes for part of a name."""
    return token.lower_ if token.pos_ == "PROPN" else token.lemma_.lower()


def _entity_words(token: Token) -> tuple[int, ...]:
    end = token.i + 1
    while end < len(token.doc) and token.doc[end].ent_iob_ == "I":
        end += 1
    return tuple(range(token.i, end))


def _part(doc: Doc, words: tuple[int, ...], head: Token, *, literal: bool = False) -> FoundPart:
    text = to_words(doc, words)
    return FoundPart(to_spans(doc, words), text, head.i, text if literal else None, "string" if literal else None)


def _extent(doc: Doc, words: tuple[int, ...]) -> tuple[CharSpan, ...]:
    first, last = doc[min(words)], doc[max(words)]
    return (CharSpan(first.idx, last.idx + len(last.text)),)


@lru_cache(maxsize=1)
def load_relations() -> dict[str, Any]:
    """The lexicon of core relations."""
    path = resources.files("graph.nlp") / "lexicons/en/relations.toml"
    words = tomllib.loads(path.read_text(encoding="utf-8"))
    rules = [{**rule, "lemmas": frozenset(rule["lemmas"])} for rule in words["verbs"]]
    return {**{name: frozenset(listed) for name, listed in words.items() if name != "verbs"}, "verbs": rules}
