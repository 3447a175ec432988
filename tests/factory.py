"""Small annotations built by hand, for all tests: no model is loaded, every span is found by its words."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from graph.model import (
    Annotation,
    Argument,
    Article,
    Candidate,
    CharSpan,
    Entity,
    EntityType,
    Fact,
    Mention,
    MentionKind,
    Modality,
    Predicate,
    Source,
    Stance,
    StanceEdge,
    Statement,
    StatementKind,
    StatementStance,
    Strength,
    TimeInterval,
)

TEXT = (
    "Maria Oliveira rejected Henrik Dahl’s plan to close the Fjord Bridge on Tuesday. "
    "“The plan would hurt every village,” she said.\n\n"
    "Dahl praised the Coastal Fishing Pact. The Coastal Fishing Pact was first signed in 1998.\n"
)
SENTENCES = (
    "Maria Oliveira rejected Henrik Dahl’s plan to close the Fjord Bridge on Tuesday.",
    "“The plan would hurt every village,” she said.",
    "Dahl praised the Coastal Fishing Pact.",
    "The Coastal Fishing Pact was first signed in 1998.",
)
PLAN = "Henrik Dahl’s plan to close the Fjord Bridge"
TUESDAY = date(2024, 3, 12)


def make_article(
    id: str = "a1",
    text: str = TEXT,
    *,
    published: date | None = date(2024, 3, 13),
    title: str | None = "Bridge divides the coast",
    publisher: str | None = "The Coast Courier",
    url: str | None = "https://coast.example/bridge",
) -> Article:
    """An article about a country of our own."""
    return Article(id, text, published=published, title=title, publisher=publisher, url=url)


def span_of(text: str, words: str, nth: int = 0) -> CharSpan:
    """Where the words stand in the text; the nth time they do."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return CharSpan(start, start + len(words))


def make_mention(text: str, words: str, nth: int = 0, kind: MentionKind = MentionKind.NAME) -> Mention:
    """Words that refer, found in the text."""
    return Mention(span_of(text, words, nth), kind)


def make_entity(
    text: str,
    id: str,
    label: str,
    type: EntityType = EntityType.PERSON,
    mentions: Sequence[Mention] = (),
    *,
    wikidata: str | None = None,
    candidates: tuple[Candidate, ...] = (),
    confidence: float = 0.9,
) -> Entity:
    """An entity; without mentions, its label is looked for in the text."""
    found = tuple(mentions) or (make_mention(text, label),)
    return Entity(id, label, type, found, confidence=confidence, wikidata=wikidata, candidates=candidates)


def make_statement(
    text: str,
    id: str,
    content: str,
    *,
    source: Source | None = None,
    cue: str | None = None,
    stance: Stance | None = None,
    target: str | None = None,
    negated: bool = False,
    modality: Modality = Modality.ASSERTED,
    said: TimeInterval | None = None,
    kind: StatementKind = StatementKind.INDIRECT,
) -> Statement:
    """A statement whose content and cue are found in the text by their words."""
    content_span = span_of(text, content)
    return Statement(
        id,
        (content_span,),
        kind,
        source=source,
        cue=(span_of(text, cue),) if cue else (),
        stances=(StatementStance(stance, target, (content_span,), by="test"),) if stance and target else (),
        negated=negated,
        modality=modality,
        said=said,
        confidence=0.8,
        by="test",
    )


def make_edges(statements: Iterable[Statement], stance_min: float = 0.0) -> tuple[StanceEdge, ...]:
    """The edges that the statements show surely enough."""
    return tuple(
        StanceEdge(
            s.source.entity,
            one.stance,
            one.target,
            s.id,
            None,
            one.target_spans,
            one.trigger_spans,
            one.strength,
            one.confidence,
            one.by,
        )
        for s in statements
        for one in s.stances
        if s.source
        and s.source.entity
        and not s.negated
        and s.modality is Modality.ASSERTED
        and one.confidence >= stance_min
    )


def make_fact(
    text: str,
    id: str,
    subject: Argument,
    predicate: Predicate,
    object: Argument,
    *,
    clause: str,
    time: TimeInterval | None = None,
    according_to: str | None = None,
    statement: str | None = None,
    negated: bool = False,
    modality: Modality = Modality.ASSERTED,
) -> Fact:
    """A fact whose clause is found in the text by its words."""
    return Fact(
        id,
        subject,
        predicate,
        object,
        (span_of(text, clause),),
        time=time,
        according_to=according_to,
        statement=statement,
        negated=negated,
        modality=modality,
        confidence=0.9,
        by="test",
    )


def make_signing(text: str = TEXT, id: str = "f1", entity: str = "e5") -> Fact:
    """The fact that the pact was first signed in 1998."""
    year = span_of(text, "1998")
    return make_fact(
        text,
        id,
        Argument((span_of(text, "The Coastal Fishing Pact"),), "The Coastal Fishing Pact", entity=entity),
        Predicate("was first signed in", "sign in", (span_of(text, "was first signed in"),), relation="signed"),
        Argument((year,), "1998", literal="1998", datatype="gYear"),
        clause="The Coastal Fishing Pact was first signed in 1998",
        time=TimeInterval("1998", date(1998, 1, 1), date(1998, 12, 31), year),
    )


def make_annotation(id: str = "a1", *, published: date | None = date(2024, 3, 13)) -> Annotation:
    """Two people, a place, an agreement and a proposal; three statements, two with stance; a fact.

    e1 Maria Oliveira opposes e3, the proposal of e2 Henrik Dahl (Q777) to close e4, and speaks again;
    Dahl supports e5, the Coastal Fishing Pact, which was signed in 1998.
    """
    article = make_article(id, published=published)
    return Annotation(
        article,
        entities=_entities(),
        statements=_statements(),
        facts=(make_signing(),),
        stances=(
            StanceEdge("e1", Stance.OPPOSES, "e3", "s1"),
            StanceEdge("e1", Stance.OPPOSES, "e2", "s1", derived=True),
            StanceEdge("e2", Stance.SUPPORTS, "e5", "s3"),
        ),
        sentences=tuple(span_of(TEXT, sentence) for sentence in SENTENCES),
        software="hustings test",
        pipeline="by hand",
    )


def make_disputed(id: str = "a1", *, published: date | None = date(2024, 3, 13)) -> Annotation:
    """The same article, where more sides are taken.

    Oliveira opposes the plan in so many words (0.8), the bridge by implication (0.6), and perhaps supports the pact
    (0.3); Dahl supports the pact by what he says (0.7) and by a deed (0.9), his praise as a fact.
    """
    annotation = make_annotation(id, published=published)
    first, second, third = annotation.statements
    words, cue = (span_of(TEXT, PLAN),), (span_of(TEXT, "rejected"),)
    praised = span_of(TEXT, "praised")
    sides = (
        StatementStance(Stance.OPPOSES, "e3", words, cue, Strength.EXPLICIT, 0.8, "stance:cue"),
        StatementStance(
            Stance.OPPOSES, "e4", (span_of(TEXT, "the Fjord Bridge"),), (), Strength.IMPLIED, 0.6, "learned"
        ),
        StatementStance(Stance.SUPPORTS, "e5", (), (), Strength.IMPLIED, 0.3, "learned"),
    )
    praise = StatementStance(Stance.SUPPORTS, "e5", third.content, third.cue, Strength.EXPLICIT, 0.7, "stance:cue")
    deed = make_fact(
        TEXT,
        "f2",
        Argument((span_of(TEXT, "Dahl", 1),), "Dahl", entity="e2"),
        Predicate("praised", "praise", (praised,)),
        Argument((span_of(TEXT, "the Coastal Fishing Pact"),), "the Coastal Fishing Pact", entity="e5"),
        clause="Dahl praised the Coastal Fishing Pact",
    )
    statements = (replace(first, stances=sides), second, replace(third, stances=(praise,)))
    return replace(
        annotation,
        statements=statements,
        facts=(*annotation.facts, deed),
        stances=(
            *make_edges(statements, 0.5),
            StanceEdge(
                "e2", Stance.SUPPORTS, "e5", None, "f2", third.content, (praised,), confidence=0.9, by="act:praise"
            ),
        ),
    )


def _entities() -> tuple[Entity, ...]:
    proposal = Entity(
        "e3",
        PLAN,
        EntityType.PROPOSAL,
        (make_mention(TEXT, PLAN, kind=MentionKind.NOMINAL), make_mention(TEXT, "The plan", kind=MentionKind.NOMINAL)),
        confidence=0.9,
        proposer="e2",
        action="close",
        object="e4",
    )
    names = (make_mention(TEXT, "Henrik Dahl"), make_mention(TEXT, "Dahl", 1))
    maria = (make_mention(TEXT, "Maria Oliveira"), make_mention(TEXT, "she", kind=MentionKind.PRONOUN))
    guess = Candidate("Q4242", "Maria Oliveira", 0.4, "same name, another country")
    pact = tuple(make_mention(TEXT, "Coastal Fishing Pact", nth) for nth in (0, 1))
    return (
        make_entity(TEXT, "e1", "Maria Oliveira", mentions=maria, candidates=(guess,)),
        make_entity(TEXT, "e2", "Henrik Dahl", mentions=names, wikidata="Q777"),
        proposal,
        make_entity(TEXT, "e4", "Fjord Bridge", EntityType.PLACE),
        make_entity(TEXT, "e5", "Coastal Fishing Pact", EntityType.AGREEMENT, pact),
    )


def _statements() -> tuple[Statement, ...]:
    said = TimeInterval("Tuesday", TUESDAY, TUESDAY, span_of(TEXT, "Tuesday"))
    maria = Source("e1", (span_of(TEXT, "Maria Oliveira"),))
    return (
        make_statement(TEXT, "s1", PLAN, source=maria, cue="rejected", stance=Stance.OPPOSES, target="e3", said=said),
        make_statement(
            TEXT,
            "s2",
            "“The plan would hurt every village,”",
            source=Source("e1", (span_of(TEXT, "she"),)),
            cue="said",
            kind=StatementKind.DIRECT,
        ),
        make_statement(
            TEXT,
            "s3",
            "the Coastal Fishing Pact",
            source=Source("e2", (span_of(TEXT, "Dahl", 1),)),
            cue="praised",
            stance=Stance.SUPPORTS,
            target="e5",
        ),
    )
