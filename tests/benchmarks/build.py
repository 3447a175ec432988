"""The command `build` as users run it: words per second by number of processes, building again; memory; kill -9.

Memory is the sum, over the command's process and those that it started, of the most that each ever held (VmHWM).
"""

import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

from graph.store.opening import open_store
from tests.benchmarks.inputs import read_texts

WORKERS = (0, 1, 2)
KILLS = 40
KILLED_ARTICLES = 12
_PEAK = re.compile(r"^VmHWM:\s*(\d+) kB$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Run:
    """What a build took."""

    seconds: float
    megabytes: float
    summary: str


def report(data: Path) -> str:
    """A table of builds of one corpus, each into a fresh store, then building again."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        corpus, words = _copy(data, work / "corpus")
        lines = [
            f"{len(list(corpus.iterdir()))} articles, {words} words",
            "workers  seconds  words a second  megabytes",
        ]
        runs = {n: _build(corpus, work / f"store-{n}", "--workers", str(n)) for n in WORKERS}
        lines += [f"{n:7}  {r.seconds:7.1f}  {words / r.seconds:14.0f}  {r.megabytes:9.0f}" for n, r in runs.items()]
        lines += [f"{b} against {a}: {runs[a].seconds / runs[b].seconds:.2f} times" for a, b in pairwise(WORKERS)]
        dumps = {_quads(work / f"store-{n}") for n in WORKERS}
        lines.append(f"the same quads: {'yes' if len(dumps) == 1 else 'NO'}")
        lines += _again(corpus, work / "store-1", runs[1], dumps)
    return "\n".join(lines)


def memory(data: Path) -> str:
    """The memory of a build of every tenth article, and of all, with one worker."""
    lines, peaks = ["articles  megabytes"], []
    with tempfile.TemporaryDirectory() as folder:
        for part in (10, 1):
            corpus, _ = _copy(data, Path(folder) / f"corpus-{part}", part)
            run = _build(corpus, Path(folder) / f"store-{part}", "--workers", "1")
            peaks.append(run.megabytes)
            lines.append(f"{len(list(corpus.iterdir())):8}  {run.megabytes:9.0f}")
    return "\n".join([*lines, f"ratio  {peaks[1] / peaks[0]:.2f}"])


def kills(data: Path) -> str:
    """How many builds that were killed at a random moment, then run again, give what an undisturbed one gives."""
    with tempfile.TemporaryDirectory() as folder:
        corpus, _ = _copy(data, Path(folder) / "corpus")
        return _killed(corpus, Path(folder))


def _again(corpus: Path, store: Path, first: Run, dumps: set[frozenset[str]]) -> Iterator[str]:
    again = _build(corpus, store)
    yield f"again    {again.seconds:7.2f}  {first.seconds / again.seconds:10.0f} times as fast: {again.summary}"
    yield f"not one quad differs: {'yes' if _quads(store) in dumps else 'NO'}"


def _killed(corpus: Path, work: Path) -> str:
    few = work / "few"
    few.mkdir()
    for path in sorted(corpus.iterdir())[:KILLED_ARTICLES]:
        (few / path.name).write_bytes(path.read_bytes())
    whole = _build(few, work / "whole")
    wanted, sound, moment, stopped = _quads(work / "whole"), 0, random.Random(10), 0
    for number in range(KILLS):
        store = work / f"killed-{number}"
        stopped += _kill(few, store, moment.uniform(0, whole.seconds))
        _build(few, store)
        sound += _quads(store) == wanted
    return f"killed at random moments and run again: {sound} of {KILLS} as undisturbed ({stopped} cut off in time)"


def _kill(corpus: Path, store: Path, seconds: float) -> bool:
    """Whether the build was still going when it was killed."""
    with subprocess.Popen(_command(corpus, store), stdout=subprocess.DEVNULL) as process:
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        process.send_signal(signal.SIGKILL)
    return process.returncode < 0


def _copy(data: Path, folder: Path, part: int = 1) -> tuple[Path, int]:
    """A folder with one of so many texts, and how many words they have."""
    folder.mkdir()
    words = 0
    for text in islice(read_texts(data), 0, None, part):
        words += len(text.text.split())
        (folder / f"{text.id}.txt").write_text(text.text, encoding="utf-8", newline="")
    return folder, words


def _build(corpus: Path, store: Path, *options: str) -> Run:
    start = time.monotonic()
    peaks: dict[int, int] = {}
    with subprocess.Popen(_command(corpus, store, *options), stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            peaks |= {one: peak for one in _family(process.pid) if (peak := _peak(one))}
            time.sleep(0.05)
        assert process.stdout is not None
        summary = process.stdout.read().strip()
    return Run(time.monotonic() - start, sum(peaks.values()) / 1024, summary.partition(": ")[2])


def _command(corpus: Path, store: Path, *options: str) -> Sequence[str]:
    return [sys.executable, "-m", "graph", "build", str(corpus), "--store", str(store), *options]


def _family(parent: int) -> Iterator[int]:
    yield parent
    with suppress(OSError):
        for thread in Path(f"/proc/{parent}/task").iterdir():
            yield from map(int, (thread / "children").read_text().split())


def _peak(process: int) -> int:
    """The most memory that a process ever held, in kB; 0 once it has ended."""
    with suppress(OSError):
        found = _PEAK.search(Path(f"/proc/{process}/status").read_text())
        return int(found[1]) if found else 0
    return 0


def _quads(store: Path) -> frozenset[str]:
    with open_store(store) as opened:
        return frozenset(map(str, opened.quads()))
