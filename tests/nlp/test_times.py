"""Times: a table of sentences with publication dates, and what the grammar must never do."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.nlp.parser import load_nlp
from graph.nlp.syntax.tree import Tree
from graph.nlp.times.context import Context
from graph.nlp.times.find import find_times
from graph.nlp.times.normalise import resolve
from graph.nlp.times.patterns import find_atoms, find_windows
from tests.benchmarks.times import Row, read_row, read_rows
from tests.nlp.factory import parse_doc

WEDNESDAY = date(2024, 5, 15)

# sentence, words of time, earliest, latest; "" stands for an open or unknown end
EXPRESSIONS = [
    # weekdays and days near the publication date
    ("The finance minister resigned Wednesday.", "Wednesday", "2024-05-15", "2024-05-15"),
    ("The finance minister resigned on Tuesday.", "on Tuesday", "2024-05-14", "2024-05-14"),
    ("Kenya's president spoke Thursday about the floods.", "Thursday", "2024-05-09", "2024-05-09"),
    ("Lawmakers in Lima will vote on Friday.", "on Friday", "2024-05-17", "2024-05-17"),
    ("The commission will meet Tuesday.", "Tuesday", "2024-05-21", "2024-05-21"),
    ("She told reporters Wednesday morning that the deal was dead.", "Wednesday morning", "2024-05-15", "2024-05-15"),
    ("The court ruled last Monday against the mayor.", "last Monday", "2024-05-13", "2024-05-13"),
    ("The leaders will meet next Thursday in Oslo.", "next Thursday", "2024-05-23", "2024-05-23"),
    ("The leaders will meet next Monday in Oslo.", "next Monday", "2024-05-20", "2024-05-20"),
    ("The senate passed the bill yesterday.", "yesterday", "2024-05-14", "2024-05-14"),
    ("The army left the capital today.", "today", "2024-05-15", "2024-05-15"),
    ("Voters go to the polls tomorrow.", "tomorrow", "2024-05-16", "2024-05-16"),
    ("Protesters gathered last night in Tbilisi.", "last night", "2024-05-14", "2024-05-14"),
    ("The cabinet met this morning.", "this morning", "2024-05-15", "2024-05-15"),
    ("The premier is meeting unions on Monday.", "on Monday", "2024-05-20", "2024-05-20"),
    ("The opposition has said since Monday that the count is wrong.", "since Monday", "2024-05-13", ""),
    ("The speaker criticised Tuesday's vote.", "Tuesday", "2024-05-14", "2024-05-14"),
    ("The envoy resigned ahead of Friday's summit.", "Friday", "", ""),
    ("The hearing was postponed until Monday.", "until Monday", "", ""),
    # weeks, months, years around the publication date
    ("The talks collapsed last week.", "last week", "2024-05-06", "2024-05-12"),
    ("Parliament debates the budget this week.", "this week", "2024-05-13", "2024-05-19"),
    ("The king will visit Ghana next week.", "next week", "2024-05-20", "2024-05-26"),
    ("Prices fell last month.", "last month", "2024-04-01", "2024-04-30"),
    ("The president visits Chile next month.", "next month", "2024-06-01", "2024-06-30"),
    ("Two ministers quit this month.", "this month", "2024-05-01", "2024-05-31"),
    ("The party lost the election last year.", "last year", "2023-01-01", "2023-12-31"),
    ("The law takes effect next year.", "next year", "2025-01-01", "2025-12-31"),
    ("Inflation rose this year.", "this year", "2024-01-01", "2024-12-31"),
    ("The leaders met last weekend.", "last weekend", "2024-05-11", "2024-05-12"),
    ("Talks broke down early last year.", "early last year", "2023-01-01", "2023-04-30"),
    ("The plan was leaked late last month.", "late last month", "2024-04-21", "2024-04-30"),
    ("The bridge opened last quarter.", "last quarter", "2024-01-01", "2024-03-31"),
    ("The report is due by the end of next month.", "by the end of next month", "", "2024-06-30"),
    # months and seasons
    ("In March 2020, Peru closed its schools.", "In March 2020", "2020-03-01", "2020-03-31"),
    ("The treaty was signed in March of 2020.", "in March of 2020", "2020-03-01", "2020-03-31"),
    ("The government fell in October.", "in October", "2023-10-01", "2023-10-31"),
    ("The summit will be held in October.", "in October", "2024-10-01", "2024-10-31"),
    ("He took office last June.", "last June", "2023-06-01", "2023-06-30"),
    ("The census begins next April.", "next April", "2025-04-01", "2025-04-30"),
    ("The ban ended in late March 2021.", "in late March 2021", "2021-03-21", "2021-03-31"),
    ("The strike began in early February.", "in early February", "2024-02-01", "2024-02-10"),
    ("The union will decide this fall.", "this fall", "2024-09-01", "2024-11-30"),
    ("The coalition was formed last summer.", "last summer", "2023-06-01", "2023-08-31"),
    ("The port was finished in the spring of 2019.", "in the spring of 2019", "2019-03-01", "2019-05-31"),
    ("Elections are planned for next spring.", "next spring", "2025-03-01", "2025-05-31"),
    ("Prisoners were freed since May.", "since May", "2024-05-01", ""),
    ("The tax was raised in the winter 2020.", "in the winter 2020", "", ""),
    # dates
    ("The referendum took place on Nov. 8.", "on Nov. 8", "2023-11-08", "2023-11-08"),
    ("The referendum will take place on Nov. 8.", "on Nov. 8", "2024-11-08", "2024-11-08"),
    ("The accord was signed on March 3, 2021.", "on March 3, 2021", "2021-03-03", "2021-03-03"),
    ("The accord was signed on 3 March 2021.", "on 3 March 2021", "2021-03-03", "2021-03-03"),
    ("The accord was signed on the 3rd of March 2021.", "on the 3rd of March 2021", "2021-03-03", "2021-03-03"),
    ("The accord was signed on 2021-03-03.", "on 2021-03-03", "2021-03-03", "2021-03-03"),
    ("They met on Tuesday, Nov. 8, 2022, in Lagos.", "on Tuesday, Nov. 8, 2022", "2022-11-08", "2022-11-08"),
    ("They met on Sun., Sept. 3, 2023, in Lagos.", "on Sun., Sept. 3, 2023", "2023-09-03", "2023-09-03"),
    ("The conference ran from March 3 to March 5, 2021.", "from March 3 to March 5, 2021", "2021-03-03", "2021-03-05"),
    ("The conference was held on March 3-5, 2021.", "on March 3-5, 2021", "2021-03-03", "2021-03-05"),
    ("The minister died on February 29, 2024.", "on February 29, 2024", "2024-02-29", "2024-02-29"),
    ("The invoice was dated 30 February 2021.", "30 February 2021", "", ""),
    ("The deal was done on 25/12/2023.", "on 25/12/2023", "2023-12-25", "2023-12-25"),
    ("The deal was done on 05/12/2023.", "on 05/12/2023", "", ""),
    # years, parts of years, decades, centuries
    ("The agreement was first signed in 2002.", "in 2002", "2002-01-01", "2002-12-31"),
    ("The pact has been in force since 2018.", "since 2018", "2018-01-01", ""),
    ("The emergency lasted until late 2021.", "until late 2021", "", "2021-12-31"),
    ("The embassy closed in late 2021.", "in late 2021", "2021-09-01", "2021-12-31"),
    ("The embassy opened in early 2018.", "in early 2018", "2018-01-01", "2018-04-30"),
    ("The embassy moved in mid-2019.", "in mid-2019", "2019-05-01", "2019-08-31"),
    ("Norway wants to ban petrol cars by 2030.", "by 2030", "", "2030-12-31"),
    ("He was mayor before 2010.", "before 2010", "", "2009-12-31"),
    ("Emigration fell after 2015.", "after 2015", "2016-01-01", ""),
    ("The province was autonomous during the 1990s.", "during the 1990s", "1990-01-01", "1999-12-31"),
    ("The party split in the early 1980s.", "in the early 1980s", "1980-01-01", "1983-12-31"),
    ("The castle was built in the 16th century.", "in the 16th century", "1501-01-01", "1600-12-31"),
    ("She governed from 1994 to 1999.", "from 1994 to 1999", "1994-01-01", "1999-12-31"),
    ("She governed between 1994 and 1999.", "between 1994 and 1999", "1994-01-01", "1999-12-31"),
    ("The 2018-2020 programme cost too much.", "2018-2020", "2018-01-01", "2020-12-31"),
    ("The subsidy was paid in 2018-19.", "in 2018-19", "2018-01-01", "2019-12-31"),
    ("Exports fell from January to March 2018.", "from January to March 2018", "2018-01-01", "2018-03-31"),
    ("He ruled from November to March 2018.", "from November to March 2018", "2017-11-01", "2018-03-31"),
    ("The economy shrank in the first quarter of 2021.", "in the first quarter of 2021", "2021-01-01", "2021-03-31"),
    ("The economy grew in the second half of 2021.", "in the second half of 2021", "2021-07-01", "2021-12-31"),
    ("Debt has grown since the end of 2019.", "since the end of 2019", "2019-12-01", ""),
    ("The 2015 election was annulled.", "2015", "2015-01-01", "2015-12-31"),
    ("The dam will be finished around 2027.", "around 2027", "", ""),
    # distances and durations
    ("The coup happened two years ago.", "two years ago", "2022-01-01", "2022-12-31"),
    ("The ship left three days ago.", "three days ago", "2024-05-12", "2024-05-12"),
    ("The law passed a month ago.", "a month ago", "2024-04-01", "2024-04-30"),
    ("The minister must present a plan within a month.", "within a month", "2024-05-15", "2024-06-15"),
    ("The union will strike in two weeks.", "in two weeks", "2024-05-27", "2024-06-02"),
    ("Over the past two years, Malta has lost nurses.", "Over the past two years", "2022-05-15", "2024-05-15"),
    ("The fund will pay farmers over the next three months.", "over the next three months", "2024-05-15", "2024-08-15"),
    ("The war lasted six years.", "six years", "", ""),
    ("He has been in prison for a year.", "for a year", "", ""),
]  # fmt: skip

# the forms that news of elections uses, each with its own date of publication
NEWS_FORMS = list(read_rows())
MISREAD = {"The November election may be close."}

NOT_TIMES = [
    "Theresa May lost the vote.",
    "Voters may march to the palace.",
    "The minister has been in prison for years.",
    "Officials counted 2002 cases.",
    "The Sunday Times wrote about the scandal.",
    "Nothing happened in the year 0.",
    "The fund paid $2019 to each family.",
    "The case is heard in Room 2015.",
    "The measure got 2016 votes.",
    "The forum met at 1600 Market Street.",
    "The temple stood in 300 B.C.",
    "The leaders of tomorrow met in Lima.",
    "Ana May, 60, won the seat.",
]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.model
@pytest.mark.parametrize(("sentence", "words", "earliest", "latest"), EXPRESSIONS)
def test_words_of_time_allow_these_days(sentence: str, words: str, earliest: str, latest: str) -> None:
    doc = Tree(load_nlp()(sentence))

    found = [(sentence[t.span.start : t.span.end], t.earliest, t.latest) for t in find_times(doc, WEDNESDAY)]

    assert found == [(words, _day(earliest), _day(latest))]


@pytest.mark.model
@pytest.mark.parametrize("row", NEWS_FORMS, ids=lambda row: row.sentence)
def test_forms_of_the_news_allow_the_days_that_a_reader_gives_them(row: Row) -> None:
    if row.sentence in MISREAD:
        pytest.xfail("the tense of a modal makes it a coming month")
    assert read_row(load_nlp(), row).exact


@pytest.mark.model
@pytest.mark.parametrize("sentence", NOT_TIMES)
def test_other_words_are_no_time(sentence: str) -> None:
    assert find_times(Tree(load_nlp()(sentence)), WEDNESDAY) == []


@pytest.mark.model
@pytest.mark.parametrize("sentence", [row[0] for row in EXPRESSIONS if not any(char.isdigit() for char in row[0])])
def test_without_publication_date_relative_words_have_no_days(sentence: str) -> None:
    found = find_times(Tree(load_nlp()(sentence)), None)

    assert found
    assert all((time.earliest, time.latest) == (None, None) for time in found)


VISIT = """
    Biden   PROPN  nsubj/NNP  2  B-PERSON
    visits  VERB   ROOT/VBZ   0
    Peru    PROPN  dobj/NNP   2  B-GPE
    next    ADJ    amod/JJ    5
    month   NOUN   npadvmod/NN 2
"""


def test_a_time_belongs_to_its_verb() -> None:
    (time,) = find_times(parse_doc(VISIT), WEDNESDAY)

    assert (time.head, time.earliest, time.latest) == (1, date(2024, 6, 1), date(2024, 6, 30))


@pytest.mark.parametrize(
    ("words", "direction", "earliest", "latest"),
    [
        ("Friday", -1, "2024-05-10", "2024-05-10"),
        ("Friday", 1, "2024-05-17", "2024-05-17"),
        ("Friday", 0, "", ""),
        ("Wednesday", -1, "2024-05-15", "2024-05-15"),
        ("Wednesday", 1, "2024-05-15", "2024-05-15"),
        ("Nov. 8", 0, "", ""),
        ("Feb. 29", -1, "2024-02-29", "2024-02-29"),
        ("Feb. 29", 1, "", ""),
        ("the '90s", 0, "1990-01-01", "1999-12-31"),
        ("the '20s", 0, "", ""),
        ("last winter", 0, "2023-12-01", "2024-02-29"),
        ("900 years ago", 0, "1124-01-01", "1124-12-31"),
        ("999 decades ago", 0, "", ""),
    ],
)
def test_tense_decides_what_a_bare_day_means(words: str, direction: int, earliest: str, latest: str) -> None:
    (atom,) = find_atoms(words)

    days = resolve(atom, Context(WEDNESDAY, direction))

    assert (days.earliest, days.latest) == (_day(earliest), _day(latest))


@pytest.mark.model
@pytest.mark.parametrize("sentence", [*(row[0] for row in EXPRESSIONS), *(row.sentence for row in NEWS_FORMS)])
def test_around_its_triggers_the_same_is_found_as_in_the_whole_text(sentence: str) -> None:
    filler = "Nobody else in the large hall had anything to add to the debate. " * 3
    text = filler + sentence + " " + filler
    tokens = [(token.idx, token.lower_) for token in load_nlp().make_doc(text)]

    assert find_atoms(text, find_windows(text, tokens)) == find_atoms(text)


PIECES = st.sampled_from(
    [
        "March",
        "May",
        "30",
        "31",
        "2021",
        "0",
        "9999",
        "last",
        "next",
        "Friday",
        ",",
        "-",
        "to",
        "from",
        "century",
        "the",
        "19th",
        "1990s",
        "ago",
        "years",
        "within",
        "99",
        "late",
        "early",
        "end",
        "of",
        "Feb.",
        "29",
        "quarter",
        "first",
        "in",
    ]
)


@given(st.lists(PIECES, max_size=12), st.dates(), st.sampled_from([-1, 0, 1]))
def test_no_sequence_of_words_breaks_the_grammar(pieces: list[str], published: date, direction: int) -> None:
    text = " ".join(pieces)

    for atom in find_atoms(text):
        days = resolve(atom, Context(published, direction))
        assert 0 <= atom.start < atom.end <= len(text)
        assert days.earliest is None or days.latest is None or days.earliest <= days.latest
