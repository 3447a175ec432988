"""Articles annotated by processes of their own, each started once and kept; this process only hands out and collects.

A thread for each process takes an article, sends it, waits for the answer. Reading the articles happens in these
threads too, one at a time; whoever iterates over the answers writes meanwhile. No more answers wait than there are
processes and a few, so that memory does not grow with the number of articles.

A process that dies (killed, out of memory) is started again and gets its article once more; one that dies of it twice
costs that article a line. The processes end with this one, however it ends: their input closes.
"""

import logging
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Generator, Iterable, Iterator
from itertools import chain
from queue import SimpleQueue
from threading import Event, Lock, Semaphore, Thread
from typing import Generic, TypeVar

from graph.build.annotator import Annotate
from graph.build.framing import Crashed, read_frame, write_frame
from graph.build.trying import Skipped, attempt
from graph.errors import ModelUnavailable
from graph.model import Annotation, Article

log = logging.getLogger(__name__)
Other = TypeVar("Other")

# The folders of modules are those of this process: what is started must import the same code.
_START = "import sys; sys.path[:] = sys.argv[1:]; from graph.build.worker import main; main()"
# Whoever wants more cores starts more processes: threads of two of them would only wait for each other.
_ONE_THREAD = {
    f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "BLIS", "NUMEXPR", "VECLIB_MAXIMUM")
} | {"TOKENIZERS_PARALLELISM": "false"}
_WAITING = 2  # answers that may wait beside one for each process
_TRIES = 2


def annotate_all(
    found: Iterable[Article | Other], annotate: Annotate, workers: int = 0
) -> Generator[Annotation | Skipped | Other, None, None]:
    """Yield an annotation, or why there is none, for every article, as they get ready; what is no article goes through.

    Without workers, and for a single article, all of it happens in this process and in order.
    """
    items, first = iter(found), list[Article]()
    while len(first) < 2 and workers and (one := next(items, None)) is not None:
        if isinstance(one, Article):
            first.append(one)
        else:
            yield one
    rest = chain(first, items)
    if len(first) > 1:
        yield from _Crew(rest, annotate, workers).answers()
    else:
        yield from (_annotated(one, annotate) if isinstance(one, Article) else one for one in rest)


def _annotated(article: Article, annotate: Annotate) -> Annotation | Skipped:
    return attempt(article.id, lambda: annotate(article))


class _Process:
    """A process that annotates: what goes in and what comes out."""

    def __init__(self) -> None:
        self._popen = subprocess.Popen(
            [sys.executable, "-c", _START, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | _ONE_THREAD,
            start_new_session=True,  # Ctrl-C is for this process, which then ends the others
        )

    def ask(self, question: bytes) -> bytes:
        """Return the answer to a question; Crashed where the process ends before."""
        assert self._popen.stdin is not None
        assert self._popen.stdout is not None
        try:
            write_frame(self._popen.stdin, question)
        except OSError as error:
            raise Crashed from error
        return read_frame(self._popen.stdout)

    def kill(self) -> None:
        """End it now."""
        self._popen.kill()

    def reap(self) -> str:
        """Wait for its end; what it ended of, in words."""
        self._popen.kill()
        code = self._popen.wait()
        for pipe in (self._popen.stdin, self._popen.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except OSError:  # what it did not take is lost with it
                pass
        return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


class _Crew(Generic[Other]):
    """All processes and their threads, for one pass over articles."""

    def __init__(self, items: Iterator[Article | Other], annotate: Annotate, number: int) -> None:
        self._items = items
        self._introduction = pickle.dumps((annotate, logging.getLogger("graph").getEffectiveLevel()))
        self._answers: SimpleQueue[bytes | Skipped | Other | BaseException | None] = SimpleQueue()
        self._room = Semaphore(number + _WAITING)
        self._reading, self._starting, self._stopped = Lock(), Lock(), Event()
        self._processes: list[_Process] = []
        self._threads = [Thread(target=self._work, daemon=True) for _ in range(number)]

    def answers(self) -> Iterator[Annotation | Skipped | Other]:
        """Yield what comes back, as it comes."""
        for thread in self._threads:
            thread.start()
        try:
            running = len(self._threads)
            while running:
                answer = self._answers.get()
                if answer is None:
                    running -= 1
                elif isinstance(answer, BaseException):
                    raise answer
                elif isinstance(answer, bytes):
                    yield pickle.loads(answer)
                    self._room.release()
                else:
                    yield answer
        finally:
            self._stop()

    def _stop(self) -> None:
        with self._starting:
            self._stopped.set()
            for process in self._processes:
                process.kill()
        for _ in self._threads:
            self._room.release()
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        """What one thread does: articles to its process and answers back, until there are no more."""
        process: _Process | None = None
        try:
            while (article := self._next()) is not None:
                process = self._answer(article, process)
        except BaseException as error:
            if not self._stopped.is_set():
                self._answers.put(error)
        finally:
            if process is not None:
                process.reap()
            self._answers.put(None)

    def _next(self) -> Article | None:
        """Return the next article; what is none of them goes to the answers."""
        self._room.acquire()
        with self._reading:
            for item in self._items:
                if self._stopped.is_set():
                    return None
                if isinstance(item, Article):
                    return item
                self._answers.put(item)
        return None

    def _answer(self, article: Article, process: _Process | None) -> _Process | None:
        """Have the article annotated; the process that did it, None where it died of it."""
        question, ended = pickle.dumps(article), ""
        for _ in range(_TRIES):
            process = process or self._start()
            try:
                self._answers.put(process.ask(question))
                return process
            except Crashed:
                ended, process = process.reap(), None
                if self._stopped.is_set():
                    return None
                log.debug("process ended", extra={"article": article.id, "how": ended})
        self._answers.put(
            Skipped(
                article.id, f"the process that reads it ended twice ({ended}); give it more memory or fewer workers"
            )
        )
        self._room.release()
        return None

    def _start(self) -> _Process:
        """Return a process that has loaded what it needs."""
        with self._starting:
            if self._stopped.is_set():
                raise Crashed
            process = _Process()
            self._processes.append(process)
        try:
            failed = pickle.loads(process.ask(self._introduction))
        except Crashed as error:
            raise ModelUnavailable(
                f"a process that reads articles ended while it loaded the model ({process.reap()}); use fewer --workers"
            ) from error
        if failed is not None:
            process.reap()
            raise ModelUnavailable(failed)
        return process
