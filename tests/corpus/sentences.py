"""The kinds of sentences that articles are made of: each writes one and what is to be found in it."""

from collections.abc import Callable
from datetime import date
from random import Random

from graph.model import Argument, EntityType, Modality, Predicate, Stance, StatementKind, TimeInterval
from tests.corpus.cast import (
    AGREEMENTS,
    BILLS,
    BODIES,
    OPINIONS,
    PARTIES,
    PEOPLE,
    PLACES,
    QUOTED,
    WISHES,
    Figure,
)
from tests.corpus.draft import Draft

Sentence = Callable[[Draft, Random], None]


def person(chosen: Random) -> Figure:
    """Somebody; those who stand first are named most often."""
    return PEOPLE[min(chosen.randrange(len(PEOPLE)), chosen.randrange(len(PEOPLE)))]


def direct(draft: Draft, chosen: Random) -> None:
    """“…,” NAME said."""
    opinion = chosen.choice(OPINIONS)
    content = draft.write(f"“{opinion[0].upper()}{opinion[1:]},”")
    draft.write(" ")
    source = draft.name(person(chosen))
    draft.write(" ")
    draft.say(content, StatementKind.DIRECT, source=source, cue=draft.write("said"))
    draft.end()


def indirect(draft: Draft, chosen: Random) -> None:
    """NAME said on DAY that …."""
    source = draft.name(person(chosen))
    draft.write(" ")
    cue = draft.write(chosen.choice(["said", "warned", "promised"]))
    draft.write(" on ")
    day = date(2031, chosen.randint(1, 12), chosen.randint(1, 28))
    words = f"{day.day} {day:%B} {day.year}"
    said = TimeInterval(words, day, day, draft.write(words))
    draft.write(" that ")
    draft.say(draft.write(chosen.choice(OPINIONS)), StatementKind.INDIRECT, source=source, cue=cue, said=said)
    draft.end()


def mixed(draft: Draft, chosen: Random) -> None:
    """NAME called the BILL “…”."""
    source = draft.name(person(chosen))
    draft.write(" ")
    cue = draft.write("called")
    draft.write(" the ")
    start = len(draft.text)
    draft.name(chosen.choice(BILLS))
    draft.write(f" “{chosen.choice(QUOTED)}”")
    draft.say(type(cue)(start, len(draft.text)), StatementKind.MIXED, source=source, cue=cue)
    draft.end()


def supports(draft: Draft, chosen: Random) -> None:
    """NAME praised the AGREEMENT."""
    _side(draft, person(chosen), Stance.SUPPORTS, "praised", chosen.choice((*AGREEMENTS, *BILLS)))


def opposes(draft: Draft, chosen: Random) -> None:
    """NAME attacked the BILL."""
    _side(draft, person(chosen), Stance.OPPOSES, "attacked", chosen.choice((*AGREEMENTS, *BILLS)))


def rivals(draft: Draft, chosen: Random) -> None:
    """The PARTY attacked NAME, as NAME told it."""
    target = PEOPLE[chosen.randrange(3)]
    draft.write("The ")
    source = draft.name(chosen.choice(PARTIES))
    draft.write(" ")
    cue = draft.write("attacked")
    draft.write(" ")
    entity, content = draft.name(target)
    draft.write(", as ")
    teller, _ = draft.name(PEOPLE[3])
    draft.write(" told it")
    draft.say(content, StatementKind.INDIRECT, source=source, cue=cue, stance=Stance.OPPOSES, target=entity, via=teller)
    draft.end()


def denied(draft: Draft, chosen: Random) -> None:
    """NAME did not back the BILL."""
    source = draft.name(person(chosen))
    draft.write(" did ")
    negation = draft.write("not")
    draft.write(" ")
    cue = draft.write("back")
    draft.write(" the ")
    entity, content = draft.name(chosen.choice(BILLS))
    draft.say(
        content,
        StatementKind.INDIRECT,
        source=source,
        cue=cue,
        stance=Stance.SUPPORTS,
        target=entity,
        negation=negation,
    )
    draft.end()


def possible(draft: Draft, chosen: Random) -> None:
    """NAME may oppose the BILL."""
    source = draft.name(person(chosen))
    draft.write(" ")
    mood = draft.write("may")
    draft.write(" ")
    cue = draft.write("oppose")
    draft.write(" the ")
    entity, content = draft.name(chosen.choice(BILLS))
    draft.say(
        content,
        StatementKind.INDIRECT,
        source=source,
        cue=cue,
        stance=Stance.OPPOSES,
        target=entity,
        modality=Modality.POSSIBLE,
        mood=mood,
    )
    draft.end()


def proposal(draft: Draft, chosen: Random) -> None:
    """NAME rejected NAME’s plan for the SENATE to close the fish market of PLACE."""
    proposer, critic = chosen.sample(PEOPLE[:6], 2)
    source = draft.name(critic)
    draft.write(" ")
    cue = draft.write("rejected")
    draft.write(" ")
    start = len(draft.text)
    whose, _ = draft.name(proposer)
    action, thing = chosen.choice(WISHES)
    draft.write(f"’s plan for {'' if any(BODIES[0].label in key for key in draft.entities) else 'the '}")
    asked, _ = draft.name(BODIES[0])
    draft.write(f" to {action} the {thing} of ")
    place, span = draft.name(chosen.choice(PLACES))
    words = type(span)(start, span.end)
    plan = draft.propose(words, whose, action, place, asked)
    draft.say(words, StatementKind.INDIRECT, source=source, cue=cue, stance=Stance.OPPOSES, target=plan)
    draft.end()


def unsourced(draft: Draft, chosen: Random) -> None:
    """“….” alone."""
    opinion = chosen.choice(OPINIONS)
    content = draft.write(f"“{opinion[0].upper()}{opinion[1:]}.”")
    draft.say(content, StatementKind.DIRECT)
    draft.end("\n\n")


def signed(draft: Draft, chosen: Random) -> None:
    """The AGREEMENT was signed in YEAR."""
    draft.write("The ")
    subject = draft.name(chosen.choice(AGREEMENTS))
    draft.write(" ")
    verb = draft.write("was signed in")
    draft.write(" ")
    year = str(chosen.randint(1990, 2030))
    span = draft.write(year)
    draft.tell(
        subject,
        Predicate("was signed in", "sign in", (verb,), relation="signed"),
        Argument((span,), year, literal=year, datatype="gYear"),
        time=TimeInterval(year, date(int(year), 1, 1), date(int(year), 12, 31), span),
    )
    draft.end()


def joined(draft: Draft, chosen: Random) -> None:
    """NAME joined the PARTY on DAY."""
    _meets(draft, person(chosen), "joined", "join", chosen.choice(PARTIES), chosen, article="the ")


def visited(draft: Draft, chosen: Random) -> None:
    """NAME visited PLACE on DAY."""
    _meets(draft, person(chosen), "visited", "visit", chosen.choice(PLACES), chosen)


def stayed_away(draft: Draft, chosen: Random) -> None:
    """NAME never visited PLACE."""
    subject = draft.name(person(chosen))
    draft.write(" ")
    negation = draft.write("never")
    draft.write(" ")
    verb = draft.write("visited")
    draft.write(" ")
    entity, span = draft.name(chosen.choice(PLACES))
    draft.tell(
        subject,
        Predicate("visited", "visit", (verb,)),
        Argument((span,), draft.text[span.start : span.end], entity=entity),
        negation=negation,
    )
    draft.end()


def told(draft: Draft, chosen: Random) -> None:
    """NAME said that NAME had sold 40 boats: a fact within a statement."""
    first, second = chosen.sample(PEOPLE[:6], 2)
    source = draft.name(first)
    draft.write(" ")
    cue = draft.write("said")
    draft.write(" that ")
    start = len(draft.text)
    subject = draft.name(second)
    draft.write(" ")
    verb = draft.write("had sold")
    draft.write(" ")
    number = str(chosen.randint(2, 90))
    boats = draft.write(f"{number} boats")
    made = draft.say(type(boats)(start, boats.end), StatementKind.INDIRECT, source=source, cue=cue)
    draft.tell(
        subject,
        Predicate("had sold", "sell", (verb,)),
        Argument((boats,), f"{number} boats"),
        according_to=source[0],
        statement=made,
    )
    draft.end()


def _side(draft: Draft, who: Figure, stance: Stance, verb: str, target: Figure) -> None:
    source = draft.name(who)
    draft.write(" ")
    cue = draft.write(verb)
    draft.write(" the ")
    entity, content = draft.name(target)
    draft.say(content, StatementKind.INDIRECT, source=source, cue=cue, stance=stance, target=entity)
    draft.end()


def _meets(
    draft: Draft, who: Figure, verb: str, lemma: str, other: Figure, chosen: Random, *, article: str = ""
) -> None:
    subject = draft.name(who)
    draft.write(" ")
    span = draft.write(verb)
    draft.write(f" {article}")
    entity, where = draft.name(other)
    day = date(2030, chosen.randint(1, 12), chosen.randint(1, 28))
    draft.write(" on ")
    words = f"{day.day} {day:%B} {day.year}"
    time = TimeInterval(words, day, day, draft.write(words))
    relation = "memberOf" if other.type is EntityType.PARTY else None
    draft.tell(
        subject,
        Predicate(verb, lemma, (span,), relation=relation),
        Argument((where,), draft.text[where.start : where.end], entity=entity),
        time=time,
    )
    draft.end()


SENTENCES: tuple[Sentence, ...] = (
    direct,
    supports,
    signed,
    indirect,
    opposes,
    mixed,
    proposal,
    joined,
    denied,
    rivals,
    possible,
    visited,
    told,
    unsourced,
    stayed_away,
)
