"""Resignations that name no office beside the verb: "The finance minister resigned", "Hale, who resigned in May"."""

from collections.abc import Iterator

from graph.model import CharSpan, Modality
from graph.nlp.facts.core.aims import is_aim
from graph.nlp.facts.core.lexicon import lemma_of, roles, table
from graph.nlp.facts.core.participants import find_participants
from graph.nlp.facts.core.when import event_time
from graph.nlp.facts.dating import TimeIndex
from graph.nlp.facts.parts import extent, part
from graph.nlp.findings import FoundFact, FoundPart
from graph.nlp.syntax.children import has_child
from graph.nlp.syntax.clauses import find_group
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.noun_phrases import find_core, to_spans, to_words
from graph.nlp.syntax.tree import Tree, Word

_SURE = 0.84
_SKIPPED = frozenset({Modality.QUESTION, Modality.CONDITIONAL, Modality.OBLIGATION, Modality.POSSIBLE})


def find_resignations(doc: Tree, index: TimeIndex) -> Iterator[FoundFact]:
    """Yield who resigned: from the office that the subject names, otherwise only that it is true."""
    verbs = roles("resigning")
    for verb in doc:
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in verbs or has_child(verb, "dobj", "xcomp", "ccomp"):
            continue
        mood = factuality_of(verb)
        if find_participants(verb, "as|from") or is_aim(verb) or mood.modality in _SKIPPED:
            continue
        for subject in find_participants(verb, "actor"):
            if subject.pos_ not in {"NOUN", "PROPN", "PRON"}:
                continue
            core, group = find_core(subject), find_group(verb)
            whole = extent(doc, (*core, *group))
            yield FoundFact(
                part(doc, core, subject), to_words(doc, group), "resign", _office_of(subject), whole,
                to_spans(doc, group), "resigned", event_time(verb, index), mood.negation, mood.modality,
                mood.modality_spans, "resign", _SURE, CharSpan(verb.idx, verb.idx + len(verb.text)), "resigned",
            )  # fmt: skip


def _office_of(subject: Word) -> FoundPart:
    known = roles("offices") | roles("leaders") | frozenset(table("short"))
    doc = subject.doc
    if lemma_of(subject) in known:
        return part(doc, tuple(i for i in find_core(subject) if doc[i].dep_ != "det"), subject, literal=True)
    titles = [child for child in subject.lefts if lemma_of(child) in known]
    if titles:
        return part(doc, (titles[-1].i,), titles[-1], literal=True)
    return FoundPart((), "true", None, "true", "boolean")
