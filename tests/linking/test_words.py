"""Names, titles and offices as words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.linking import load_gazetteer
from graph.linking.context import count_countries
from graph.linking.names import bare, fold, name_words
from graph.linking.offices import Tenure, tenure
from graph.linking.profile import split_title, title_after, title_before
from graph.linking.records import Office, Position
from graph.linking.roles import describe


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("François Legault", "francois legault"),
        ("The  United Nations", "united nations"),
        ("U.N.", "un"),
        ("Jean-Luc O’Brien", "jean luc obrien"),
        ("ØRSTED & Søn", "orsted and son"),
        ("The", "the"),
    ],
)
def test_two_spellings_of_a_name_have_one_key(name, key):
    assert fold(name) == key


@given(st.text())
def test_a_key_is_its_own_key_up_to_articles(name):
    key = fold(name).removeprefix("the ")

    assert fold(key).split()[-1:] == key.split()[-1:]


@pytest.mark.parametrize(("name", "expected"), [("Ada's", "Ada"), ("the Sams'", "the Sams"), ("Ada", "Ada")])
def test_a_possessive_ending_is_no_part_of_a_name(name, expected):
    assert bare(name) == expected


def test_letters_after_a_name_are_no_surname():
    assert name_words("Dr. Bo Lund Jr., KC") == ["dr", "bo", "lund"]


@pytest.mark.parametrize(
    ("words", "role", "department"),
    [
        ("Minister of Fisheries, Ports and Lakes", "minister", {"fisherie", "port", "lake"}),
        ("the defence minister", "minister", {"defense"}),
        ("Secretary of State for Defence", "minister", {"defense"}),
        ("Prime Minister", "prime minister", set()),
        ("Vice President", "vice president", set()),
        ("Sen.", "senator", set()),
        ("member of the House of Commons", "legislator", {"house", "common"}),
        ("lieutenant governor", "lieutenant governor", set()),
        ("So Minister", "minister", set()),
    ],
)
def test_an_office_is_read_from_its_words(world, words, role, department):
    found = describe(words, world).roles

    assert [(each.name, set(each.department)) for each in found] == [(role, department)]


def test_the_place_of_an_office_is_read_with_it(world):
    premier, president = describe("Northmark Premier and former President of Borduria", world).roles

    assert (premier.countries, premier.parts) == ({"AQ"}, {"Q20"})
    assert (president.countries, president.parts, president.former) == ({"BQ"}, frozenset(), True)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("On Tuesday, Northmark Premier ", "Northmark Premier"),
        ("He praised Arcadian Minister of Finance ", "Arcadian Minister of Finance"),
        ("He met former fisheries minister ", "former fisheries minister"),
        ("Prime Minister Ada Lund and ", ""),
        ("It was Premier. ", ""),
        ("a word ", ""),
        ("Premier\n\n", ""),
        ("", ""),
    ],
)
def test_a_title_ends_where_the_name_begins(world, text, title):
    assert title_before(text, world) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (", the premier of Northmark, said", "the premier of Northmark"),
        (" (D-Calif.) said", "Democrat Calif."),
        (", R-Texas, said", "Republican Texas"),
        (" (premier since May) said", "premier since May"),
        (", Bo Lund and Premier Cy Marsh said", ""),
        (", and Premier Marsh said", ""),
        (" said the premier", ""),
    ],
)
def test_a_title_may_follow_the_name(text, title):
    assert title_after(text) == title


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Arcadian Prime Minister Ada Lund", ("Arcadian Prime Minister", "Ada Lund")),
        ("Mr. Lund", ("Mr.", "Lund")),
        ("Borduria's President Cy Marsh’s", ("Borduria's President", "Cy Marsh")),
        ("Ada Lund", ("", "Ada Lund")),
        ("Premier", ("", "Premier")),
    ],
)
def test_a_title_is_parted_from_the_name(world, words, expected):
    assert split_title(words, world) == expected


@pytest.mark.parametrize(
    ("start", "end", "day", "expected"),
    [
        ("2020-01-01", "", "2021-01-01", Tenure.HELD),
        ("2020-01-01", "", "2022-07-01", Tenure.HELD),
        ("2020-01-01", "", "2022-07-02", Tenure.UNKNOWN),
        ("2020-01-01", "", "2019-12-31", Tenure.FUTURE),
        ("2020-01-01", "2021-01-01", "2020-12-31", Tenure.HELD),
        ("2020-01-01", "2021-01-01", "2021-01-01", Tenure.PAST),
        ("2020", "2021-05", "2021-04-30", Tenure.HELD),
        ("2020", "2021-05", "2021-06-01", Tenure.PAST),
        ("2020", "2021-05", "2021-05-20", Tenure.UNKNOWN),  # it ended some day of that month
        ("2020", "", "2020-06-01", Tenure.UNKNOWN),  # it began some day of that year
        ("2020", "", "2021-01-01", Tenure.HELD),
        ("2020-01-01", "2029-01-01", "2023-01-01", Tenure.UNKNOWN),  # the term's end was to come
        ("", "", "2021-01-01", Tenure.HELD),
        ("2020-01-01", "", None, Tenure.UNDATED),
    ],
)
def test_an_office_is_held_as_far_as_the_source_could_know(start, end, day, expected):
    office = Office(Position("1", "Mayor", "Q10"), start, end, "2022-07-01")

    assert tenure(office, day) is expected


def test_words_for_countries_are_counted_and_shared(world):
    assert count_countries("The Arcadian radio in Szohod, Marka", world) == {"AQ": 1, "BQ": 1.5, "CQ": 0.5}


@pytest.mark.parametrize(
    ("words", "countries"), [("South Korean", {"KR"}), ("the U.S. army", {"US"}), ("American", {"US"}), ("us", set())]
)
def test_the_seeds_know_the_words_for_countries(words, countries):
    assert set(count_countries(words, load_gazetteer())) == countries
