"""What words name that are no names: issues, laws, groups."""

import pytest

from graph.model import EntityType
from graph.nlp.coreference.names.laws import find_laws
from graph.nlp.coreference.resolve import find_entities, heads
from graph.nlp.stance.constructions import find_sides
from graph.nlp.things.phrases import key_of
from graph.nlp.things.things import Things

pytestmark = pytest.mark.model


def read(doc):
    entities = find_entities(doc, [])
    return entities, Things(doc, entities, [], heads(entities), [side.target for side in find_sides(doc)])


def token(doc, word, nth=0):
    return [t.i for t in doc if t.text == word][nth]


@pytest.mark.parametrize(
    ("text", "word", "key"),
    [
        ("Quint opposes nuclear power.", "power", "nuclear power"),
        ("Quint opposes a new carbon tax.", "tax", "carbon tax"),
        ("Quint opposes the proposed carbon taxes.", "taxes", "carbon tax"),
        ("Quint opposes drone strikes.", "strikes", "drone strike"),
        ("Quint opposes the ban on fireworks.", "ban", "ban on firework"),
        ("Quint opposes the vote.", "vote", None),
        ("Quint opposes the bill.", "bill", None),
        ("Quint opposes her remarks.", "remarks", None),
        ("Quint opposes the strikes.", "strikes", None),
        ("Quint opposes this carbon tax.", "tax", None),
        ("Quint opposes the tax that Peru wants.", "tax", None),
    ],
)
def test_an_issue_has_a_key_where_it_stands_in_all_articles(parse, text, word, key):
    doc = parse(text)

    assert key_of(doc[token(doc, word)]) == key


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Quint backs the Harbour Safety Bill.", ["Harbour Safety Bill"]),
        ("A Women’s Pensions Act passed.", ["Women’s Pensions Act"]),
        ("The Ports Act of 1988 lapsed.", ["Ports Act of 1988"]),
        ("Senator Bill Harmon spoke.", []),
        ("Uncle Bill spoke.", []),
        ("They praised the rule of Law.", []),
        ("Senators moved the Bill.", []),
    ],
)
def test_a_law_is_named_by_its_last_word(parse, text, names):
    doc = parse(text)

    assert [doc.span(start, end).text for start, end, _ in find_laws(doc)] == names


@pytest.mark.parametrize("text", ["Quint backs the Harbour Safety Bill.", "Senators moved the Bill."])
def test_no_law_is_a_person(parse, text):
    entities, _ = read(parse(text))

    assert not [e for e in entities if "Bill" in e.label and e.type is EntityType.PERSON]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Quint opposes the pipeline while Brandl supports it.", "pipeline", "it"),
        ("The Harbour Bill divides Peru. Brandl supports it.", "Bill", "it"),
        ("Quint drafted the Harbour Bill. Brandl supports the bill.", "Bill", "bill"),
        ("Peru weighs a sugar levy. Brandl supports the levy.", "levy", "levy"),
        ("Quint opposes a sugar levy. Brandl supports a sugar levy.", "levy", "levy"),
    ],
)
def test_what_was_named_before_is_the_same_thing(parse, text, first, second):
    doc = parse(text)
    _, things = read(doc)

    later = token(doc, second, 1 if first == second else 0)
    assert things.thing_for(later) == things.thing_for(token(doc, first)) is not None


def test_an_issue_is_about_what_its_complement_names(parse):
    doc = parse("Quint opposes the ban on fireworks.")
    entities, things = read(doc)

    things.thing_for(token(doc, "ban"))

    ban, fireworks = things.made
    assert (ban.label, fireworks.label) == ("ban on fireworks", "fireworks")
    assert ban.about == len(entities) + 1


@pytest.mark.parametrize(
    ("text", "word", "label", "kind"),
    [
        ("A handful of Tory rebels backed it.", "handful", "handful of Tory rebels", EntityType.GROUP),
        ("Two of Peru’s bishops backed it.", "Two", "Two of Peru’s bishops", EntityType.GROUP),
        ("A former Liberal minister backed it.", "minister", "former Liberal minister", EntityType.PERSON),
        ("Growers backed it.", "Growers", "Growers", EntityType.GROUP),
    ],
)
def test_those_who_take_a_side_without_a_name_are_a_group_of_their_own(parse, text, word, label, kind):
    doc = parse(text)
    entities, things = read(doc)

    actor = things.actor_for(token(doc, word))

    assert actor is not None
    known = [*entities, *things.made]
    assert (known[actor].label, known[actor].type) == (label, kind)


@pytest.mark.parametrize(("text", "word"), [("The report backed it.", "report"), ("It backed Peru.", "It")])
def test_what_cannot_take_a_side_is_nobody(parse, text, word):
    doc = parse(text)
    _, things = read(doc)

    assert things.actor_for(token(doc, word)) is None


def test_a_deed_is_named_by_its_words(parse):
    doc = parse("Quint supports lowering the voting age, said Brandl.")
    _, things = read(doc)

    assert things.thing_for(token(doc, "lowering")) is not None
    assert [thing.label for thing in things.made] == ["lowering the voting age"]
