"""Names as keys: what two spellings of one name have in common."""

import re
import unicodedata
from collections.abc import Iterable

# What the decomposition of Unicode leaves as it is.
_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
_MARKS = str.maketrans(
    {
        **dict.fromkeys(".'’‘ʻ`\"“”*()[]", ""),
        **dict.fromkeys("-‐‑–—,/_:;\n\t", " "),
        "&": " and ",
        **_LETTERS,
    }
)
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "qc", "kc", "mp", "mla", "mpp", "mna"})


def fold(name: str) -> str:
    """Return the name in lower case without accents, full stops, apostrophes, hyphens and a leading article."""
    if not name.isascii():
        name = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    words = name.casefold().translate(_MARKS).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def bare(name: str) -> str:
    """Return the name without a possessive ending."""
    return _POSSESSIVE.sub("", name.strip())


def name_words(name: str) -> list[str]:
    """Return the folded words of a person's name without "Jr." and letters after the name."""
    words = fold(bare(name).partition(",")[0]).split()
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    return words


def same_initials(name: str, known: Iterable[str]) -> bool:
    """Return False if the initials between given and last name contradict: "George H. W." and "George W. Bush".

    A name without any contradicts nothing.
    """
    said = _middle_initials(name)
    others = [initials for other in known if (initials := _middle_initials(other))]
    return not (said and others) or any(said.startswith(other) or other.startswith(said) for other in others)


def _middle_initials(name: str) -> str:
    words = bare(name).partition(",")[0].replace(".", " ").casefold().split()
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    return "".join(word[0] for word in words[1:-1])
