"""Articles per second that `hustings verify` checks, and its memory, for every tenth of some articles and for all.

The store is made from a folder of texts, or of annotations that were pickled (`*.pickle`, so that no text need be read
again; only of one's own making, since a pickle can run anything).
"""

import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from graph.build import make_annotator
from graph.model import Annotation, Article
from graph.nlp.parser import DEFAULT_MODEL
from graph.store.opening import open_store
from tests.benchmarks.inputs import read_texts

PARTS = (10, 1)  # every tenth article, all of them
# In a process of its own, whose memory is that of the check alone (`ru_maxrss` would count who started it too).
CHECK = """
import re, sys, time
from pathlib import Path
from graph.store.opening import open_store
from graph.verify import verify
with open_store(Path(sys.argv[1])) as store:
    start = time.perf_counter()
    problems = sum(1 for _ in verify(store))
    seconds = time.perf_counter() - start
status = Path("/proc/self/status")  # Linux alone
peak = re.search(r"VmHWM:\\s+(\\d+)", status.read_text()) if status.exists() else None
print(seconds, int(peak[1]) / 1024 if peak else 0, problems)
"""


def report(data: Path) -> str:
    """A line for each size: articles, seconds, articles per second, memory, problems; then how the rates compare."""
    lines, rates = [], []
    with tempfile.TemporaryDirectory() as folder:
        for part in PARTS:
            articles, seconds, megabytes, problems = _measure(Path(folder) / f"store-{part}", data, part)
            rates.append(articles / seconds)
            lines.append(
                f"{articles:6.0f} articles {seconds:8.2f} s {rates[-1]:7.1f} articles a second"
                f" {megabytes:6.0f} MB {problems:.0f} problems"
            )
    return "\n".join([*lines, f"ratio  {rates[0] / rates[-1]:.2f} times the time an article"])


def _measure(store: Path, data: Path, part: int) -> tuple[float, ...]:
    articles = 0
    with open_store(store, write=True) as opened:
        for annotation in islice(_annotations(data), 0, None, part):
            opened.put(annotation)
            articles += 1
        opened.compact()
    done = subprocess.run([sys.executable, "-c", CHECK, str(store)], capture_output=True, text=True, check=True)
    return (articles, *map(float, done.stdout.split()))


def _pickles(data: Path) -> list[Path]:
    return sorted(data.glob("*.pickle")) if data.is_dir() else []


def _annotations(data: Path) -> Iterator[Annotation]:
    for file in _pickles(data):
        yield pickle.loads(file.read_bytes())
    if not _pickles(data):
        annotate = make_annotator(DEFAULT_MODEL)
        for text in read_texts(data):
            yield annotate(Article(text.id, text.text, text.published))
