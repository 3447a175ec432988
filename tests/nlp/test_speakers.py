"""Whose words they are: sources that lead to who speaks, and entities for those without a name."""

import pytest

from graph.model import CharSpan, StatementKind
from graph.nlp.coreference.names.proper_names import NameFinder
from graph.nlp.coreference.resolve import find_entities, heads
from graph.nlp.coreference.speakers import with_speakers
from graph.nlp.findings import FoundStatement
from graph.nlp.statements.drafts import tokens_in

pytestmark = pytest.mark.model


def say(doc, source, cue, content):
    """The statement whose parts are these words of the text."""
    spans = [CharSpan(at, at + len(words)) for words in (source, cue, content) for at in [doc.text.index(words)]]
    tokens = tokens_in(doc, spans[0])
    inside = {t.i for t in tokens}
    head = next(t for t in tokens if t.head.i not in inside or t.head.i == t.i)
    verb = tokens_in(doc, spans[1])[-1]
    return FoundStatement(
        (spans[2],), StatementKind.INDIRECT, (spans[0],), (spans[1],), source_head=head.i, cue_head=verb.i
    )


def speaker(doc, statement):
    """The label of the entity that speaks."""
    (found,) = with_speakers(doc, [statement], NameFinder(doc).find())
    entities = find_entities(doc, [found])
    number = heads(entities).get(found.source_head)
    return entities[number].label if number is not None else None


@pytest.mark.parametrize(
    ("text", "source", "cue", "expected"),
    [
        # what is written speaks for whoever wrote it
        (
            "A statement by the Port Authority said it is over.",
            "A statement by the Port Authority",
            "said",
            "Port Authority",
        ),
        ("A report from Green Harbour said it is over.", "A report from Green Harbour", "said", "Green Harbour"),
        ("The letter signed by Ana Duarte said it is over.", "The letter", "said", "Ana Duarte"),
        ("Ana Duarte's letter said it is over.", "Ana Duarte's letter", "said", "Ana Duarte"),
        ("Ana Duarte issued a statement. The statement said it is over.", "The statement", "said it", "Ana Duarte"),
        ("A leaflet said it is over.", "A leaflet", "said", "leaflet"),
        ("A Lisbon survey said it is over.", "A Lisbon survey", "said", "Lisbon survey"),
        # a name that says who is described
        (
            "Harbour activist and former mayor Ana Duarte said it is over.",
            "Harbour activist and former mayor Ana Duarte",
            "said",
            "Ana Duarte",
        ),
        ("A student named Ana Duarte said it is over.", "A student named Ana Duarte", "said", "Ana Duarte"),
        ("His daughter, Ana Duarte, said it is over.", "His daughter", "said", "Ana Duarte"),
        # another's name does not
        (
            "A spokesman for Ana Duarte said it is over.",
            "A spokesman for Ana Duarte",
            "said",
            "spokesman for Ana Duarte",
        ),
        # relative pronouns
        ("They met Ana Duarte, who said it is over.", "who", "said", "Ana Duarte"),
        ("They met the dockers who said it is over.", "who", "said", "dockers"),
        # nobody has a name
        ("Residents of the port said it is over.", "Residents of the port", "said", "Residents of the port"),
        ("Many lawmakers said it is over.", "Many lawmakers", "said", "Many lawmakers"),
        ("Some of the ministers said it is over.", "Some of the ministers", "said", "Some of the ministers"),
        ("State television said it is over.", "State television", "said", "State television"),
        ("Police said it is over.", "Police", "said", "Police"),
        ("Some said it is over.", "Some", "said", None),
        ("The lawmakers met. Some said it is over.", "Some", "said", "some lawmakers"),
        ("The lawmakers met. Another said it is over.", "Another", "said", "another lawmaker"),
        # unknown names
        ("Yesterday Abdoukili said it is over.", "Abdoukili", "said", "Abdoukili"),
    ],
)
def test_a_source_leads_to_who_speaks(parse, text, source, cue, expected):
    doc = parse(text)

    assert speaker(doc, say(doc, source, cue, "it is over")) == expected


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "words", "expected"),
    [
        (
            "The Courier quoted a senior minister as saying it is over.",
            "The Courier",
            "quoted",
            "a senior minister as saying it is over",
            "a senior minister",
            "it is over",
        ),
        (
            "The Courier quoted a senior minister as saying it is over.",
            "The Courier",
            "quoted",
            "it is over",
            "a senior minister",
            "it is over",
        ),
        # what is cited is no person
        (
            "The Courier cited a letter saying it is over.",
            "The Courier",
            "cited",
            "it is over",
            "The Courier",
            "it is over",
        ),
    ],
)
def test_who_is_quoted_speaks_and_not_who_quotes(parse, text, source, cue, content, words, expected):
    doc = parse(text)
    (found,) = with_speakers(doc, [say(doc, source, cue, content)], NameFinder(doc).find())

    assert [text[s.start : s.end] for s in (*found.source, *found.content)] == [words, expected]


def test_who_is_reported_as_saying_speaks(parse):
    text = "The Harbour Union is reported as saying that it is over."
    doc = parse(text)
    statement = FoundStatement(
        (CharSpan(0, 17), CharSpan(40, 55)), StatementKind.INDIRECT, cue=(CharSpan(18, 39),), cue_head=4
    )

    (found,) = with_speakers(doc, [statement], NameFinder(doc).find())

    assert [text[s.start : s.end] for s in (*found.source, *found.content)] == ["The Harbour Union", text[40:55]]


@pytest.mark.parametrize(
    ("text", "first", "second", "expected"),
    [
        ("His lawyer, Rui Lopes, said it is over. He added it is late.", "His lawyer", "He", "Rui Lopes"),
        (
            "Rui Lopes blamed Kofi Mensah for the loss, and said it is over. He added it is late.",
            "Rui Lopes",
            "He",
            "Rui Lopes",
        ),
        ("The ministry said it is over. It added it is late.", "The ministry", "It", "ministry"),
        (
            "Residents of the port said it is over. They added it is late.",
            "Residents of the port",
            "They",
            "Residents of the port",
        ),
        # one person is not "they", a group not "it"
        ("Rui Lopes said it is over. They added it is late.", "Rui Lopes", "They", None),
        ("Residents of the port said it is over. It added it is late.", "Residents of the port", "It", None),
        # somebody else has come in between
        ("Rui Lopes said it is over. Then Kofi Mensah rose. He added it is late.", "Rui Lopes", "He", "Kofi Mensah"),
    ],
)
def test_who_spoke_goes_on_speaking(parse, text, first, second, expected):
    doc = parse(text)
    statements = with_speakers(
        doc, [say(doc, first, "said", "it is over"), say(doc, second, "added", "it is late")], NameFinder(doc).find()
    )
    entities = find_entities(doc, statements)
    number = heads(entities).get(statements[1].source_head)

    assert (entities[number].label if number is not None else None) == expected


def test_a_part_of_a_group_is_a_group_of_its_own(parse):
    text = "Some lawmakers said it is over. Some lawmakers added it is late. The lawmakers left."
    doc = parse(text)
    second = text.index("Some", 5)
    statements = [
        say(doc, "Some lawmakers", "said", "it is over"),
        FoundStatement(
            (CharSpan(text.index("it is late"), text.index("it is late") + 10),),
            StatementKind.INDIRECT,
            (CharSpan(second, second + 14),),
            source_head=next(t.i for t in doc if t.idx == second + 5),
        ),
    ]

    entities = find_entities(doc, statements)

    assert [e.label for e in entities if any(m.head == 1 for m in e.mentions)] == ["Some lawmakers"]
    assert all(len(e.mentions) == 1 for e in entities)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # a headline leaves out the article
        ("Prime minister leaves the cabinet\n\nPrime Minister Ana Duarte spoke.", "Prime minister", "Ana Duarte"),
        # an office of a body is not one of its country
        (
            "Ana Duarte, the president of the parliament of Peru, left. The president of Peru stayed.",
            "The president of Peru",
            "president of Peru",
        ),
        (
            "Ana Duarte, the president of Peru, left. The president of Peru stayed.",
            "The president of Peru",
            "Ana Duarte",
        ),
        # "that" before a clause is no part of the phrase
        ("They fear that the opposition has left.", "the opposition", "opposition"),
    ],
)
def test_an_office_or_body_is_who_it_says(parse, text, words, expected):
    doc = parse(text)
    at = text.index(words)
    phrase = tokens_in(doc, CharSpan(at, at + len(words)))
    head = doc.span(phrase[0].i, phrase[-1].i + 1).root.i

    assert [e.label for e in find_entities(doc, []) if any(m.head == head for m in e.mentions)] == [expected]
