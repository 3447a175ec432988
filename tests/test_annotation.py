import json
from dataclasses import replace
from datetime import date

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.annotation import from_json, load_schema, text_sha256, to_json
from graph.errors import InvalidModel
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
from tests.factory import make_annotation

# The keys of the contract, in its order; what else there is comes in addition.
CONTRACT = {
    "article": "id published title publisher url language text_sha256 entities statements facts stances",
    "entities": "id label type iri wikidata confidence mentions",
    "statements": (
        "id source cue content kind stance target target_spans negated modality said"
        " reported_via on_behalf_of confidence by"
    ),
    "facts": "id subject predicate object time according_to negated modality confidence spans by",
    "stances": "source stance target from",
}

TEXT = "x" * 60
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
maybe_words = st.none() | words
days = st.none() | st.dates()
shares = st.floats(0, 1)
entity_ids = st.sampled_from(["e1", "e2", "e3"])
maybe_entity = st.none() | entity_ids
spans = st.builds(lambda start, length: CharSpan(start, start + length), st.integers(0, 40), st.integers(1, 20))
some_spans = st.lists(spans, max_size=3).map(tuple)
wikidata_ids = st.integers(1, 10**8).map("Q{}".format)


@st.composite
def times(draw: st.DrawFn) -> TimeInterval:
    ends = sorted([draw(st.dates()), draw(st.dates())])
    earliest, latest = (draw(st.sampled_from([None, end])) for end in ends)
    return TimeInterval(draw(words), earliest, latest, draw(st.none() | spans))


moods = {
    "negated": st.booleans(),
    "negation_spans": some_spans,
    "modality": st.sampled_from(Modality),
    "modality_spans": some_spans,
    "confidence": shares,
    "by": words,
}
sources = st.builds(Source, maybe_entity, some_spans)
taken = {
    "target_spans": some_spans,
    "trigger_spans": some_spans,
    "strength": st.sampled_from(Strength),
    "confidence": shares,
    "by": words,
}
sides = st.builds(StatementStance, st.sampled_from(Stance), entity_ids, **taken)
statements = st.builds(
    Statement,
    id=st.just("s1"),
    content=some_spans.filter(bool),
    kind=st.sampled_from(StatementKind),
    source=st.none() | sources,
    cue=some_spans,
    stances=st.lists(sides, max_size=3).map(tuple),
    said=st.none() | times(),
    reported_via=maybe_entity,
    on_behalf_of=maybe_entity,
    **moods,
)


arguments = st.builds(Argument, some_spans, words, maybe_entity, maybe_words, maybe_words)
facts = st.builds(
    Fact,
    id=st.just("f1"),
    subject=arguments,
    predicate=st.builds(Predicate, words, words, some_spans, maybe_words),
    object=arguments,
    spans=some_spans.filter(bool),
    time=st.none() | times(),
    according_to=maybe_entity,
    statement=st.none() | st.just("s1"),
    **moods,
)


def entities_named(entity_id: str) -> st.SearchStrategy[Entity]:
    mentions = st.lists(st.builds(Mention, spans, st.sampled_from(MentionKind)), min_size=1, max_size=2).map(tuple)
    candidates = st.lists(st.builds(Candidate, wikidata_ids, words, shares, words), max_size=2).map(tuple)
    return st.builds(
        Entity,
        id=st.just(entity_id),
        label=words,
        type=st.sampled_from(EntityType),
        mentions=mentions,
        confidence=shares,
        wikidata=st.none() | wikidata_ids,
        candidates=candidates,
        proposer=maybe_entity,
        action=maybe_words,
        object=maybe_entity,
        addressee=maybe_entity,
        key=maybe_words,
        about=maybe_entity,
    )


evidence = st.sampled_from([{"statement": "s1"}, {"fact": "f1"}])
edges = st.builds(
    lambda shown, **rest: StanceEdge(**rest, **shown),
    evidence,
    source=entity_ids,
    stance=st.sampled_from(Stance),
    target=entity_ids,
    derived=st.booleans(),
    **taken,
)
annotations = st.builds(
    Annotation,
    article=st.builds(Article, st.just("a1"), st.just(TEXT), days, maybe_words, maybe_words, maybe_words),
    entities=st.tuples(*map(entities_named, ("e1", "e2", "e3"))),
    statements=st.lists(statements, max_size=2).map(tuple),
    facts=st.lists(facts, max_size=2).map(tuple),
    stances=st.lists(edges, max_size=2).map(tuple),
    sentences=some_spans,
    software=words,
    pipeline=words,
)


@given(annotations)
def test_json_goes_there_and_back(annotation: Annotation) -> None:
    written = json.dumps(to_json(annotation))

    assert from_json(json.loads(written), TEXT) == annotation


@given(annotations)
def test_every_annotation_follows_the_schema(annotation: Annotation) -> None:
    jsonschema.validate(json.loads(json.dumps(to_json(annotation))), load_schema())


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(load_schema())


@pytest.mark.parametrize(("part", "keys"), CONTRACT.items())
def test_the_keys_of_the_contract_stand_in_its_order(part: str, keys: str) -> None:
    data = to_json(make_annotation())
    objects = [data] if part == "article" else data[part]

    for found in objects:
        assert [key for key in found if key in keys.split()] == keys.split()


def test_an_annotation_of_the_factory_reads_as_the_contract_says() -> None:
    annotation = make_annotation(published=date(2024, 3, 13))

    data = to_json(annotation, lambda entity, article: f"https://x.example/{article.id}/{entity.id}")

    assert (data["id"], data["published"], data["language"]) == ("a1", "2024-03-13", "en")
    assert data["text_sha256"] == text_sha256(annotation.article.text)
    assert [entity["iri"] for entity in data["entities"][:2]] == ["https://x.example/a1/e1", "https://x.example/a1/e2"]
    assert data["statements"][0]["stance"] == "opposes"
    assert data["statements"][0]["source"] == {"entity": "e1", "spans": [[0, 14]]}
    assert data["facts"][0]["object"]["literal"] == "1998"
    edge = {
        "source": "e1",
        "stance": "opposes",
        "target": "e3",
        "from": "s1",
        "evidence": "statement",
        "derived": False,
    }
    assert data["stances"][0] == edge | {
        "target_spans": [],
        "stance_spans": [],
        "strength": "explicit",
        "confidence": 1.0,
        "by": "",
    }


def test_a_statement_shows_its_strongest_stance_that_is_an_edge_and_has_all_of_them() -> None:
    annotation = make_annotation()
    weak = StatementStance(Stance.OPPOSES, "e5", strength=Strength.IMPLIED, confidence=0.3)
    against = StatementStance(Stance.OPPOSES, "e3", (CharSpan(0, 5),), (CharSpan(6, 9),), confidence=0.8)
    first, *others = annotation.statements

    data = to_json(replace(annotation, statements=(replace(first, stances=(weak, against)), *others)))["statements"][0]
    alone = to_json(replace(annotation, statements=(replace(first, stances=(weak,)), *others)))["statements"][0]

    assert [data[key] for key in ("stance", "target", "target_spans", "stance_spans")] == [
        "opposes",
        "e3",
        [[0, 5]],
        [[6, 9]],
    ]
    assert [(one["target"], one["strength"], one["confidence"]) for one in data["stances"]] == [
        ("e5", "implied", 0.3),
        ("e3", "explicit", 0.8),
    ]
    assert [alone[key] for key in ("stance", "target", "target_spans", "stance_spans")] == [None, None, [], []]


@pytest.mark.parametrize("shown", [{}, {"statement": "s1", "fact": "f1"}], ids=str)
def test_an_edge_is_shown_by_a_statement_or_by_a_fact(shown: dict[str, str]) -> None:
    with pytest.raises(InvalidModel, match="needs a statement or a fact"):
        StanceEdge("e1", Stance.OPPOSES, "e2", **shown)


@pytest.mark.parametrize("confidence", [-0.1, 1.1])
def test_the_confidence_of_a_stance_is_a_share(confidence: float) -> None:
    with pytest.raises(InvalidModel, match="between 0 and 1"):
        StatementStance(Stance.OPPOSES, "e1", confidence=confidence)


def test_without_a_naming_function_entities_have_no_iri() -> None:
    assert {entity["iri"] for entity in to_json(make_annotation())["entities"]} == {None}


def test_another_text_is_refused() -> None:
    with pytest.raises(InvalidModel, match="made from another text"):
        from_json(to_json(make_annotation()), "Something else.")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("statements", 0, "kind"), "loud"),
        (("statements", 0, "content"), [[5]]),
        (("entities", 0, "mentions"), None),
        (("facts", 0, "time"), {"text": "1998"}),
        (("published",), "Wednesday"),
        (("stances", 0, "source"), "e99"),
    ],
)
def test_what_breaks_the_schema_is_refused(path: tuple[str | int, ...], value: object) -> None:
    annotation = make_annotation()
    data = to_json(annotation)
    place = data
    for key in path[:-1]:
        place = place[key]  # type: ignore[index]
    place[path[-1]] = value  # type: ignore[index]

    with pytest.raises(InvalidModel):
        from_json(data, annotation.article.text)
