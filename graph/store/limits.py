"""What a user's query may cost."""

from dataclasses import dataclass, field

from graph.store.turns import Room


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may cost, and how many there may be at a time."""

    seconds: float = 10.0  # from the moment it has a worker to the last byte of the answer
    megabytes: int = 1024  # of memory above what an idle worker takes
    rows: int = 100_000
    answer_bytes: int = 200_000_000
    room: Room = field(default_factory=Room)
