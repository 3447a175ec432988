"""A parsed text as plain objects, for the stages that walk it over and over.

spaCy makes a new Python object whenever a token is asked for; a Tree makes each once, from the arrays of the Doc. Words
bear the names that spaCy gives the same things.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import overload

from spacy.tokens import Doc

from graph.model import CharSpan
from graph.nlp.syntax.paragraphs import find_paragraphs
from graph.nlp.syntax.quotation_marks import Quotation, find_quotations

_STRINGS = ("ORTH", "LOWER", "LEMMA", "TAG", "POS", "DEP", "ENT_TYPE")
_NUMBERS = ("HEAD", "SENT_START", "ENT_IOB", "SPACY")  # the head as so many places on
_IOB = ("", "I", "O", "B")
_QUOTES = frozenset("\"'`«»‘’‚‛“”„‟‹›❮❯") | {"''", "``"}
_NONE: tuple["Word", ...] = ()


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
        """The word so many places on."""
        return self.doc[self.i + i]

    @property
    def left_edge(self) -> "Word":
        """The first word that hangs on this one, also where arcs cross."""
        return self.doc[self.first]

    @property
    def right_edge(self) -> "Word":
        """The last word that hangs on this one, also where arcs cross."""
        return self.doc[self.last]

    @property
    def subtree(self) -> Sequence["Word"]:
        """The word with all that hangs on it: what hangs on the left, the word, what hangs on the right."""
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
        """The words above this one, nearest first."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    @property
    def conjuncts(self) -> tuple["Word", ...]:
        """The words that this one is joined to, itself left out, nearest to the first of them first."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        joined = [first]
        for word in joined:
            joined += [child for child in word.rights if child.dep_ == "conj"]
        return tuple(word for word in joined if word is not self)

    def is_ancestor(self, descendant: "Word") -> bool:
        """Whether the other hangs on this one, through others or not."""
        while descendant.head is not descendant:
            descendant = descendant.head
            if descendant is self:
                return True
        return False

    @property
    def sent(self) -> "Span":
        """The sentence."""
        return self.doc.sentence_of(self.i)

    @property
    def is_sent_start(self) -> bool:
        """Whether a sentence begins here."""
        return self.doc.sentence_of(self.i).start == self.i

    @property
    def text_with_ws(self) -> str:
        """The text with the blank after it."""
        return self.text + self.whitespace_

    @property
    def is_space(self) -> bool:
        """Whether it is white space only."""
        return self.pos_ == "SPACE" or self.text.isspace()

    @property
    def is_punct(self) -> bool:
        """Whether it is a mark."""
        return self.doc.marks.is_punct(self.text)

    @property
    def is_quote(self) -> bool:
        """Whether it is a quotation mark."""
        return self.text in _QUOTES

    @property
    def is_digit(self) -> bool:
        """Whether it consists of digits."""
        return self.text.isdigit()

    @property
    def is_alpha(self) -> bool:
        """Whether it consists of letters."""
        return self.text.isalpha()

    @property
    def is_upper(self) -> bool:
        """Whether it is all in capitals."""
        return self.text.isupper()

    @property
    def is_lower(self) -> bool:
        """Whether it is all in small letters."""
        return self.text.islower()

    @property
    def is_title(self) -> bool:
        """Whether it begins with a capital."""
        return self.text.istitle()

    @property
    def like_num(self) -> bool:
        """Whether it is a number, in figures or words."""
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
        """The word on which the others hang."""
        for word in self:
            if word.head is word or not self.start <= word.head.i < self.end:
                return word
        return self[0]

    @property
    def text(self) -> str:
        """The words as they stand in the text."""
        return "".join(word.text_with_ws for word in self).rstrip()

    @property
    def sent(self) -> "Span":
        """The sentence in which it begins."""
        return self.doc.sentence_of(self.start)

    @property
    def start_char(self) -> int:
        """Where it starts, in characters."""
        return self[0].idx

    @property
    def end_char(self) -> int:
        """Where it ends, in characters."""
        return self[-1].idx + len(self[-1].text)


class _Marks:
    """What the vocabulary knows of texts of tokens, each asked once."""

    def __init__(self, doc: Doc) -> None:
        self._vocab = doc.vocab
        self._punct: dict[str, bool] = {}
        self._numbers: dict[str, bool] = {}

    def is_punct(self, text: str) -> bool:
        found = self._punct.get(text)
        if found is None:
            found = self._punct[text] = bool(self._vocab[text].is_punct)
        return found

    def like_num(self, text: str) -> bool:
        found = self._numbers.get(text)
        if found is None:
            found = self._numbers[text] = bool(self._vocab[text].like_num)
        return found


class _Names(dict[int, str]):
    """Strings by their number in the vocabulary, each looked up once."""

    def __init__(self, doc: Doc) -> None:
        super().__init__({0: ""})
        self._strings = doc.vocab.strings

    def __missing__(self, number: int) -> str:
        self[number] = found = self._strings[number]
        return found


class Tree(list[Word]):
    """The words of a text, by their place in it."""

    def __init__(self, doc: Doc) -> None:
        super().__init__()
        self.source = doc
        self.marks = _Marks(doc)
        self._starts: list[int] = []  # of the sentence that each word stands in
        self._ends: dict[int, int] = {}
        self._read(doc)
        self.ents = [Span(self, ent.start, ent.end, ent.label_) for ent in doc.ents]

    @cached_property
    def text(self) -> str:
        """The whole text."""
        return "".join(word.text_with_ws for word in self)

    @cached_property
    def paragraphs(self) -> list[CharSpan]:
        """The paragraphs, in characters."""
        return find_paragraphs(self.text)

    @cached_property
    def quotations(self) -> list[Quotation]:
        """The quotations, in text order."""
        return find_quotations(self.text)

    @property
    def sents(self) -> Iterator[Span]:
        """The sentences in their order."""
        return (Span(self, start, end) for start, end in self._ends.items())

    def span(self, start: int, end: int) -> Span:
        """Return the words from one place up to another; what spaCy writes as a slice."""
        return Span(self, start, end)

    def char_span(self, start: int, end: int, *, alignment_mode: str = "strict") -> Span | None:
        """Return the words that these characters are, hold ("contract") or touch ("expand"), as spaCy does."""
        found = self.source.char_span(start, end, alignment_mode=alignment_mode)
        return Span(self, found.start, found.end) if found is not None else None

    def touching(self, start: int, end: int) -> list[Word]:
        """The words that share a character with the span."""
        first = max(0, bisect_right(self._places, start) - 1)
        while first < len(self) and self[first].idx + len(self[first].text) <= start:
            first += 1
        return self[first : bisect_left(self._places, end)]

    def sentence_of(self, i: int) -> Span:
        """The sentence in which the word with this number stands."""
        start = self._starts[i]
        return Span(self, start, self._ends[start])

    def _read(self, doc: Doc) -> None:
        """Make the words, column by column of the Doc, so that few other objects are made on the way."""
        names = _Names(doc)
        texts = [[names[number] for number in doc.to_array(column).tolist()] for column in _STRINGS]
        numbers = [doc.to_array(column).astype("int64").tolist() for column in _NUMBERS]
        at, start, heads = 0, 0, []
        for i, (text, lower, lemma, tag, pos, dep, ent, head, begins, iob, blank) in enumerate(
            zip(*texts, *numbers, strict=True)
        ):
            word = Word()
            word.doc, word.i, word.idx, word.text, word.lower_, word.lemma_ = self, i, at, text, lower, lemma
            word.tag_, word.pos_, word.dep_, word.ent_type_, word.ent_iob_ = tag, pos, dep, ent, _IOB[iob]
            word.whitespace_ = " " if blank else ""
            word.chain = word.factuality = word.phrase = None
            at += len(text) + blank
            if begins == 1:
                self._ends[start] = i
                start = i
            self._starts.append(start)
            self.append(word)
            heads.append(i + head)
        self._ends[start] = len(self)
        self._places = [word.idx for word in self]
        self._hang(heads)

    def _hang(self, heads: list[int]) -> None:
        """Tie each word to its head and to what hangs on it; a list is made only where something hangs."""
        lefts: list[list[Word] | None] = [None] * len(heads)
        rights: list[list[Word] | None] = [None] * len(heads)
        for i, (word, head) in enumerate(zip(self, heads, strict=True)):
            word.head = self[head]
            if head == i:
                continue
            side = lefts if i < head else rights
            known = side[head]
            if known is None:
                side[head] = [word]
            else:
                known.append(word)
        for word, before, after in zip(self, lefts, rights, strict=True):
            word.lefts, word.rights = before or _NONE, after or _NONE
            word.children = [*before, *after] if before and after else before or after or _NONE
        self._measure()

    def _measure(self) -> None:
        """Note for each word where what hangs on it begins and ends, and how much it is."""
        for word in self:
            word.first = word.last = word.i
            word.size, word.is_crossed = 1, False
        for word in self:
            i, below, above = word.i, word, word.head
            while above is not below:
                above.size += 1
                if i < above.first:
                    above.first = i
                elif i > above.last:
                    above.last = i
                below, above = above, above.head
        for word in self:
            if word.last - word.first + 1 != word.size:
                word.is_crossed = True
                for above in word.ancestors:
                    above.is_crossed = True
