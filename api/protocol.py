"""The SPARQL 1.1 Protocol as far as a request goes: what is asked, over which graphs, in which form.

A query comes by GET, by POST of a form or of the query itself; an update by POST alone.
"""

from codecs import lookup
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message
from urllib.parse import parse_qsl

from fastapi import Request
from starlette.exceptions import HTTPException

from graph.errors import InvalidQuery

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
Pairs = Sequence[tuple[str, str]]
_CHARSETS = ("utf-8", "ascii")


@dataclass(frozen=True, slots=True)
class Operation:
    """What a request asks for: the text of a query or of an update, and the graphs that its parameters name.

    For an update these are `using-graph-uri` and `using-named-graph-uri`.
    """

    text: str
    is_update: bool
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


def from_url(pairs: Pairs) -> Operation:
    """What the parameters of a GET ask; InvalidQuery unless it is exactly one query."""
    if any(name == "update" for name, _ in pairs):
        raise InvalidQuery("an update changes the store: send it by POST")
    return _operation(pairs)


async def from_body(request: Request) -> Operation:
    """What a POST asks. Raises InvalidQuery, or 415 where media type or charset are none of the protocol's."""
    media_type, charset = content_type(request.headers.get("content-type"))
    in_url = request.query_params.multi_items()
    if media_type not in (FORM, QUERY, UPDATE):
        given = f", not as {media_type}" if media_type else ""
        raise HTTPException(415, f"POST a query as {QUERY} or {FORM}, an update as {UPDATE} or {FORM}{given}")
    text = decode(await request.body(), charset)
    if media_type == FORM:
        pairs = parse_form(text)
        graphs = [(name, value) for name, value in in_url if name not in ("query", "update")]
        twice = len(graphs) < len(in_url)
    else:
        pairs, graphs = [("query" if media_type == QUERY else "update", text)], list(in_url)
        twice = any(name in ("query", "update") for name, _ in in_url)
    if twice:
        raise InvalidQuery("the query or update stands both in the body and in the URL: give it once")
    return _operation([*graphs, *pairs])


def content_type(header: str | None) -> tuple[str, str]:
    """The media type in lower case and its charset, UTF-8 where none is said; ("", …) where there is none."""
    message = Message()
    message["content-type"] = header or ""
    media_type = (header or "").partition(";")[0].strip().lower()
    return media_type, str(message.get_param("charset", "utf-8"))


def decode(body: bytes, charset: str) -> str:
    """The text of a body; 415 for a charset that is not read here, InvalidQuery where the bytes are not of it."""
    try:
        name = lookup(charset).name
    except (LookupError, ValueError):
        name = ""
    if name not in _CHARSETS:
        raise HTTPException(415, f"charset {charset[:40]!r} is not read here; send UTF-8")
    try:
        return body.decode(name)
    except UnicodeDecodeError as error:
        raise InvalidQuery(f"the body is not {name.upper()}") from error


def parse_form(text: str) -> list[tuple[str, str]]:
    """The fields of a form; InvalidQuery where it is none."""
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:  # not UTF-8 among them
        raise InvalidQuery(f"the form cannot be read: {error}") from error


def _operation(pairs: Pairs) -> Operation:
    asked = [(name, value) for name, value in pairs if name in ("query", "update")]
    if len(asked) != 1:
        raise InvalidQuery(f"give one query or update parameter; there are {len(asked)}")
    ((name, text),) = asked
    default, named = ("using-graph-uri", "using-named-graph-uri") if name == "update" else _OF_QUERY
    return Operation(text, name == "update", _all(pairs, default), _all(pairs, named))


_OF_QUERY = ("default-graph-uri", "named-graph-uri")


def _all(pairs: Pairs, name: str) -> tuple[str, ...]:
    return tuple(value for key, value in pairs if key == name)
