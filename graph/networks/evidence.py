"""What shows an edge: the events behind it, as attributes that every format carries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.networks.events import Event, Events
from graph.networks.options import Ends, Kind, Options

SENTENCES = 20  # of an edge, the first; its statements are all named


@dataclass(frozen=True, slots=True)
class Evidence:
    """The events of a network by the places of their ends."""

    events: Events
    kind: Kind
    by_end: dict[int, dict[int, list[int]]]  # places of rows by node and by what it is counted on

    @classmethod
    def of(cls, events: Events, options: Options) -> "Evidence":
        """The events, looked up from actors or, where the network relates targets, from targets."""
        ends = (events.actor.tolist(), events.target.tolist())
        turned = options.ends is Ends.TARGETS and options.kind is not Kind.ACTOR_TARGET
        by_end: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for row, (one, other) in enumerate(zip(*(reversed(ends) if turned else ends), strict=True)):
            by_end[one][other].append(row)
        return cls(events, options.kind, {end: dict(others) for end, others in by_end.items()})

    def between(self, one: int, other: int) -> list[Event]:
        """The events that an edge counts, in their order."""
        if self.kind in (Kind.ACTOR_TARGET, Kind.QUOTES):
            found: Iterable[int] = self.by_end[one][other]
        else:
            found = self._of_pair(self.by_end[one], self.by_end[other])
        return [self.events.rows[row] for row in sorted(found)]

    def _of_pair(self, one: dict[int, list[int]], other: dict[int, list[int]]) -> Iterable[int]:
        """The rows of both on what they have in common; of congruence and conflict, those that weigh in."""
        for common in one.keys() & other.keys():
            yield from self._weighing(one[common], other[common])
            yield from self._weighing(other[common], one[common])

    def _weighing(self, rows: list[int], against: list[int]) -> Iterable[int]:
        if self.kind not in (Kind.CONGRUENCE, Kind.CONFLICT):
            return rows
        level = self.events.rows
        others = {level[row].level for row in against}
        if self.kind is Kind.CONFLICT:
            return [row for row in rows if others - {level[row].level}]
        scale = self.events.scale.levels
        ends = {scale[0], scale[-1]}  # nothing is as far apart as these
        return [row for row in rows if any({level[row].level, one} != ends or len(ends) == 1 for one in others)]


def attributes_of(found: list[Event]) -> dict[str, object]:
    """The attributes of an edge that these events show; the first `SENTENCES` sentences in the order of their days."""
    days = [event.day for event in found if event.day]
    return {
        "number": len({event.statement for event in found}),
        "statements": list(dict.fromkeys(event.statement for event in found)),
        "articles": list(dict.fromkeys(event.article for event in found)),
        "sentence": list(dict.fromkeys(words for event in found for words in event.sentences))[:SENTENCES],
        "confidence": max((event.confidence for event in found if event.confidence is not None), default=None),
        "start": min(days, default=None),
        "end": max(days, default=None),
    }
