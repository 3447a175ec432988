"""Refuse what users' SPARQL may not do: reach the network (SERVICE, LOAD) or write.

The engine has no switch for SERVICE. Its parser is scannerless: it reads "trueSERVICE", "1SERVICE" and "SERVICE:x{}" as
the keyword, and takes the "<" of `?a<?b&&'>'` for "less than" where the grammar's longest match sees an IRI. So words
that hold the keyword anywhere are refused, and IRIs that could be read in two ways are escaped, which leaves the engine
only the reading that was checked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from graph.errors import InvalidQuery


class QueryForm(StrEnum):
    """What a query gives back: rows, yes or no, or triples."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"


@dataclass(frozen=True, slots=True)
class CheckedQuery:
    """A query that may be evaluated: only this text, not the user's own, goes to the engine."""

    text: str
    form: QueryForm
    names_dataset: bool = False  # FROM: the engine's union of all graphs would override it
    star: int | None = None  # where the * of SELECT * stands in the text


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query: kind is iri, string, comment, variable, language, name, word or mark."""

    kind: str
    text: str


_FORBIDDEN = {
    "SERVICE": "queries may not call other endpoints: SERVICE is refused",
    "LOAD": "queries may not fetch documents: LOAD is refused",
}
_UPDATES = frozenset({"INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
_PROLOGUE = frozenset({"PREFIX", "BASE", "VERSION"})
_CHAR = r"[\w\u00b7\u0300-\u036f\u203f\u2040]"  # PN_CHARS, but for the hyphen
_TOKEN = re.compile(
    rf"""
    (?P<comment>\#[^\r\n]*)
  | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*>)
  | (?P<string>
        '''(?:'{{0,2}}(?:[^'\\]|\\.))*+''' | \"\"\"(?:"{{0,2}}(?:[^"\\]|\\.))*+\"\"\"
      | '(?:[^'\\\r\n]|\\.)*+' | "(?:[^"\\\r\n]|\\.)*+" )
  | (?P<variable>[?$]{_CHAR}+)
  | (?P<language>@[A-Za-z]+(?:-+[A-Za-z0-9]+)*)
  | (?P<name>(?:[^\W\d](?:{_CHAR}|[.-]){{0,250}}+)?:(?:{_CHAR}|[:.-]|%[0-9A-Fa-f]{{2}}|\\.)*+)
  | (?P<word>[^\W\d]\w*)
  | (?P<space>\s+)
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)


def check_query(query: str) -> CheckedQuery:
    """Return the query as the engine may read it. Raises InvalidQuery for one that fetches, writes or asks nothing."""
    tokens = list(tokenize(query))
    telling = [token for token in tokens if token.kind not in ("comment", "space")]
    refuse_keywords(telling)
    names_dataset = any(token.kind == "word" and token.text.upper() == "FROM" for token in telling)
    text = "".join(unambiguous(token) for token in tokens)
    return CheckedQuery(text, _form_of(telling), names_dataset, _star_of(tokens))


def tokenize(query: str) -> Iterator[Token]:
    """Yield the pieces of a query in order, white space and comments among them; their texts joined give the query."""
    for match in _TOKEN.finditer(query):
        yield Token(match.lastgroup or "mark", match.group())


def refuse_keywords(tokens: list[Token]) -> None:
    """Raise InvalidQuery where one of the pieces, without comments and white space, may call or fetch."""
    for position, token in enumerate(tokens):
        if token.kind == "word":
            _refuse(token.text)
        elif token.kind == "name" and _opens_group(tokens, position):
            _refuse(token.text.partition(":")[0])


def _refuse(word: str) -> None:
    for keyword, reason in _FORBIDDEN.items():
        if keyword in word.upper():
            raise InvalidQuery(reason)


def _opens_group(tokens: list[Token], position: int) -> bool:
    """True if a prefixed name stands where the engine may read a keyword and a name: before "{", not after GRAPH."""
    before = tokens[position - 1].text.upper() if position else ""
    after = tokens[position + 1].text if position + 1 < len(tokens) else ""
    return after == "{" and before != "GRAPH"


def _form_of(tokens: list[Token]) -> QueryForm:
    first = next((t.text.upper() for t in tokens if t.kind == "word" and t.text.upper() not in _PROLOGUE), "")
    if first in _UPDATES:
        raise InvalidQuery(f"only queries are answered here: {first} changes the store")
    if first not in QueryForm.__members__:
        raise InvalidQuery("this is no SPARQL query: it needs SELECT, ASK, CONSTRUCT or DESCRIBE")
    return QueryForm(first)


def _star_of(tokens: list[Token]) -> int | None:
    """Where the first SELECT, which is the query's own, is followed by a *."""
    place, seen = 0, False
    for token in tokens:
        word = token.text.upper() if token.kind == "word" else ""
        if seen and token.text == "*":
            return place
        if seen and token.kind not in ("comment", "space") and word not in ("DISTINCT", "REDUCED"):
            return None
        if word in QueryForm.__members__:
            if word != QueryForm.SELECT:
                return None
            seen = True
        place += len(unambiguous(token))
    return None


def unambiguous(token: Token) -> str:
    """Return the token's text; what could open a string or comment in an IRI becomes an escape that means the same."""
    if token.kind != "iri":
        return token.text
    return token.text.replace("'", r"\u0027").replace("#", r"\u0023")
