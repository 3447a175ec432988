import textwrap

import pytest

from graph.cleaning import clean_text
from graph.model import CharSpan

WRAPPED = (
    "The finance minister told parliament on Monday that the\n"
    "government would keep the levy, whatever the shipping\n"
    "lobby says. She has not lost a vote on a budget. The\n"
    "opposition asked the speaker for a pause, which was not\n"
    "granted.\n"
    "Nobody in the chamber expected what came after the break\n"
    "of that week, and least of all the members behind her.\n"
)


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("Mat\u00adthew Lar\u00adsen", "Matthew Larsen"),
        ("Ana\u200b Brito\u2060 sp\u200boke\ufeff", "Ana Brito spoke"),
        ("\ufeffAna Brito", "Ana Brito"),
        ("Ana\u00a0Brito, Jo\u202fLund,\u3000Finn\tAas", "Ana Brito, Jo Lund, Finn Aas"),
        ("Ana  Brito \u00a0 spoke", "Ana Brito spoke"),
        ("Said Ana\nBrito.", "Said Ana Brito."),
        ("Said Ana\r\nBrito.\r\n\r\nNobody answered.\r", "Said Ana Brito.\n\nNobody answered.\n"),
        ("She left. \n \n\n\nHe stayed.", "She left.\n\nHe stayed."),
        ("She left.\u2028He stayed.\u2029They met.\fAll.", "She left.\n\nHe stayed.\n\nThey met.\n\nAll."),
        ("&ldquo;No,&rdquo; said Jo&nbsp;Lund of AT&amp;T &#8212; twice", "“No,” said Jo Lund of AT&T — twice"),
        ("&amp;ldquo;No&amp;amp;yes&AMP;rdquo;", "“No&yes”"),
        ("Mat&shy;thew & Co; R&D; &nosuch; &#;", "Matthew & Co; R&D; &nosuch; &#;"),
        ("Jose\u0301 Nu\u0301n\u0303ez of\ufb01ce x\u0335", "José Núñez office x\u0335"),
        ("a 👩\u200d⚕️ and नि\u200dया", "a 👩\u200d⚕️ and नि\u200dया"),
        ("a\u200db \u200dc", "ab c"),
        ("self\u2011made, co\u2010chair", "self-made, co-chair"),
        ("Brito`s, O\u02bcNeil, don\u00b4t, 5\u2032, `code`", "Brito’s, O’Neil, don’t, 5\u2032, `code`"),
        ("A gov\u00ad\n  ernment", "A government"),
    ],
)
def test_a_clean_text_is_what_a_reader_sees(given: str, clean: str) -> None:
    assert clean_text(given).text == clean


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("the govern-\nment", "the government"),
        ("a self-\nmade man", "a self-made man"),
        ("the state-\nowned bank", "the state-owned bank"),
        ("ex-\nminister", "ex-minister"),
        ("for ex-\nample", "for example"),
        ("pro-\nvided", "provided"),
        ("selfish-\nness", "selfishness"),
        ("high-\nways", "highways"),
        ("GOVERN-\nMENT", "GOVERNMENT"),
        ("a Franco-\nGerman plan", "a Franco-German plan"),
        ("a U.S.-\nbacked plan", "a U.S.-backed plan"),
        ("a 25-\nyear-old", "a 25-year-old"),
        ("US-\nled talks", "US-led talks"),
        ("short-\nand long-term", "short- and long-term"),
        ("oil-\nburning, as oil-burning stoves do", "oil-burning, as oil-burning stoves do"),
        ("the hin-\nterland, a hinterland", "the hinterland, a hinterland"),
        ("it was -\nsays Ana", "it was - says Ana"),
    ],
)
def test_a_hyphen_at_a_line_end_stays_where_it_is_part_of_the_word(given: str, clean: str) -> None:
    assert clean_text(given).text == clean


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ana Brito left.",
        "One paragraph.\n\nAnother one.\n",
        'She left.\n"I know," he said.\nNobody else spoke.',
        "Ana Brito\nJo Lund\nFinn Aas",
        "The members:\n• a judge of the court\n• two mayors",
        "ANA BRITO: We go on\nJO LUND: We do not",
        "Q: Will you stay\nA: No",
        "Harbour Bill Divides The Council\nMembers of the council spoke all night",
        "🙂 Zoë said: naïve – “no”… 20 °C",
    ],
)
def test_a_text_that_is_clean_is_taken_as_it_is(text: str) -> None:
    clean = clean_text(text)

    assert clean.is_file
    assert clean.text == text


def test_in_a_wrapped_text_a_full_line_goes_on_and_a_short_one_ends_a_paragraph() -> None:
    assert clean_text(WRAPPED).text == WRAPPED.replace("\n", " ").replace("granted. ", "granted.\n\n").strip() + "\n"


@pytest.mark.parametrize(
    ("text", "clean", "file"),
    [
        ("Said Ana  \nBri\u00adto.", "Ana Brito", "Ana  \nBri\u00adto"),
        ("A\u200b &amp;\u200bB", "&", "&amp;"),
        ("\ufeffThe govern-\nment fell", "government", "govern-\nment"),
        ("🙂\u200b Jose\u0301.", "José", "Jose\u0301"),
        ("a\r\n\r\nb", "\n\n", "\r\n\r\n"),
    ],
)
def test_a_span_of_the_clean_text_covers_what_it_was_made_of(text: str, clean: str, file: str) -> None:
    made = clean_text(text)
    start = made.text.index(clean)
    span = made.in_file(CharSpan(start, start + len(clean)))

    assert text[span.start : span.end] == file
    assert made.words(span) == clean


def test_nothing_is_left_of_a_span_of_marks_that_nobody_sees() -> None:
    assert clean_text("An\u200b\u200ca").words(CharSpan(2, 4)) == ""


@pytest.mark.parametrize("text", ["\u200b\u00ad\ufeff", " \u00a0\t ", "&nbsp;&shy;"])
def test_a_text_of_nothing_but_such_marks_comes_to_nothing(text: str) -> None:
    assert clean_text(text).text == ""


@pytest.mark.parametrize(
    "unit", ["a\u00ad", "a \u00a0", "no end of it ", "ab-\ncd ", "\n", " ", "&amp;", "-\n", "Q: a\n"]
)
def test_a_megabyte_without_end_is_read_in_linear_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))

    made = clean_text(text)

    assert len(made.text) <= len(text)
    if made.text:
        assert made.in_file(CharSpan(0, len(made.text))).end <= len(text)


PARAGRAPHS = (
    "The finance minister told parliament on Monday that the government would keep the levy, whatever shippers say.",
    "Nobody in the chamber expected what came after the break of that week, and least of all the members behind her.",
    "The opposition asked the speaker for a pause, which was not granted, and then for a vote on the whole budget.",
)


def wrap(paragraph: str, indent: str = "") -> str:
    return "\n".join(textwrap.wrap(paragraph, 50, initial_indent=indent))


@pytest.mark.parametrize(("between", "indent"), [("\n\n", ""), ("\n", "   "), ("\n\n", "  "), ("\n", "\t  ")])
def test_paragraphs_of_a_wrapped_text_begin_at_blank_lines_and_indentations(between: str, indent: str) -> None:
    assert clean_text(between.join(wrap(p, indent) for p in PARAGRAPHS)).text == "\n\n".join(PARAGRAPHS)


def test_indentation_of_most_lines_begins_no_paragraph() -> None:
    text = "\n".join("    " + line for line in wrap(PARAGRAPHS[0]).split("\n"))

    assert clean_text(text).text == PARAGRAPHS[0]


def test_a_text_that_parts_no_words_ends_lines_at_its_own_hyphens_only() -> None:
    lines = wrap(" ".join(PARAGRAPHS * 9))

    assert "an anti-pirate patrol" in clean_text(f"{lines}\nof an anti-\npirate patrol").text
