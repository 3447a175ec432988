"""What an update that a user sends is made of: its operations, and the graphs that each one writes."""

from dataclasses import dataclass, field

DEFAULT, NAMED, ALL = "DEFAULT", "NAMED", "ALL"
LOAD = "LOAD"


@dataclass(slots=True)
class Operation:
    """One operation: the pieces it is made of, by their places, and the graphs that it writes.

    Places are of `ParsedUpdate.tokens`, ends exclusive. Graphs are as they were written, DEFAULT, NAMED or ALL.
    """

    word: str
    start: int
    end: int = 0
    written: list[str] = field(default_factory=list)
    with_graph: str | None = None
    using: list[str] = field(default_factory=list)
    using_named: list[str] = field(default_factory=list)
    where: tuple[int, int] | None = None  # of the group after WHERE, braces among it
    where_word: int | None = None  # where a USING clause goes
    short: bool = False  # DELETE WHERE

    @property
    def variables(self) -> list[str]:
        """Return the variables that stand for graphs to write."""
        return sorted({"?" + graph[1:] for graph in self.written if graph[0] in "?$"})

    @property
    def names(self) -> list[str]:
        """Return the graphs to write that are named, as they were written."""
        return [graph for graph in self.written if graph[0] not in "?$" and graph not in (DEFAULT, NAMED, ALL)]


@dataclass(frozen=True, slots=True)
class ParsedUpdate:
    """An update that may be planned: its pieces, white space among them, and its operations."""

    tokens: tuple[str, ...]
    operations: tuple[Operation, ...]
    prologue: str  # all declarations: the engine takes none after the first operation

    def text(self, start: int, end: int) -> str:
        """Return what stands between two places."""
        return "".join(self.tokens[start:end])
