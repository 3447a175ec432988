"""Whatever stands in a text that means nothing to a reader, the same is found, at the offsets of the file."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.annotation import to_json
from graph.cleaning import clean_text, on_clean_text
from graph.model import Annotation, Article, CharSpan, Entity, EntityType, Mention, MentionKind

TEXT = (
    "Harbour minister Anna Berg dismissed the opposition's plan to close the Oslo port on Monday, and told parliament "
    "that the state-owned company would go on building ships for the coalition's well-known long-term programme.\n\n"
    "“We need the port,” Berg said. “It is not for sale.” She had met José Núñez, who supports the Tampere Accord, in "
    "the afternoon.\n\n"
    "Norway and Sweden signed the border treaty in 1998. Nobody has questioned it since, according to the ministry, "
    "though senators from both countries have asked for a thorough review of the agreement."
)
UNSEEN = ("\u00ad", "\u200b", "\u2060", "\ufeff", "&shy;", "&#8203;")
SPACES = ("\u00a0", "  ", " \u202f ", "\t", "&nbsp;", "\u3000", " \u200b ")
BREAKS = ("\r\n\r\n", "\n \n", "\n\n\n\n", "\u2029", "\r\r", " \n\n")
WRITTEN = {"“": ("&ldquo;", "&#8220;", "&#x201c;"), "”": ("&rdquo;", "&amp;rdquo;"), "é": ("e\u0301", "&eacute;")}

Way = tuple[str, list[CharSpan]]  # a text, and where each character of TEXT stands in it


@st.composite
def soiled(draw: st.DrawFn) -> Way:
    """The text with marks and spaces put in, and other ways of writing what it has."""
    places = draw(st.dictionaries(st.integers(0, len(TEXT) - 1), st.integers(0, 9), max_size=60))
    pieces: list[str] = []
    spans: list[CharSpan] = []
    at = 0
    for unit in re.finditer(r"\n\n|.", TEXT, re.DOTALL):
        choice = places.get(unit.start())
        put = unit[0] if choice is None else _instead(unit[0], choice)
        inner = len(put) - len(unit[0]) if put.endswith(unit[0]) and not unit[0].isspace() else 0
        spans += [CharSpan(at + inner, at + len(put))] * len(unit[0])
        at += len(put)
        pieces.append(put)
    return "".join(pieces), spans


def _instead(unit: str, choice: int) -> str:
    if unit == "\n\n":
        return BREAKS[choice % len(BREAKS)]
    if unit == " ":
        return SPACES[choice % len(SPACES)]
    if unit in WRITTEN:
        return WRITTEN[unit][choice % len(WRITTEN[unit])]
    return UNSEEN[choice % len(UNSEEN)] + unit


@st.composite
def wrapped(draw: st.DrawFn) -> Way:
    """The text broken into lines of a width, long words parted by hyphens where they cross it."""
    width, hyphenate = draw(st.integers(50, 80)), draw(st.booleans())
    end = draw(st.sampled_from(("\n", "\r\n", " \n")))
    pieces: list[str] = []
    spans: list[CharSpan] = []
    at = column = 0
    for unit in re.finditer(r"\n\n| |[^\s-]+-?|-", TEXT):
        word, following = unit[0], _word_at(unit.end())
        if word == " " and column + 1 + len(following) > width:
            rest = width - column - 2
            if hyphenate and following.isalpha() and len(following) >= 8 and 3 <= rest <= len(following) - 3:
                column = -rest  # the word after is parted
            word, column = (" ", column) if column < 0 else (end, 0)
            pieces.append(word)
            spans.append(CharSpan(at, at + len(word)))
        elif column < 0 and word.isalpha():
            first = -column
            pieces += (word[:first], "-", end, word[first:])
            spans += [CharSpan(at + i, at + i + 1) for i in range(first)]
            gone = first + 1 + len(end)
            spans += [CharSpan(at + gone + i, at + gone + i + 1) for i in range(len(word) - first)]
            column = len(word) - first
            at += len(word) + 1 + len(end)
            continue
        else:
            pieces.append(word)
            column = 0 if word == "\n\n" else max(column, 0) + len(word)
            spans += [CharSpan(at + i, at + i + 1) for i in range(len(word))]
        at += len(word)
    return "".join(pieces), spans


def _word_at(place: int) -> str:
    found = re.compile(r"[^\s-]+-?").match(TEXT, place)
    return found[0] if found else ""


@given(st.one_of(soiled(), wrapped()))
@settings(max_examples=150)
def test_the_clean_text_and_the_way_back_are_exact(way: Way) -> None:
    text, spans = way
    clean = clean_text(text)

    assert clean.text == TEXT
    assert clean_text(clean.text).is_file
    for place, span in enumerate(spans):
        if not TEXT[place].isspace():
            assert clean.in_file(CharSpan(place, place + 1)) == span


PIECES = (*"aB.-&;# \n\r\t", *UNSEEN, "\u200d", "🙂", "\u0301", "amp;", "«")


@given(st.lists(st.sampled_from(PIECES), max_size=80).map("".join))
def test_any_span_comes_back_to_its_own_words(text: str) -> None:
    clean = clean_text(text)

    for start in range(len(clean.text)):
        for end in range(start + 1, min(start + 6, len(clean.text)) + 1):
            span = clean.in_file(CharSpan(start, end))
            assert clean.text[start:end] in clean.words(span)
            assert span.end <= len(text)


@pytest.fixture(scope="module")
def annotate() -> Callable[[Article], Annotation]:
    from graph.nlp.parser import load_nlp
    from graph.nlp.pipeline import annotate

    return lambda article: annotate(load_nlp(), article)


@pytest.mark.model
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(way=st.one_of(soiled(), wrapped()))
def test_the_same_is_found_at_the_offsets_of_the_file(annotate: Callable[[Article], Annotation], way: Way) -> None:
    text, spans = way
    wanted = to_json(annotate(Article("a", TEXT, date(2024, 5, 8))))
    found = to_json(annotate(Article("a", text, date(2024, 5, 8))))

    assert found.pop("text_sha256") != wanted.pop("text_sha256") or text == TEXT
    assert list(_words(found)) == list(_words(wanted))
    assert [_moved(pair, spans) for pair in _pairs(wanted)] == list(_pairs(found))


def _moved(pair: tuple[int, int], spans: list[CharSpan]) -> tuple[int, int]:
    return spans[pair[0]].start, spans[pair[1] - 1].end


def _pairs(value: object) -> Iterator[tuple[int, int]]:
    """Every span in the JSON, in its order."""
    if isinstance(value, dict):
        if "start" in value:
            yield value["start"], value["end"]
        for one in value.values():
            yield from _pairs(one)
    elif isinstance(value, list):
        if len(value) == 2 and all(isinstance(one, int) for one in value):
            yield value[0], value[1]
        for one in value:
            yield from _pairs(one)


def _words(value: object) -> Iterator[object]:
    """Everything in the JSON but spans."""
    if isinstance(value, dict):
        yield from (one for key, inner in value.items() if key not in ("start", "end") for one in (key, *_words(inner)))
    elif isinstance(value, list):
        yield from (one for inner in value if not isinstance(inner, int) for one in _words(inner))
    else:
        yield value


def test_what_is_moved_is_every_span_and_nothing_else() -> None:
    text = "Said Ana\u00a0 Bri\u00adto."

    def annotate(article: Article) -> Annotation:
        assert article.text == "Said Ana Brito."
        mention = Mention(CharSpan(5, 14), MentionKind.NAME)
        return Annotation(
            article, (Entity("e1", "Ana Brito", EntityType.PERSON, (mention,)),), sentences=(CharSpan(0, 15),)
        )

    found = on_clean_text(Article("a", text), annotate)

    assert found.article.text == text
    assert found.entities[0].label == "Ana Brito"
    assert found.article.text_of(found.entities[0].mentions[0].span) == "Ana\u00a0 Bri\u00adto"
    assert found.sentences == (CharSpan(0, len(text)),)


@pytest.mark.model
@pytest.mark.parametrize("text", ["\u200b\u00ad", "\ufeff \u00a0\n", "&shy;&nbsp;"])
def test_nothing_is_found_where_nothing_is_to_be_read(annotate: Callable[[Article], Annotation], text: str) -> None:
    found = annotate(Article("a", text))

    assert (found.article.text, found.entities, found.statements, found.facts) == (text, (), (), ())
