"""Facts: the triples that are worth reading, with time, negation, modality and core relation."""

from collections.abc import Collection, Iterator, Sequence

from graph.model import CharSpan, FactScope, Modality
from graph.nlp.facts.antecedents import bearer_of
from graph.nlp.facts.core.find import find_core_facts
from graph.nlp.facts.dating import TimeIndex, index_times, time_of
from graph.nlp.facts.relations import find_noun_relations
from graph.nlp.facts.selection import is_idle, select_triples
from graph.nlp.facts.triples import Triple, find_triples
from graph.nlp.facts.wording import evidence_of, label_of, normal_form, object_part, subject_part
from graph.nlp.findings import FoundFact, FoundPart, FoundTime
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.noun_phrases import (
    to_spans,
)
from graph.nlp.syntax.tree import Tree, Word

_SHARES = (0.9, 0.8, 0.7)  # of right facts by the verb's steps from the root; read on 400 facts (tests/benchmarks)
_UNASSERTED = 0.1  # less where it is not plainly asserted
_NEXT = 6  # tokens from a noun to the clause that restricts it


def find_facts(doc: Tree, times: Sequence[FoundTime], scope: FactScope = FactScope.ALL) -> list[FoundFact]:
    """Return the facts in text order; what reporting verbs introduce is left to the statements.

    Those of core relations come first: an open triple that says the same again with the same verb is left out.
    """
    index = index_times(doc, times)
    found: dict[tuple[object, ...], FoundFact] = {}
    for fact in (*find_core_facts(doc, index), *find_noun_relations(doc)):
        found.setdefault(_key(fact), fact)
    if scope is FactScope.ALL:
        told = {
            (fact.verb, end)
            for fact in found.values()
            if fact.verb
            for end in (*_ends(fact.subject), *_ends(fact.object))
        }
        for triple in select_triples(doc, find_triples(doc, is_idle=is_idle), index):
            made = _to_fact(doc, triple, index)
            if made is not None and _is_whole(made) and not _is_told(made, told):
                found.setdefault(_key(made), made)
    return sorted(found.values(), key=lambda fact: (fact.spans[0], fact.subject.spans, fact.object.spans, fact.label))


def _ends(part: FoundPart) -> Iterator[int]:
    """By what an end of a fact is known again: its head, and the last character of its words."""
    yield from (-1 - part.head,) if part.head is not None else ()
    yield from (span.end for span in part.spans[-1:])


def _is_told(made: FoundFact, told: Collection[tuple[CharSpan | None, int]]) -> bool:
    return all(any((made.verb, end) in told for end in _ends(part)) for part in (made.subject, made.object))


def _key(fact: FoundFact) -> tuple[object, ...]:
    return fact.subject.spans, fact.relation or fact.lemma, fact.object.spans


def _to_fact(doc: Tree, triple: Triple, index: TimeIndex) -> FoundFact | None:
    """Return the triple with all that is known of it; None where nobody can be named of whom it speaks."""
    verb, target = doc[triple.verb], doc[triple.object_head]
    subject = bearer_of(doc[triple.subject_head], verb)
    if subject is None:
        return None
    factuality = factuality_of(verb)
    own = None if _counts(target) else index.by_token.get(triple.object_head)
    time = own or time_of(verb, index)
    if time is index.by_token.get(triple.object_head) and own is None:
        time = None  # "30 years of letters"
    lemma = normal_form(doc, triple, {span.start for span in factuality.negation})
    target_part = object_part(doc, triple, own)
    ends = (subject_part(doc, triple, subject), target_part)
    if _is_cut(verb, target, target_part) or (subject.tag_ in {"NNS", "NN"} and _is_cut(verb, subject, ends[0])):
        return None
    return FoundFact(
        ends[0],
        label_of(doc, triple.predicate),
        lemma,
        ends[1],
        evidence_of(doc, triple, time),
        to_spans(doc, triple.predicate),
        None,
        time,
        factuality.negation,
        factuality.modality,
        factuality.modality_spans,
        by=f"triple {triple.rule}",
        confidence=_share(verb) - (_UNASSERTED if factuality.modality is not Modality.ASSERTED else 0.0),
        verb=CharSpan(verb.idx, verb.idx + len(verb.text)),
    )


def _share(verb: Word) -> float:
    steps = 0
    while verb.head is not verb and steps < len(_SHARES) - 1:
        verb, steps = verb.head, steps + 1
    return _SHARES[steps]


def _is_cut(verb: Word, head: Word, made: FoundPart) -> bool:
    """True if a clause that restricts the noun is missing from it: "the threat" of "the threat that it poses"."""
    if made.literal is not None or head.pos_ not in {"NOUN", "PROPN"}:
        return False
    end = max((span.end for span in made.spans), default=0)
    for child in head.rights:
        first = child.left_edge
        before = first.nbor(-1) if first.i else first
        loose = before.is_punct and not before.is_quote
        own = child == verb or child.is_ancestor(verb)
        restricts = child.dep_ in {"relcl", "acl", "ccomp"} and not loose and first.i - head.i <= _NEXT
        if restricts and not own and child.idx >= end:
            return True
    return False


def _counts(target: Word) -> bool:
    """True if words of time say how much of something: "30 years of tax returns"."""
    return any(child.dep_ == "prep" and child.lower_ == "of" for child in target.rights) and target.ent_type_ == "DATE"


def _is_whole(fact: FoundFact) -> bool:
    """True if quotation marks and brackets that open in a part also close there."""
    return all(
        part.text.count('"') % 2 == 0
        and not part.text.lower().startswith("not ")
        and part.text.count("“") == part.text.count("”")
        and part.text.count("[") == part.text.count("]")
        and part.text.count("(") == part.text.count(")")
        for part in (fact.subject, fact.object)
    )
