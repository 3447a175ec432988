"""What a command says of itself: exit codes, lines on standard error, progress on a terminal."""

from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TypeVar
from unicodedata import category

import typer

from graph.errors import HustingsError

DEBUG_VARIABLE = "HUSTINGS_DEBUG"  # set to anything: a traceback beside the one line, and a log
FAILED, USAGE, INTERRUPTED = 1, 2, 130  # some of it failed; nothing could be done with the input; Ctrl-C
T = TypeVar("T")


def complain(message: str) -> None:
    """Print one line on standard error."""
    typer.echo(f"hustings: {printable(message)}", err=True)


def explain(error: Exception) -> str:
    """What went wrong and what to do, for people."""
    if isinstance(error, typer.TyperException):
        return f"{error.format_message().rstrip('.')}; see hustings --help"
    if isinstance(error, HustingsError):
        return str(error)
    if isinstance(error, OSError):
        return f"{error.filename or 'input or output'}: {error.strerror or error}"
    return f"{type(error).__name__}: {error}; this is a defect of Hustings, {DEBUG_VARIABLE}=1 shows where"


def printable(text: str) -> str:
    """The text in one line, without characters that steer a terminal or cannot be seen."""
    shown = (c if c.isprintable() else "" if category(c) == "Cf" else "�" for c in " ".join(text.split()))
    return "".join(shown)


def counted(number: int, noun: str) -> str:
    """`1 fact`, `2 facts`."""
    return f"{number:,} {noun if number == 1 else noun.removesuffix('y') + 'ies' if noun.endswith('y') else noun + 's'}"


def exit_code(done: int, failed: int) -> int:
    """0 when nothing failed, 1 when some of it did, 2 when nothing was left."""
    return 0 if not failed else FAILED if done else USAGE


def show_progress(items: Iterable[T], total: int) -> Iterator[T]:
    """The same, with a bar on standard error where that is a terminal and there is something to wait for."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    quiet = not console.is_terminal or total < 2
    yield from track(items, "articles", total, console=console, disable=quiet, transient=True)


class Progress:
    """A bar on standard error with rate and time left, where that is a terminal and there is something to wait for."""

    def __init__(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        console = Console(stderr=True)
        self._bar = Bar(
            TextColumn("articles"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal or total < 2,
        )
        self._task = self._bar.add_task("articles", total=total, rate="")
        self._started = monotonic()
        self._bar.start()

    def close(self) -> None:
        """Take the bar away."""
        self._bar.stop()

    def advance(self) -> None:
        """One more is done."""
        done = int(self._bar.tasks[0].completed) + 1
        seconds = max(monotonic() - self._started, 1e-3)
        self._bar.update(self._task, completed=done, rate=f"{done / seconds:,.1f} a second")
