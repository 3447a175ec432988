import pytest

from graph.model import CharSpan
from graph.nlp.statements.content_anaphora import with_referents
from graph.nlp.statements.drafts import Draft


def span(text, words):
    start = text.index(words)
    return CharSpan(start, start + len(words))


def draft(doc, cue, *content):
    text = doc.text
    head = next(token.i for token in doc if token.text == cue)
    return Draft(tuple(span(text, c) for c in content), (span(text, cue),), (), None, head, "test", 0.9)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "drafts", "contents"),
    [
        (
            "Lund says the ferries run late, which Berg has denied.",
            [("says", "the ferries run late"), ("denied", "which")],
            ["the ferries run late", "the ferries run late"],
        ),
        ("Lund built the pier, which Berg has described.", [("described", "which")], ["which"]),
        (
            "Lund attacked the harbour plan, calling it reckless.",
            [("calling", "it reckless")],
            ["the harbour plan … it reckless"],
        ),
        ("Berg said it rains.", [("said", "it rains")], ["it rains"]),
    ],
)
def test_a_pronoun_gives_way_to_what_it_stands_for(parse, text, drafts, contents):
    doc = parse(text)

    found = with_referents(doc, [draft(doc, *one) for one in drafts])

    assert [" … ".join(text[s.start : s.end] for s in one.content) for one in found] == contents
