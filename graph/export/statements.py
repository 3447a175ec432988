"""Statements as a table (CSV): a row each, the latest first, with the words that say so and where they stand.

Offsets count code points, the end is exclusive. Where a cell holds several pieces, they stand in text order, separated
as in the offsets beside them: "12 ; 40".
"""

from collections.abc import Iterator

from graph.export.network import Filters
from graph.export.table import csv_lines
from graph.export.tables import Flat, to_flat
from graph.rdf.identifiers import article_iri
from graph.store.base import Store
from graph.store.index.asking import Row
from graph.store.index.reading import Reader
from graph.store.index.shown import parts_of, sentences_of, sides_of

_PLACED = ("source", "cue", "content", "target", "sentence")  # what has offsets
COLUMNS = (
    "source", "source_text", "cue", "content", "kind", "stance", "target", "strength",
    "stance_confidence", "stance_by", "further_stances", "negated", "modality",
    "said_earliest", "said_latest", "said_text", "published", "outlet", "title", "sentence", "reported_via",
    "on_behalf_of",
    "confidence", "by",
    "source_iri", "source_wikidata", "target_iri", "target_wikidata", "reported_via_iri", "on_behalf_of_iri",
    "article", "article_iri", "url",
    *(f"{role}_{end}" for role in _PLACED for end in ("start", "end")),
    "statement",
)  # fmt: skip
_NAMED = (("source", "source"), ("target", "target"), ("via", "reported_via"), ("behalf", "on_behalf_of"))
_AS_THEY_STAND = (
    "cue", "content", "kind", "stance", "modality", "said_earliest", "said_latest", "said_text", "confidence",
    "source_wikidata", "target_wikidata",
)  # fmt: skip


def statement_lines(store: Store, filters: Filters) -> Iterator[str]:
    """The lines of the table: of all statements, of an article's, of those by or about entities of some types."""
    reader = store.reader
    rows = reader.all_statements(
        article=filters.article, types=[kind.value for kind in filters.types], sides=filters.sides
    )
    return csv_lines(COLUMNS, (_cells(row, reader) for row in rows))


def _cells(row: Row, reader: Reader) -> list[Flat]:
    values = _values(row, reader)
    return ["" if (cell := to_flat(values[column])) is None else cell for column in COLUMNS]


def _values(row: Row, reader: Reader) -> dict[str, object]:
    pieces = [*parts_of(row), *(("sentence", *sentence) for sentence in sentences_of(row))]
    values: dict[str, object] = {name: row[name] for name in _AS_THEY_STAND}
    for role, name in _NAMED:
        iri = row[f"{role}_iri"]
        values |= {name: row[f"{role}_label"], f"{name}_iri": reader.full(iri) if iri is not None else None}
    values |= _stances(row)
    for role in _PLACED:
        places = [(begin, end) for found, begin, end, _ in pieces if found == role]
        values |= {f"{role}_start": [begin for begin, _ in places], f"{role}_end": [end for _, end in places]}
    article = row["article_name"]
    return values | {
        "source_text": [words for role, _, _, words in pieces if role == "source"],
        "negated": bool(row["negated"]),
        "published": row["article_published"],
        "outlet": row["article_publisher"],
        "title": row["article_title"],
        "sentence": [words for role, _, _, words in pieces if role == "sentence"],
        "by": row["rule"],
        "article": article,
        "article_iri": article_iri(article, reader.base).value,
        "url": row["article_url"],
        "statement": reader.made_iri("statement", article, row["key"]),
    }


def _stances(row: Row) -> dict[str, object]:
    """What is known of the stance, and the further ones that the statement takes: "opposes a carbon tax"."""
    standing = [side for side in sides_of(row) if side.stands]
    first = standing[0] if standing else None
    return {
        "strength": first.strength if first else None,
        "stance_confidence": first.confidence if first else None,
        "stance_by": first.rule if first else None,
        "further_stances": [f"{side.stance} {side.label}" for side in standing[1:]],
    }
