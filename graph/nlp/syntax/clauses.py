"""Clauses: each verb with those who do it, found through conjunctions, relative pronouns and infinitives."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graph.nlp.lexicons import listed
from graph.nlp.syntax.children import find_children, has_child
from graph.nlp.syntax.control import find_called_on
from graph.nlp.syntax.noun_phrases import find_core
from graph.nlp.syntax.subjects import SUBJECTS, find_subjects
from graph.nlp.syntax.tree import Tree, Word

_LEFT_OF_VERB = frozenset({"aux", "auxpass", "neg", "advmod"})
_AUXILIARIES = frozenset({"aux", "auxpass", "neg"})
_NO_CLAUSE = frozenset({"aux", "auxpass", "amod", "compound", "prep", "case", "agent", "det", "mark", "cc", "pobj"})
_VERBS = frozenset({"VERB", "AUX"})
_BARE_FORMS = frozenset({"VB", "VBN", "VBG"})
_COMPLEMENTS = frozenset({"attr", "acomp", "oprd"})
_CLIMB = 8


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb, the words of its predicate, and the heads of its subjects."""

    verb: Word
    predicate: tuple[int, ...]
    subjects: tuple[Word, ...]
    governors: tuple[Word, ...] = ()  # verbs whose predicate it completes, nearest first: "began to sign"


def find_clauses(doc: Tree, is_idle: Callable[[Word], bool] | None = None) -> Iterator[Clause]:
    """Yield every clause that has a subject, in the order of the verbs; not those whose verb is idle."""
    for token in doc:
        if token.pos_ not in _VERBS or not is_clause(token) or (is_idle is not None and is_idle(token)):
            continue
        if not (token.dep_ in {"acl", "relcl"} and is_infinitive(token)):
            subjects = find_subjects(token)
            if subjects:
                yield Clause(token, find_predicate(token), subjects, chain_of(token))


def is_clause(token: Word) -> bool:
    """True if the token is the verb of a clause."""
    return token.pos_ in {"VERB", "AUX"} and token.dep_ not in _NO_CLAUSE


def is_infinitive(verb: Word) -> bool:
    """True if the verb stands with "to"."""
    return any(child.tag_ == "TO" and child.dep_ in {"aux", "mark"} for child in verb.children)


def find_predicate(verb: Word) -> tuple[int, ...]:
    """Return the verb with auxiliaries, negation, particle, after the verbs that it completes: "began turning away"."""
    parts = [find_group(verb)]
    for _ in range(_CLIMB):
        chain = _chain(verb)
        if chain is None:
            break
        verb, between = chain
        parts += [between, find_group(verb)]
    return tuple(i for part in reversed(parts) for i in part)


def find_group(verb: Word) -> tuple[int, ...]:
    """Return the verb, its auxiliaries and what stands between them, its particle."""
    own = _auxiliaries(verb)
    adverbs = (child for child in find_children(verb, "advmod") if not child.children)
    between = [child.i for child in adverbs if own and own[0] < child.i < verb.i]
    after = [child.i for child in find_children(verb, "neg") if child.i > verb.i]
    particles = [child.i for child in verb.children if child.dep_ == "prt" or _is_direction(child, verb)]
    return (*sorted({*own, *between}), verb.i, *after, *particles)


def _auxiliaries(verb: Word) -> list[int]:
    """Return the auxiliaries before a verb; of a second verb those of the first: "has signed and ratified"."""
    own = _auxiliaries_before(verb)
    leans = verb.dep_ == "conj" and verb.tag_ == verb.head.tag_ and verb.tag_ in _BARE_FORMS
    return _auxiliaries_before(verb.head) if leans and not own else own


def _auxiliaries_before(verb: Word) -> list[int]:
    return [child.i for child in verb.children if child.dep_ in _AUXILIARIES and child.i < verb.i]


def find_verb_run(verb: Word) -> tuple[int, ...]:
    """Return the verb with auxiliaries, negation, adverbs and particle, as one contiguous run."""
    first = verb.i
    while first > 0 and verb.doc[first - 1].head.i == verb.i and verb.doc[first - 1].dep_ in _LEFT_OF_VERB:
        first -= 1
    last = verb.i
    while (
        last + 1 < len(verb.doc) and verb.doc[last + 1].head.i == verb.i and verb.doc[last + 1].dep_ in ("prt", "neg")
    ):
        last += 1
    while (
        first < verb.i
        and verb.doc[first].dep_ == "advmod"
        and verb.doc[first].lower_ in listed("grammar", "question_adverbs")
    ):
        first += 1
    return tuple(range(first, last + 1))


def _is_direction(child: Word, verb: Word) -> bool:
    """True if an adverb right after the verb belongs to it: "turned away"."""
    return child.dep_ == "advmod" and child.i == verb.i + 1 and not child.children and is_direction(child)


def _object_before(verb: Word, limit: Word) -> Word | None:
    """Return whom or what the verb is done to, or who is asked to do something, between the verb and the other one."""
    for child in verb.children:
        if child.dep_ in {"dobj", "dative"} and verb.i < child.i < limit.i:
            return child
    called = find_called_on(verb) if is_infinitive(limit) else None
    return called if called is not None and verb.i < called.i < limit.i else None


def chain_of(verb: Word) -> tuple[Word, ...]:
    """Return the verbs that this one completes, nearest first: "began to sign"."""
    if verb.chain is None:
        verb.chain = tuple(_governors(verb))
    return verb.chain


def is_direction(adverb: Word) -> bool:
    """True if the adverb can belong to a verb: "turn away"."""
    return adverb.lower_ in listed("grammar", "directions")


def _governors(verb: Word) -> Iterator[Word]:
    for _ in range(_CLIMB):
        chain = _chain(verb)
        if chain is None:
            return
        verb = chain[0]
        yield verb


def _chain(verb: Word) -> tuple[Word, tuple[int, ...]] | None:
    """Return the verb whose predicate this one completes with the same subject, and the words between the two."""
    head = verb.head
    if has_child(verb, *SUBJECTS):
        return None
    if verb.dep_ == "conj" and head.dep_ in {"xcomp", "pcomp"} and verb.tag_ == head.tag_:
        return _chain(head)
    if verb.dep_ == "xcomp" and head.dep_ in _COMPLEMENTS and head.head.pos_ in _VERBS:
        return head.head, find_core(head)
    return _chain_to_verb(verb) if head.pos_ in _VERBS else _chain_by_preposition(verb)


def _chain_to_verb(verb: Word) -> tuple[Word, tuple[int, ...]] | None:
    head = verb.head
    target = _object_before(head, verb)
    if verb.dep_ == "xcomp" and target is None:
        return head, _complement_between(head, verb)
    if verb.dep_ == "advcl" and is_infinitive(verb) and verb.i > head.i:
        return head, find_core(target) if target is not None else ()
    return None


def _chain_by_preposition(verb: Word) -> tuple[Word, tuple[int, ...]] | None:
    """ "are banned from voting": the preposition stands between; "left after voting" are two clauses."""
    preposition = verb.head
    if verb.dep_ != "pcomp" or preposition.lower_ in listed("grammar", "own_time") or preposition.dep_ != "prep":
        return None
    head = preposition.head
    if head.pos_ not in {"VERB", "AUX"} or preposition.i < head.i or _object_before(head, verb) is not None:
        return None
    return head, (preposition.i,)


def _complement_between(head: Word, verb: Word) -> tuple[int, ...]:
    for child in head.children:
        if child.dep_ in _COMPLEMENTS and head.i < child.i < verb.i:
            return find_core(child)
    return ()
