"""What pages cost over a few articles and over many: medians and their ratio, readers side by side, room on disk.

python -m tests.benchmarks corpus --data FOLDER              # of .txt articles, or of two stores `few` and `many`

Each state is served by `hustings serve` in a process of its own and asked over HTTP; the client shares the machine.
"""

import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

_FEW, _TRIES, _CLIENTS, _SECONDS, _CARDS = 20, 9, 32, 15, 5
_LATEST = "/articles/LATEST"
_COMMAND = [sys.executable, "-m", "graph"]


def report(data: Path) -> str:
    """The table and what stands below it; `few` and `many` are built where `data` holds articles and no stores."""
    if (data / "few").exists() and (data / "many").exists():
        return "\n".join(_compare(data / "few", data / "many"))
    with tempfile.TemporaryDirectory() as folder:
        texts, work = sorted(data.glob("*.txt")), Path(folder)
        for name, chosen in (("few", texts[:: max(1, len(texts) // _FEW)][:_FEW]), ("many", texts)):
            source = work / f"{name}-articles"
            source.mkdir()
            for text in chosen:
                shutil.copy(text, source)
            subprocess.run([*_COMMAND, "build", str(source), "--store", str(work / name)], check=False)
        return "\n".join(_compare(work / "few", work / "many"))


def _compare(few: Path, many: Path) -> Iterator[str]:
    with _served(many) as (base, _):
        routes = _routes(base)
    seconds = {}
    for store in (few, many):
        with _served(store) as (base, _):
            seconds[store] = {route: _median(base + _named(route, base)) for route in routes}
    yield "| route | few, ms | many, ms | ratio |\n| --- | --- | --- | --- |"
    for route in routes:
        one, other = seconds[few][route], seconds[many][route]
        yield f"| {route} | {one * 1e3:.1f} | {other * 1e3:.1f} | {other / one:.2f} |"
    yield _readers(many, routes)
    for store in (few, many):
        with _served(store) as (base, _):
            articles = json.loads(_get(f"{base}/health"))["articles"]
            counted = json.loads(
                _get(f"{base}/sparql?query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%3Fs%20%3Fp%20%3Fo%7D")
            )
        quads = int(counted["results"]["bindings"][0]["n"]["value"])
        size = _size(store) / 1e6
        yield f"{store.name}: {articles} articles, {quads / articles:.0f} quads and {size / articles:.2f} MB an article"


def _readers(store: Path, routes: list[str]) -> str:
    """Many clients at once: the 95th percentile against one client's median, errors, memory before and after."""
    with _served(store) as (base, process):
        asked = [_named(route, base) for route in routes]
        alone = statistics.median(_timed(base + route) for route in asked for _ in range(3))
        before, end = _memory(process.pid), time.monotonic() + _SECONDS

        def read(client: int) -> list[float | None]:
            taken: list[float | None] = []
            while time.monotonic() < end:
                try:
                    taken.append(_timed(base + asked[(client + len(taken)) % len(asked)]))
                except (URLError, OSError):
                    taken.append(None)
            return taken

        with ThreadPoolExecutor(_CLIENTS) as pool:
            found = [one for taken in pool.map(read, range(_CLIENTS)) for one in taken]
        times = sorted(one for one in found if one is not None)
        late = times[int(0.95 * len(times))]
        return (
            f"{_CLIENTS} clients for {_SECONDS} s: {len(times)} answers, {len(found) - len(times)} errors,"
            f" 95th percentile {late * 1e3:.0f} ms, {late / alone:.0f} times one client's {alone * 1e3:.1f} ms;"
            f" server {before:.0f} MB before, {_memory(process.pid):.0f} MB after"
        )


def _routes(base: str) -> list[str]:
    items = json.loads(_get(f"{base}/entities?limit={_CARDS}"))["items"]
    names = [item["iri"].rpartition("/")[2] for item in items]
    about = [f"/{kind}{name}" for name in names for kind in ("entities/", "statements?target=", "statements?source=")]
    return ["/", "/entities?q=tru", "/statements?limit=50", "/articles", _LATEST, *about]


def _named(route: str, base: str) -> str:
    """The route with the latest article of the store in its place."""
    if route != _LATEST:
        return route
    return "/articles/" + quote(json.loads(_get(f"{base}/articles?limit=1"))["items"][0]["id"], safe="")


def _median(url: str) -> float:
    return statistics.median(_timed(url) for _ in range(_TRIES))


def _timed(url: str) -> float:
    start = time.perf_counter()
    _get(url)
    return time.perf_counter() - start


def _get(url: str) -> bytes:
    with urlopen(Request(url, headers={"Accept": "application/json, text/html;q=0.5"}), timeout=60) as answer:
        body: bytes = answer.read()
        return body


@contextmanager
def _served(store: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    process = subprocess.Popen(
        [*_COMMAND, "serve", "--store", str(store), "--port", str(port)], stdout=subprocess.DEVNULL
    )
    try:
        base = f"http://127.0.0.1:{port}"
        for _ in range(100):
            try:
                _get(f"{base}/health")
                break
            except (URLError, OSError):
                time.sleep(0.2)
        yield base, process
    finally:
        process.terminate()
        process.wait(20)


def _memory(pid: int) -> float:
    """Megabytes that the server and its workers hold."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    pages = sum(int(Path(f"/proc/{one}/statm").read_text().split()[1]) for one in (pid, *children))
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _size(folder: Path) -> int:
    """The bytes on disk, each file once however many names it has."""
    files = (path.stat() for path in folder.rglob("*") if path.is_file())
    return sum({one.st_ino: one.st_blocks * 512 for one in files}.values())
