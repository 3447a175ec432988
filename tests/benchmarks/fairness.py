"""A server under load: 28 honest clients, first by themselves and then beside 4 whose queries run away.

    python -m tests.benchmarks fairness --data STORE [--seconds 60]

Each client has an address of its own (127.0.0.2 and on), so that the server can tell them apart; all are on this
machine.
"""

import os
import random
import re
import subprocess
import sys
import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

import httpx

HONEST, GREEDY = 28, 4
PAUSE = 0.5  # seconds between an answer and the next question, on average
ENTITIES = "SELECT ?e ?l { ?e a <https://w3id.org/hustings/ontology#Person> ; "
RUNAWAYS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "SELECT * { ?a (<x:p>|!<x:p>)* ?b } ORDER BY ?b",
    "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{i} {{ {' '.join(map(str, range(20)))} }}" for i in range(8))
    + "}",
)
LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
QUESTIONS = {
    "ASK": ("/sparql", {"query": f'ASK {{ ?e {LABEL} "Hillary Clinton"@en }}'}),
    "SELECT": (
        "/sparql",
        {"query": f"{ENTITIES}{LABEL} ?l }} LIMIT 20"},
    ),
    "health": ("/health", {}),
    "entities": ("/entities", {"q": "clinton"}),
    "statements": ("/statements", {"limit": "20"}),
}


class Tally:
    """Answers by kind of question: how long each took, and how many came."""

    def __init__(self) -> None:
        self.seconds = defaultdict(list)
        self.failed = defaultdict(lambda: defaultdict(int))
        self._lock = threading.Lock()

    def note(self, kind, seconds, outcome):
        with self._lock:
            if outcome == 200:
                self.seconds[kind].append(seconds)
            else:
                self.failed[kind][outcome] += 1

    def answered(self, kind):
        good, bad = len(self.seconds[kind]), sum(self.failed[kind].values())
        return good / max(1, good + bad), good + bad

    def p95(self, kind):
        found = self.seconds[kind]
        return quantiles(found, n=20)[-1] if len(found) > 1 else float("nan")


def report(data: Path, seconds: float = 60.0) -> str:
    """A table of what was answered, and how fast, alone and beside the greedy clients."""
    with server(data) as address:
        alone = run(address, seconds, greedy=0)
        beside = run(address, seconds, greedy=GREEDY)
    lines = [
        f"{HONEST} honest clients, {seconds:g} s alone, then {seconds:g} s beside {GREEDY} with runaway queries",
        f"{'':12}{'alone':>8}{'p50':>8}{'p95':>8}{'beside':>10}{'p50':>8}{'p95':>8}{'p95 x':>8}  not answered",
    ]
    for kind in QUESTIONS:
        cells = "  ".join(_cells(tally, kind) for tally in (alone, beside))
        times = beside.p95(kind) / alone.p95(kind)
        failed = f"{dict(beside.failed[kind])} of {beside.answered(kind)[1]}"
        lines.append(f"{kind:12}{cells}{times:8.1f}  {failed}")
    lines.append(f"runaway: {dict(beside.failed['greedy'])}, {len(beside.seconds['greedy'])} answered")
    return "\n".join(lines)


def _cells(tally, kind):
    return f"{tally.answered(kind)[0]:8.1%}{median(tally.seconds[kind] or [float('nan')]):8.3f}{tally.p95(kind):8.3f}"


def run(address: str, seconds: float, *, greedy: int) -> Tally:
    """Let all clients ask for so many seconds."""
    tally, until = Tally(), time.monotonic() + seconds
    threads = [threading.Thread(target=_honest, args=(address, n, until, tally)) for n in range(HONEST)]
    threads += [threading.Thread(target=_greedy, args=(address, n, until, tally)) for n in range(greedy)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def _client(address, number):
    transport = httpx.HTTPTransport(local_address=f"127.0.0.{number + 2}")
    return httpx.Client(base_url=address, transport=transport, timeout=60)


def _honest(address, number, until, tally):
    choice = random.Random(number)
    with _client(address, number) as client:
        while time.monotonic() < until:
            kind = choice.choice(list(QUESTIONS))
            path, parameters = QUESTIONS[kind]
            _ask(client, path, parameters, kind, tally)
            time.sleep(choice.uniform(0, 2 * PAUSE))


def _greedy(address, number, until, tally):
    with _client(address, 100 + number) as client:
        while time.monotonic() < until:
            _ask(client, "/sparql", {"query": RUNAWAYS[number % len(RUNAWAYS)]}, "greedy", tally)


def _ask(client, path, parameters, kind, tally):
    began = time.monotonic()
    try:
        outcome = client.get(path, params=parameters).status_code
    except httpx.HTTPError as error:
        outcome = type(error).__name__
    tally.note(kind, time.monotonic() - began, outcome)


@contextmanager
def server(data: Path):
    """The address of a server over a store."""
    environment = os.environ | {"HUSTINGS_STORE": str(data), "HUSTINGS_PORT": "0", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen([sys.executable, "-m", "api"], env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield re.search(r"http://[\d.]+:\d+", process.stdout.readline())[0]
        finally:
            process.terminate()
