"""What a reader does not see, and what stands for something else: spaces of all kinds, invisible marks, entities."""

import re
from collections.abc import Iterator
from html import unescape
from unicodedata import normalize

from graph.cleaning.offsets import Edit

# Soft hyphen, grapheme joiner, zero-width space, word joiner, byte order mark, marks of direction.
_UNSEEN = "\u00ad\u034f\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
# Joiners mean something in scripts of Asia and between the parts of an emoji.
_JOINER = "(?<![\u0530-\u1fff\u203c-\u2bff\u2e80-\ufefe\uff00-\U0010ffff])[\u200c\u200d]"
_SPACES = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BREAKS = "\r\v\f\x1c-\x1f\u0085\u2028\u2029"
_ODD = f"(?:[{_UNSEEN}{_SPACES}{_BREAKS}]|{_JOINER})"
_RUN = rf"(?:[ \n]*{_ODD}|  | \n|\n |\n\n\n)(?:[ \n]|{_ODD})*"
_ENTITY = r"&(?:(?:amp|AMP|#38|#[xX]26);)*(#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)"
_COMBINED = "[^\\W\\d_][\u0300-\u036f]+"
_LIGATURE = "[\ufb00-\ufb06]"
_HYPHEN = "[\u2010\u2011]"
_APOSTROPHE = "(?<=[^\\W\\d_])[`\u00b4\u02b9\u02bc\u2032\uff07](?=[^\\W\\d_])"  # as many write it: "Brito`s"
_SPOT = re.compile(f"({_RUN})|{_ENTITY}|({_HYPHEN})|({_APOSTROPHE})|{_COMBINED}|{_LIGATURE}")
# One of these is in every text that has such a spot: most have none, and that is found out at once.
_PAIRS = ("  ", " \n", "\n ", "\n\n\n")
_RARE = re.compile(
    f"[&{_UNSEEN}{_SPACES}{_BREAKS}\u0300-\u036f\u200c\u200d\ufb00-\ufb06\u2010\u2011`\u00b4\u02b9\u02bc\u2032\uff07]"
)

_LINE_END = re.compile("\r\n|[\n\r\v\u0085]")
_PARAGRAPH_END = re.compile("[\f\x1c-\x1f\u2028\u2029]")
_WHITE = re.compile(r"\s")
_INDENTED = re.compile(r"\n[^\S\n\r]{2,}(?=\S)")
_MOST = 0.6  # share of lines, from which indentation says nothing
_SPLIT_WORD = re.compile("\u00ad[^\\S\n\r]*(?:\r\n|[\n\r])[^\\S\n\r]*")


def find_character_edits(text: str) -> Iterator[Edit]:
    """Yield what makes each run of white space one blank, line end or blank line, and each entity its character.

    Invisible marks go; letters with marks of their own, ligatures, odd hyphens and apostrophes become what is usual.
    """
    if not any(pair in text for pair in _PAIRS) and not _RARE.search(text):
        return
    indents = _tells_paragraphs(text)
    for found in _SPOT.finditer(text):
        put = _put_for(found, text, indents=indents)
        if put != found[0]:
            yield found.start(), found.end(), put


def _tells_paragraphs(text: str) -> bool:
    """Whether some lines are indented and most are not: paragraphs then begin there."""
    indented = len(_INDENTED.findall(text))
    return 0 < indented < _MOST * text.count("\n")


def _put_for(found: re.Match[str], text: str, *, indents: bool) -> str:
    run, entity, hyphen, apostrophe = found.groups()
    if run is not None:
        if indents and found.start() > 0 and _INDENTED.match(text, text.find("\n", found.start(), found.end())):
            return "\n\n"
        return _white(run, at_border=found.start() == 0 or found.end() == len(text))
    if entity is not None:
        return unescape("&" + entity) if unescape("&" + entity) != "&" + entity else found[0]
    if hyphen or apostrophe:
        return "-" if hyphen else "’"
    return normalize("NFKC" if found[0][0] >= "\ufb00" else "NFC", found[0])


def _white(run: str, *, at_border: bool) -> str:
    """Return what a run of white space and invisible marks comes to."""
    if _SPLIT_WORD.fullmatch(run):
        return ""
    ends = len(_LINE_END.findall(run))
    if ends > 1 or _PARAGRAPH_END.search(run):
        return "\n\n"
    if ends:
        return "\n"
    return " " if _WHITE.search(run) and not at_border else ""
