"""Names of people in their parts, and whether two may be names of one person."""

from dataclasses import dataclass
from functools import lru_cache

from graph.linking.names import bare, fold
from graph.resolution.words import load_words


@dataclass(frozen=True, slots=True, order=True)
class PersonName:
    """A name without titles and letters, folded. Bare: a surname or a first name alone, `last` then is all of it."""

    last: str
    first: str = ""  # empty: a bare name
    middle: tuple[str, ...] = ()
    generation: str = ""  # "jr", "sr"
    title: str = ""  # the word before a name that shows a gender or an office: "mrs"

    @property
    def is_bare(self) -> bool:
        """True if it is a surname or a first name alone."""
        return not self.first

    @property
    def plain(self) -> "PersonName":
        """The same without a title."""
        return PersonName(self.last, self.first, self.middle, self.generation) if self.title else self


@lru_cache(maxsize=100_000)
def read_name(text: str) -> PersonName | None:
    """Return the parts of a person's name; None where nothing of it is a name."""
    lexicon = load_words()
    name, _, rest = bare(text).partition(",")
    words = fold(name).split()
    title = ""
    while len(words) > 1 and words[0] in lexicon.titles:
        title = words.pop(0)
    generation = ""
    tail = fold(rest).split()
    if len(tail) == 1 and tail[0] in lexicon.generations:
        words.append(tail[0])
    while len(words) > 1 and (words[-1] in lexicon.generations or words[-1] in lexicon.letters):
        generation = lexicon.generations.get(words.pop(), generation)
    if not words or not any(word[0].isalpha() for word in words):
        return None
    start = len(words) - 1
    while start > 0 and words[start - 1] in lexicon.particles:
        start -= 1
    last = " ".join(words[start:])
    given = words[:start]
    return PersonName(last, given[0] if given else "", tuple(given[1:]), generation, title)


def may_be_one(one: PersonName, other: PersonName) -> bool:
    """Whether two full names may be one person's, one of them shortened: "Len Burman", "Leonard E. Burman"."""
    return (
        one.last == other.last
        and not (one.generation and other.generation and one.generation != other.generation)
        and _alike(one.first, other.first)
        and _middles_agree(one.middle, other.middle)
    )


def is_initial(word: str) -> bool:
    """True if it is one letter, or several of them run together by full stops."""
    return len(word) == 1


def _alike(one: str, other: str) -> bool:
    if one == other or ((is_initial(one) or is_initial(other)) and one[0] == other[0]):
        return True
    given = load_words().given
    return other in given.get(one, ())


def _middles_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the middle names of one begin as all of the other's do, initials standing for names."""
    return all(_same_middle(a, b) for a, b in zip(one, other, strict=False))


def _same_middle(one: str, other: str) -> bool:
    return one == other or ((is_initial(one) or is_initial(other)) and one[0] == other[0])


def bare_name(text: str) -> str:
    """Return a surname or a first name that stands alone; empty where the text is none."""
    name = read_name(text)
    return name.last if name is not None and name.is_bare else ""
