"""What people type to search for words: words, "phrases", beginnings (tax*), AND, OR, NOT or -, parentheses.

Words beside each other must all be there. The parser makes an expression of SQLite's FTS5 in which every word is
quoted, so that nothing that is typed is read as FTS5's own syntax.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from graph.errors import InvalidQuery

LONGEST = 500  # characters
_DEEPEST = 20  # parentheses
_TOKEN = re.compile(
    r'(?P<phrase>"[^"]*"\*?)|(?P<open>\()|(?P<close>\))|(?P<minus>(?<![^\s(])-(?=[^\s-]))|(?P<word>[^\s()"]+)'
)
_WORD = re.compile(r"[^\W_]+")
_QUOTES = str.maketrans("“”„«»", '"""""')


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words beside each other; the last may be the beginning of one."""

    words: tuple[str, ...]
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Expression:
    """What is searched for: FTS5's expression, "" where no word is, and the phrases that are wanted."""

    match: str
    phrases: tuple[Phrase, ...]


def parse_expression(text: str) -> Expression:
    """What somebody typed; InvalidQuery says what is wrong with it."""
    if len(text) > LONGEST:
        raise InvalidQuery(f"a search may have {LONGEST} characters; this has {len(text):,}")
    plain = unicodedata.normalize("NFC", text).translate(_QUOTES)
    if plain.count('"') % 2:
        raise InvalidQuery("a quotation mark is missing: a phrase stands between two")
    tokens = [(str(found.lastgroup), found.group()) for found in _TOKEN.finditer(plain)]
    parser = _Parser(tokens)
    match = parser.read()
    return Expression(match, tuple(dict.fromkeys(parser.phrases)))


@dataclass(slots=True)
class _Parser:
    """Reads tokens by recursive descent: alternatives of sequences of terms."""

    tokens: list[tuple[str, str]]
    at: int = 0
    depth: int = 0
    left_out: int = 0  # how many NOT one stands in
    phrases: list[Phrase] = field(default_factory=list)

    def read(self) -> str:
        match = self._alternatives()
        if self.at < len(self.tokens):
            raise InvalidQuery("a parenthesis is closed that was not opened")
        return match

    def _alternatives(self) -> str:
        found = [self._sequence()]
        while self._takes("OR"):
            found.append(self._sequence())
        options = [option for option in found if option]
        return f"({' OR '.join(options)})" if len(options) > 1 else "".join(options)

    def _sequence(self) -> str:
        wanted, unwanted = list[str](), list[str]()
        while self.at < len(self.tokens) and self.tokens[self.at][0] != "close" and self.tokens[self.at][1] != "OR":
            if self._takes("AND"):
                continue
            negated = self._takes("NOT") or self._takes_minus()
            self.left_out += negated
            term = self._term()
            self.left_out -= negated
            (unwanted if negated else wanted).append(term)
        wanted, unwanted = [term for term in wanted if term], [term for term in unwanted if term]
        if unwanted and not wanted:
            raise InvalidQuery("say what to find too, not only what to leave out")
        match = " AND ".join(wanted)
        if unwanted:
            return f"(({match}) NOT ({' OR '.join(unwanted)}))"
        return f"({match})" if len(wanted) > 1 else match

    def _term(self) -> str:
        if self.at >= len(self.tokens):
            raise InvalidQuery("something to leave out is missing at the end")
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind == "open":
            return self._group()
        if kind == "close" or (kind == "word" and text in ("AND", "OR", "NOT")):
            raise InvalidQuery(f"{text} stands where a word should")
        phrase = Phrase(tuple(_WORD.findall(text)), text.endswith("*"))
        if not phrase.words:
            return ""
        if not self.left_out:
            self.phrases.append(phrase)
        return f'"{" ".join(phrase.words)}"' + ("*" if phrase.begins else "")

    def _group(self) -> str:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise InvalidQuery(f"parentheses may stand in each other {_DEEPEST} times")
        match = self._alternatives()
        self.depth -= 1
        if self.at >= len(self.tokens):
            raise InvalidQuery("a parenthesis is opened that is not closed")
        self.at += 1
        return match

    def _takes(self, word: str) -> bool:
        taken = self.at < len(self.tokens) and self.tokens[self.at] == ("word", word)
        self.at += taken
        return taken

    def _takes_minus(self) -> bool:
        taken = self.at < len(self.tokens) and self.tokens[self.at][0] == "minus"
        self.at += taken
        return taken
