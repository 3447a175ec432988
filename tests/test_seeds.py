import csv
import re
import tomllib
from importlib.resources import files

import pytest

from graph.linking import load_gazetteer
from seeds.refresh import main, refresh

ENTITIES = files("seeds") / "entities"
BY_HAND = ("country_names", "demonyms", "international", "metonyms", "party_names", "party_words")
SIX_MEGABYTES = 6_000_000


def read(name):
    with (ENTITIES / f"{name}.csv").open("r", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def tables():
    return sorted(path.name.removesuffix(".csv") for path in ENTITIES.iterdir() if path.name.endswith(".csv"))


def sources():
    return tomllib.loads((files("seeds") / "sources.toml").read_text(encoding="utf-8"))


def test_every_table_names_its_origin_and_a_licence_that_asks_for_no_sharing_alike():
    named = {table["name"]: table for table in sources()["table"]}

    assert sorted(named) == tables()
    assert all(table["origin"] and table["holds"] for table in named.values())
    assert {part for t in named.values() for part in t["licence"].split(" AND ")} <= {
        "CC0-1.0",
        "ISC",
        "MIT",
        "PDDL-1.0",
        "public domain",
    }


@pytest.mark.parametrize("licence", ["MIT", "ISC"])
def test_licences_that_ask_for_a_notice_have_it(licence):
    assert "Copyright" in sources()["notices"][licence]


def test_the_tables_are_small():
    assert sum(len((ENTITIES / f"{name}.csv").read_bytes()) for name in tables()) < SIX_MEGABYTES


@pytest.mark.parametrize("name", tables())
def test_a_table_is_plain_and_sorted(name):
    content = (ENTITIES / f"{name}.csv").read_bytes()
    rows = read(name)
    first = [int(digits) for row in rows if (digits := re.sub(r"^Q", "", next(iter(row.values())))).isdigit()]

    assert b"\r" not in content
    assert content.endswith(b"\n")
    assert all(None not in row and None not in row.values() for row in rows)
    assert first == sorted(first)


@pytest.mark.parametrize("name", [name for name in tables() if name not in (*BY_HAND, "offices", "positions")])
def test_each_id_stands_once_and_is_one(name):
    ids = [row["qid"] for row in read(name)]

    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"Q[1-9]\d*", each) for each in ids)


@pytest.mark.parametrize("name", BY_HAND)
def test_tables_written_by_hand_hold_no_ids(name):
    assert not re.search(r"\bQ\d", (ENTITIES / f"{name}.csv").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["country_names", "demonyms", "metonyms", "party_words", "subdivisions", "cities"])
def test_countries_are_known(name):
    known = {row["iso2"] for row in read("countries")}

    assert {row.get("country") for row in read(name)} <= {*known, ""}


def test_parties_of_short_words_are_known():
    known = {(country, row["name"]) for row in read("parties") for country in row["countries"].split("|")}

    assert [row for row in read("party_words") if (row["country"], row["party"]) not in known] == []


def test_offices_refer_to_persons_and_positions_and_say_up_to_when_they_are_known():
    offices = read("offices")

    assert {row["person"] for row in offices} == {row["qid"] for row in read("persons")}
    assert {row["position"] for row in offices} == {row["id"] for row in read("positions")}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", row["as_of"]) for row in offices)


SOURCE = {
    "persons": [
        "qid,name,aliases,gender,born,died,countries,parties,enwiki,sources",
        "Q20,Bo Lund,Bo|Бо,m,1950-01-01,,AQ,,Bo Lund (politician),x",
        "Q3,Ada Lund,,f,1960-01-01,,AQ,Q50,Ada Lund-Marsh,x",
        "Q4,Old Marsh,,m,1900-01-01,1989-01-01,AQ,,,x",
    ],
    "offices": [
        "person,title,position_qid,jurisdiction,jurisdiction_qid,start,end,as_of,source",
        "Q20,Mayor of Port Ada,Q901,Arcadia,Q10,2001-01-01,2005-01-01,2022-07-01,x",
        "Q3,Premier,Q900,Arcadia,Q10,2010-01-01,,2022-07-01,x",
        "Q4,Premier,Q900,Arcadia,Q10,1970-01-01,1979-01-01,2022-07-01,x",
    ],
    "parties": [
        "qid,name,short,native,country_iso3,enwiki,founded,dissolved,partyfacts_id",
        "Q50,Liberal Party,LP,Liberalt Parti (Arcadian),ARC,Liberal Party (Arcadia),1900,,1",
        "Q51,Old Party,,,ARC,,1900,1950,2",
        "Q52,independent politician,,,ARC,,,,",
    ],
    "countries": [
        "qid,iso2,iso3,name,official,french,aliases,capital,region,independent",
        "Q10,AQ,ARC,Arcadia,Republic of Arcadia,Arcadie,,Port Ada,,Yes",
    ],
    "subdivisions": [
        "qid,iso3166_2,name,french,aliases,abbrev,postal,type,country,source",
        "Q60,AQ-N,Northmark,,,N.M.,NM,State,Arcadia,x",
    ],
    "cities": ["qid,name,french,aliases,country_iso2,admin1,capital,population", "Q70,Port Ada,,Arcadia,AQ,,country,9"],
    "government_bodies": [
        "qid,name,acronyms,aliases,french,country_iso2,status,founded,enwiki,source",
        "Q80,Arcadia Coast Guard,ACG,Arcadia|Guard,,AQ,active,,,ror",
        "Q81,Gone Guard,,,,AQ,inactive,,,ror",
    ],
}


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    for name, rows in SOURCE.items():
        (folder / f"{name}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("persons", ["Q3,Ada Lund,Ada Lund-Marsh,f,1960-01-01,,AQ,Q50", "Q20,Bo Lund,Bo,m,1950-01-01,,AQ,"]),
        ("positions", ["1,Q900,Premier,Q10", "2,Q901,Mayor of Port Ada,Q10"]),
        ("offices", ["Q3,1,2010-01-01,,2022-07-01", "Q20,2,2001-01-01,2005-01-01,2022-07-01"]),
        ("parties", ["Q50,Liberal Party,LP,Liberalt Parti,AQ,1900,"]),
        ("countries", ["Q10,AQ,ARC,Arcadia,Republic of Arcadia,Port Ada"]),
        ("subdivisions", ["Q60,AQ-N,Northmark,,N.M.|NM,AQ,state"]),
        ("cities", ["Q70,Port Ada,,AQ,,country,9"]),
        ("bodies", ["Q80,Arcadia Coast Guard,ACG,Guard,AQ"]),
    ],
)
def test_a_refresh_makes_the_tables(source, tmp_path, table, rows):
    refresh(source, tmp_path / "out")

    assert (tmp_path / "out" / f"{table}.csv").read_text(encoding="utf-8").splitlines()[1:] == rows


def test_a_refresh_of_what_is_no_folder_is_refused(tmp_path, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([str(tmp_path / "nowhere")])

    assert stopped.value.code == 2
    assert "is not a folder" in capsys.readouterr().err


def test_the_gazetteer_that_comes_along_can_be_asked():
    gazetteer = load_gazetteer()

    assert [person.qid for person in gazetteer.persons_named("Justin Trudeau")] == ["Q3099714"]
    assert load_gazetteer() is gazetteer
