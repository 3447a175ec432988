"""Databases of Discourse Network Analyzer: one of our own, and the sample that comes with it, worked out by hand."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

import pytest

from graph.cli import run
from graph.errors import InvalidNetwork
from graph.networks.counting import count
from graph.networks.dna import Coding, parse_coding, read_dna
from graph.networks.events import Event, Scale
from graph.networks.network import make_coded_network
from graph.networks.options import ONE_MODE, Counting, Duplicates, Ends, Kind, Normalisation, Options, normalisations_of
from graph.networks.selecting import Selection
from tests.networks import dna

SAMPLE = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "dna_sample" / "sample.dna"
SCHEMA = """
CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT NOT NULL);
CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Date INTEGER);
CREATE TABLE STATEMENTTYPES(ID INTEGER PRIMARY KEY, Label TEXT);
CREATE TABLE VARIABLES(ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
CREATE TABLE STATEMENTS(ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER,
  Stop INTEGER);
CREATE TABLE ENTITIES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT);
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Entity INTEGER);
CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
INSERT INTO SETTINGS VALUES ('version', '3.0.7');
INSERT INTO STATEMENTTYPES VALUES (1, 'Remark'), (2, 'DNA Statement');
INSERT INTO VARIABLES VALUES (1, 'note', 'long text', 1), (2, 'organization', 'short text', 2),
  (3, 'concept', 'short text', 2), (4, 'agreement', 'boolean', 2), (5, 'warmth', 'integer', 2);
INSERT INTO ENTITIES VALUES (1, 2, 'Harbour Board'), (2, 2, 'Ferry Union'), (3, 2, ''), (4, 3, 'bridge'), (5, 3, '');
"""
TEXT = "🚢 We want the bridge. We do not. We may."
# Organisation, concept, agreement, warmth, start and stop in UTF-16 units.
CODED = [(1, 4, 1, 2, 3, 22), (2, 4, 0, -1, 23, 33), (3, 4, 1, 1, 34, 41), (1, 5, 1, 1, 34, 41)]


def write_dna(path: Path, change: str = "") -> Path:
    with closing(sqlite3.connect(path)) as made, made:
        made.executescript(SCHEMA)
        midnight = int(datetime(2024, 3, 12, tzinfo=UTC).timestamp())
        made.execute("INSERT INTO DOCUMENTS VALUES (1, 'Minutes', ?, ?)", (TEXT, midnight))
        for id, (who, what, agreement, warmth, start, stop) in enumerate(CODED, 1):
            made.execute("INSERT INTO STATEMENTS VALUES (?, 2, 1, ?, ?)", (id, start, stop))
            made.executemany(
                "INSERT INTO DATASHORTTEXT(StatementId, VariableId, Entity) VALUES (?, ?, ?)",
                [(id, 2, who), (id, 3, what)],
            )
            made.execute("INSERT INTO DATABOOLEAN(StatementId, VariableId, Value) VALUES (?, 4, ?)", (id, agreement))
            made.execute("INSERT INTO DATAINTEGER(StatementId, VariableId, Value) VALUES (?, 5, ?)", (id, warmth))
        made.executescript(change)
    return path


@pytest.fixture
def coded(tmp_path):
    return write_dna(tmp_path / "coded.dna")


def test_statements_with_actor_and_target_are_events_with_their_words(coded):
    events = read_dna(coded)

    assert events.rows == (
        Event(
            "Harbour Board", "bridge", 1, date(2024, 3, 12), "Minutes", "statement 1", ("We want the bridge.",), None, 3
        ),
        Event("Ferry Union", "bridge", 0, date(2024, 3, 12), "Minutes", "statement 2", ("We do not.",), None, 23),
    )


def test_whole_numbers_are_a_scale_of_those_that_occur(coded):
    events = read_dna(coded, Coding(qualifier="warmth"))

    assert events.scale == Scale((-1, 1, 2), (-1, 1, 2))
    assert [row.level for row in events.rows] == [2, -1]


def test_a_network_of_a_database_has_its_names_as_nodes(coded):
    network = make_coded_network(read_dna(coded), Options(Kind.CONFLICT))

    assert [(one, other, v["weight"], v["number"]) for one, other, v in network.edges(data=True)] == [
        ("Ferry Union", "Harbour Board", 1, 2)
    ]


@pytest.mark.parametrize(
    ("change", "coding", "complaint"),
    [
        ("UPDATE SETTINGS SET Value = '2.0 beta 24'", None, "of version 2.0 beta 24; open it in"),
        ("DELETE FROM SETTINGS", None, "of version unknown"),
        ("DROP TABLE SETTINGS", None, "a database, but none of Discourse Network Analyzer"),
        ("", Coding(actor="person"), r"no type of statements with person .*; there are Remark: note \(long text\)"),
        ("", Coding(qualifier="concept"), "no type of statements"),
        ("", Coding(statement_type="Remark"), "no type of statements"),
        ("DROP TABLE ENTITIES", None, r"no database of Discourse Network Analyzer 3 \(no such table: ENTITIES\)"),
    ],
)
def test_a_database_that_does_not_fit_is_refused(tmp_path, change, coding, complaint):
    with pytest.raises(InvalidNetwork, match=complaint):
        read_dna(write_dna(tmp_path / "bad.dna", change), coding)


def test_what_is_no_database_is_refused(tmp_path):
    (tmp_path / "letter.dna").write_text("Dear coder, " * 100)

    with pytest.raises(InvalidNetwork, match="no database of Discourse Network Analyzer 3"):
        read_dna(tmp_path / "letter.dna")
    with pytest.raises(InvalidNetwork, match="no such file"):
        read_dna(tmp_path / "missing.dna")


def test_a_locked_database_is_refused(coded):
    with closing(sqlite3.connect(coded)) as writer:
        writer.execute("BEGIN EXCLUSIVE")

        with pytest.raises(InvalidNetwork, match=r"cannot be read now \(database is locked\)"):
            read_dna(coded)


@pytest.mark.parametrize(
    ("selection", "complaint"),
    [
        (Selection(outlets=["Courier"]), "of a .dna file, names and a period"),
        (Selection(end=date(2020, 1, 1)), "no coded statement passes all filters"),
        (Selection(exclude=["BRIDGE"]), "no coded statement passes all filters"),
        (Selection(actors=["Nobody"]), "no actor named 'Nobody'"),
    ],
)
def test_what_cannot_be_asked_of_a_database_is_refused(coded, selection, complaint):
    with pytest.raises(InvalidNetwork, match=complaint):
        make_coded_network(read_dna(coded), Options(Kind.CONFLICT), selection)
    with pytest.raises(InvalidNetwork, match="made of a store"):
        make_coded_network(read_dna(coded), Options(Kind.CO_MENTION))


@pytest.mark.parametrize("text", ["organization", "organization,,agreement", "a,b,c,d"])
def test_a_coding_has_three_names(text):
    with pytest.raises(InvalidNetwork, match="does not name three variables"):
        parse_coding(text)


def test_the_command_reads_a_database(coded, capsys):
    arguments = ["network", "subtract", "--dna", str(coded), "--coding", "organization,concept,warmth"]
    code = run([*arguments, "--format", "csv"])

    assert code == 0
    assert "Ferry Union,Harbour Board,Undirected,e0" in capsys.readouterr().out


# --- the sample

shared = [pytest.mark.shared, pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not beside the project")]
# Organisations (rows) and concepts (columns) by alphabet: how often they agree, how often they do not.
FOR = ["001021", "000010", "00000A", "000000", "000002", "201111", "111210"]
AGAINST = ["000000", "200010", "100000", "200002", "200010", "000000", "000000"]
CONGRUENCE = {
    "01": 2, "02": 10, "04": 2, "05": 4, "06": 3, "12": 2, "13": 4, "14": 5, "15": 1, "16": 1, "23": 2, "24": 22,
    "25": 10, "34": 4, "45": 2, "56": 6,
}  # fmt: skip
CONFLICT = {
    "01": 2, "03": 2, "04": 2, "14": 1, "15": 5, "16": 3, "23": 20, "25": 2, "26": 1, "34": 4, "35": 6, "36": 2,
    "45": 5, "46": 3,
}  # fmt: skip


def sample_events():
    """The statements of the sample, read without our reader."""
    with closing(sqlite3.connect(SAMPLE)) as database:
        values = {(statement, name): value for statement, name, value in database.execute(
            "SELECT d.StatementId, v.Variable, e.Value FROM DATASHORTTEXT d JOIN VARIABLES v ON v.ID = d.VariableId"
            " JOIN ENTITIES e ON e.ID = d.Entity WHERE v.StatementTypeId = 1"
            " UNION SELECT d.StatementId, v.Variable, d.Value FROM DATABOOLEAN d"
            " JOIN VARIABLES v ON v.ID = d.VariableId"
        )}  # fmt: skip
        rows = database.execute(
            "SELECT s.ID, d.ID, d.Date, s.Start FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId"
            " WHERE s.StatementTypeId = 1"
        ).fetchall()
    return [
        Event(
            values[id, "organization"],
            values[id, "concept"],
            values[id, "agreement"],
            datetime.fromtimestamp(when, UTC).date(),
            f"{document}",
            f"{start:09} {id}",
        )
        for id, document, when, start in rows
    ]


def sample_weights(options):
    events = read_dna(SAMPLE)
    found = count(events.once(options.duplicates, signed=options.signed), options)
    ends = (events.actors, events.targets)
    if options.kind in ONE_MODE:
        ends = (ends[options.ends is Ends.TARGETS],) * 2
    edges = zip(found.rows.tolist(), found.columns.tolist(), found.weight.tolist(), strict=True)
    return {(ends[0][row], ends[1][column]): weight for row, column, weight in edges}


def worked_out(figures):
    names = read_dna(SAMPLE).actors
    return {(names[int(one)], names[int(other)]): weight for (one, other), weight in figures.items()}


class TestSample:
    pytestmark = shared

    def test_positions_are_those_counted_by_hand(self):
        events = read_dna(SAMPLE)
        expected = {
            (events.actors[row], events.targets[column]): int(FOR[row][column], 16) - int(AGAINST[row][column], 16)
            for row, column in product(range(7), range(6))
            if FOR[row][column] + AGAINST[row][column] != "00"
        }

        assert len(events) == 40
        assert sample_weights(Options(Kind.ACTOR_TARGET)) == expected

    @pytest.mark.parametrize(("kind", "figures"), [(Kind.CONGRUENCE, CONGRUENCE), (Kind.CONFLICT, CONFLICT)])
    def test_pairs_are_those_worked_out_by_hand(self, kind, figures):
        assert sample_weights(Options(kind)) == worked_out(figures)

    # Statements of the organisations: 4, 4, 11, 4, 5, 6, 6.
    @pytest.mark.parametrize(
        ("normalisation", "divisors"),
        [
            (Normalisation.AVERAGE, {"24": 8, "56": 6, "01": 4}),
            (Normalisation.ACTIVITY_PRODUCT, {"24": 55, "56": 36, "01": 16}),
            (Normalisation.COSINE, {"24": (101 * 9) ** 0.5, "56": (8 * 8) ** 0.5, "01": 6}),
            (Normalisation.JACCARD, {"24": 22 + 1, "56": 6 + 1 + 1, "01": 2 + 2 + 3}),
        ],
    )
    def test_normalised_pairs_are_those_worked_out_by_hand(self, normalisation, divisors):
        found = sample_weights(Options(Kind.CONGRUENCE, normalisation=normalisation))

        expected = worked_out({pair: CONGRUENCE[pair] / divisor for pair, divisor in divisors.items()})
        assert {pair: found[pair] for pair in expected} == pytest.approx(expected, abs=1e-9)

    @pytest.mark.parametrize(("ends", "duplicates"), list(product(Ends, Duplicates)))
    @pytest.mark.parametrize(
        ("kind", "normalisation"), [(kind, one) for kind in sorted(ONE_MODE) for one in normalisations_of(kind)]
    )
    def test_pairs_are_those_of_dna(self, kind, normalisation, ends, duplicates):
        expected = dna.one_mode(
            sample_events(), kind, normalisation, duplicates, levels=[0, 1], turned=ends is Ends.TARGETS
        )

        found = sample_weights(Options(kind, ends=ends, normalisation=normalisation, duplicates=duplicates))
        assert {pair: weight for pair, weight in found.items() if weight} == pytest.approx(expected, abs=1e-9)

    @pytest.mark.parametrize("duplicates", Duplicates)
    @pytest.mark.parametrize(
        ("counting", "normalisation"), list(product(Counting, normalisations_of(Kind.ACTOR_TARGET)))
    )
    def test_edges_to_targets_are_those_of_dna(self, counting, normalisation, duplicates):
        expected = dna.two_mode(sample_events(), counting, normalisation, duplicates, levels=[0, 1])

        found = sample_weights(Options(Kind.ACTOR_TARGET, counting, normalisation=normalisation, duplicates=duplicates))
        assert found == pytest.approx(expected, abs=1e-9)
