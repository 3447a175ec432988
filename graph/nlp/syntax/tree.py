"""A parsed text as plain objects, for the stages that walk it over and over.

spaCy makes a new Python object whenever a token is asked for; a Tree makes each once, from the arrays of the Doc. Words
bear the names that spaCy gives the same things.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

from spacy.tokens import Doc

from graph.model import CharSpan
from graph.nlp.syntax.layout import Part, PartKind, find_parts
from graph.nlp.syntax.paragraphs import find_paragraphs
from graph.nlp.syntax.quotation_marks import Quotation, find_quotations
from graph.nlp.syntax.words import Span, Word

__all__ = ["Span", "Tree", "Word"]

_STRINGS = ("ORTH", "LOWER", "LEMMA", "TAG", "POS", "DEP", "ENT_TYPE")
_NUMBERS = ("HEAD", "SENT_START", "ENT_IOB", "SPACY")  # the head as so many places on
_IOB = ("", "I", "O", "B")
_NONE: tuple["Word", ...] = ()


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


def _restore(word: Word, written: str, head: int) -> int:
    """Give the word its own letters again; return its head, as so many places on. Blanks stood for an apposition."""
    blank = word.text.isspace()
    if blank:
        word.tag_, word.pos_, word.dep_ = "NNP", "PROPN", "appos"
    word.text = written.rstrip(" ")
    word.whitespace_ = " " if word.text != written else word.whitespace_
    word.lower_, word.lemma_ = word.text.lower(), word.text
    return -1 if blank and word.i else head


class Tree(list[Word]):
    """The words of a text, by their place in it; `text` is what stands there if the parser read stand-ins for some."""

    def __init__(self, doc: Doc, text: str | None = None) -> None:
        super().__init__()
        self.source = doc
        self.ordinary: frozenset[str] = frozenset()  # words of the language that the pipeline knows, in small letters
        self.marks = _Marks(doc)
        self._starts: list[int] = []  # of the sentence that each word stands in
        self._ends: dict[int, int] = {}
        self._read(doc, doc.text if text is None else text)
        self.ents = [Span(self, ent.start, ent.end, ent.label_) for ent in doc.ents]

    @cached_property
    def text(self) -> str:
        """Return the whole text."""
        return "".join(word.text_with_ws for word in self)

    @cached_property
    def paragraphs(self) -> list[CharSpan]:
        """Return the paragraphs, in characters."""
        return find_paragraphs(self.text)

    @cached_property
    def parts(self) -> list[Part]:
        """Return the parts that are no running text (headline, dateline, byline, caption, label), in text order."""
        return find_parts(self.text)

    @cached_property
    def labels(self) -> dict[int, Part]:
        """Return the labels of who speaks, by the offset at which each begins."""
        return {part.span.start: part for part in self.parts if part.kind is PartKind.LABEL}

    @cached_property
    def quotations(self) -> list[Quotation]:
        """Return the quotations, in text order."""
        return find_quotations(self.text)

    @property
    def sents(self) -> Iterator[Span]:
        """Yield the sentences in their order."""
        return (Span(self, start, end) for start, end in self._ends.items())

    def span(self, start: int, end: int) -> Span:
        """Return the words from one place up to another; what spaCy writes as a slice."""
        return Span(self, start, end)

    def char_span(self, start: int, end: int, *, alignment_mode: str = "strict") -> Span | None:
        """Return the words that these characters are, hold ("contract") or touch ("expand"), as spaCy does."""
        found = self.source.char_span(start, end, alignment_mode=alignment_mode)
        return Span(self, found.start, found.end) if found is not None else None

    def touching(self, start: int, end: int) -> list[Word]:
        """Return the words that share a character with the span."""
        first = max(0, bisect_right(self._places, start) - 1)
        while first < len(self) and self[first].idx + len(self[first].text) <= start:
            first += 1
        return self[first : bisect_left(self._places, end)]

    def sentence_of(self, i: int) -> Span:
        """Return the sentence in which the word with this number stands."""
        start = self._starts[i]
        return Span(self, start, self._ends[start])

    def _read(self, doc: Doc, written: str) -> None:
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
            if not written.startswith(text, at):
                head = _restore(word, written[at : at + len(text)], head)
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
        self._mark_crossed()

    def _mark_crossed(self) -> None:
        """Note for each word whether what hangs on it, or on a word among that, leaves out a word between."""
        for word in [word for word in self if word.last - word.first + 1 != word.size]:
            for above in (word, *word.ancestors):
                above.is_crossed = True
