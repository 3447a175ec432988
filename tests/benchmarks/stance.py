"""Stance against directed sentiment, as the product has it: the stances of each sentence's annotation.

The two entities marked in a line are those of the annotation that have a mention there; its label is the first
stance between them. A sentence in which no statement takes sides is neutral.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from graph.model import Annotation, Article, CharSpan, EntityType, Stance
from graph.nlp.parser import load_nlp
from graph.nlp.pipeline import annotate
from tests.benchmarks.directed import read_lines
from tests.benchmarks.inputs import write_lines


def predict(data: Path, out: Path) -> None:
    """Write {"index", "label"} for every line of the file; the class code in it is not read."""
    nlp = load_nlp()
    write_lines(
        out,
        (
            {"index": index, "label": label(annotate(nlp, Article(str(index), line.text)), line.places)}
            for index, line in enumerate(read_lines(data))
        ),
    )


def label(annotation: Annotation, places: Sequence[tuple[int, int]]) -> str:
    """Return who is for or against whom of the entities at two places, as the scorer names it."""
    if len(places) != 2:
        return "neutral"
    first, second = (set(entities_at(annotation, CharSpan(*place))) for place in places)
    for edge in annotation.stances:
        sign = "+" if edge.stance is Stance.SUPPORTS else "-"
        if edge.source in first and edge.target in second:
            return f"p>q:{sign}"
        if edge.source in second and edge.target in first:
            return f"q>p:{sign}"
    return "neutral"


def entities_at(annotation: Annotation, place: CharSpan) -> Iterator[str]:
    """The entities with a mention in the place, or around it, for readers mark "Lima" in "the Lima campaign".

    What somebody wants done is not that which its words name on the way: "to close the port of Lima" is not Lima.
    """
    for entity in annotation.entities:
        wanted = entity.type in (EntityType.PROPOSAL, EntityType.POLICY)
        spans = [mention.span for mention in entity.mentions]
        if any(_holds(place, span) or (not wanted and _holds(span, place)) for span in spans):
            yield entity.id


def _holds(outer: CharSpan, inner: CharSpan) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
