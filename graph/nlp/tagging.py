"""Decode."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float32]


def best_tags(scores: Numbers, begins: Sequence[bool], steps: Numbers, first: Numbers, last: Numbers) -> list[int]:
    """The best chain of tags for the tokens of a window, begun anew with every paragraph."""
    anew = last[:, None] + first[None, :]
    best = first + scores[0]
    back = np.zeros(scores.shape, np.int64)
    for t in range(1, len(scores)):
        onward = best[:, None] + (anew if begins[t] else steps)
        back[t] = onward.argmax(axis=0)
        best = onward.max(axis=0) + scores[t]
    tags = [int((best + last).argmax())]
    for t in range(len(scores) - 1, 0, -1):
        tags.append(int(back[t, tags[-1]]))
    return tags[::-1]
