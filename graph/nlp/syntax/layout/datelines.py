"""Datelines: place, day and agency before the first words of a report: "KUALA LUMPUR, May 15 (Bernama) -- "."""

import re
from functools import lru_cache

from graph.model import CharSpan
from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.lexicons.places import load_places
from graph.nlp.syntax.layout.parts import NAME, SENTENCE_END, Part, PartKind

_REGION = rf"{NAME}(?:[ ]{NAME}){{0,2}}"
_SEPARATOR = r"(?P<mark>[ ]?:?[ ]?[—–―|]|[ ]?:?[ ]?-{1,2}(?=[ ])|[ ]?:-?)[ ]*"
_SENTENCE_END = re.compile(SENTENCE_END)
_REPORTS = re.compile(r"\b(?:announced|claimed|demanded|said|told|urged|vowed|warned)\b")
_TALKS = re.compile(r"\b(?:I|me|my|our|us|we|We|you|You|your)\b")


def find_dateline(text: str, paragraph: CharSpan, *, first: bool, lone: bool = False) -> Part | None:
    """Return the dateline that a paragraph begins with.

    A day or an agency shows it, or the name of a place before a dash or colon; written like any name, without capitals,
    only in the `first` paragraphs. What would be the `lone` label of an article is the place of what others report.
    """
    found = _pattern().match(text, paragraph.start, paragraph.end)
    if found is None or found.end() == found.start():
        return None
    if not _is_dateline(found, first=first) and not (lone and _tells(found)):
        return None
    return Part(PartKind.DATELINE, CharSpan(found.start(), found.start() + len(found[0].rstrip())))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    lexicon = load_lexicon("layout")
    inside, months = "|".join(lexicon["inside"]), "|".join(lexicon["months"])
    agencies = "|".join(re.escape(name) for name in lexicon["agencies"])
    capitals = agencies.upper()  # escapes are of blanks and hyphens only
    place = rf"{NAME}(?:[ ](?:{NAME}|{inside})){{0,3}}"
    month, year = rf"(?i:{months})\.?", r"(?:,?[ ]\d{4})?"
    weekday = rf"(?:(?:{'|'.join(lexicon['weekdays'])}),?[ ])?"
    day = rf"{weekday}(?:{month}[ ]\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)?[ ]{month}){year}"
    agency = rf"[ ]?\((?i:{agencies})(?:[/ ][\w ]{{1,20}})?\)|,[ ](?:{capitals})(?=[ ][—–―-])"
    return re.compile(
        rf"(?:(?P<place>{place})(?P<region>(?:,[ ]{_REGION}|[ ]\({_REGION}\)|[/][ ]?{place}){{0,2}})"
        rf"(?P<day>,?[ ]{day})?|(?P<dayonly>{day}))?,?(?P<agency>{agency})?"
        rf"(?:{_SEPARATOR}|(?<=\))[ ]+)(?:{day}[ ]*(?:[—–―:|]|--?[ ])[ ]*)?(?=[\"“'‘]?[^\W_])"
    )


def _is_dateline(found: re.Match[str], *, first: bool) -> bool:
    if found["agency"] or (found["place"] and found["day"]):
        return True
    place = found["place"]
    if place is None or found["mark"] is None or place.lower() in listed("layout", "kickers"):
        return False
    known = _is_place(place, found["region"])
    if found["mark"].startswith(":"):
        return known and (place.isupper() or (first and bool(_SENTENCE_END.search(_line(found)))))
    if known:
        return first or place.isupper()
    return place.isupper() and len(place) > 2 and found["mark"].startswith(" ") and _opens_sentence(found)


def _tells(found: re.Match[str]) -> bool:
    """Whether capitals before a colon open a report in which nobody talks: "ELSFIELD: The mayor said ..."."""
    line, place = _line(found), found["place"] or ""
    shouted = place.isupper() and place.lower() not in listed("layout", "kickers") | listed("layout", "headings")
    return shouted and bool(_REPORTS.search(line)) and not _TALKS.search(line)


def _line(found: re.Match[str]) -> str:
    end = found.string.find("\n", found.end())
    return found.string[found.end() : end if end >= 0 else None].rstrip()


def _is_place(place: str, region: str) -> bool:
    names = (place, *re.split(r"[,()/]", region))
    return any(name.strip().casefold() in load_places() for name in names if name.strip())


def _opens_sentence(found: re.Match[str]) -> bool:
    following = found.string[found.end() : found.end() + 40].lstrip("\"“'‘")
    word = following.partition(" ")[0]
    return word[:1].isupper() and not (len(word) > 1 and word.isupper())
