"""The text of an article as a reader sees it, and the way from its offsets back to those of the file.

Characters that mean nothing to a reader are normalised before anything is parsed: soft hyphens, zero-width marks,
spaces of all kinds, line ends inside a paragraph, hyphens that part a word at a line's end, entities left by HTML.
The clean text is a function of the text alone. Everything that is found counts in it until the annotation is complete,
and is then put in offsets of the file (`on_clean_text`): words of an annotation (labels, contents, times) are the clean
text's, offsets are the file's.
"""

from graph.cleaning.clean import clean_text
from graph.cleaning.offsets import CleanText
from graph.cleaning.relocate import on_clean_text

__all__ = ["CleanText", "clean_text", "on_clean_text"]
