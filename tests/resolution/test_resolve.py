"""Which entities of several articles are one: tables of what is joined and what is kept apart."""

import random

import pytest

from graph.model import EntityType
from graph.rdf.identifiers import DEFAULT_BASE as BASE
from graph.resolution import Told
from tests.resolution.factory import clue, groups, resolved

BODY, LAW, PLACE = EntityType.ORGANIZATION, EntityType.POLICY, EntityType.PLACE
PARTY, AGREEMENT = EntityType.PARTY, EntityType.AGREEMENT
# An archive that knows Maren Dahl well, and her brother a little.
DAHLS = [
    clue("Maren Dahl", "n1", names=[("Dahl", 20)], she=4, wikidata="Q900"),
    clue("Maren Dahl", "n2", names=[("Dahl", 20)], she=3, wikidata="Q900"),
    clue("Ole Dahl", "n3", names=[("Dahl", 2)], he=5, wikidata="Q901"),
    *(clue("Harbour Council", f"n{number}", BODY) for number in range(1, 5)),
    *(clue("Rita Voss", f"n{number}") for number in range(1, 5)),
]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(clue("Ana Brito", wikidata="Q1"), clue("Ana Brito", "b2"), id="full name, one of them linked"),
        pytest.param(clue("Ana M. Brito"), clue("Ana Brito", "b2"), id="a middle name left out"),
        pytest.param(clue("Ana Brito Jr."), clue("Ana Brito", "b2"), id="a generation left out"),
        pytest.param(clue("Mayor Ana Brito"), clue("ANA BRITO", "b2"), id="a title, capitals"),
        pytest.param(
            clue("Coast Union", kind=BODY), clue("Coast Union", "b2", EntityType.PARTY), id="a party is a body"
        ),
        pytest.param(clue("KTX", kind=BODY), clue("KTX", "b2", BODY), id="one-word names of a body"),
        pytest.param(
            clue("Dahl campaign", "a1", BODY, local=True), clue("Dahl’s campaign", "b2", BODY, local=True), id="whose"
        ),
        pytest.param(clue("Borealis Inc.", kind=BODY), clue("Borealis", "b2", BODY), id="a legal form"),
        pytest.param(
            clue("U.N. Relief Board", kind=BODY), clue("United Nations Relief Board", "b2", BODY), id="spelling"
        ),
        pytest.param(
            clue("Clean Rivers Act", kind=LAW), clue("Clean Rivers Act", "b2", EntityType.AGREEMENT), id="a law"
        ),
        pytest.param(clue("Lantern", kind=BODY), clue("Lantern", "b2", EntityType.WORK), id="a body taken for a work"),
        pytest.param(clue("Kim Lund", he=4), clue("Kim Lund", "b2", she=4), id="pronouns, which are often others'"),
        pytest.param(
            clue("Ana Brito", nouns=["the president"]), clue("Ana Brito", "b2", nouns=["an actress"]), id="two callings"
        ),
    ],
)
def test_one_thing(one, other):
    assert len(groups(one, other)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(clue("Ana Brito", wikidata="Q1"), clue("Ana Brito", "b2", wikidata="Q2"), id="two ids"),
        pytest.param(
            clue("John Harlow", nouns=["the mayor"]), clue("John Harlow", "b2", nouns=["a farmer"]), id="two trades"
        ),
        pytest.param(
            clue("John Harlow", nouns=["The mayor of Leeds"]),
            clue("John Harlow", "b2", nouns=["mayor of Bath"]),
            id="one office in two places",
        ),
        pytest.param(
            clue("Kim Lund", names=[("Mr. Lund", 1)]),
            clue("Kim Lund", "b2", names=[("Mrs. Lund", 1)]),
            id="a man and a woman, by title",
        ),
        pytest.param(clue("Ana Brito"), clue("Rui Brito", "b2"), id="other first name"),
        pytest.param(clue("George W. Holm"), clue("George H. Holm", "b2"), id="other middle name"),
        pytest.param(clue("Ana Brito Jr."), clue("Ana Brito Sr.", "b2"), id="father and son"),
        pytest.param(
            clue("Finance Bill", kind=LAW, country="KE"),
            clue("Finance Bill", "b2", LAW, country="IN"),
            id="two countries",
        ),
        pytest.param(
            clue("Supreme Court", kind=BODY, country="KE"),
            clue("Supreme Court", "b2", BODY, country="IN"),
            id="a body that every country has",
        ),
        pytest.param(clue("Council", kind=BODY), clue("Council", "b2", BODY), id="a name that says too little"),
        pytest.param(clue("Brito"), clue("Ana Brito", "b2"), id="a surname of one article, nothing else in common"),
        pytest.param(clue("Lantern", kind=BODY), clue("Lantern", "b2", PLACE), id="a place"),
    ],
)
def test_two_things(one, other):
    assert len(groups(one, other)) == 2


@pytest.mark.parametrize(
    ("bare", "bearer"),
    [
        pytest.param(clue("Dahl", "n4"), "Q900", id="the better known"),
        pytest.param(clue("Dahl", "n4", names=[("Mr. Dahl", 2)], he=3), "Q901", id="a man"),
        pytest.param(clue("Dahl", "n9"), "Q900", id="nobody beside"),
        pytest.param(clue("Voss", "n9"), None, id="named in other articles, never so, with nobody beside"),
    ],
)
def test_a_bare_name_goes_to_the_bearer_whom_the_archive_knows(bare, bearer):
    names = resolved(*DAHLS, bare).curation
    found = names.resolve(bare.entity)

    assert found == (f"{BASE}entity/{bearer}" if bearer else bare.entity)


def test_where_two_remain_possible_nothing_is_merged():
    known = [
        clue("Maren Dahl", "n1", names=[("Dahl", 4)], wikidata="Q900"),
        clue("Ole Dahl", "n3", names=[("Dahl", 4)], wikidata="Q901"),
    ]
    resolution = resolved(*known, clue("Dahl", "n4"))

    assert resolution.merges == ()


def test_where_an_article_names_two_bearers_fame_does_not_decide():
    known = [clue("Maren Dahl", "n1", wikidata="Q900"), clue("Ole Dahl", "n1")]
    bare = clue("Dahl", "n1")

    assert resolved(*known, bare).merges == ()


def test_time_tells_two_bearers_apart():
    old, new = 700_000, 730_000  # days: eighty years
    known = [
        clue("Maren Dahl", "n1", names=[("Dahl", 30)], wikidata="Q900", day=old),
        clue("Ole Dahl", "n3", names=[("Dahl", 30)], wikidata="Q901", day=new),
    ]
    bare = clue("Dahl", "n4", day=new + 20)

    assert resolved(*known, bare).curation.resolve(bare.entity).endswith("Q901")


def test_neutral_articles_join_the_namesake_whose_company_they_share():
    beside = [clue("Rita Voss", article) for article in ("a1", "c3")]
    people = [
        clue("John Harlow", "a1", nouns=["the mayor"]),
        clue("John Harlow", "b2", nouns=["a farmer"]),
        clue("John Harlow", "c3"),
        clue("John Harlow", "d4"),
    ]

    found = [group for group in groups(*people, *beside) if "Rita" not in group[0]]
    assert found == [
        ["John Harlow in a1", "John Harlow in c3"],
        ["John Harlow in b2"],
        ["John Harlow in d4"],
    ]


@pytest.mark.parametrize(
    ("long", "short", "same_article"),
    [
        ("Harbour Safety Board", "HSB", False),
        ("Norvik University", "Norvik", True),
        ("Evening Times", "Times", True),
        ("Joint Harbour Safety Board", "Harbour Safety Board", True),
    ],
)
def test_a_body_by_a_shorter_name(long, short, same_article):
    beside = [clue(name, article) for name in ("Rita Voss", "Ole Aas", "Eva Lind") for article in ("a1", "b2")]
    where = "a1" if same_article else "b2"
    found = groups(clue(long, "a1", BODY, local=False), clue(short, where, BODY), *beside)

    assert sorted([f"{long} in a1", f"{short} in {where}"]) in found


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("Bank of the Fjord Stadium", "Bank of the Fjord"),
        ("Lund's Harbour Board", "Harbour Board"),
        ("Post-Coast News", "Coast News"),
        ("White House", "House"),
    ],
)
def test_what_only_contains_a_name_is_something_else(long, short):
    assert len(groups(clue(long, "a1", BODY), clue(short, "a1", BODY))) == 2


def test_every_merge_has_a_score_and_a_reason():
    resolution = resolved(*DAHLS, clue("Dahl", "n4"))

    assert [(0.8 <= m.score <= 1, bool(m.rule), "Maren Dahl" in m.reason) for m in resolution.merges] == [(True,) * 3]


def test_what_is_not_sure_is_doubtful():
    resolution = resolved(clue("Ana Brito", "b2", names=[("Brito", 1)]), clue("Brito"))

    assert [(m.into.rpartition("/")[2][:9], 0.3 < m.score < 0.8) for m in resolution.doubtful] == [("ana-brito", True)]


def test_what_articles_of_one_name_share_has_a_name_that_no_article_changes():
    two, three = (resolved(*(clue("KTX", f"a{n}", BODY) for n in range(size))) for size in (2, 3))

    assert {merge.into for merge in two.merges} == {merge.into for merge in three.merges}


def test_a_broadcaster_that_one_article_takes_for_a_person_is_none():
    (merge,) = (
        m
        for m in resolved(clue("KTX", "a1", BODY), clue("KTX", "b2", BODY), clue("KTX", "c3")).merges
        if m.type is not None
    )

    assert (merge.entity.endswith("c3"), merge.type) == (True, BODY)


@pytest.mark.parametrize("named", ["the other", "what both would be called"])
def test_what_people_told_apart_stays_apart(named):
    one, two, three = (clue("KTX", article, BODY) for article in ("a1", "b2", "c3"))
    (joint,) = {merge.into for merge in resolved(one, two, three).merges}
    other = joint if named != "the other" else two.entity
    told = Told(frozenset({frozenset((one.entity, other))}))

    assert not any({"KTX in a1", "KTX in b2"} <= set(group) for group in groups(one, two, three, told=told))


def test_no_order_of_clues_shows():
    clues = [*DAHLS, clue("Dahl", "n4"), clue("Dahl", "n5"), *(clue("KTX", f"k{n}", BODY) for n in range(5))]
    clues += [clue("John Harlow", "a1", nouns=["a mayor"]), clue("John Harlow", "b2", nouns=["a farmer"])]
    first = resolved(*clues)
    for seed in range(5):
        random.Random(seed).shuffle(clues)
        assert resolved(*clues) == first


def test_three_thousand_people_of_one_surname_take_linear_time():
    def work(size):
        people = [clue(f"Name{n} Lima", f"a{n}", names=[("Lima", 2)]) for n in range(size)]
        bare = [clue("Lima", f"b{n}") for n in range(size)]
        counted = [0]

        class Counting(frozenset):
            def __and__(self, other):
                counted[0] += 1
                return frozenset.__and__(self, other)

        around = {one.article: Counting({"Rita Voss"}) for one in (*people, *bare)}
        from graph.resolution import resolve

        resolve([*people, *bare], around)
        return counted[0]

    assert work(1000) <= 2.5 * work(500) + 100


def test_forty_namesakes_with_ids_stay_forty():
    people = [clue("Ana Lima", f"a{n}", wikidata=f"Q{n + 1}") for n in range(40)]

    assert len(groups(*people, clue("Ana Lima", "b1"), clue("Lima", "b2"))) == 42
