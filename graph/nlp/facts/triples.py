"""Open triples of a parsed text: every clause as subject, predicate, object, one fact a triple."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graph.nlp.facts.arguments import (
    PREPOSITIONS,
    End,
    Words,
    clause_words,
    find_prepositions,
    first_phrase,
    preposition_ends,
)
from graph.nlp.syntax.children import find_children, has_child
from graph.nlp.syntax.clauses import Clause, find_clauses, find_group, is_clause, is_infinitive
from graph.nlp.syntax.noun_phrases import find_conjuncts, find_core, find_phrase, find_readings
from graph.nlp.syntax.subjects import SUBJECTS, is_relative
from graph.nlp.syntax.tree import Tree, Word

_OBJECTS = frozenset({"dobj", "attr", "oprd"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_MAX_TRIPLES = 300  # a sentence; a list of 400 words joined by "and" stays affordable


@dataclass(frozen=True, slots=True)
class Triple:
    """Subject, predicate and object as token indices, in the order in which they are read."""

    subject: Words
    predicate: Words
    object: Words
    subject_head: int
    object_head: int
    verb: int
    rule: str  # object, preposition, adjective, adverbial, control


def find_triples(doc: Tree, *, is_idle: Callable[[Word], bool] | None = None) -> list[Triple]:
    """Return the triples of which facts may be made, in text order, without repetition; none of verbs that are idle.

    Phrases within phrases, whole clauses and "there are" make no fact.
    """
    found: dict[tuple[Words, Words, Words], Triple] = {}
    counts: dict[int, int] = {}
    for clause in find_clauses(doc, is_idle):
        sentence = clause.verb.sent.start
        for triple in _triples_of(clause):
            key = (triple.subject, triple.predicate, triple.object)
            if counts.get(sentence, 0) >= _MAX_TRIPLES:
                break
            if key not in found:
                found[key] = triple
                counts[sentence] = counts.get(sentence, 0) + 1
    return list(found.values())


def _triples_of(clause: Clause) -> Iterator[Triple]:
    ends = list(_ends(clause.verb, clause.governors))
    for subject in clause.subjects:
        words = find_phrase(subject)
        for end in ends:
            if subject.i not in end.object and not set(words) & {*end.object, *end.added}:
                predicate = (*clause.predicate, *end.added)
                yield Triple(words, predicate, end.object, subject.i, end.head, clause.verb.i, end.rule)


def _ends(verb: Word, governors: tuple[Word, ...]) -> Iterator[End]:
    objects = list(_objects(verb))
    yield from _object_ends(verb, objects)
    yield from _adjective_ends(verb)
    yield from _adjunct_ends(verb, objects, governors)
    yield from _clause_ends(verb)


def _object_ends(verb: Word, objects: list[Word]) -> Iterator[End]:
    predicative = [child for child in find_children(verb, "oprd") if child.i > verb.i]
    named = [head for head in objects if head.dep_ != "oprd"]
    if predicative and named:  # "called the plan – reckless"
        yield from (End(find_phrase(named[0]), find_phrase(head), head.i, "object") for head in predicative)
    else:
        yield from (End((), words, head.i, "object") for head in objects for words in find_readings(head))


def _objects(verb: Word) -> Iterator[Word]:
    """Heads of the verb's objects; a relative clause's object is the noun that it describes."""
    for child in verb.children:
        if child.dep_ in _OBJECTS and child.i > verb.i:
            yield from (head for head in find_conjuncts(child) if not is_clause(head))
        elif child.dep_ in _OBJECTS and is_relative(child) and verb.dep_ == "relcl":
            yield verb.head
    if _lacks_object(verb):
        yield verb.head


def _lacks_object(verb: Word) -> bool:
    """True if a relative clause leaves its object out: "the gimmicks she used"."""
    if verb.dep_ != "relcl" or any(
        child.dep_ in _OBJECTS | {"ccomp", "xcomp", "auxpass", "acomp"} for child in verb.children
    ):
        return False
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    first = verb.left_edge
    piped = first.dep_ == "prep" and any(is_relative(child) for child in first.children)  # "from which"
    pronoun = piped or (is_relative(first) and first.dep_ != "mark") or first.tag_ in {"WRB", "WP"}
    return bool(subjects) and not pronoun and subjects[0].tag_ not in {"WP", "WDT"}


def _adjective_ends(verb: Word) -> Iterator[End]:
    for child in verb.children:
        if child.dep_ == "acomp" and not has_child(child, "xcomp"):
            words = find_core(child)
            yield End((), words, child.i, "adjective")
            for preposition in find_prepositions(child):
                yield from preposition_ends(preposition, words)


def _adjunct_ends(verb: Word, objects: list[Word], governors: tuple[Word, ...]) -> Iterator[End]:
    """Prepositional phrases and times, each read with the object, the adjective or the first phrase after the verb."""
    if any(_is_open_complement(child) for child in verb.children):
        return  # "began in March to close schools": read with "close"
    own = list(find_prepositions(verb))
    after = [preposition for preposition in own if preposition.i > verb.i] or list(_shared(verb))
    fronted = [preposition for preposition in own if preposition.i < verb.i]
    inherited = list(_inherited(verb, governors))
    times = [time for owner in (verb, *governors) for time in find_children(owner, "npadvmod") if time.pos_ in _NOUNS]
    complement = _complement(verb)
    bases = [find_phrase(head) for head in objects]
    for base in bases or [complement or (first_phrase(after[0]) if after else ())]:
        for preposition in (*after, *fronted, *inherited):
            alone = not objects and bool(after) and preposition == after[0]
            yield from preposition_ends(preposition, complement if alone else base)
        yield from (End(base, find_phrase(time), time.i, "adverbial") for time in times if time.i not in base)


def _inherited(verb: Word, governors: tuple[Word, ...]) -> Iterator[Word]:
    """Yield the prepositions of the verbs that this one completes, before them or after it."""
    for governor in governors:
        prepositions = find_prepositions(governor)
        yield from (preposition for preposition in prepositions if not governor.i <= preposition.i <= verb.i)


def _is_open_complement(child: Word) -> bool:
    return child.dep_ == "xcomp" and is_clause(child) and not has_child(child, *SUBJECTS)


def _shared(verb: Word) -> Iterator[Word]:
    """Phrases of a verb joined to this one that serve both: "aided and encouraged by Spain"."""
    if any(child.i > verb.i for child in find_children(verb, *_OBJECTS, *PREPOSITIONS, "ccomp", "acomp")):
        return
    for child in find_children(verb, "conj"):
        alone = child.i - verb.i <= 3 and not has_child(child, *SUBJECTS, *_OBJECTS)
        if child.tag_ == verb.tag_ == "VBN" and alone:
            yield from (preposition for preposition in find_prepositions(child) if preposition.i > child.i)


def _complement(verb: Word) -> Words:
    """Return the adjective between the verb and its prepositional phrases: "became ill"."""
    for child in verb.children:
        if child.dep_ == "acomp" and child.i > verb.i:
            return find_core(child)
    return ()


def _clause_ends(verb: Word) -> Iterator[End]:
    """Yield what a clause below the verb adds: whom it makes do what or helps do it, what its preposition completes."""
    for child in verb.children:
        if child.dep_ in {"xcomp", "ccomp", "advcl"} and is_infinitive(child) and child.i > verb.i:
            yield from _control_ends(verb, child)
        preposition = _preposition_before(child)
        if preposition is not None:
            yield End((preposition.i,), clause_words(child), child.i, "preposition")
        elif _is_small_clause(verb, child):
            yield from _small_clause_ends(child)


def _is_small_clause(verb: Word, child: Word) -> bool:
    """True if the child is a bare form with a subject of its own: "helped Peru reassure investors"."""
    if child.dep_ != "ccomp" or child.tag_ != "VB" or child.i < verb.i or verb.lemma_ == "be":
        return False
    return is_clause(child) and not has_child(child, "aux", "mark")


def _control_ends(verb: Word, inner: Word) -> Iterator[End]:
    """ "allows police to search homes": read with the verb that makes, lets or asks somebody do it."""
    own = [child for child in find_children(inner, "nsubj") if child.i < inner.i]
    objects = [child for child in find_children(verb, "dobj", "dative") if verb.i < child.i < inner.i]
    if inner.dep_ == "advcl" and not own:
        return  # a purpose: "built a wall to close the border"
    for controller in (own or objects)[:1]:
        marks = tuple(child.i for child in find_children(inner, "mark", "prep") if child.i < controller.i)
        words = (*marks, *find_phrase(controller), *find_group(inner))
        yield from (End(words, find_phrase(goal), goal.i, "control") for goal in find_children(inner, "dobj"))


def _preposition_before(clause: Word) -> Word | None:
    """Return the preposition that a whole clause completes: "resulted in migrants being turned away"."""
    if clause.dep_ not in {"ccomp", "advcl"} or clause.tag_ not in {"VBN", "VBG"} or clause.i < clause.head.i:
        return None
    before = clause.left_edge.nbor(-1)
    bare = before.dep_ == "prep" and before.head == clause.head and before.i == clause.head.i + 1
    return before if bare and not any(before.children) else None


def _small_clause_ends(inner: Word) -> Iterator[End]:
    """ "helped Peru reassure investors": Peru is helped."""
    for subject in inner.children:
        if subject.dep_ == "nsubj" and subject.i < inner.i:
            yield End((), find_phrase(subject), subject.i, "object")
