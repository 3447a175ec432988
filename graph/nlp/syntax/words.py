"""Words of a parsed text, and runs of them, by the names that spaCy gives the same things."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from graph.nlp.syntax.tree import Tree

_QUOTES = frozenset("\"'`«»‘’‚‛“”„‟‹›❮❯") | {"''", "``"}


class Word:
    """A token of a Tree."""

    __slots__ = (
        "chain", "children", "dep_", "doc", "ent_iob_", "ent_type_", "factuality", "first", "head", "i", "idx",
        "is_crossed", "last", "lefts", "lemma_", "lower_", "phrase", "pos_", "rights", "size", "tag_", "text",
        "whitespace_",
    )  # fmt: skip
    doc: "Tree"
    head: "Word"
    i: int
    idx: int
    text: str
    whitespace_: str
    lower_: str
    lemma_: str
    tag_: str
    pos_: str
    dep_: str
    ent_type_: str
    ent_iob_: str
    lefts: Sequence["Word"]
    rights: Sequence["Word"]
    children: Sequence["Word"]
    chain: "tuple[Word, ...] | None"  # the verbs that it completes, once they have been looked up
    factuality: object  # likewise; None: not looked up
    phrase: tuple[int, ...] | None  # the words that name the thing, likewise
    first: int  # places of the first and the last word that hang on it, and how many these are, itself counted
    last: int
    size: int
    is_crossed: bool  # whether arcs to or among these words cross others

    def __len__(self) -> int:
        """Return the number of its characters."""
        return len(self.text)

    def __bool__(self) -> bool:
        return True

    def nbor(self, i: int = 1) -> "Word":
        """Return the word so many places on."""
        return self.doc[self.i + i]

    @property
    def left_edge(self) -> "Word":
        """Return the first word that hangs on this one, also where arcs cross."""
        return self.doc[self.first]

    @property
    def right_edge(self) -> "Word":
        """Return the last word that hangs on this one, also where arcs cross."""
        return self.doc[self.last]

    @property
    def subtree(self) -> Sequence["Word"]:
        """Return the word with all that hangs on it: what hangs on the left, the word, what hangs on the right."""
        if not self.is_crossed:  # text order is that order
            return self.doc[self.first : self.last + 1]
        found: list[Word] = []
        for child in self.lefts:
            found += child.subtree
        found.append(self)
        for child in self.rights:
            found += child.subtree
        return found

    @property
    def ancestors(self) -> Iterator["Word"]:
        """Yield the words above this one, nearest first."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    @property
    def conjuncts(self) -> tuple["Word", ...]:
        """Return the words that this one is joined to, itself left out, nearest to the first of them first."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        joined = [first]
        for word in joined:
            joined += [child for child in word.rights if child.dep_ == "conj"]
        return tuple(word for word in joined if word is not self)

    def is_ancestor(self, descendant: "Word") -> bool:
        """True if the other hangs on this one, through others or not."""
        while descendant.head is not descendant:
            descendant = descendant.head
            if descendant is self:
                return True
        return False

    @property
    def sent(self) -> "Span":
        """Return the sentence."""
        return self.doc.sentence_of(self.i)

    @property
    def is_sent_start(self) -> bool:
        """True if a sentence begins here."""
        return self.doc.sentence_of(self.i).start == self.i

    @property
    def text_with_ws(self) -> str:
        """Return the text with the blank after it."""
        return self.text + self.whitespace_

    @property
    def is_space(self) -> bool:
        """True if it is white space only."""
        return self.pos_ == "SPACE" or self.text.isspace()

    @property
    def is_punct(self) -> bool:
        """True if it is a mark."""
        return self.doc.marks.is_punct(self.text)

    @property
    def is_quote(self) -> bool:
        """True if it is a quotation mark."""
        return self.text in _QUOTES

    @property
    def is_digit(self) -> bool:
        """True if it consists of digits."""
        return self.text.isdigit()

    @property
    def is_alpha(self) -> bool:
        """True if it consists of letters."""
        return self.text.isalpha()

    @property
    def is_upper(self) -> bool:
        """True if it is all in capitals."""
        return self.text.isupper()

    @property
    def is_lower(self) -> bool:
        """True if it is all in small letters."""
        return self.text.islower()

    @property
    def is_title(self) -> bool:
        """True if it begins with a capital."""
        return self.text.istitle()

    @property
    def like_num(self) -> bool:
        """True if it is a number, in figures or words."""
        return self.doc.marks.like_num(self.text)


class Span:
    """Some words on end: a sentence, a name."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: "Tree", start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, max(start, end), label

    @overload
    def __getitem__(self, place: int) -> Word: ...
    @overload
    def __getitem__(self, place: slice) -> list[Word]: ...
    def __getitem__(self, place: int | slice) -> Word | list[Word]:
        return self.doc[self.start : self.end][place]

    def __iter__(self) -> Iterator[Word]:
        return iter(self.doc[self.start : self.end])

    def __len__(self) -> int:
        return self.end - self.start

    @property
    def root(self) -> Word:
        """Return the word on which the others hang."""
        for word in self:
            if word.head is word or not self.start <= word.head.i < self.end:
                return word
        return self[0]

    @property
    def text(self) -> str:
        """Return the words as they stand in the text."""
        return "".join(word.text_with_ws for word in self).rstrip()

    @property
    def sent(self) -> "Span":
        """Return the sentence in which it begins."""
        return self.doc.sentence_of(self.start)

    @property
    def start_char(self) -> int:
        """Where it starts, in characters."""
        return self[0].idx

    @property
    def end_char(self) -> int:
        """Where it ends, in characters."""
        return self[-1].idx + len(self[-1].text)
