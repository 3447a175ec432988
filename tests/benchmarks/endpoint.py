"""Typical queries over HTTP: our server beside oxigraph's own over the same quads, in turns, medians in milliseconds.

    python -m tests.benchmarks endpoint --data STORE

Needs the package `oxigraph`, which brings the server. The peer is told to merge all graphs, as ours does.
"""

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import httpx

from graph.store.opening import open_store
from tests.benchmarks.fairness import server

PREFIXES = "PREFIX hus: <https://w3id.org/hustings/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
ACTOR = '?e skos:prefLabel "Hillary Clinton"@en'
SIDE = "?side hus:stance hus:Against ; hus:target ?target"
QUERIES = {
    "point": f"SELECT ?e {{ {ACTOR} }} LIMIT 1",
    "by actor": f"SELECT ?s ?t {{ {ACTOR} . ?s hus:source ?e ; hus:contentText ?t }} LIMIT 100",
    "who opposes": f"SELECT ?source ?target {{ {SIDE} . ?s hus:takes ?side ; hus:source ?source }} LIMIT 500",
    "regex": "SELECT ?s { ?s hus:contentText ?t FILTER(REGEX(?t, 'tax(es)?', 'i')) }",
    "by sentence": "SELECT ?a (COUNT(*) AS ?n) { ?s hus:evidence ?e . ?e ?p ?a } GROUP BY ?a LIMIT 50",
    "top of all": "SELECT ?e (COUNT(*) AS ?n) { ?s hus:source ?e } GROUP BY ?e ORDER BY DESC(?n) LIMIT 20",
}
TRIES = 7


def report(data: Path) -> str:
    """A table: each query at both servers, and how many times as long ours takes."""
    with tempfile.TemporaryDirectory() as folder, open_store(data) as store:
        store.dump(Path(folder) / "all.nq")
        with _oxigraph(Path(folder)) as peer, server(data) as ours, httpx.Client(timeout=60) as client:
            lines = [f"{'query':14}{'ours':>9}{'oxigraph':>10}{'x':>7}  rows"]
            for name, text in QUERIES.items():
                query = PREFIXES + text
                times = {ours: [], peer: []}
                for _ in range(TRIES):
                    for address, path in ((ours, "/sparql"), (peer, "/query?union-default-graph")):
                        times[address].append(_ask(client, address + path, query))
                own, other = (median(seconds for seconds, _ in times[address]) * 1000 for address in (ours, peer))
                rows = {times[address][0][1] for address in times}
                lines.append(f"{name:14}{own:9.1f}{other:10.1f}{own / other:7.2f}  {' or '.join(map(str, rows))}")
    return "\n".join(lines)


def _ask(client: httpx.Client, address: str, query: str) -> tuple[float, int]:
    """Seconds until the whole answer is there, and its rows."""
    began = time.perf_counter()
    answer = client.post(address, data={"query": query}, headers={"Accept": "text/csv"})
    answer.raise_for_status()
    return time.perf_counter() - began, answer.text.count("\n") - 1


@contextmanager
def _oxigraph(folder: Path):
    """The address of oxigraph's server over `all.nq`."""
    binary = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph") or "oxigraph"
    location = ["--location", str(folder / "oxigraph")]
    subprocess.run([binary, "load", *location, "--file", str(folder / "all.nq")], check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [binary, "serve-read-only", *location, "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(100):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()
