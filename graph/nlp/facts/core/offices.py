"""What a role makes of its bearer: an office held, held before or sought, a body led, belonged to or worked for."""

from collections.abc import Iterator
from dataclasses import replace

from graph.nlp.facts.core.bearers import DEFINITE, TITLE, Bearing
from graph.nlp.facts.core.bodies import Body, find_bodies, find_places
from graph.nlp.facts.core.lexicon import lemma_of, roles, table
from graph.nlp.facts.core.making import Maker
from graph.nlp.facts.core.races import Races
from graph.nlp.facts.core.status import is_courtesy, office_words
from graph.nlp.facts.dating import TimeIndex
from graph.nlp.findings import FoundFact, FoundPart
from graph.nlp.syntax.noun_phrases import to_spans
from graph.nlp.syntax.tree import Word

_DEFINITE_WORDS = frozenset({"the", "this", "that"})
_PLACES = frozenset({"GPE", "LOC"})


def find_role_facts(bearing: Bearing, races: Races, index: TimeIndex) -> Iterator[FoundFact]:
    """Yield what the role says of its bearer."""
    if _is_unreal(bearing):
        return
    make = Maker(bearing, index)
    if make.is_supposed:
        return
    lemma = lemma_of(bearing.noun)
    if bearing.by != DEFINITE or lemma in roles("candidates") | roles("offices"):
        yield from _party(bearing, make)
    if lemma in roles("candidates") or _is_running_mate(bearing):
        yield from _candidacy(bearing, races, make)
    elif lemma not in roles("partisans"):
        bodies = list(find_bodies(bearing))
        yield from _office(bearing, bodies, make) if _is_office(bearing, bodies) else _tied(bearing, bodies, make)


def _is_unreal(bearing: Bearing) -> bool:
    """True if nobody has the role: "no president", "a possible governor", "the next mayor"."""
    doc, first = bearing.noun.doc, bearing.words[0]
    before = {word.lower_ for word in bearing.before} | ({doc[first - 1].lower_} if first else set())
    if before & roles("unreal"):
        return True
    if bearing.by != DEFINITE:
        return False
    if lemma_of(bearing.noun) in roles("offices") and len(bearing.words) <= 2:
        return True  # "the governor": which office it is, the words do not say
    determiners = [child for child in bearing.noun.children if child.dep_ in {"det", "poss"}]
    return not any(child.dep_ == "poss" or child.lower_ in _DEFINITE_WORDS for child in determiners)


# --- offices ---------------------------------------------------------------------------------------------


def _office(bearing: Bearing, bodies: list[Body], make: Maker) -> Iterator[FoundFact]:
    noun, lemma = bearing.noun, lemma_of(bearing.noun)
    place = next(iter(find_places(bearing)), None)
    told = make.held(office_words(bearing, place))
    held = make.fact(make.status.relation, "hold office", told)
    yield replace(held, status=None) if is_courtesy(bearing, place) else held
    represents = {lemma, noun.lower_} & table("constituency")["offices"]
    if represents and place is not None and place.head.ent_type_ in _PLACES:
        yield make.fact("represents", "represent", make.body(place))
    if lemma == "chief":  # "the police chief" leads the police, the majority leader nothing
        yield from (make.fact("leads", "lead", make.body(body)) for body in bodies[:1])


def _is_office(bearing: Bearing, bodies: list[Body]) -> bool:
    lemma, before = lemma_of(bearing.noun), [word.lower_ for word in bearing.before]
    last = before[-1] if before else ""
    if lemma in roles("ranks"):
        return last in roles("before_general") or bearing.by == TITLE or bool(set(before) & roles("past"))
    if lemma in roles("lady"):
        return last == "first"
    if lemma in roles("leaders"):
        return (last in roles("office_before_leader") and lemma == "leader") or (lemma == "chief" and last == "police")
    if lemma not in roles("offices") and lemma not in table("short"):
        return False
    if lemma == "secretary":
        return _is_secretary_of_state(bearing, before)
    if lemma in roles("capital_only") and not bearing.noun.text[0].isupper():
        return False
    if lemma in roles("deputies") and not (bearing.noun.text[0].isupper() and bearing.by == TITLE):
        return last in {"state", "u.s."}
    return lemma not in roles("leading_offices") or not any(body.is_led for body in bodies)


def _is_secretary_of_state(bearing: Bearing, before: list[str]) -> bool:
    """True if a secretary heads a department; not one of the press, nor "Secretary Ruiz", by courtesy."""
    if before[-1:] and before[-1] in roles("staff_secretary"):
        return before[-1] == "press" and bool({"white", "house"} & set(before))
    further = any(child.dep_ == "prep" for child in bearing.noun.children) or len(bearing.words) > 1
    return bool(before) or further or bearing.by != TITLE


# --- bodies ----------------------------------------------------------------------------------------------


def _tied(bearing: Bearing, bodies: list[Body], make: Maker) -> Iterator[FoundFact]:
    """Yield the tie to a body: who leads, belongs to or works for it."""
    lemma = lemma_of(bearing.noun)
    if lemma in roles("leaders") and not bodies:
        yield from _party_leader(bearing, make)
    if lemma in roles("delegates") and not bodies:
        yield from (make.fact("represents", "represent", make.body(place)) for place in list(find_places(bearing))[:1])
    for body in bodies:
        if body.head.lower_ == "staff":
            continue
        if lemma in roles("delegates") and body.head.ent_type_ in _PLACES:
            yield make.fact("represents", "represent", make.body(body))
        elif _leads(bearing):
            yield make.fact("leads", "lead", make.body(body))
            return
        elif lemma in roles("members"):
            yield make.fact("memberOf", "be member of", make.body(body))
            return
        elif lemma in roles("staff") | roles("founders") | roles("leaders"):
            yield make.fact("affiliatedWith", "be affiliated with", make.body(body))


def _party_leader(bearing: Bearing, make: Maker) -> Iterator[FoundFact]:
    """ "Labour leader Tom Hale": the word before is a party's."""
    for word in bearing.before[-1:]:
        if word.text in table("party_words"):
            yield make.fact("leads", "lead", _named(word, table("party_words")[word.text]))


def _leads(bearing: Bearing) -> bool:
    """True if who has the role is at the head of the body: its director, not its press director."""
    lemma = lemma_of(bearing.noun)
    last = bearing.before[-1].lower_ if bearing.before else ""
    if last in roles("below_head"):
        return False
    if lemma in roles("leading_offices"):
        return True
    only = table("only_after")
    if lemma in only:
        return last in only[lemma]
    return lemma in roles("leaders") and not (lemma == "director" and last in roles("of_a_part"))


# --- parties and candidates ------------------------------------------------------------------------------


def _party(bearing: Bearing, make: Maker) -> Iterator[FoundFact]:
    """ "the Republican nominee", "a Democrat from Ohio": the party, and for the latter the place.

    Not for "the former Labour minister", who may have left it.
    """
    if make.status.word == "former" and lemma_of(bearing.noun) not in roles("candidates"):
        return
    for word in (bearing.noun.doc[i] for i in bearing.words if i <= bearing.noun.i):
        if word.text not in table("party_words") or not _says_party(word, bearing):
            continue
        yield make.fact("memberOf", "be member of", _named(word, table("party_words")[word.text]))
        place = next(iter(find_places(bearing)), None) if word.i == bearing.noun.i else None
        if place is not None:
            yield make.fact("represents", "represent", make.body(place))
        return


def _says_party(word: Word, bearing: Bearing) -> bool:
    """True if the word says to which party the bearer belongs, and is no part of another name: "Labour National"."""
    if word.i == bearing.noun.i:
        return lemma_of(word) in roles("partisans")
    following = word.doc[word.i + 1]
    within = word.ent_type_ == "ORG" and "I" in {word.ent_iob_, following.ent_iob_}
    if within or word.tag_ in {"NNS", "NNPS"} or following.lower_ in roles("after_party"):
        return False
    return bearing.by == TITLE or bearing.noun.i in {word.head.i, word.head.head.i}


def _named(word: Word, name: str) -> FoundPart:
    return FoundPart(to_spans(word.doc, (word.i,)), name, None, name, "string")


def _candidacy(bearing: Bearing, races: Races, make: Maker) -> Iterator[FoundFact]:
    """Yield the office sought: that of the words, else the article's, where candidacy or party is plain."""
    if _is_running_mate(bearing):
        yield make.fact("candidateForOffice", "be candidate for", make.sought("Vice President"), "candidate")
        return
    plain = lemma_of(bearing.noun) in roles("sure_candidates")
    plain = plain or any(word.text in table("party_words") for word in bearing.before)
    office = races.sought_by(bearing.noun, bearing.words) or races.usual
    if plain and office is not None:
        yield make.fact("candidateForOffice", "be candidate for", make.sought(office), "candidate")


def _is_running_mate(bearing: Bearing) -> bool:
    return lemma_of(bearing.noun) in roles("running_mates") and any(word.lower_ == "running" for word in bearing.before)
