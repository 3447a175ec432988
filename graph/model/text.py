"""An article, pieces of its text, and what its words of time allow."""

from dataclasses import dataclass
from datetime import date

from graph.errors import InvalidModel


@dataclass(frozen=True, slots=True, order=True)
class CharSpan:
    """A piece of an article: code points, end exclusive."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise InvalidModel(f"a span needs 0 <= start < end, not {self.start}, {self.end}")

    def overlaps(self, other: "CharSpan") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "CharSpan") -> bool:
        """Whether the other lies within this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Article:
    """A text with what is known of its publication."""

    id: str
    text: str
    published: date | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str = "en"

    def __post_init__(self) -> None:
        if not self.id or self.id != self.id.strip():
            raise InvalidModel(f"an article needs an id without white space around it, not {self.id!r}")

    def text_of(self, span: CharSpan) -> str:
        """The characters of a span."""
        if span.end > len(self.text):
            raise InvalidModel(f"span {span.start}, {span.end} ends after article {self.id}")
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class TimeInterval:
    """The earliest and the latest day that words of time allow, both inclusive.

    Both are None when the words could not be resolved (a weekday without a publication date); one is None when that
    end is open ("since 2018").
    """

    text: str
    earliest: date | None = None
    latest: date | None = None
    span: CharSpan | None = None  # None: the publication date, or another time that no words of the text give

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise InvalidModel(f"time {self.text!r} ends before it begins")
