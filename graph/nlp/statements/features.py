"""What the statement model is told of each token beside its letters: case, quotation marks, the parse, the rules' view.

The vocabulary of word pieces knows neither capitals nor syntax. Each feature is a name of a value; `FeatureTable` gives
every value a row of the one table of embeddings that the network adds to its word pieces. Row 0 says nothing: it
stands for values never seen in training, and for features hidden while training.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.model import CharSpan
from graph.nlp.statements.drafts import Draft
from graph.nlp.syntax.quotation_marks import Quotation
from graph.nlp.syntax.tree import Tree, Word

FEATURES = ("case", "quotation", "tag", "dependency", "entity", "head_tag", "head_distance", "border", "rules")
_FAR = 6  # tokens: a head further away than this is just far
_ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class FeatureTable:
    """The values of every feature, in the order of their rows."""

    rows: dict[str, int]  # "tag=VBD" to its row, counted from 1

    @property
    def size(self) -> int:
        """Number of rows, with the one that says nothing."""
        return len(self.rows) + 1

    def to_rows(self, values: Iterable[str]) -> list[int]:
        """One row a feature, for the values of one token in the order of FEATURES."""
        return [self.rows.get(f"{name}={value}", 0) for name, value in zip(FEATURES, values, strict=True)]


def make_table(seen: Iterable[Sequence[str]]) -> FeatureTable:
    """The table of all values seen, sorted, so that the same data gives the same rows."""
    names = {f"{name}={value}" for values in seen for name, value in zip(FEATURES, values, strict=True)}
    return FeatureTable({name: row for row, name in enumerate(sorted(names), 1)})


def describe_tokens(
    doc: Tree, quotations: Sequence[Quotation], paragraphs: Sequence[CharSpan], statements: Sequence[Draft]
) -> list[tuple[str, ...]]:
    """For each token the values of FEATURES."""
    quoted = _mark_quotations(doc, quotations)
    roles = _mark_roles(doc, statements)
    firsts = {p.start for p in paragraphs}
    return [
        (
            _case(token),
            quoted[token.i],
            token.tag_,
            token.dep_,
            token.ent_type_,
            token.head.tag_,
            _distance(token),
            "paragraph" if token.idx in firsts else "sentence" if token.is_sent_start else "",
            roles[token.i],
        )
        for token in doc
    ]


def _case(token: Word) -> str:
    text = token.text
    if text.islower():
        return "lower"
    if text.isupper():
        return "upper" if len(text) > 1 else "initial"
    if text.istitle():
        return "title"
    if text.isdigit():
        return "digits"
    return "mixed" if token.is_alpha else "mark"


def _distance(token: Word) -> str:
    distance = int(token.head.i) - int(token.i)
    return str(max(-_FAR, min(_FAR, distance)))


def _mark_quotations(doc: Tree, quotations: Sequence[Quotation]) -> list[str]:
    marked = ["outside"] * len(doc)
    for quotation, tokens in zip(quotations, _covered(doc, [q.span for q in quotations]), strict=True):
        kind = "double" if quotation.double else "single"
        for index in tokens:
            marked[index] = f"inside {kind}"
        if tokens:
            marked[tokens[0]] = f"{'resuming' if quotation.continues else 'opening'} {kind}"
            if quotation.closed:
                marked[tokens[-1]] = f"closing {kind}"
    return marked


def _mark_roles(doc: Tree, statements: Sequence[Draft]) -> list[str]:
    marked = ["none"] * len(doc)
    for role in reversed(_ROLES):  # sources and cues stand out of the content around them
        spans = sorted({span for s in statements for span in getattr(s, role)})
        for tokens in _covered(doc, spans):
            for index in tokens:
                marked[index] = f"in {role}"
            if tokens:
                marked[tokens[0]] = f"first of {role}"
    return marked


def _covered(doc: Tree, spans: Sequence[CharSpan]) -> Iterator[range]:
    """The tokens that share a character with each of the spans, which come in order; in one pass over both."""
    first = 0
    for span in spans:
        while first < len(doc) and doc[first].idx + len(doc[first]) <= span.start:
            first += 1
        last = first
        while last < len(doc) and doc[last].idx < span.end:
            last += 1
        yield range(first, last)
