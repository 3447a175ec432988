"""What the learned finder of targets is told of each word around a statement, beside the statement encoder's states.

Which part of the statement the word belongs to, its tag and dependency, whether the lexicon gives it a side, the same
of its head, how far off the cue is, and whether it names the source again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from graph.model import CharSpan
from graph.nlp.lexicons import load_lexicon
from graph.nlp.syntax.offsets import token_span
from graph.nlp.syntax.tree import Tree, Word

Codes = npt.NDArray[np.int64]

COLUMNS = ("role", "tag", "dependency", "side", "head_role", "head_side", "to_cue", "named_again", "may_be_target")
LONGEST = 200  # words: what is longer is cut around its cue
SOURCE, CUE, CONTENT = 1, 2, 3  # roles; 0: none of them
_DISTANCES = 17
_STEPS = (4, 7, 12)  # distances up to the first are told apart, beyond that in these classes
_TARGETS = frozenset({"NOUN", "PROPN", "PRON", "VERB", "ADJ", "NUM", "AUX"})


@dataclass(frozen=True, slots=True)
class CodeTable:
    """The values of the features, in the order of their codes; 0 is a value never seen."""

    tags: Mapping[str, int]
    dependencies: Mapping[str, int]
    sides: Mapping[str, int]  # lemma → side

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many values each of COLUMNS has."""
        sides = max(self.sides.values()) + 1
        return (4, len(self.tags) + 1, len(self.dependencies) + 1, sides, 4, sides, _DISTANCES, 2, 2)


@dataclass(frozen=True, slots=True)
class Parts:
    """A statement's words by role, as numbers of tokens."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


def make_table(tags: Iterable[str], dependencies: Iterable[str]) -> CodeTable:
    """Return the table for a pipeline with these labels, with the sides that the lexicon has now."""
    return CodeTable(_number(tags), _number(dependencies), lexicon_sides())


def read_table(lists: Mapping[str, Sequence[str]], sides: Mapping[str, int]) -> CodeTable:
    """Return the table as settings keep it: lists of values, and the sides that the lexicon had."""
    return CodeTable(_number(lists["tags"]), _number(lists["dependencies"]), sides)


def _number(values: Iterable[str]) -> dict[str, int]:
    return {name: code for code, name in enumerate(sorted(set(values)), 1)}


@lru_cache(maxsize=1)
def lexicon_sides() -> dict[str, int]:
    """Return for each lemma of the lexicon 1 good, 2 bad, 3 for or 4 against."""
    words = load_lexicon("stance")
    listed = (
        (1, words["words"]["positive"]),
        (2, [*words["words"]["negative"], *words["words"]["harm"]]),
        (3, [*words["verbs"]["supports"], *words["nouns"]["supports"]]),
        (4, [*words["verbs"]["opposes"], *words["nouns"]["opposes"], *words["accuse"]["opposes"]]),
    )
    return {lemma: side for side, lemmas in listed for lemma in lemmas}


def parts_of(tree: Tree, source: Iterable[CharSpan], cue: Iterable[CharSpan], content: Iterable[CharSpan]) -> Parts:
    """Return the tokens of a statement's spans."""
    return Parts(
        *(frozenset(t.i for span in spans for t in token_span(tree, span)) for spans in (source, cue, content))
    )


def surroundings(tree: Tree, parts: Parts) -> list[Word]:
    """Return the words of the sentences that the statement touches, white space left out; the cue is among them."""
    inside = sorted(parts.source | parts.cue | parts.content)
    start, end = tree[inside[0]].sent.start, tree[inside[-1]].sent.end
    words = [word for word in tree[start:end] if not word.is_space]
    if len(words) <= LONGEST:
        return words
    core = min(parts.cue or parts.content) - start
    first = max(0, min(core - LONGEST // 2, len(words) - LONGEST))
    return words[first : first + LONGEST]


def code_words(words: Sequence[Word], parts: Parts, table: CodeTable) -> Codes:
    """Return a row of COLUMNS for every word."""
    cue = min(parts.cue) if parts.cue else None
    tree = words[0].doc
    names = {tree[i].lower_ for i in parts.source if tree[i].pos_ == "PROPN"}
    return np.array([_row(word, parts, table, cue, names) for word in words], np.int64)


def may_be_target(word: Word) -> bool:
    """True if the word can be the head of what a side is taken on: a noun, a pronoun, an action."""
    return word.pos_ in _TARGETS


def _row(word: Word, parts: Parts, table: CodeTable, cue: int | None, names: set[str]) -> tuple[int, ...]:
    head = word.head
    return (
        _role(word.i, parts),
        table.tags.get(word.tag_, 0),
        table.dependencies.get(word.dep_, 0),
        table.sides.get(word.lemma_.lower(), 0),
        _role(head.i, parts),
        table.sides.get(head.lemma_.lower(), 0),
        0 if cue is None else _distance(word.i - cue),
        int(word.lower_ in names),
        int(may_be_target(word)),
    )


def _role(token: int, parts: Parts) -> int:
    if token in parts.source:
        return SOURCE
    if token in parts.cue:
        return CUE
    return CONTENT if token in parts.content else 0


def _distance(steps: int) -> int:
    far = abs(steps)
    size = far if far <= _STEPS[0] else 5 if far <= _STEPS[1] else 6 if far <= _STEPS[2] else 7
    return 8 + (size if steps >= 0 else -size)
