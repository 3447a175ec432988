"""The rows of the read model that an article's own graph amounts to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Quad

from graph.rdf.vocabulary import DCTERMS, HUS, ITSRDF, NIF, RDF, SCHEMA, SKOS, WIKIDATA
from graph.store.index.derive.items import fact_row, statement_row
from graph.store.index.derive.sides import side_rows
from graph.store.index.derive.values import ArticleNodes, Place, Row, Values, by_node, place_of, places_of, value_of
from graph.store.index.keys import article_id, sort_day

ABOUT, FACT = "about", "fact"  # kinds of entries


@dataclass(slots=True)
class ArticleRows:
    """An article's share of the read model; entities by their names without the store's base."""

    article: Row
    statements: list[Row] = field(default_factory=list)
    facts: list[Row] = field(default_factory=list)
    sides: list[Row] = field(default_factory=list)  # with the key of the statement or fact that takes them
    mentions: dict[str, int] = field(default_factory=dict)
    candidates: list[Row] = field(default_factory=list)
    entries: set[tuple[str, str, int]] = field(default_factory=set)  # entity, kind, ordinal


def article_rows(quads: Iterable[Quad], base: str) -> ArticleRows | None:
    """The rows of an article's own graph; None where the graph holds no article."""
    values = by_node(quads)
    own = next((found for found in values.values() if DCTERMS.identifier.value in found), None)
    text = value_of(own, NIF.isString) if own else None
    if own is None or text is None:
        return None
    return _rows(ArticleNodes(values, base, text), own)


def _rows(nodes: ArticleNodes, own: Values) -> ArticleRows:
    rows = ArticleRows(_article_row(own))
    published = value_of(own, SCHEMA.datePublished)
    mentioned: list[tuple[int, int, str]] = []
    contents: dict[str, Sequence[Place]] = {}  # of statements, by key
    for node, values in nodes.values.items():
        kinds = {value.value for value in values.get(RDF.type.value, ())}
        if HUS.Statement.value in kinds and (row := statement_row(nodes, node, values)):
            sides = side_rows(nodes, values)
            rows.statements.append(row | _stated(sides))
            rows.sides += _taken("statement", row, sides, published)
            contents[str(row["key"])] = places_of(values, HUS.content)
        elif HUS.Fact.value in kinds and (row := fact_row(nodes, node, values)):
            rows.facts.append(row)
            rows.sides += _taken("fact", row, side_rows(nodes, values), published)
        elif HUS.Candidate.value in kinds:
            rows.candidates.extend(_candidates(nodes, values))
        for entity in values.get(ITSRDF.taIdentRef.value, ()):
            name = nodes.short(entity)
            rows.mentions[name] = rows.mentions.get(name, 0) + 1
            if place := place_of(node):
                mentioned.append((*place, name))
    rows.statements.sort(key=lambda row: (row["ordinal"], row["key"]))
    rows.facts.sort(key=lambda row: (row["ordinal"], row["key"]))
    rows.article |= {"statements": len(rows.statements), "facts": len(rows.facts)}
    rows.sides.sort(key=lambda row: (row["ordinal"], str(row["statement"]), str(row["fact"]), row["number"]))
    rows.entries = {*_about(rows, contents, mentioned), *_parts_in_facts(rows.facts)}
    return rows


def _article_row(own: Values) -> Row:
    published = value_of(own, SCHEMA.datePublished)
    name = value_of(own, DCTERMS.identifier) or ""
    return {
        "id": article_id(name),
        "name": name,
        "title": value_of(own, DCTERMS.title),
        "published": published,
        "day": sort_day(published),
        "publisher": value_of(own, SCHEMA.publisher),
        "url": value_of(own, SCHEMA.url),
        "language": value_of(own, DCTERMS.language) or "",
        "sha256": value_of(own, HUS.textSha256) or "",
    }


def _candidates(nodes: ArticleNodes, values: Values) -> Iterator[Row]:
    item, label, reason = (value_of(values, p) for p in (SKOS.exactMatch, SKOS.prefLabel, HUS.reason))
    for entity in values.get(HUS.candidateFor.value, ()):
        if item and label:
            yield {
                "entity": nodes.short(entity),
                "wikidata": item.removeprefix(WIKIDATA),
                "label": label,
                "score": float(value_of(values, HUS.score) or 0),
                "reason": reason or "",
            }


def _stated(sides: Sequence[Row]) -> Row:
    """Stance and target of the surest side that stands."""
    side = next((side for side in sides if side["stands"]), None)
    return {"stance": side["stance"] if side else None, "target": side["target"] if side else None}


def _taken(kind: str, made: Row, sides: Sequence[Row], published: str | None) -> Iterator[Row]:
    """The sides with who takes them and when: said or done or, where the text does not tell, published."""
    names = ("said_earliest", "said_latest") if kind == "statement" else ("earliest", "latest")
    earliest, latest = (made[name] for name in names)
    shared = {
        "statement": made["key"] if kind == "statement" else None,
        "fact": made["key"] if kind == "fact" else None,
        "ordinal": made["ordinal"],
        "source": made["source" if kind == "statement" else "subject"],
        "first": earliest or latest or published,
        "last": latest or earliest or published,
    }
    return ({**side, **shared} for side in sides)


def _about(
    rows: ArticleRows,
    contents: Mapping[str, Sequence[Place]],
    mentioned: Sequence[tuple[int, int, str]],
) -> Iterator[tuple[str, str, int]]:
    """The entities that a statement is for or against, or names in its content, but for who makes it."""
    targets: dict[object, set[str]] = {}
    for side in rows.sides:
        if side["stands"]:
            targets.setdefault(side["statement"], set()).add(str(side["target"]))
    for row in rows.statements:
        held = contents[str(row["key"])]
        names = {name for b, e, name in mentioned if any(first <= b and e <= last for first, last in held)}
        names |= targets.get(row["key"], set())
        ordinal = row["ordinal"]
        assert isinstance(ordinal, int)
        yield from ((name, ABOUT, ordinal) for name in names - {row["source"]})


def _parts_in_facts(facts: Iterable[Row]) -> Iterator[tuple[str, str, int]]:
    for row in facts:
        ordinal = row["ordinal"]
        assert isinstance(ordinal, int)
        for role in ("subject", "object", "according"):
            if row[role]:
                yield str(row[role]), FACT, ordinal
