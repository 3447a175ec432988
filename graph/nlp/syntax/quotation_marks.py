"""Find quotations by their marks: straight, curly, guillemets, single, nested, over several paragraphs.

Marks are paired paragraph by paragraph. A mark that stays open reaches to the end of its paragraph; it goes on in the
next one if that begins with an opening mark, as newspapers do. Single marks count only outside of double ones, and
only where they cannot be apostrophes. Works on characters alone, in one pass, so that no parse can break it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.model import CharSpan
from graph.nlp.syntax.paragraphs import find_paragraphs

_DOUBLE = '"“”„«»'
_SINGLE = "'‘’‹›"
_MARK = re.compile("``|''|[" + _DOUBLE + _SINGLE + "]")
_CLOSES = {"“": "”", "„": "“”", "«": "»", "‘": "’", "‹": "›", "``": ("''", '"', "”")}
_OPENERS = frozenset("“„«‘‹") | {"``"}
_ELIDED = re.compile(r"\d|(?:n|em|tis|twas|til|cause|bout|round)\b", re.IGNORECASE)  # '90s, rock 'n' roll
_LONGEST_SINGLE = 600  # characters within which single marks must close: apostrophes are too many to look further


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks, marks included."""

    span: CharSpan
    double: bool  # False: single marks
    closed: bool  # False: no closing mark before the paragraph ends
    continues: bool  # True: goes on from the quotation of the paragraph before, which was left open


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    text: str
    before: str  # the character before it; "" at the beginning of the paragraph
    after: str

    @property
    def double(self) -> bool:
        return self.text[0] in _DOUBLE or len(self.text) == 2

    @property
    def looks_open(self) -> bool:
        return (not self.before or not (self.before.isalnum() or self.before in ".,!?…)”’%")) and not (
            not self.after or self.after.isspace()
        )

    @property
    def looks_closed(self) -> bool:
        return bool(self.before) and not self.before.isspace() and not self.after.isalnum()


def find_quotations(text: str) -> list[Quotation]:
    """Return every quotation that is not inside another, in the order of the text."""
    found: list[Quotation] = []
    left_open = False
    for paragraph in find_paragraphs(text):
        inside = list(_pair(text, paragraph))
        if inside and left_open and inside[0].span.start == paragraph.start:
            inside[0] = Quotation(inside[0].span, inside[0].double, inside[0].closed, True)
        left_open = bool(inside) and not inside[-1].closed and _may_go_on(inside[-1], paragraph)
        found += inside
    return found


def _may_go_on(last: Quotation, paragraph: CharSpan) -> bool:
    return last.double and last.span.end == paragraph.end


def _pair(text: str, paragraph: CharSpan) -> Iterator[Quotation]:
    opened: _Mark | None = None
    depth = 0
    for mark in _marks(text, paragraph):
        if opened is None:
            opened = mark if _opens(mark, text, paragraph) else None
        elif opened.double and mark.text == opened.text and mark.text in _OPENERS and mark.looks_open:
            depth += 1
        elif _closes(opened, mark, text, paragraph):
            if not depth and mark.start > opened.end:
                yield Quotation(CharSpan(opened.start, mark.end), opened.double, True, False)
            opened, depth = (opened, depth - 1) if depth else (None, 0)
        elif mark.double and not opened.double and mark.looks_open and _opens(mark, text, paragraph):
            opened = mark  # the single mark was an apostrophe
    if opened is not None and opened.double and opened.end < paragraph.end:
        yield Quotation(CharSpan(opened.start, paragraph.end), True, False, False)


def _marks(text: str, paragraph: CharSpan) -> Iterator[_Mark]:
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        before = text[match.start() - 1] if match.start() > paragraph.start else ""
        after = text[match.end()] if match.end() < paragraph.end else ""
        yield _Mark(match.start(), match.end(), match.group(), before, after)


def _opens(mark: _Mark, text: str, paragraph: CharSpan) -> bool:
    if mark.text in _OPENERS and mark.double:
        return True
    if mark.text == "”" and mark.before in ("", "\n") and mark.looks_open:
        return True  # set the wrong way round, as some sites do
    if mark.double:
        return mark.text == '"' and (mark.looks_open or not mark.looks_closed)
    if not mark.looks_open or _ELIDED.match(text, mark.end):
        return False
    return _closing_single(mark, text, paragraph) is not None


def _closes(opened: _Mark, mark: _Mark, text: str, paragraph: CharSpan) -> bool:
    if opened.double:
        if opened.text == '"':
            return mark.text == '"' or (mark.text == "”" and mark.looks_closed)
        return mark.text in _CLOSES.get(opened.text, ("”", "“")) or (mark.text == '"' and mark.looks_closed)
    return mark.start == _closing_single(opened, text, paragraph)


def _closing_single(opened: _Mark, text: str, paragraph: CharSpan) -> int | None:
    """Where a single mark is closed: after punctuation, else at the first that ends a word, best not after an s."""
    endings: list[_Mark] = []
    for mark in _marks_after(opened, text, min(paragraph.end, opened.end + _LONGEST_SINGLE)):
        if mark.looks_closed and mark.text in "'’›":
            if mark.before in ".,!?…":
                return mark.start
            endings.append(mark)
        elif mark.looks_open and not mark.text.isalnum():
            break
    best = next((mark for mark in endings if mark.before not in "sS"), None)
    return best.start if best is not None else endings[0].start if endings else None


def _marks_after(opened: _Mark, text: str, limit: int) -> Iterator[_Mark]:
    marks = _marks(text, CharSpan(opened.start, limit)) if opened.end < limit else ()
    return (mark for mark in marks if mark.start > opened.end)
