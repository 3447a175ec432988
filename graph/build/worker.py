"""The process that annotates: one article in, its annotation out, until its input closes.

Started by `graph.build.processes`. The first message is who annotates and how much to log; the answer is None, or why
that cannot be loaded.
"""

import logging
import os
import pickle
import sys
from queue import SimpleQueue
from threading import Thread
from typing import IO

from graph.build.annotator import Annotate, Annotator
from graph.build.framing import Crashed, read_frame, write_frame
from graph.build.trying import attempt, one_line


def main() -> None:
    """Answer what comes on standard input; whatever else is printed goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    questions: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_receive, args=(sys.stdin.buffer, questions), daemon=True).start()
    annotate, level = pickle.loads(questions.get())
    _set_up_log(level)
    failed = _loaded(annotate)
    write_frame(answers, pickle.dumps(failed))
    while failed is None:
        article = pickle.loads(questions.get())
        answer = attempt(article.id, lambda: annotate(article))  # noqa: B023 – called at once
        write_frame(answers, pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))


def _receive(source: IO[bytes], questions: SimpleQueue[bytes]) -> None:
    """Take messages in; once nobody sends any more, nobody waits for answers either."""
    while True:
        try:
            questions.put(read_frame(source))
        except Crashed:
            os._exit(0)


def _loaded(annotate: Annotate) -> str | None:
    try:
        if isinstance(annotate, Annotator):
            annotate.load()
    except Exception as error:
        logging.getLogger(__name__).debug("cannot load", exc_info=True)
        return one_line(error) or type(error).__name__
    return None


def _set_up_log(level: int) -> None:
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s %(message)s")
    logging.captureWarnings(True)
    logging.getLogger("graph").setLevel(level)
