"""What relative expressions of time lean on."""

from dataclasses import dataclass
from datetime import date

YEARS = (1000, 9000)  # of publication dates and of what is counted from them: far from the ends of the calendar


@dataclass(frozen=True, slots=True)
class Context:
    """What relative words lean on: the publication date, the tense (-1 past, 1 future, 0 unknown)."""

    published: date | None = None
    direction: int = 0
    loose: bool = False  # the time hangs on a noun, whose time need not be that of the verb: "the November vote"
