"""Triples of which the text does not say that they are so: cases, aims, doubts, negations that bear on another word."""

from graph.nlp.facts.filters.checks import Checks
from graph.nlp.facts.triples import Triple
from graph.nlp.lexicons import listed
from graph.nlp.lexicons.relations import load_relations
from graph.nlp.syntax.clauses import chain_of
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.tree import Tree, Word

_CLIMB = 6
_OWN_SCOPE = frozenset({"according", "as"})
_PHRASES = frozenset({"prep", "advcl", "agent"})


def _is_scope_cut(doc: Tree, triple: Triple) -> bool:
    """ "did not hire a coach – with a view to …": what is denied may be the phrase, not the rest."""
    if triple.rule not in {"object", "adjective"}:
        return False
    verb, last = doc[triple.verb], max(triple.object)
    phrase = any(
        child.dep_ in _PHRASES and child.i > last and child.left_edge.i > last and child.lower_ not in _OWN_SCOPE
        for child in verb.children
    )
    return phrase and factuality_of(verb).is_negated_itself


def _is_future_condition(doc: Tree, triple: Triple) -> bool:
    """ "when the market reaches its limit": a case, no event."""
    marks = load_relations()["time_conjunctions"]
    clause = doc[triple.verb]
    for _ in range(_CLIMB):
        words = [child for child in clause.children if child.dep_ in {"mark", "advmod"} and child.i < clause.i]
        cased = any(word.lower_ in marks for word in words)
        if clause.dep_ == "advcl" and cased and not _is_past(clause):
            return not any(child.ent_type_ == "DATE" for child in clause.children)  # "when she visits next month"
        if clause.dep_ not in {"conj", "xcomp"} or clause.head == clause:
            return False
        clause = clause.head
    return False


def _is_past(verb: Word) -> bool:
    words = (verb, *(child for child in verb.children if child.dep_ in {"aux", "auxpass"}))
    return any(word.tag_ == "VBD" for word in words)


def _is_denied_in_words_only(doc: Tree, triple: Triple) -> bool:
    """ "are not out to bash": a negation that bears on another word."""
    negators = [i for i in triple.predicate if doc[i].dep_ == "neg" or doc[i].lower_ == "not"]
    return bool(negators) and not factuality_of(doc[triple.verb]).negation


def _is_role_of_plan(doc: Tree, triple: Triple) -> bool:
    """ "the plan was to build": not the plan builds."""
    chain, subject = chain_of(doc[triple.verb]), doc[triple.subject_head]
    return any(verb.lemma_ == "be" for verb in chain) and subject.pos_ == "NOUN" and not subject.ent_type_ and (
        not any(child.dep_ in {"acomp", "oprd"} for verb in chain for child in verb.children)
    )  # fmt: skip


def _is_made_sure(doc: Tree, triple: Triple) -> bool:
    """ "to make sure that voters do not …": what is to come about."""
    for verb in (doc[triple.verb], *chain_of(doc[triple.verb])):
        if verb.dep_ == "ccomp" and verb.head.lemma_.lower() in listed("filters", "making_sure"):
            return True
    return False


def _is_under_doubt(doc: Tree, triple: Triple) -> bool:
    """ "it is unclear whether that means that he would": a clause within one that asserts nothing."""
    clause = doc[triple.verb]
    for _ in range(_CLIMB):
        head = clause.head
        if head == clause:
            return False
        finite = clause.tag_ != "VB" or any(child.tag_ == "MD" for child in clause.children)
        if clause.dep_ == "ccomp" and finite and head.pos_ in {"VERB", "AUX", "ADJ"}:
            told = head.pos_ == "ADJ" or head.lemma_.lower() in load_relations()["reporting"]
            if not told and factuality_of(head).modality.value in {"question", "conditional", "possible"}:
                return True
        clause = head
    return False


POOR_ASSERTIONS = Checks(
    clause=(_is_future_condition, _is_made_sure, _is_under_doubt, _is_role_of_plan),
    other=(_is_scope_cut, _is_denied_in_words_only),
)
