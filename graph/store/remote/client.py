"""HTTP to a SPARQL server: one connection kept, limits of time, tries again only where that does no harm.

No redirect is followed: what is sent, secrets among it, goes where the owner said and nowhere else.
"""

import http.client
import logging
import ssl
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from threading import RLock
from urllib.parse import quote, urlencode, urlsplit

from pyoxigraph import Quad, QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from graph.errors import InvalidQuery, StoreError, StoreUnreadable
from graph.store.remote.addresses import Address, Doors, servers

log = logging.getLogger(__name__)

JSON, TRIPLES = "application/sparql-results+json", "application/n-triples"
_FORM = "application/x-www-form-urlencoded"
_TRIES, _PAUSE = 4, 0.25  # seconds before the second try, doubled for each one after it
_AGAIN = (429, 502, 503, 504)
_MOST_SHOWN = 200  # characters of what a server says


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered."""

    status: int
    media_type: str
    body: bytes


class Client:
    """Asks one server; may be used by several threads, one after the other."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._lock = RLock()
        self._held: http.client.HTTPConnection | None = None
        self.doors = servers()[address.kind] if address.kind else self._find_doors()

    def select(self, query: str) -> QuerySolutions | QueryBoolean:
        """Return the rows, or the truth, that a query gives."""
        body = urlencode({"query": query}).encode()
        reply = self._send("POST", self.doors.query, body, {"Content-Type": _FORM, "Accept": JSON}, again=True)
        try:
            return parse_query_results(reply.body, format=QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise StoreUnreadable(f"{self._address} does not answer as a SPARQL server does: {error}") from error

    def update(self, update: str, *, again: bool) -> None:
        """Have the store changed; `again` where doing it twice does the same as once."""
        headers = {"Content-Type": "application/sparql-update"}
        self._send("POST", self.doors.update, update.encode(), headers, again=again)

    def graph(self, name: str) -> Iterator[Quad]:
        """Return the triples of a graph; none where it is not there."""
        reply = self._send("GET", self._at(name), b"", {"Accept": TRIPLES}, again=True, missing=True)
        return parse(reply.body, format=RdfFormat.N_TRIPLES) if reply.status != 404 else iter(())

    def put_graph(self, name: str, triples: bytes) -> None:
        """Put these triples in the place of a graph."""
        self._send("PUT", self._at(name), triples, {"Content-Type": TRIPLES}, again=True)

    def add_to_graph(self, name: str, triples: bytes) -> None:
        """Add these triples, without blank nodes, to a graph: doing it twice does the same as once."""
        self._send("POST", self._at(name), triples, {"Content-Type": TRIPLES}, again=True)

    def close(self) -> None:
        """Let go of the connection."""
        with self._lock:
            if self._held:
                self._held.close()
            self._held = None

    def _at(self, graph: str) -> str:
        return f"{self.doors.graphs}?graph={quote(graph, safe='')}"

    def _find_doors(self) -> Doors:
        for kind, doors in servers().items():
            body = urlencode({"query": "ASK {}"}).encode()
            with suppress(InvalidQuery, StoreUnreadable):
                reply = self._send("POST", doors.query, body, {"Content-Type": _FORM, "Accept": JSON}, again=True)
                if reply.media_type == JSON:
                    log.info("remote store found", extra={"kind": kind, "address": self._address.url})
                    return doors
        raise StoreUnreadable(
            f"no SPARQL server of a known kind answers at {self._address}; name its kind in HUSTINGS_REMOTE_KIND"
        )

    def _send(
        self, method: str, door: str, body: bytes, headers: dict[str, str], *, again: bool, missing: bool = False
    ) -> Reply:
        """One request and its answer; StoreError in one line where the server cannot be reached or refuses."""
        url = urlsplit(self._address.url)
        secret = {"Authorization": self._address.authorization} if self._address.authorization else {}
        for number in range(_TRIES if again else 1):
            try:
                reply = self._exchange(method, (url.path + door) or "/", body, headers | secret)
            except (OSError, http.client.HTTPException) as error:
                self.close()
                trouble = f"cannot reach {self._address}: {error or type(error).__name__}"
            else:
                if reply.status < 300 or (missing and reply.status == 404):
                    return reply
                if reply.status not in _AGAIN:
                    raise self._refusal(reply)
                trouble = f"{self._address} answers {reply.status}"
            if again and number < _TRIES - 1:
                time.sleep(_PAUSE * 2**number)
        raise StoreError(f"{trouble}; {'tried several times' if again else 'it may have been done all the same'}")

    def _exchange(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Reply:
        with self._lock:
            held = self._held = self._held or self._connect()
            held.request(method, path, body if method != "GET" else None, headers)
            answer = held.getresponse()
            data = answer.read()
            if answer.will_close:
                self.close()
            return Reply(answer.status, (answer.getheader("Content-Type") or "").partition(";")[0].strip(), data)

    def _connect(self) -> http.client.HTTPConnection:
        url = urlsplit(self._address.url)
        timeout = self._address.timeout
        if url.scheme == "https":
            return http.client.HTTPSConnection(url.netloc, timeout=timeout, context=ssl.create_default_context())
        return http.client.HTTPConnection(url.netloc, timeout=timeout)

    def _refusal(self, reply: Reply) -> StoreError | InvalidQuery:
        said = " ".join(reply.body[: 2 * _MOST_SHOWN].decode(errors="replace").split())[:_MOST_SHOWN]
        if reply.status == 400:
            return InvalidQuery(f"{self._address} refuses the request: {said}")
        if reply.status in (401, 403):
            return StoreError(f"{self._address} lets nobody in without the right HUSTINGS_REMOTE_USER or _TOKEN")
        if 300 <= reply.status < 400:
            return StoreUnreadable(f"{self._address} points elsewhere ({reply.status}); name the address it points to")
        return StoreUnreadable(f"{self._address} answers {reply.status}: {said}")
