"""Who said what by rules alone: the candidates of the parse that annotators mark often enough, and quotation marks.

Quotation marks are hard evidence (`quoting`). All else comes from the candidates of `cues`, kept when the lexicon says
that annotators marked their construction and lemma often enough. Attributions inside the content of another are left
out, and so are quotation marks around a word or two that no clause reports.
"""

from collections.abc import Iterable, Iterator

from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.statements.candidates import Candidate, find_candidates
from graph.nlp.statements.drafts import Draft, antecedent, indices_in, source_spans
from graph.nlp.statements.quotations import join_quotations
from graph.nlp.statements.speaker_labels import with_labels
from graph.nlp.syntax.offsets import tidy
from graph.nlp.syntax.tree import Tree

THRESHOLD = 0.4  # share of train occurrences that annotators marked, below which a candidate is left out
SOURCELESS_THRESHOLD = 0.6  # the same where the text names no source


def find_by_rules(doc: Tree, candidates: Iterable[Candidate] | None = None) -> list[Draft]:
    """Return every attribution that the rules see; sources are spans, not yet entities."""
    found = _from_candidates(doc, find_candidates(doc) if candidates is None else candidates)
    return with_labels(doc, join_quotations(doc, found, doc.quotations, doc.paragraphs), doc.paragraphs)


# --- clauses, objects, nouns -----------------------------------------------------------------------------


def _from_candidates(doc: Tree, candidates: Iterable[Candidate]) -> list[Draft]:
    inside = indices_in(doc, [q.span for q in doc.quotations if q.double])
    best: dict[int, tuple[float, Candidate]] = {}
    for candidate in candidates:
        if candidate.head in inside or not _is_plausible(doc, candidate):
            continue
        score = weigh(candidate.key, quoted=any(i in inside for i in candidate.content))
        least = THRESHOLD if candidate.source else SOURCELESS_THRESHOLD
        known = best.get(candidate.head)
        if score >= least and (known is None or (score, len(candidate.content)) > (known[0], len(known[1].content))):
            best[candidate.head] = (score, candidate)
    return [_draft(doc, candidate, score) for score, candidate in _outermost(best)]


def weigh(key: str, *, quoted: bool = False) -> float:
    """Share of such constructions with this lemma that annotators marked as attributions.

    For a lemma never seen, the construction's share among rare lemmas; `quoted`: among contents with a quotation.
    """
    construction, _, lemma = key.partition(" ")
    shares = load_lexicon("cues")
    share: float = shares.get(construction, {}).get(lemma, shares["unseen"].get(construction, 0.0))
    in_quotes: float = shares["quoted"].get(construction, 0.0)
    return max(share, in_quotes) if quoted else share


def _is_plausible(doc: Tree, candidate: Candidate) -> bool:
    """Not an impersonal "it", and not content of punctuation alone."""
    head = candidate.source_head
    impersonal = head is not None and doc[head].lower_ in listed("grammar", "impersonal")
    return not impersonal and any(doc[i].is_alpha or doc[i].is_digit for i in candidate.content)


def _outermost(best: dict[int, tuple[float, Candidate]]) -> Iterator[tuple[float, Candidate]]:
    """The candidates whose cue is not part of another one's content."""
    covered: dict[int, int] = {}
    for head, (_, candidate) in best.items():
        for index in candidate.content:
            if index in best and index != head:
                covered[index] = head
    for head, pair in sorted(best.items()):
        outer = covered.get(head)
        if outer is None or covered.get(outer) == head:
            yield pair


def _draft(doc: Tree, candidate: Candidate, score: float) -> Draft:
    head = candidate.source_head
    return Draft(
        content=tidy(doc, candidate.content),
        cue=tidy(doc, candidate.cue),
        source=source_spans(doc, candidate.source),
        source_head=antecedent(doc[head]) if head is not None else None,
        cue_head=candidate.head,
        by=f"cue:{candidate.key.partition(' ')[0]}",
        confidence=score,
    )
