"""Frames: which verbs and nouns tell of an event, who takes part in it as what, and the fact that it makes.

A frame is data (lexicons/en/facts/frames/*.toml), one file a relation. Roles are found by `participants`, the same in
every construction; frames only say which role is the subject and which the object of the fact.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from graph.nlp.lexicons import load_lexicon

FOLDER = "facts/frames"


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to tell of an event; examples are sentences with the fact that they give or, of `counters`, do not."""

    name: str
    relation: str
    subject: str  # role: "actor", "patient", "named", a preposition; several by "|"
    subject_is: str  # kinds, by "|"
    object: str
    object_is: str
    verbs: frozenset[str]  # lemmas, with the particle or "with dobj" noun after a blank: "step down"
    nouns: frozenset[str]
    status: str | None
    confidence: float
    voice: str  # "any", "active", "passive"
    needs: tuple[tuple[str, str], ...]  # further roles that must be there, with their kinds
    roles: tuple[tuple[str, str, str], ...]  # further participants: name, role, kinds
    under: frozenset[str]  # lemmas of which one governs the verb: "vote" of "voted to pass"
    absent: frozenset[str]  # roles that nobody may have
    forbids: frozenset[str]  # dependents that must not be there: "xcomp"
    examples: tuple[tuple[str, str, str], ...]  # sentence, subject, object
    counters: tuple[str, ...]
    is_off: bool = False


@dataclass(frozen=True, slots=True)
class Frames:
    """All frames by the words that call them up."""

    by_verb: dict[str, tuple[Frame, ...]]
    by_noun: dict[str, tuple[Frame, ...]]


@lru_cache(maxsize=1)
def load_frames() -> Frames:
    """Return the frames that are on."""
    verbs: dict[str, list[Frame]] = defaultdict(list)
    nouns: dict[str, list[Frame]] = defaultdict(list)
    for frame in all_frames():
        if frame.is_off:
            continue
        for verb in sorted(frame.verbs):
            verbs[verb].append(frame)
        for noun in sorted(frame.nouns):
            nouns[noun].append(frame)
    return Frames({k: tuple(v) for k, v in verbs.items()}, {k: tuple(v) for k, v in nouns.items()})


@lru_cache(maxsize=1)
def all_frames() -> tuple[Frame, ...]:
    """Return every frame, file by file."""
    return tuple(_frames())


def _frames() -> Iterator[Frame]:
    folder = files("graph.nlp.lexicons") / "en" / FOLDER
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            table = load_lexicon(f"{FOLDER}/{file.name.removesuffix('.toml')}")
            for row in table["frame"]:
                yield _to_frame(row, table)


def _to_frame(row: dict[str, Any], table: dict[str, Any]) -> Frame:
    return Frame(
        row["name"],
        str(row.get("relation") or table["relation"]),
        row["subject"],
        row.get("subject_is", "any"),
        row.get("object", ""),
        row.get("object_is", "any"),
        frozenset(row.get("verbs", ())),
        frozenset(row.get("nouns", ())),
        row.get("status"),
        row.get("confidence", 0.8),
        row.get("voice", "any"),
        tuple((role, kinds) for role, kinds in row.get("needs", {}).items()),
        tuple((name, *spec.split(":")) for name, spec in row.get("roles", {}).items()),
        frozenset(row.get("under", ())),
        frozenset(row.get("absent", ())),
        frozenset(row.get("forbids", ())),
        tuple((one[0], one[1], one[2]) for one in row.get("examples", ())),
        tuple(row.get("counters", ())),
        row.get("off", False),
    )


def find_frames(relation: str) -> Iterator[Frame]:
    """Yield the frames of one relation."""
    return (frame for frame in all_frames() if frame.relation == relation)
