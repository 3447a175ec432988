"""Labels of who speaks before what they say: "MR ROY (Hilton, Labor): ", "Prime Minister Ana Brito: ", "Q: "."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from graph.model import CharSpan
from graph.nlp.lexicons import listed
from graph.nlp.syntax.layout.parts import NAME, Part, PartKind

_WORD = rf"(?:{NAME}|of|the|for|and|&|de|van|von|da|du|del)"
_LABEL = re.compile(
    rf"[\"“]?(?P<name>{NAME}(?:[ ]{_WORD}){{0,7}})"
    r"(?P<apart>(?:[ ]\([^()\n]{1,60}\)){0,3})(?P<after>(?:,[ ][^:.,\n]{1,40}){0,2}):(?=[ \n]*\S)"
)
# As the record of the Congress of the United States has it: "Mr. SMITH of Ohio. Mr. Speaker, ...".
_RECORD = re.compile(
    r"(?P<name>(?:Mr|Mrs|Ms|Miss|Dr|The)\.?[ ][A-Z][A-Z’'-]+(?:[ ][A-Z][A-Z’'-]+)?)"
    r"(?:[ ]of[ ][A-Z][a-z]+)?\.(?=[ ][\"“]?[A-Z])"
)
_TURN = re.compile(r"(?P<name>[QA])\.(?=[ ][\"“]?[A-Z])")
_FORMS = (_LABEL, _RECORD, _TURN)
_SHOWN = 200  # characters after a label in capitals: it is a heading where they are in capitals too
_TITLE = 4  # words that a title may have
_OFFICE = 2  # words of an office with its article


def find_labels(text: str, paragraphs: Sequence[CharSpan]) -> Iterator[Part]:
    """Yield the labels that open paragraphs, where capitals, a title, a party or their coming again show them."""
    found = [match for p in paragraphs for form in _FORMS if (match := form.match(text, p.start, p.end))]
    often = Counter(match["name"] for match in found)
    turns = sum(match.re is _TURN for match in found)
    for match in found:
        if match.re is _RECORD or (turns > 1 if match.re is _TURN else _is_label(match, often[match["name"]])):
            yield Part(PartKind.LABEL, CharSpan(match.start(), match.end()), CharSpan(*match.span("name")))


def _is_label(found: re.Match[str], times: int) -> bool:
    name = found["name"]
    if name.lower() in listed("layout", "headings") | listed("layout", "kickers"):
        return False
    if name in listed("layout", "turns"):
        return times > 1 or len(name) == 1
    if name == name.upper() and len(name.split()[-1]) > 1:
        following = found.string[found.end() : found.end() + _SHOWN]
        return following != following.upper()
    if found["after"]:  # with a second comma, a clause goes on: "Ana Brito, the mayor, wrote:"
        words = found["after"].lower().split()
        return found["after"].count(",") == 1 and any(word.strip(",.") in _titles() for word in words)
    return times > 1 or bool(found["apart"]) or _is_titled(name)


def _is_titled(name: str) -> bool:
    """Whether the name begins with a title or an office and goes on, or is one: "President Jo Lund", "The Chair"."""
    titles = _titles()
    words = [word.lower() for word in name.split()]
    if words[0] == "the":
        return len(words) == _OFFICE and words[1] in titles
    last = max((i for i, word in enumerate(words) if word in titles), default=-1)
    return 0 <= last < len(words) - 1 and last < _TITLE and not listed("layout", "inside") & set(words[last + 1 :])


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    """The words before a name that say what somebody is."""
    return listed("titles", "honorifics") | listed("titles", "offices")
