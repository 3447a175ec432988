"""Annotated articles as numbers: word pieces, features, a tag and two links for every token."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import DocBin
from tokenizers import Tokenizer

from graph.model import CharSpan
from graph.nlp.parser import as_read, parse
from graph.nlp.statements.encoder import rows_of
from graph.nlp.statements.features import FeatureTable, describe_tokens, make_table
from graph.nlp.statements.rules import find_by_rules
from graph.nlp.statements.windows import Line, Window, make_lines, pack
from graph.nlp.syntax.tree import Tree
from graph.training.polnear import GoldArticle, GoldStatement

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
UNKNOWN = -2  # a link that no token has to learn
NOBODY = -1  # the link of a cue without a source

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Example:
    """An article that the network can learn from."""

    id: str
    lines: tuple[Line, ...]
    described: tuple[tuple[str, ...], ...]  # for each token the values of the features
    tags: Integers
    cue_of: Integers  # for a token of content, the first token of its cue
    source_of: Integers  # for a token of a cue, the first token of its source


@dataclass(frozen=True, slots=True)
class Sample:
    """A window with what is to be learned of each of its tokens, by their numbers in the window."""

    window: Window
    rows: Integers  # pieces × features
    tags: Integers
    cue_of: Integers
    source_of: Integers


def parse_articles(nlp: Language, articles: Sequence[GoldArticle], cache: Path | None = None) -> list[Tree]:
    """The parsed texts, from the cache where it has them all."""
    if cache is not None and cache.exists():
        known = {str(doc.user_data.get("id")): doc for doc in DocBin().from_disk(cache).get_docs(nlp.vocab)}
        if all(a.id in known and known[a.id].text == as_read(a.text) for a in articles):
            return [Tree(known[a.id]) for a in articles]
    trees = [parse(nlp, article.text) for article in articles]
    if cache is not None:
        docs = [tree.source for tree in trees]
        for doc, article in zip(docs, articles, strict=True):
            doc.user_data["id"] = article.id
        kept = ["LEMMA", "POS", "TAG", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE", "SENT_START"]
        DocBin(attrs=kept, docs=docs, store_user_data=True).to_disk(cache)
    return trees


def to_example(doc: Tree, article: GoldArticle, tokenizer: Tokenizer) -> Example:
    """The article with its gold as tags and links of tokens."""
    paragraphs = doc.paragraphs
    tags, cue_of, source_of = _label(doc, article.statements, [p.end for p in paragraphs])
    lines = tuple(make_lines(doc, paragraphs, tokenizer))
    return Example(article.id, lines, tuple(describe(doc)), tags, cue_of, source_of)


def describe(doc: Tree) -> list[tuple[str, ...]]:
    """For each token the values of the encoder's features."""
    return describe_tokens(doc, doc.quotations, doc.paragraphs, find_by_rules(doc))


def _label(doc: Tree, statements: Iterable[GoldStatement], ends: Sequence[int]) -> tuple[Integers, Integers, Integers]:
    tags = np.zeros(len(doc), np.int64)
    cue_of = np.full(len(doc), UNKNOWN, np.int64)
    source_of = np.full(len(doc), UNKNOWN, np.int64)
    for statement in statements:
        found = {role: _tokens(doc, getattr(statement, role)) for role in ("content", "cue", "source")}
        for role, spans in found.items():
            for tokens in spans:
                for index in tokens:
                    tags[index] = TAGS.index(f"{'B' if index == tokens[0] else 'I'}-{role}")
        cue = next((tokens[0] for tokens in found["cue"]), UNKNOWN)
        source = next((tokens[0] for tokens in found["source"]), NOBODY)
        for tokens in found["content"]:
            cue_of[tokens] = cue
        for tokens in found["cue"]:
            source_of[tokens] = source
    return _begun(doc, tags, ends), cue_of, source_of


def _begun(doc: Tree, tags: Integers, ends: Sequence[int]) -> Integers:
    """The tags with a new beginning where a paragraph, or a role inside of another, cuts a role in two."""
    paragraphs = [bisect_right(ends, token.idx) for token in doc]
    words = [token.i for token in doc if not token.is_space]
    for before, index in zip([-1, *words], words, strict=False):
        tag = TAGS[tags[index]]
        goes_on = before >= 0 and paragraphs[before] == paragraphs[index] and TAGS[tags[before]][2:] == tag[2:]
        if tag.startswith("I-") and not goes_on:
            tags[index] = TAGS.index(f"B-{tag[2:]}")
    return tags


def _tokens(doc: Tree, spans: Iterable[CharSpan]) -> list[list[int]]:
    found = [doc.char_span(s.start, s.end, alignment_mode="expand") for s in spans]
    tokens = [[t.i for t in span if not t.is_space] for span in found if span is not None]
    return [t for t in tokens if t]


def learn_table(examples: Iterable[Example]) -> FeatureTable:
    """The features' values in these articles."""
    return make_table(values for example in examples for values in example.described)


def to_samples(example: Example, table: FeatureTable, marks: tuple[int, int], first_room: int) -> Iterator[Sample]:
    """The article's windows; `marks`: the pieces that open a window and close a paragraph."""
    described = np.array([table.to_rows(values) for values in example.described], np.int64)
    for window in pack(example.lines, *marks, first_room):
        numbers = {token: number for number, token in enumerate(window.tokens)}
        tokens = np.array(window.tokens)
        yield Sample(
            window,
            rows_of(window, described),
            _begun_lines(example.tags[tokens], window),
            _renumber(example.cue_of[tokens], numbers),
            _renumber(example.source_of[tokens], numbers),
        )


def _begun_lines(tags: Integers, window: Window) -> Integers:
    """The tags with a new beginning where a long paragraph was cut."""
    goes_on = np.array([TAGS[tag].startswith("I-") for tag in tags], bool) & np.array(window.begins, bool)
    return np.where(goes_on, tags - 1, tags)  # every I-tag stands behind its B-tag


def _renumber(links: Integers, numbers: dict[int, int]) -> Integers:
    return np.array([int(link) if link < 0 else numbers.get(int(link), UNKNOWN) for link in links], np.int64)
