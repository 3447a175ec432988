"""Countries that play: in a report of a match "Portugal" is the team, which is not the country."""

from collections import Counter
from collections.abc import Iterable

from graph.nlp.lexicons import load_lexicon
from graph.nlp.syntax.tree import Tree


def find_teams(doc: Tree, places: Iterable[tuple[int, int]]) -> set[int]:
    """Where the names of countries start that mean teams; none outside of reports of matches."""
    countries = load_lexicon("countries")["countries"]
    named = [(start, end) for start, end in places if doc.span(start, end).text.lower() in countries]
    if not named or not is_report_of_match(doc):
        return set()
    prepositions = load_lexicon("sport")["places"]
    return {start for start, end in named if doc.span(start, end).root.head.lower_ not in prepositions}


def is_report_of_match(doc: Tree) -> bool:
    """Whether words of sport are frequent in the article, and of many kinds."""
    lexicon = load_lexicon("sport")
    words = frozenset(lexicon["words"])
    found = Counter(token.lemma_.lower() for token in doc if token.lemma_.lower() in words)
    often = found.total() * 100 >= float(lexicon["share"]) * len(doc)
    return often and len(found) >= int(lexicon["different"])
