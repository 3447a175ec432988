"""What the learned stance decision is told of each token of a sentence, for two spans of it.

Word vector, part of speech, dependency, kind of name, which of the two spans it belongs to, whether the lexicon gives
it a side, where it lies on the path of the parse between the spans, and how far off they are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.nlp.lexicons import load_lexicon
from graph.nlp.syntax.tree import Span, Word

Numbers = npt.NDArray[np.float32]
Codes = npt.NDArray[np.int64]

ROLE, SIDE, PATH, TO_FIRST, TO_SECOND = 3, 4, 5, 6, 7  # columns of the codes that depend on the pair or the lexicon
DISTANCES = 17
_STEPS = (4, 7, 12)  # distances up to the first are told apart, beyond that in these classes
_SCALE = 4.0  # length of every word vector


@dataclass(frozen=True, slots=True)
class CodeTable:
    """The values of the features, in the order of their codes; 0 is a value never seen."""

    tags: Mapping[str, int]
    dependencies: Mapping[str, int]
    names: Mapping[str, int]
    sides: Mapping[str, int]  # lemma → side

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many values each column has."""
        tags, dependencies, names = (len(t) + 1 for t in (self.tags, self.dependencies, self.names))
        return (tags, dependencies, names, 3, max(self.sides.values()) + 1, 5, DISTANCES, DISTANCES, dependencies)


def make_table(tags: Iterable[str], dependencies: Iterable[str], names: Iterable[str]) -> CodeTable:
    """The table for a pipeline with these labels, and the sides that the lexicon has now."""
    return CodeTable(_number(tags), _number(dependencies), _number(names), lexicon_sides())


def _number(values: Iterable[str]) -> dict[str, int]:
    return {name: code for code, name in enumerate(sorted(set(values)), 1)}


def lexicon_sides() -> dict[str, int]:
    """Lemma → 1 good, 2 bad, 3 for, 4 against."""
    words = load_lexicon("stance")
    listed = (
        (1, words["words"]["positive"]),
        (2, [*words["words"]["negative"], *words["words"]["harm"]]),
        (3, [*words["verbs"]["supports"], *words["nouns"]["supports"]]),
        (4, [*words["verbs"]["opposes"], *words["nouns"]["opposes"], *words["accuse"]["opposes"]]),
    )
    return {lemma: side for side, lemmas in listed for lemma in lemmas}


def word_vectors(tokens: Sequence[Word]) -> Numbers:
    """A row a token, all of one length; zeros for words without a vector."""
    rows = np.array([_vector(token) for token in tokens], np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Numbers = rows / np.maximum(lengths, 1e-6) * np.float32(_SCALE)
    return scaled


def _vector(token: Word) -> Numbers:
    source = token.doc.source[token.i]
    found = source.vector if source.has_vector else source.vocab.get_vector(source.lower)
    return np.asarray(found, np.float32)


def surroundings(first: Span, second: Span) -> list[Word]:
    """The tokens of the sentences from one span to the other."""
    start = min(first.sent.start, second.sent.start)
    end = max(first.sent.end, second.sent.end)
    return [token for token in first.doc[start:end] if not token.is_space]


def code_tokens(tokens: Sequence[Word], first: Span, second: Span, table: CodeTable) -> Codes:
    """A row of codes for every token."""
    path = _path(first.root, second.root)
    codes = np.zeros((len(tokens), len(table.sizes)), np.int64)
    for row, token in zip(codes, tokens, strict=True):
        head = token.head
        row[:3] = (
            table.tags.get(token.tag_, 0),
            table.dependencies.get(token.dep_, 0),
            table.names.get(token.ent_type_, 0),
        )
        row[ROLE] = 1 if first.start <= token.i < first.end else 2 if second.start <= token.i < second.end else 0
        row[SIDE] = table.sides.get(token.lemma_.lower(), 0)
        row[PATH] = path.get(token.i, 4 if head.i in path else 0)
        row[TO_FIRST:] = (
            _distance(token.i - first.root.i),
            _distance(token.i - second.root.i),
            table.dependencies.get(head.dep_, 0),
        )
    return codes


def _path(first: Word, second: Word) -> dict[int, int]:
    """Tokens between the two in the parse: 1 up from the first, 2 up from the second, 3 where the two ways meet."""
    up, down = ([token, *token.ancestors] for token in (first, second))
    below = {token.i: place for place, token in enumerate(down)}
    meeting = next((place for place, token in enumerate(up) if token.i in below), None)
    if meeting is None:
        return {}
    top = up[meeting].i
    return {**{t.i: 1 for t in up[:meeting]}, **{t.i: 2 for t in down[: below[top]]}, top: 3}


def _distance(steps: int) -> int:
    far = abs(steps)
    size = far if far <= _STEPS[0] else 5 if far <= _STEPS[1] else 6 if far <= _STEPS[2] else 7
    return 8 + (size if steps >= 0 else -size)
