"""How alike two names of people are: spelling, order, initials, words left out."""

import tomllib
from functools import cache
from importlib.resources import files
from itertools import product

from rapidfuzz.distance import OSA

from graph.linking.names import fold

SAME = 0.71  # from which on two names may be those of one person

_LONGEST = 12  # words of a name that are read
_WORST = 0.6  # the share of the least alike pair of words in the score; the rest is the mean of all
_LEFT_OUT = 0.03  # for each word that only one name has
_MONONYM = 0.3  # if one of them is a single word
_JOINED = 0.9  # likeness of the letters alone from which words may have been cut elsewhere
_INITIAL = 0.9  # likeness of an initial to a word


@cache
def _small() -> frozenset[str]:
    return frozenset(tomllib.loads((files("graph.linking") / "comparing.toml").read_text(encoding="utf-8"))["small"])


def compare_names(first: str, second: str) -> float:
    """Return the likeness of two full names from 0 to 1, by the words of the shorter one.

    Each is held against the one most like it (optimal string alignment, in share of the longer word); the order of the
    words tells nothing, for half of the world puts the family first.
    """
    shorter, longer = sorted((_telling(first), _telling(second)), key=len)
    if not shorter:
        return 0.0
    pairs = _pair(shorter, longer)
    likeness = [_alike(one, other) for one, other in pairs]
    sizes = [max(len(one), len(other)) for one, other in pairs]
    mean = sum(like * size for like, size in zip(likeness, sizes, strict=True)) / sum(sizes)
    extra = len(longer) - len(shorter)
    score = _WORST * min(likeness) + (1 - _WORST) * mean - _LEFT_OUT * extra
    if len(shorter) == 1 and extra:
        score -= _MONONYM
    joined = OSA.normalized_similarity("".join(shorter), "".join(longer))
    return max(score, joined if joined > _JOINED and extra <= 1 else 0.0, 0.0)


def _telling(name: str) -> list[str]:
    words = fold(name).split()[:_LONGEST]
    return [word for word in words if word not in _small()] or words


def _pair(shorter: list[str], longer: list[str]) -> list[tuple[str, str]]:
    """Each word of the shorter name with another one of the longer, the most alike first, then the nearest."""
    places = product(range(len(shorter)), range(len(longer)))
    order = sorted(places, key=lambda at: (-_alike(shorter[at[0]], longer[at[1]]), abs(at[0] - at[1]), at))
    taken: dict[int, int] = {}
    for place, other in order:
        if place not in taken and other not in taken.values():
            taken[place] = other
    return [(shorter[place], longer[other]) for place, other in sorted(taken.items())]


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if len(one) == 1 or len(other) == 1:
        return _INITIAL if one[0] == other[0] else 0.0
    return OSA.normalized_similarity(one, other)
