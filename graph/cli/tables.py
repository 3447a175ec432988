"""Statements, facts and entities as tables for people; what a row says is the same from an article or from a store."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.cleaning import clean_text
from graph.cli.reporting import printable
from graph.model import Annotation, Argument, CharSpan, Fact, Modality, Stance, Statement, Strength, TimeInterval

if TYPE_CHECKING:  # what shows an article that was just read needs no store
    from graph.lookup.views import EntitySummary, FactView, StanceView, StatementView

Cells = tuple[str, ...]
STATEMENTS = ("who", "cue", "content", "stance → target", "date")
FACTS = ("subject", "predicate", "object", "time", "according to")
STANCES = ("who", "stance → target", "statements", "acts", "articles", "other side", "strength", "confidence", "dates")
ENTITIES = ("entity", "type", "Wikidata", "mentions", "IRI")
_PIPE_WIDTH = 160  # of a table that no terminal cuts


def print_annotation(annotation: Annotation) -> None:
    """Print the statements and the facts of an article."""
    article = annotation.article
    heading = " · ".join(str(part) for part in (article.id, article.publisher, article.published) if part)
    print_table(f"{heading}: statements", STATEMENTS, [statement_cells(s, annotation) for s in annotation.statements])
    print_table(f"{heading}: facts", FACTS, [fact_cells(f, annotation) for f in annotation.facts])


def print_statements(title: str, views: Iterable["StatementView"]) -> None:
    """Print statements of a store."""
    print_table(title, ("article", *STATEMENTS), [(view.article.id, *_statement_view_cells(view)) for view in views])


def print_stances(title: str, views: Iterable["StanceView"]) -> None:
    """Print who is for or against whom, with how often, where and when that was found."""
    print_table(title, STANCES, [_stance_view_cells(view) for view in views])


def print_facts(title: str, views: Iterable["FactView"]) -> None:
    """Print facts of a store."""
    print_table(title, ("article", *FACTS), [(view.article.id, *_fact_view_cells(view)) for view in views])


def print_entities(title: str, entities: Iterable["EntitySummary"]) -> None:
    """Print entities of a store."""
    rows = [(e.label, e.type.value, e.wikidata or "", str(e.mentions), e.iri) for e in entities]
    print_table(title, ENTITIES, rows)


def print_table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table as wide as the terminal, or nothing but its title where it has no rows."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=_PIPE_WIDTH)
    heading = Text(printable(f"{title} ({len(rows)})"))
    table = Table(title=heading, title_justify="left", box=SIMPLE_HEAD, row_styles=("", "dim"))
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))  # Text: brackets in an article are no markup
    console.print(table if rows else heading)


def statement_cells(statement: Statement, annotation: Annotation) -> Cells:
    """Who, cue, content, stance → target, date."""
    source, sides = statement.source, annotation.sides_of(statement)
    who = _name(source.entity, annotation) or _words(source.spans, annotation) if source else ""
    return (
        who
        + (f" (for {_name(statement.on_behalf_of, annotation)})" if statement.on_behalf_of else "")
        + (f" (via {_name(statement.reported_via, annotation)})" if statement.reported_via else ""),
        _words(statement.cue, annotation) + _mood(statement.negated, statement.modality),
        _words(statement.content, annotation),
        _sides((side.stance, _name(side.target, annotation), side.strength) for side in sides),
        _time(statement.said),
    )


def fact_cells(fact: Fact, annotation: Annotation) -> Cells:
    """Subject, predicate, object, time, according to."""
    return (
        _argument(fact.subject, annotation),
        fact.predicate.label + _mood(fact.negated, fact.modality),
        _argument(fact.object, annotation),
        _time(fact.time),
        _name(fact.according_to, annotation),
    )


def _statement_view_cells(view: "StatementView") -> Cells:
    who = view.source.label if view.source else view.source_text or ""
    return (
        who
        + (f" (for {view.on_behalf_of.label})" if view.on_behalf_of else "")
        + (f" (via {view.reported_via.label})" if view.reported_via else ""),
        (view.cue or "") + _mood(view.negated, view.modality),
        view.content,
        _sides((side.stance, side.target.label, side.strength) for side in view.stances if side.stands),
        _days(view.said_earliest, view.said_latest) or view.said_text or "",
    )


def _stance_view_cells(view: "StanceView") -> Cells:
    counts = (view.statements, view.acts, view.articles, view.other)
    return (
        view.source.label,
        f"{view.stance} → {view.target.label}",
        *(f"{count:,}" for count in counts),
        view.strength.value,
        f"{view.confidence:.2f}",
        _days(view.first, view.last) if view.last else "",
    )


def _fact_view_cells(view: "FactView") -> Cells:
    return (
        view.subject.label if view.subject else view.subject_text,
        view.predicate_text + _mood(view.negated, view.modality),
        view.object.label if view.object else view.object_text,
        _days(view.earliest, view.latest) or view.time_text or "",
        view.according_to.label if view.according_to else "",
    )


def _sides(sides: Iterable[tuple[Stance, str, Strength]]) -> str:
    """ "opposes → the plan", "supports → the pact (implied)"."""
    return "; ".join(f"{s} → {t}" + " (implied)" * (strength is Strength.IMPLIED) for s, t, strength in sides)


def _argument(argument: Argument, annotation: Annotation) -> str:
    return _name(argument.entity, annotation) or argument.text


def _name(entity_id: str | None, annotation: Annotation) -> str:
    return annotation.entity(entity_id).label if entity_id else ""


def _words(spans: Iterable[CharSpan], annotation: Annotation) -> str:
    clean = clean_text(annotation.article.text)
    return " … ".join(clean.words(span) for span in spans)


def _mood(negated: bool, modality: Modality) -> str:
    moods = ["not"] * negated + [modality.value] * (modality is not Modality.ASSERTED)
    return f" ({', '.join(moods)})" if moods else ""


def _time(time: TimeInterval | None) -> str:
    return (_days(time.earliest, time.latest) or time.text) if time else ""


def _days(earliest: date | None, latest: date | None) -> str:
    """One day, or an interval as ISO 8601 writes it; empty when neither end is known."""
    if earliest == latest:
        return str(earliest or "")
    return f"{earliest or '..'}/{latest or '..'}"
