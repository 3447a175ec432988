"""What is counted over all articles: an article's share is added when it comes and taken away when it goes."""

from collections.abc import Sequence
from sqlite3 import Connection

from graph.store.index.derive.article import ABOUT, FACT
from graph.store.index.derive.values import Row
from graph.store.index.keys import hashed
from graph.store.index.stances import SUMMED


def stances_of(held: Connection, article: int) -> list[Row]:
    """Who is for or against whom in an article, as rows of the table `stance`."""
    rows = held.execute(
        f"SELECT v.source, v.stance, v.target, {SUMMED}, o.iri AS source_iri, t.iri AS target_iri"
        " FROM side v JOIN entity o ON o.id = v.source JOIN entity t ON t.id = v.target"
        " WHERE v.article = ? AND v.stands = 1 GROUP BY v.source, v.stance, v.target",
        (article,),
    )
    return [
        {**row, "rank": hashed(f"{row['source_iri']} {row['stance']} {row['target_iri']}")} for row in map(dict, rows)
    ]


def add_stances(held: Connection, stances: Sequence[Row]) -> None:
    """Add an article's share to who is for or against whom."""
    held.executemany(
        "INSERT INTO stance VALUES (:source, :stance, :target, :number, :articles, :acts, :explicit, :confidence,"
        " :first, :last, :rank) ON CONFLICT DO UPDATE"
        " SET number = number + excluded.number, articles = articles + excluded.articles, acts = acts + excluded.acts,"
        " explicit = explicit + excluded.explicit, confidence = MAX(confidence, excluded.confidence),"
        " first = MIN(COALESCE(first, excluded.first), COALESCE(excluded.first, first)),"
        " last = MAX(COALESCE(last, excluded.last), COALESCE(excluded.last, last))",
        stances,
    )


def take_stances(held: Connection, stances: Sequence[Row]) -> None:
    """Take an article's share away; days and confidence are sought again where it had the first, last or surest."""
    pair = "source = :source AND target = :target AND stance = :stance"
    held.executemany(
        "UPDATE stance SET number = number - :number, articles = articles - :articles, acts = acts - :acts,"
        f" explicit = explicit - :explicit WHERE {pair}",
        stances,
    )
    held.executemany(f"DELETE FROM stance WHERE {pair} AND number <= 0", stances)
    held.executemany(
        "UPDATE stance SET (first, last, confidence) ="
        f" (SELECT MIN(v.first), MAX(v.last), MAX(v.confidence) FROM side v WHERE {pair} AND v.stands = 1)"
        f" WHERE {pair} AND (first IS :first OR last IS :last OR confidence = :confidence)",
        stances,
    )


def count_entities(held: Connection, article: int, sign: int) -> None:
    """Add an article's share to the counts of its entities, or take it away (sign -1)."""
    held.execute(
        "UPDATE entity SET mentions = mentions + ? * m.number, articles = articles + ?"
        " FROM (SELECT entity, number FROM mention WHERE article = ?) AS m WHERE m.entity = entity.id",
        (sign, sign, article),
    )
    held.execute(
        "UPDATE entity SET said = said + ? * s.n FROM"
        " (SELECT source, COUNT(*) AS n FROM statement WHERE article = ? GROUP BY source) AS s"
        " WHERE s.source = entity.id",
        (sign, article),
    )
    for column, kind in (("about", ABOUT), ("facts", FACT)):
        held.execute(
            f"UPDATE entity SET {column} = {column} + ? * e.n FROM (SELECT entity, COUNT(*) AS n FROM entry"
            " WHERE article = ? AND kind = ? GROUP BY entity) AS e WHERE e.entity = entity.id",
            (sign, article, kind),
        )
