"""A store with three articles about a quarrel over a bridge and a ferry, in which everybody has a Wikidata id."""

from datetime import date

import pytest

from graph.model import Annotation, CharSpan, EntityType, Source, Stance
from graph.store.opening import memory_store
from graph.store.oxigraph import OxigraphStore
from tests.factory import make_article, make_edges, make_entity, make_mention, make_statement

CAST = {
    "Ada Berg": ("Q101", EntityType.PERSON),
    "Bram Loof": ("Q102", EntityType.PERSON),
    "Chiyo Mori": ("Q103", EntityType.PERSON),
    "the bridge": ("Q201", EntityType.PROPOSAL),
    "the ferry": ("Q202", EntityType.ISSUE),
}
ARTICLES = {
    "harbour": ("2024-01-02", "Courier", "Ada Berg backs the bridge, Bram Loof backs the bridge"),
    "market": (
        "2024-01-09",
        "Echo",
        "Ada Berg rejects the ferry, Bram Loof backs the ferry, Bram Loof rejects the bridge",
    ),
    "council": ("2024-02-05", "Courier", "Ada Berg backs the bridge, Chiyo Mori rejects the ferry"),
}
VERBS = {"backs": Stance.SUPPORTS, "rejects": Stance.OPPOSES}


def make_report(id: str, published: str | None, outlet: str, told: str) -> Annotation:
    """An article with a sentence for each clause of what is told: who, a verb, what."""
    clauses = told.split(", ")
    text = " ".join(f"{clause}." for clause in clauses) + "\n"
    article = make_article(
        id, text, published=date.fromisoformat(published) if published else None, publisher=outlet, url=None
    )
    named = [name for name in CAST if name in text]
    ids = {name: f"e{number}" for number, name in enumerate(named)}
    entities = tuple(
        make_entity(
            text,
            ids[name],
            name,
            CAST[name][1],
            [make_mention(text, name, nth) for nth in range(text.count(name))],
            wikidata=CAST[name][0],
        )
        for name in named
    )
    statements = tuple(_statement(text, number, clause, ids) for number, clause in enumerate(clauses))
    return Annotation(
        article,
        entities=entities,
        statements=statements,
        facts=(),
        stances=make_edges(statements),
        sentences=tuple(make_mention(text, f"{clause}.").span for clause in clauses),
        software="hustings test",
        pipeline="by hand",
    )


def _statement(text: str, number: int, clause: str, ids: dict[str, str]):
    verb = next(verb for verb in VERBS if verb in clause)
    who, what = clause.split(f" {verb} ")
    begin = text.index(clause)
    source = Source(ids[who], (CharSpan(begin, begin + len(who)),))
    return make_statement(text, f"s{number}", clause, source=source, stance=VERBS[verb], target=ids[what])


@pytest.fixture(scope="session")
def quarrel() -> OxigraphStore:
    made = memory_store()
    for id, told in ARTICLES.items():
        made.put(make_report(id, *told))
    return made
