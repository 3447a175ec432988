"""Small annotations made at random, for properties that must hold of every article."""

from collections.abc import Iterator

from hypothesis import strategies as st

from graph.model import (
    Annotation,
    Argument,
    Article,
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
)

TEXT = "Ana Brito told Finn Aas that the old pact, signed in 1998, would hold. He denied it.\nNobody else spoke."
# Few, so that articles share them; several classes and spellings of one, so that they must be weighed.
LABELS = ("Ana Brito", "ANA BRITO", "Finn Aas", "Aas", "the old pact")
ITEMS = (None, None, "Q1", "Q2")
LEMMAS = ("sign", "sign in", "sign-in")


def spans() -> st.SearchStrategy[CharSpan]:
    """Any piece of the text."""
    pairs = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 20))
    return pairs.map(lambda pair: CharSpan(pair[0], min(len(TEXT), pair[0] + pair[1])))


@st.composite
def annotations(draw: st.DrawFn, article_id: str = "a1") -> Annotation:
    """What might be found in an article: up to four entities, three statements and two facts, and who takes sides."""
    count = draw(st.integers(1, 4))
    entities = tuple(draw(_entities(f"e{n}", count)) for n in range(count))
    ids = st.sampled_from([entity.id for entity in entities])
    statements = tuple(draw(_statements(f"s{n}", ids)) for n in range(draw(st.integers(0, 3))))
    facts = tuple(draw(_facts(f"f{n}", ids)) for n in range(draw(st.integers(0, 2))))
    acts = tuple(edge for fact in facts for edge in draw(_acts(fact)))
    return Annotation(
        Article(article_id, TEXT),
        entities,
        statements,
        facts,
        (*(edge for statement in statements for edge in _edges(statement)), *acts),
        software="hustings test",
        pipeline=draw(st.sampled_from(["one", "two"])),
    )


def _entities(entity_id: str, count: int) -> st.SearchStrategy[Entity]:
    others = st.sampled_from([None, *(f"e{n}" for n in range(count))])
    return st.builds(
        Entity,
        st.just(entity_id),
        st.sampled_from(LABELS),
        st.sampled_from([EntityType.PERSON, EntityType.PARTY, EntityType.PROPOSAL]),
        # One kind to a place: words are a name or they are not.
        st.lists(spans().map(lambda s: Mention(s, list(MentionKind)[s.start % 3])), min_size=1, max_size=3).map(tuple),
        confidence=st.sampled_from([0.5, 1.0]),
        wikidata=st.sampled_from(ITEMS),
        proposer=others,
    )


def _statements(statement_id: str, ids: st.SearchStrategy[str]) -> st.SearchStrategy[Statement]:
    words = spans().map(lambda span: (span,))
    sides = st.builds(
        StatementStance,
        st.sampled_from(Stance),
        ids,
        words,
        words,
        st.sampled_from(Strength),
        st.sampled_from([0.3, 0.5, 0.9]),
    )
    return st.builds(
        Statement,
        st.just(statement_id),
        words,
        st.sampled_from(StatementKind),
        source=st.one_of(st.none(), st.builds(Source, ids)),
        stances=st.lists(sides, max_size=2, unique_by=lambda side: side.target).map(tuple),
        negated=st.booleans(),
        modality=st.sampled_from([Modality.ASSERTED, Modality.POSSIBLE]),
    )


def _edges(statement: Statement) -> Iterator[StanceEdge]:
    source = statement.source.entity if statement.source else None
    if source and not statement.negated and statement.modality is Modality.ASSERTED:
        for side in statement.stances:
            if side.confidence >= 0.5:
                yield _edge(source, side, statement.id, None)


def _acts(fact: Fact) -> st.SearchStrategy[list[StanceEdge]]:
    """A side that the fact's subject takes toward its object, where both are entities and it is not denied."""
    if not fact.subject.entity or not fact.object.entity or fact.negated:
        return st.just([])
    side = StatementStance(Stance.OPPOSES, fact.object.entity, fact.object.spans, fact.predicate.spans)
    return st.sampled_from([[], [_edge(fact.subject.entity, side, None, fact.id)]])


def _edge(source: str, side: StatementStance, statement: str | None, fact: str | None) -> StanceEdge:
    words = (side.target_spans, side.trigger_spans)
    return StanceEdge(source, side.stance, side.target, statement, fact, *words, side.strength, side.confidence)


def _facts(fact_id: str, ids: st.SearchStrategy[str]) -> st.SearchStrategy[Fact]:
    words = spans().map(lambda span: (span,))
    return st.builds(
        Fact,
        st.just(fact_id),
        st.builds(Argument, words, st.just("words"), entity=st.one_of(st.none(), ids)),
        st.builds(
            Predicate,
            st.just("signed"),
            st.sampled_from(LEMMAS),
            words,
            relation=st.sampled_from([None, "signed", "supports", "proposedBy"]),
        ),
        st.one_of(
            st.builds(Argument, words, st.just("words"), entity=ids),
            st.just(Argument((), "1998", literal="01998", datatype="integer")),
        ),
        words,
        negated=st.booleans(),
    )
