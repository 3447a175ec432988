"""Stance between two spans against directed sentiment: sentence, entity p, entity q, class code.

python -m tests.benchmarks stance score --data PATH          # as shipped: rules and model
python -m tests.benchmarks.stance PATH OUT --by rules        # predictions of the rules, of the model, of both
"""

import argparse
import csv
from collections.abc import Callable, Sequence
from pathlib import Path

from spacy.tokens import Doc, Span

from graph.model import Stance
from graph.nlp.attitudes import Decision, decide
from graph.nlp.load import load_nlp
from graph.nlp.stance_model import load_stance_model
from tests.benchmarks.inputs import write_lines

Decide = Callable[[Span, Span], Decision | None]


def predict(data: Path, out: Path, by: str = "both") -> None:
    """Write {"index", "label"} for every line of the file; the class code in it is not read."""
    with data.open(encoding="utf-8", newline="") as file:
        pairs = [unmark(row[0]) for row in csv.reader(file, delimiter="\t")]
    docs = load_nlp().pipe((text for text, _ in pairs), batch_size=64)
    decider = DECIDERS[by]
    write_lines(
        out,
        (
            {"index": index, "label": _label(doc, places, decider)}
            for index, (doc, (_, places)) in enumerate(zip(docs, pairs, strict=True))
        ),
    )


def _by_model(first: Span, second: Span) -> Decision | None:
    model = load_stance_model()
    guess = model.guess(first, second) if model is not None else None
    if guess is None or model is None or guess.any_side < model.threshold:
        return None
    return Decision(guess.first_to_second, guess.stance, None)


DECIDERS: dict[str, Decide] = {
    "rules": decide,
    "learned": _by_model,
    "both": lambda first, second: decide(first, second, load_stance_model()),
}


def unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The sentence without its brackets, and where the two entities stand, moved out to the edges of words."""
    text, spans, start = "", [], None
    for character in marked:
        if character == "[" and start is None and len(spans) < 2:
            start = len(text)
        elif character == "]" and start is not None:
            spans.append((start, len(text)))
            start = None
        else:
            text += character
    return text, [_whole_words(text, span) for span in spans]


def _whole_words(text: str, span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    while end > start + 1 and text[start:end].endswith(("’", "'", "’s", "'s")):
        end -= 1
    return start, end


def to_spans(doc: Doc, places: Sequence[tuple[int, int]]) -> tuple[Span, Span] | None:
    """The two places as spans; None where there are not two."""
    found = [doc.char_span(*place, alignment_mode="expand") for place in places if place[0] < place[1]]
    if len(found) != 2 or found[0] is None or found[1] is None:
        return None
    return found[0], found[1]


def _label(doc: Doc, places: Sequence[tuple[int, int]], decider: Decide) -> str:
    spans = to_spans(doc, places)
    decision = decider(*spans) if spans is not None else None
    if decision is None:
        return "neutral"
    sign = "+" if decision.stance is Stance.SUPPORTS else "-"
    return f"p>q:{sign}" if decision.first_to_second else f"q>p:{sign}"


def main() -> None:
    """Predictions of one way to decide, for the scorer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--by", choices=tuple(DECIDERS), default="both")
    given = parser.parse_args()
    predict(given.data, given.out, given.by)


if __name__ == "__main__":
    main()
