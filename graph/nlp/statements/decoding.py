"""From the network's scores to statements: the best chain of tags, then the best link of each content and cue.

A content belongs to the cue that its tokens point at, a cue to the source that its tokens point at, or to nobody.
Marginals of the same chain say how sure the tags are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.nlp.statements.encoder import Chain, Encoded, Numbers

CUE_BONUS = 1.0  # for the score of a cue's beginning: doubtful ones are found, their trust decides later (`fusion`)
_LINK = 128  # numbers in a vector that links; queries and keys of content to cue, then of cue to source

Tokens = tuple[int, ...]  # of the Doc


@dataclass(frozen=True, slots=True)
class Tagged:
    """A statement in tokens, with what the network thinks of its parts."""

    content: tuple[Tokens, ...]
    cue: Tokens
    source: Tokens  # empty: nobody
    sure_content: float  # mean log probability of the tags
    sure_cue: float
    sure_source: float  # 0 without one
    sure_link: float  # log probability that the contents belong to the cue, of the least sure of them
    sure_speaker: float  # log probability that the source, or nobody, belongs to the cue


def find_tagged(encoded: Sequence[Encoded], chain: Chain) -> list[Tagged]:
    """The statements of an article, window by window."""
    if not encoded:
        return []
    scores = np.concatenate([piece.scores for piece in encoded])
    scores[:, chain.tags.index("B-cue")] += CUE_BONUS
    begins = np.concatenate([np.array(piece.window.begins) for piece in encoded])
    tags, sure = decode(scores, begins, chain)
    found: list[Tagged] = []
    at = 0
    for one in encoded:
        size = len(one.window.tokens)
        found += _link(one, tags[at : at + size], sure[at : at + size], chain)
        at += size
    return found


def decode(scores: Numbers, begins: npt.NDArray[np.bool_], chain: Chain) -> tuple[npt.NDArray[np.int64], Numbers]:
    """The best chain of tags, begun anew with every paragraph, and the log marginal of each tag in it."""
    starts = np.flatnonzero(begins)
    lengths = np.diff([*starts, len(scores)])
    place = np.arange(lengths.max(initial=0))[None, :]
    inside = place < lengths[:, None]
    grid = np.zeros((*inside.shape, scores.shape[1]), np.float32)
    grid[inside] = scores
    tags = _viterbi(grid, lengths, chain)[inside]
    marginals = _marginals(grid, lengths, chain)[inside]
    return tags, marginals[np.arange(len(tags)), tags]


def _viterbi(grid: Numbers, lengths: npt.NDArray[np.int64], chain: Chain) -> npt.NDArray[np.int64]:
    best = chain.first + grid[:, 0]
    back = np.zeros(grid.shape, np.int64)
    for step in range(1, grid.shape[1]):
        onward = best[:, :, None] + chain.steps
        back[:, step] = onward.argmax(axis=1)
        going = (step < lengths)[:, None]
        best = np.where(going, onward.max(axis=1) + grid[:, step], best)
    tags = np.zeros(grid.shape[:2], np.int64)
    tag = (best + chain.last).argmax(axis=1)
    rows = np.arange(len(grid))
    for step in range(grid.shape[1] - 1, -1, -1):
        tags[:, step] = tag
        tag = np.where((step < lengths) & (step > 0), back[rows, step, tag], tag)
    return tags


def _marginals(grid: Numbers, lengths: npt.NDArray[np.int64], chain: Chain) -> Numbers:
    """Log probability of each tag of each token, forwards and backwards."""
    ahead = np.empty_like(grid)
    ahead[:, 0] = chain.first + grid[:, 0]
    for step in range(1, grid.shape[1]):
        ahead[:, step] = _sum(ahead[:, step - 1, :, None] + chain.steps, 1) + grid[:, step]
    behind = np.empty_like(grid)
    behind[:, -1] = chain.last
    for step in range(grid.shape[1] - 2, -1, -1):
        onward = _sum(chain.steps + (grid[:, step + 1] + behind[:, step + 1])[:, None, :], 2)
        behind[:, step] = np.where((step + 1 < lengths)[:, None], onward, chain.last)
    both = ahead + behind
    return both - _sum(both, 2)[:, :, None]


def _sum(values: Numbers, axis: int) -> Numbers:
    """The logarithm of the sum of exponentials."""
    highest = values.max(axis=axis, keepdims=True)
    total: Numbers = np.log(np.exp(values - highest).sum(axis=axis)) + highest.squeeze(axis)
    return total


def _link(encoded: Encoded, tags: npt.NDArray[np.int64], sure: Numbers, chain: Chain) -> Iterator[Tagged]:
    spans = _spans([chain.tags[tag] for tag in tags])
    cues, contents, sources = ([span for role, span in spans if role == name] for name in ("cue", "content", "source"))
    if not cues or not contents:
        return  # a statement without content is none
    to_cue = _point(encoded.vectors, 0, contents, [cue[0] + 1 for cue in cues])
    to_source = _point(encoded.vectors, 1, cues, [0, *(span[0] + 1 for span in sources)])
    owned: dict[int, list[int]] = {}  # by cue: its contents
    for place, cue_number in enumerate(to_cue.argmax(axis=1).tolist()):
        owned.setdefault(cue_number, []).append(place)

    def words(span: Sequence[int]) -> tuple[int, ...]:
        return tuple(encoded.window.tokens[i] for i in span)

    for number, own in sorted(owned.items()):
        speaker = int(to_source[number].argmax())
        source = sources[speaker - 1] if speaker else []
        yield Tagged(
            content=tuple(words(contents[place]) for place in own),
            cue=words(cues[number]),
            source=words(source),
            sure_content=float(np.mean([sure[i] for place in own for i in contents[place]])),
            sure_cue=float(np.mean(sure[cues[number]])),
            sure_source=float(np.mean(sure[source])) if source else 0.0,
            sure_link=float(min(to_cue[place, number] for place in own)),
            sure_speaker=float(to_source[number, speaker]),
        )


def _spans(tags: Sequence[str]) -> list[tuple[str, list[int]]]:
    """Roles with the numbers of their tokens in the window."""
    found: list[tuple[str, list[int]]] = []
    for number, tag in enumerate(tags):
        if tag.startswith("B-"):
            found.append((tag[2:], [number]))
        elif tag.startswith("I-"):
            found[-1][1].append(number)  # the chain lets it follow only on its own role
    return found


def _point(vectors: Numbers, number: int, spans: Sequence[Sequence[int]], targets: Sequence[int]) -> Numbers:
    """For each span the log probability of each target, the mean over the span's tokens."""
    queries, keys = (vectors[:, i * _LINK : (i + 1) * _LINK] for i in (2 * number, 2 * number + 1))
    products = queries[1:] @ keys[list(targets)].T / np.float32(np.sqrt(_LINK))
    chances = products - _sum(products, 1)[:, None]
    return np.array([chances[list(span)].mean(axis=0) for span in spans], np.float32).reshape(-1, len(targets))
