"""The clean text of an article: its passes in their order."""

from functools import lru_cache

from graph.cleaning.characters import find_character_edits
from graph.cleaning.lines import find_line_edits
from graph.cleaning.offsets import CleanText, Rewriting, rewrite

_MOST = 3  # passes over characters: an entity may stand for a space or a mark that is not seen


@lru_cache(maxsize=4)  # what reads, annotates and writes an article asks one after the other
def clean_text(text: str) -> CleanText:
    """Return the text as a reader sees it, with the way back; a text that is clean already is returned as it is."""
    passes: list[Rewriting] = []
    clean = text
    for _ in range(_MOST):
        clean, made = rewrite(clean, find_character_edits(clean))
        if made is None:
            break
        passes.append(made)
    clean, made = rewrite(clean, find_line_edits(clean))
    if made is not None:
        passes.append(made)
    return CleanText(clean, tuple(passes))
