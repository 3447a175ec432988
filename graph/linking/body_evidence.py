"""What an article says of a party or a public body, held against what the gazetteer says of one of the name."""

from graph.linking.candidates import How
from graph.linking.context import Context
from graph.linking.evidence import Evidence, weigh
from graph.linking.gazetteer import Gazetteer
from graph.linking.records import Body, Party


def weigh_party(party: Party, context: Context, *, alone: bool) -> list[Evidence] | None:
    """Return the evidence for a party; None for one that was no more."""
    if context.published and party.dissolved and party.dissolved < context.published:
        return None
    if context.has(party.countries):
        share = max(context.countries.get(country, 0.0) for country in party.countries)
        return [weigh("party", "country", "country of the article"), weigh("party", "share of country", times=share)]
    if context.dominant():
        return [weigh("party", "other countries", "article about other countries")]
    return [weigh("party", "alone", "only one of that name")] if alone else []


def weigh_body(body: Body, how: How, context: Context, gazetteer: Gazetteer, *, alone: bool) -> list[Evidence] | None:
    """Return the evidence for a body; None where only a short name speaks for that of another country."""
    if body.international:
        return [weigh("body", "international", "known everywhere by that name")]
    if how is How.IN_COUNTRY:
        return [weigh("body", "after its country", "its country is named")]
    if body.legislature and how is How.ACRONYM:
        agrees = body.country == context.dominant()
        return [weigh("body", "legislature at home", "country of the article")] if agrees else []
    tells = any(word in gazetteer.country_words for word in body.name.replace("(", " ").replace(")", " ").split())
    if tells and how is How.NAME:
        return [weigh("body", "telling name", "a name that tells its country")]
    if body.country == context.dominant():
        return [weigh("body", "country, alone" if alone else "country", "country of the article")]
    if context.has((body.country,)):
        return [weigh("body", "country among others", "country of the article, among others")] if tells else []
    return [] if how is How.NAME else None
