"""The parts of an article that are no running text: headline, dateline, byline, caption, the label of who speaks.

They are read off the text alone, before it is parsed, so that a sentence begins behind a dateline or a label. Nobody is
told to have said a dateline, a byline or a credit, and no name goes on from such a part into the text.
"""

from graph.nlp.syntax.layout.find import find_parts, find_starts
from graph.nlp.syntax.layout.parts import Part, PartKind

__all__ = ["Part", "PartKind", "find_parts", "find_starts"]
