"""What names have in common that may be one thing's.

Entities that share no key, directly or through others, are never compared: a further article touches its names alone.
"""

from collections.abc import Iterable, Iterator, Mapping

from graph.linking.names import fold
from graph.model import EntityType
from graph.resolution.bodies import is_part
from graph.resolution.body_names import acronyms, is_acronym, plain_name
from graph.resolution.clues import Clue
from graph.resolution.person_names import read_name


def keys_of(clues: Iterable[Clue]) -> Mapping[str, frozenset[str]]:
    """Return the keys of each entity of one article."""
    listed = list(clues)
    found = {clue.entity: set(_own_keys(clue)) for clue in listed}
    bodies = [clue for clue in listed if clue.type is not EntityType.PERSON]
    shorts = {plain_name(clue.label): clue.label for clue in bodies}
    for clue in bodies:
        for part in _ends(plain_name(clue.label)):
            if part in shorts and is_part(shorts[part], clue.label):
                found[clue.entity].add(part)
    return {entity: frozenset(keys) for entity, keys in found.items()}


def _ends(name: str) -> Iterator[str]:
    """The beginnings and endings of a name."""
    words = name.split()
    for size in range(1, len(words)):
        yield " ".join(words[:size])
        yield " ".join(words[size:])


def _own_keys(clue: Clue) -> Iterator[str]:
    for text in {clue.label, *(text for text, _ in clue.names)}:
        name = read_name(text) if clue.type is EntityType.PERSON else None
        if name is not None:
            yield name.last
        yield plain_name(text)
        yield from acronyms(text)
        if is_acronym(text):
            yield fold(text).replace(" ", "")
