"""Files of others become tables above ours; what is wrong with one is said in a line, and nothing of it stays."""

import json
from pathlib import Path

import pytest

from graph.cli import run
from graph.errors import InvalidSeeds, StoreBusy
from graph.linking.gazetteer import Gazetteer
from graph.seeding import current, folder, history, make_plan, read_file, undo, write
from tests.linking.conftest import WORLD, write_world

DAY = "2024-03-14"
POPOLO = {
    "persons": [
        {
            "id": "p1",
            "name": "Gil Moor",
            "gender": "male",
            "birth_date": "1975-02",
            "other_names": [{"name": "Gilbert Moor"}],
            "identifiers": [{"scheme": "wikidata", "identifier": "Q70"}],
        },
        {"id": "p2", "name": "Nobody Known"},
    ],
    "organizations": [
        {"id": "o1", "name": "The Tide Chamber", "classification": "legislature"},
        {
            "id": "o2",
            "name": "Harbour Party",
            "classification": "Political Party",
            "identifiers": [{"scheme": "wikidata", "identifier": "Q71"}],
        },
    ],
    "events": [{"id": "t1", "start_date": "2020-01-01", "end_date": "2024-01-01"}],
    "memberships": [
        {
            "person_id": "p1",
            "organization_id": "o1",
            "on_behalf_of_id": "o2",
            "role": "member",
            "legislative_period_id": "t1",
        }
    ],
}
RESULTS = (
    "person,personLabel,genderLabel,position,positionLabel,country,start,end,party,partyLabel\n"
    "http://www.wikidata.org/entity/Q80,Hal Pike,male,http://www.wikidata.org/entity/Q900,Prime Minister of Arcadia,"
    "http://www.wikidata.org/entity/Q10,2022-08-01T00:00:00Z,,http://www.wikidata.org/entity/Q51,Farmers' Party\n"
    "http://www.wikidata.org/entity/Q1,Ada Lund,female,,,http://www.wikidata.org/entity/Q10,,,,\n"
    "http://www.wikidata.org/entity/Q81,Q81,,,,,,,,\n"
)
MONEY = [
    {
        "id": "Q90",
        "schema": "Person",
        "caption": "Ivo Reed",
        "properties": {"name": ["Ivo Reed"], "alias": ["I. Reed"], "gender": ["male"], "citizenship": ["aq"]},
    },
    {"id": "x1", "schema": "Position", "properties": {"name": ["Minister of Finance"], "country": ["aq"]}},
    {
        "id": "x2",
        "schema": "Occupancy",
        "properties": {"holder": ["Q90"], "post": ["x1"], "startDate": ["2021-01-01"], "endDate": ["2023"]},
    },
    {"id": "Q91", "schema": "PublicBody", "properties": {"name": ["Office of Sands"], "country": ["aq"]}},
    {"id": "x3", "schema": "Person", "properties": {"name": ["Without Item"]}},
]


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    (tmp_path / "ours").mkdir()
    write_world(tmp_path / "ours", WORLD)
    return tmp_path / "ours"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own"


def put(path: Path, content: object) -> Path:
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def take_in(path: Path, ours: Path, own: Path, *, country: str = "", replace: bool = False) -> Gazetteer:
    tables = [ours, *filter(None, [current(own)])]
    batch = read_file(path, Gazetteer(*tables), country=country, as_of=DAY)
    write(own, make_plan(batch, tables, replace=replace), path.name, DAY)
    here = current(own)
    assert here is not None
    return Gazetteer(ours, here)


def offices(gazetteer: Gazetteer, qid: str) -> list[tuple[str, str, str, str]]:
    found = gazetteer.offices_of(gazetteer.persons[qid])
    return [(office.position.title, office.start, office.end, office.as_of) for office in found]


def test_popolo(tmp_path, ours, own):
    made = take_in(put(tmp_path / "a.json", POPOLO), ours, own, country="AQ")

    person = made.persons["Q70"]
    assert (person.name, person.aliases, person.gender, person.born) == ("Gil Moor", ("Gilbert Moor",), "m", "1975-02")
    assert (person.countries, person.parties) == (("AQ",), ("Q71",))
    assert made.parties["Q71"].name == "Harbour Party"
    assert offices(made, "Q70") == [("member of the Tide Chamber", "2020-01-01", "2024-01-01", DAY)]


def as_json(csv_text: str) -> dict[str, object]:
    header, *rows = [line.split(",") for line in csv_text.strip().split("\n")]
    bindings = [{n: {"value": v} for n, v in zip(header, row, strict=True) if v} for row in rows]
    return {"head": {"vars": header}, "results": {"bindings": bindings}}


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_wikidata_query(tmp_path, ours, own, form):
    path = put(tmp_path / f"a.{form}", RESULTS if form == "csv" else as_json(RESULTS))
    made = take_in(path, ours, own)

    assert offices(made, "Q80") == [("Prime Minister of Arcadia", "2022-08-01", "", DAY)]
    assert made.offices_of(made.persons["Q80"])[0].position.id == "1"  # the office that we know
    assert made.persons["Q80"].parties == ("Q51",)
    assert "Q81" not in made.persons


def test_follow_the_money(tmp_path, ours, own):
    made = take_in(put(tmp_path / "a.jsonl", "\n".join(map(json.dumps, MONEY))), ours, own)

    assert made.persons["Q90"].aliases == ("Ivo Reed", "I. Reed")
    assert made.offices_of(made.persons["Q90"])[0].position.jurisdiction == "Q10"
    assert [body.qid for body in made.bodies_named("Office of Sands")] == ["Q91"]


def test_our_own_tables(tmp_path, ours, own):
    take_in(put(tmp_path / "persons.csv", "qid,name,countries\nQ60,Jan Kiel,AQ\n"), ours, own)
    made = take_in(
        put(tmp_path / "o.csv", "person,title,jurisdiction,start,end\nQ60,Premier of Northmark,Q10,2021,2022\n"),
        ours,
        own,
    )

    assert offices(made, "Q60") == [("Premier of Northmark", "2021", "2022", DAY)]
    assert len(made.persons) == 7


def test_what_we_know_stays_and_is_added_to(tmp_path, ours, own):
    made = take_in(put(tmp_path / "persons.csv", "qid,name,gender,born,died\nQ1,Ada Lund-Rey,m,1970,2023\n"), ours, own)

    person = made.persons["Q1"]
    assert (person.name, person.aliases, person.gender) == ("Ada Lund", ("Ada Lund-Rey",), "f")
    assert (person.born, person.died, person.countries) == ("1970-01-01", "2023", ("AQ",))


def test_a_contradiction_is_reported_and_counts_only_when_asked(tmp_path, ours, own):
    path = put(tmp_path / "persons.csv", "qid,name,gender\nQ1,Ada Lund,m\n")
    plan = make_plan(read_file(path, Gazetteer(ours), as_of=DAY), [ours])

    assert list(map(str, plan.conflicts)) == ["persons Q1: gender is f, the file has m"]
    assert not plan
    assert take_in(path, ours, own, replace=True).persons["Q1"].gender == "m"


def test_importing_twice_brings_nothing_new(tmp_path, ours, own):
    path = put(tmp_path / "a.json", POPOLO)
    take_in(path, ours, own, country="AQ")

    again = make_plan(read_file(path, Gazetteer(ours), country="AQ", as_of=DAY), [ours, current(own)])
    assert (bool(again), again.left_out) == (False, 1)


def test_imports_are_listed_and_taken_back_one_by_one(tmp_path, ours, own):
    take_in(put(tmp_path / "persons.csv", "qid,name\nQ60,Jan Kiel\n"), ours, own)
    take_in(put(tmp_path / "parties.csv", "qid,name\nQ61,Sea Party\n"), ours, own)
    assert [(i.number, i.file, i.added, i.before) for i in history(own)] == [
        (2, "parties.csv", 1, 1),
        (1, "persons.csv", 1, 0),
    ]

    assert undo(own).number == 2
    assert list(Gazetteer(ours, current(own)).parties) == ["Q50", "Q51", "Q52"]
    undo(own)
    assert (current(own), history(own)) == (None, [])
    with pytest.raises(InvalidSeeds, match="nothing to undo"):
        undo(own)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("persons.csv", "name\nAda\n", "the column qid is missing"),
        ("a.csv", "name,size\nAda,3\n", "no table has the columns name, size"),
        ("persons.csv", "qid,name,shoe\nQ1,Ada,39\n", "persons has no column 'shoe'"),
        ("persons.csv", "qid,name,name\nQ1,Ada,Ada\n", "two columns are called 'name'"),
        ("persons.csv", "qid,name\nQ60,Ada\nQ60,Eva\n", "line 3: Q60 stands twice in persons"),
        ("persons.csv", "qid,name\nA60,Ada\n", "line 2: 'A60' is no Wikidata id"),
        ("persons.csv", "qid,name\nQ60,\n", "line 2: no name"),
        ("persons.csv", "qid,name\nQ60\n", "line 2: 1 cells, the header has 2"),
        ("persons.csv", 'qid,name\nQ60,"Ada\n', "no CSV"),
        ("persons.csv", "qid,name,born\nQ60,Ada,soon\n", "line 2: 'soon' is no date"),
        ("persons.csv", "qid,name,born\nQ60,Ada,2001-02-30\n", "is no date"),
        ("persons.csv", "qid,name,born,died\nQ60,Ada,2001,1999\n", "ends on 1999, before it begins on 2001"),
        ("a.csv", "person,title,start,end\nQ1,Mayor,2020-05,2020-04-30\n", "before it begins on 2020-05"),
        ("a.csv", "person,title\nQ99,Mayor\n", "Q99, whom nobody knows"),
        ("offices.csv", "person,position\nQ1,77\n", "there is no position '77'"),
        ("persons.csv", "", "empty; give a file"),
        ("persons.csv", "qid,name\n", "it has no records"),
        ("a.json", "{", "no JSON"),
        ("a.json", {"people": []}, "neither Popolo"),
        ("a.json", {"persons": [{"name": "Ada"}]}, "1 records have no Wikidata id"),
        ("a.json", {"persons": ["Ada"]}, "not in the form"),
        ("a.json", [{"colour": "red"}], "no column for people"),
        ("a.jsonl", '{"id": "Q1", "schema": "Person"}\n', "line 1: an entity needs schema and properties"),
        ("a.jsonl", json.dumps(MONEY[0]) + "\n{oops\n", "line 2: no JSON"),
        ("a.csv", RESULTS.replace("2022-08-01T00:00:00Z,", "2022-08-01T00:00:00Z,2021-01-01"), "before it begins"),
    ],
)
def test_a_bad_file_is_refused_in_one_line(tmp_path, ours, own, name, content, message):
    with pytest.raises(InvalidSeeds, match=message) as raised:
        take_in(put(tmp_path / name, content), ours, own)

    assert "\n" not in str(raised.value)
    assert current(own) is None


def test_what_is_no_text_or_not_there_is_refused(tmp_path, ours):
    (tmp_path / "bad.csv").write_bytes(b"qid,name\nQ1,\xff\n")

    for path, message in ((tmp_path / "bad.csv", "not UTF-8"), (tmp_path / "none.csv", "cannot be read")):
        with pytest.raises(InvalidSeeds, match=message):
            read_file(path, Gazetteer(ours))
    with pytest.raises(InvalidSeeds, match="no country"):
        read_file(tmp_path / "bad.csv", Gazetteer(ours), country="Arcadia")


def test_an_import_that_breaks_off_leaves_the_old_tables(tmp_path, ours, own, monkeypatch):
    take_in(put(tmp_path / "persons.csv", "qid,name\nQ60,Jan Kiel\n"), ours, own)
    before = current(own)
    monkeypatch.setattr(folder, "_point_to", lambda *_: (_ for _ in ()).throw(OSError("the plug was pulled")))
    with pytest.raises(OSError, match="plug"):
        take_in(put(tmp_path / "parties.csv", "qid,name\nQ61,Sea Party\n"), ours, own)
    monkeypatch.undo()

    assert current(own) == before
    assert "Q61" not in Gazetteer(ours, before).parties
    made = take_in(put(tmp_path / "parties.csv", "qid,name\nQ62,Sand Party\n"), ours, own)
    assert ("Q61" in made.parties, "Q62" in made.parties) == (False, True)


def test_two_imports_at_once_are_refused(own):
    with folder._locked(own), pytest.raises(StoreBusy, match="in use"), folder._locked(own):
        pass


@pytest.mark.parametrize(("file", "content"), [("current", "one"), ("0001/import.json", "{}")])
def test_a_damaged_folder_is_reported(tmp_path, ours, own, file, content):
    take_in(put(tmp_path / "persons.csv", "qid,name\nQ60,Jan Kiel\n"), ours, own)
    (own / file).write_text(content, encoding="utf-8")

    with pytest.raises(InvalidSeeds, match=r"cannot be read|is damaged"):
        history(own)


def test_many_people_of_one_name_are_found_again(tmp_path, ours, own):
    rows = "".join(f"Q{n},Ana Lima\n" for n in range(1000, 6000))
    made = take_in(put(tmp_path / "persons.csv", f"qid,name\n{rows}"), ours, own)

    assert len(made.persons_named("Ana Lima")) == 5000


@pytest.fixture
def in_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("HUSTINGS_SEEDS", str(tmp_path / "own"))
    return tmp_path


def test_commands_preview_import_list_and_undo(in_folder, capsys):
    path = str(put(in_folder / "persons.csv", "qid,name,countries\nQ999999999,Jan Kiel,NL\n"))
    assert run(["seeds", "import", path, "--preview"]) == 0
    assert "nothing was changed" in capsys.readouterr().out
    assert not (in_folder / "own").exists()

    assert run(["seeds", "import", path]) == 0
    assert "1 row added" in capsys.readouterr().out
    assert run(["seeds", "import", path]) == 0
    assert "nothing new" in capsys.readouterr().out
    assert run(["seeds", "list"]) == 0
    assert "persons.csv" in capsys.readouterr().out
    assert run(["seeds", "import", "--undo"]) == 0
    assert current(in_folder / "own") is None


@pytest.mark.parametrize("arguments", [["import"], ["import", "a.csv", "--undo"], ["import", "none.csv"]])
def test_a_command_that_cannot_be_done_says_why_in_one_line(in_folder, capsys, arguments):
    assert run(["seeds", *arguments]) == 2
    assert capsys.readouterr().err.count("\n") == 1
