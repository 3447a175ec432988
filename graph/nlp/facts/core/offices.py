"""What a role makes of its bearer: an office held, held before or sought, a body led, belonged to or worked for."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.model import CharSpan, Modality
from graph.nlp.facts.core.bearers import APPOSITION, AS, COPULA, DEFINITE, TITLE, Bearing
from graph.nlp.facts.core.bodies import Body, find_bodies, find_places
from graph.nlp.facts.core.lexicon import lemma_of, roles, table
from graph.nlp.facts.core.races import Races
from graph.nlp.facts.core.when import event_time
from graph.nlp.facts.dating import TimeIndex
from graph.nlp.facts.parts import extent, part
from graph.nlp.findings import FoundFact, FoundPart, FoundTime
from graph.nlp.syntax.clauses import find_group
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.noun_phrases import to_spans, to_words
from graph.nlp.syntax.tree import Word

# Of right facts by construction, read on dev (tests/benchmarks/relations.py).
_SURE = {TITLE: 0.95, APPOSITION: 0.88, COPULA: 0.85, AS: 0.85, DEFINITE: 0.76}
_DEFINITE_WORDS = frozenset({"the", "this", "that"})
_LEADING_OFFICES = frozenset(
    {"president", "chancellor", "treasurer", "commissioner", "vice-president", "speaker", "prosecutor"}
)


@dataclass(frozen=True, slots=True)
class Status:
    """Whether a role is had now, was had, is to be had."""

    word: str
    relation: str


def find_role_facts(bearing: Bearing, races: Races, index: TimeIndex) -> Iterator[FoundFact]:
    """Yield what the role says of its bearer."""
    if _is_unreal(bearing):
        return
    lemma = lemma_of(bearing.noun)
    make = _Maker(bearing, index)
    if bearing.by != DEFINITE or lemma in roles("candidates") | roles("offices"):
        yield from _party(bearing, make)
    if lemma in roles("candidates") or _is_running_mate(bearing):
        yield from _candidacy(bearing, races, make)
        return
    if lemma in roles("partisans"):
        return
    bodies = list(find_bodies(bearing))
    if _is_office(bearing, bodies):
        yield from _office(bearing, make)
        if lemma == "chief" or (lemma in roles("leaders") and bodies and lemma not in {"leader", "deputy"}):
            yield from (make.fact("leads", "lead", make.body(body)) for body in bodies[:1])
        return
    yield from _tied(bearing, bodies, make)


def _tied(bearing: Bearing, bodies: list[Body], make: "_Maker") -> Iterator[FoundFact]:
    """Yield the tie to a body: who leads, belongs to or works for it."""
    lemma = lemma_of(bearing.noun)
    if lemma in roles("leaders") and not bodies:
        party = next((word for word in bearing.before[-1:] if word.text in table("party_words")), None)
        if party is not None:
            yield make.fact("leads", "lead", _named(party, table("party_words")[party.text]))
    for body in bodies:
        if body.head.lower_ == "staff":
            continue
        if lemma in {"delegate", "superdelegate"} and body.head.ent_type_ in {"GPE", "LOC"}:
            yield make.fact("represents", "represent", make.body(body))
            continue
        if _leads(bearing):
            yield make.fact("leads", "lead", make.body(body))
            return
        if lemma in roles("members"):
            yield make.fact("memberOf", "be member of", make.body(body))
        elif lemma in roles("staff") or lemma in roles("founders") or lemma in roles("leaders"):
            yield make.fact("affiliatedWith", "be affiliated with", make.body(body))
        if lemma in roles("members"):
            return


def _leads(bearing: Bearing) -> bool:
    lemma, before = lemma_of(bearing.noun), [word.lower_ for word in bearing.before]
    if lemma == "secretary" and before[-1:] and before[-1] in roles("staff_secretary"):
        return False
    if before[-1:] and before[-1] in {"vice", "assistant", "deputy", "associate", "vice-"}:
        return False
    if lemma in _LEADING_OFFICES:
        return True
    if lemma not in roles("leaders"):
        return False
    only = table("only_after")
    if lemma in only:
        return any(word in only[lemma] for word in before[-1:])
    if lemma == "director":
        return not before or before[-1] not in {
            "communications",
            "political",
            "field",
            "policy",
            "research",
            "press",
            "finance",
            "media",
            "digital",
            "legal",
            "program",
            "staff",
            "deputy",
            "associate",
            "assistant",
        }
    return True


def _is_office(bearing: Bearing, bodies: list[Body]) -> bool:
    lemma, before = lemma_of(bearing.noun), [word.lower_ for word in bearing.before]
    last = before[-1] if before else ""
    if lemma in roles("ranks"):
        return last in roles("before_general") or bearing.by == TITLE or bool(set(before) & roles("past"))
    if lemma in roles("lady"):
        return last == "first"
    if lemma in roles("leaders"):
        return last in roles("office_before_leader") or (lemma == "chief" and last == "police")
    if lemma not in roles("offices") and lemma not in table("short"):
        return False
    if lemma == "secretary":
        if last in roles("staff_secretary"):
            return last == "press" and any(word in {"white", "house"} for word in before)
        bare = not before and not any(c.dep_ == "prep" for c in bearing.noun.children) and len(bearing.words) == 1
        if bare and bearing.by == TITLE:
            return False  # "Secretary Ruiz": by courtesy, whatever the office was
    if lemma in {"representative", "deputy"} and not (bearing.noun.text[0].isupper() and bearing.by == TITLE):
        return last in {"state", "u.s."}
    return not any(body.is_led for body in bodies) or lemma not in _LEADING_OFFICES


def _office(bearing: Bearing, make: "_Maker") -> Iterator[FoundFact]:
    place = next(iter(find_places(bearing)), None)
    status = status_of(bearing)
    words = office_words(bearing, place)
    told = FoundPart(
        to_spans(bearing.noun.doc, make.role), to_words(bearing.noun.doc, make.role), bearing.noun.i, words, "string"
    )
    yield make.fact(status.relation, "hold office", told, status=status.word)
    represents = (
        lemma_of(bearing.noun) in table("constituency")["offices"]
        or bearing.noun.lower_ in table("constituency")["offices"]
    )
    if represents and place is not None and place.head.ent_type_ in {"GPE", "LOC"}:
        yield make.fact("represents", "represent", part(bearing.noun.doc, place.words, place.head))


def status_of(bearing: Bearing) -> Status:
    """Return whether the office is had now, and the relation that says so."""
    doc, first = bearing.noun.doc, bearing.words[0]
    reach = 2 if first and doc[first - 1].text == "-" else 1  # "ex-mayor"
    near = {doc[i].lower_ for i in (*range(max(0, first - reach), bearing.noun.i), *_after_hyphen(bearing))}
    near |= {doc[i].lower_ for i in bearing.words if i < bearing.noun.i}
    if near & roles("past") or bearing.noun.lower_.startswith("ex-"):
        return Status("former", "heldOffice")
    if near & roles("coming") or bearing.noun.lower_.endswith("-elect"):
        return Status("elect", "candidateForOffice")
    if near & roles("acting"):
        return Status("acting", "holdsOffice")
    past = bearing.verb is not None and bearing.verb.lemma_ in {"be", "serve", "act", "work"} and _is_past(bearing.verb)
    return Status("former", "heldOffice") if past else Status("current", "holdsOffice")


def _is_past(verb: Word) -> bool:
    if verb.tag_ == "VBD":
        return True
    if verb.tag_ == "VBN":
        return any(child.lower_ in {"had"} for child in verb.children if child.dep_ == "aux")
    return False


def _after_hyphen(bearing: Bearing) -> Iterator[int]:
    """ "president - elect": where the tokens go on after a hyphen."""
    doc, i = bearing.noun.doc, bearing.noun.i
    if i + 2 < len(doc) and doc[i + 1].text == "-":
        yield i + 2


def office_words(bearing: Bearing, place: Body | None) -> str:
    """Return the office as a reader would write it: "Senator from Ohio", "Prime Minister", "mayor of Lima"."""
    doc = bearing.noun.doc
    passing = roles("past") | roles("coming") | roles("acting")
    placed = set(place.words) if place is not None else set()
    kept = []
    for i in bearing.words:
        word = doc[i]
        idle = (
            word.lower_ in passing
            or word.text in table("party_words")
            or word.dep_ in {"det", "predet", "preconj"}
            or word.tag_ in {"POS", "PRP$"}
        )
        loose = word.is_punct and word.text not in {"-", "&"}
        if not idle and not loose and (i > bearing.noun.i or i not in placed):
            kept.append(i)
    words = " ".join(table("short").get(doc[i].lower_, doc[i].text) for i in kept)
    words = words.replace(" - ", "-").replace(" 's", "'s")
    if place is not None and not any(i > bearing.noun.i for i in place.words):
        link = "from" if bearing.noun.lower_ in table("constituency")["offices"] else "of"
        words = f"{words} {link} {to_words(doc, place.words)}"
    return words or bearing.noun.text


def _party(bearing: Bearing, make: "_Maker") -> Iterator[FoundFact]:
    """ "the Republican nominee", "a Democrat from Ohio": the party, and for the latter the place."""
    doc, known = bearing.noun.doc, table("party_words")
    if make.status.word == "former" and lemma_of(bearing.noun) not in roles("candidates"):
        return  # "the former Labour minister" may have left it
    for i in bearing.words:
        word = doc[i]
        own = i == bearing.noun.i and lemma_of(word) in roles("partisans")
        names_more = (
            i < bearing.noun.i and word.ent_type_ == "ORG" and (word.ent_iob_ == "I" or doc[i + 1].ent_iob_ == "I")
        )
        if i > bearing.noun.i or word.text not in known or names_more or (word.tag_ in {"NNS", "NNPS"} and not own):
            continue
        if i < bearing.noun.i and doc[i + 1].lower_ in {"party", "national", "senatorial", "governors"}:
            continue
        if not own and (word.head.i != bearing.noun.i and bearing.by != TITLE) and word.head.head.i != bearing.noun.i:
            continue
        yield make.fact("memberOf", "be member of", _named(doc[i], known[word.text]))
        place = next(iter(find_places(bearing)), None) if own else None
        if place is not None:
            yield make.fact("represents", "represent", part(doc, place.words, place.head))
        return


def _named(word: Word, name: str) -> FoundPart:
    return FoundPart(to_spans(word.doc, (word.i,)), name, None, name, "string")


def _candidacy(bearing: Bearing, races: Races, make: "_Maker") -> Iterator[FoundFact]:
    lemma = lemma_of(bearing.noun)
    mate = _is_running_mate(bearing)
    office = "Vice President" if mate else races.sought_by(bearing.noun, bearing.words)
    party = any(word.text in table("party_words") for word in bearing.before)
    if office is None and (lemma in roles("sure_candidates") or party):
        office = races.usual
    if office is None or (lemma not in roles("sure_candidates") and not mate and not party):
        return
    told = FoundPart(to_spans(bearing.noun.doc, make.role), office, bearing.noun.i, office, "string")
    yield make.fact("candidateForOffice", "be candidate for", told, status="candidate")


def _is_running_mate(bearing: Bearing) -> bool:
    return lemma_of(bearing.noun) in roles("running_mates") and any(word.lower_ == "running" for word in bearing.before)


def _is_unreal(bearing: Bearing) -> bool:
    """True if nobody has the role: "no president", "a possible governor", "the next mayor"."""
    doc, first = bearing.noun.doc, bearing.words[0]
    before = {word.lower_ for word in bearing.before} | ({doc[first - 1].lower_} if first else set())
    if before & roles("unreal"):
        return True
    if bearing.by == DEFINITE:
        determiners = [c for c in bearing.noun.children if c.dep_ in {"det", "poss"}]
        return not any(c.dep_ == "poss" or c.lower_ in _DEFINITE_WORDS for c in determiners)
    return False


class _Maker:
    """Makes the facts of one bearing."""

    def __init__(self, bearing: Bearing, index: TimeIndex) -> None:
        self.bearing, self.doc = bearing, bearing.noun.doc
        self.status = status_of(bearing)
        self.role = (
            tuple(
                i for i in bearing.words if self.doc[i].dep_ not in {"det", "predet", "preconj"} or i > bearing.noun.i
            )
            or bearing.words
        )
        self.time = _time(bearing, index)
        self.subject = part(self.doc, bearing.person, bearing.person_head)

    def body(self, body: Body) -> FoundPart:
        return part(self.doc, body.words, body.head)

    def fact(self, relation: str, lemma: str, told: FoundPart, status: str | None = None) -> FoundFact:
        bearing = self.bearing
        verb = bearing.verb
        mood = factuality_of(verb) if verb is not None else None
        words = (*bearing.words, *bearing.person, *((verb.i,) if verb is not None else ()))
        spans = to_spans(self.doc, (bearing.noun.i,))
        label = to_words(self.doc, find_group(verb)) if verb is not None else _LABELS[relation]
        unsure = mood is not None and mood.modality is not Modality.ASSERTED
        return FoundFact(
            self.subject,
            label if verb is None else f"{label} {_link(bearing)}".strip(),
            lemma if verb is None else f"{verb.lemma_.lower()} {_link(bearing)}".strip(),
            told,
            extent(self.doc, words),
            spans if verb is None else to_spans(self.doc, find_group(verb)),
            relation,
            self.time,
            mood.negation if mood is not None else (),
            mood.modality if mood is not None else Modality.ASSERTED,
            mood.modality_spans if mood is not None else (),
            by=bearing.by,
            confidence=_SURE[bearing.by] - (0.1 if unsure else 0),
            verb=CharSpan(verb.idx, verb.idx + len(verb.text)) if verb is not None else None,
            status=status or self.status.word,
            named_only=bearing.by == DEFINITE or bearing.person_head.pos_ in {"PRON", "NOUN"},
        )


def _link(bearing: Bearing) -> str:
    return "as" if bearing.by == AS and bearing.noun.head.lower_ == "as" else ""


def _time(bearing: Bearing, index: TimeIndex) -> FoundTime | None:
    """Return the time of the role: what its verb or its own words say."""
    if bearing.by == TITLE:
        return None
    own = [time for time in index.by_head.get(bearing.noun.i, ())]
    if own:
        return min(own, key=lambda time: (time.earliest is None and time.latest is None, time.span))
    inside = [index.by_token[i] for i in bearing.words if i > bearing.noun.i and i in index.by_token]
    if inside:
        return inside[0]
    return event_time(bearing.verb, index) if bearing.verb is not None else None


_LABELS = {
    "holdsOffice": "holds office",
    "heldOffice": "held office",
    "candidateForOffice": "candidate for",
    "leads": "leads",
    "memberOf": "member of",
    "affiliatedWith": "affiliated with",
    "represents": "represents",
}
