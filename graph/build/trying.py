"""One article must not cost the user the others: what fails becomes one line."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from graph.errors import HustingsError, ModelUnavailable, StoreError

log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Skipped:
    """An article that could not be built, and why, in one line."""

    article: str | None  # None: it could not even be read
    reason: str


def attempt(article: str, do: Callable[[], T]) -> T | Skipped:
    """Return what `do` gives, or why it failed; a store that cannot be written or a missing model ends all."""
    try:
        return do()
    except (StoreError, ModelUnavailable):
        raise
    except HustingsError as error:
        return Skipped(article, one_line(error))
    except Exception as error:  # a defect of ours must not cost the user the other articles
        log.debug("article failed", extra={"article": article}, exc_info=True)
        return Skipped(article, f"{type(error).__name__}: {one_line(error)}")


def one_line(error: Exception) -> str:
    """Return the error's message without line ends."""
    return " ".join(str(error).split())
