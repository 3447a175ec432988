"""How a triple can end at a noun or a preposition: what is added to the predicate, and the object."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.nlp.lexicons.relations import load_relations
from graph.nlp.syntax.children import find_children, has_child
from graph.nlp.syntax.clauses import is_clause
from graph.nlp.syntax.noun_phrases import find_conjuncts, find_phrase, find_readings
from graph.nlp.syntax.subjects import SUBJECTS
from graph.nlp.syntax.tree import Word

Words = tuple[int, ...]
PREPOSITIONS = frozenset({"prep", "agent", "dative"})


@dataclass(frozen=True, slots=True)
class End:
    """A way to end a triple: what the predicate adds to the verb, and the object."""

    added: Words
    object: Words
    head: int
    rule: str


def preposition_ends(preposition: Word, base: Words) -> Iterator[End]:
    """Yield one end for each object of a preposition, read after the words of the base."""
    words, objects = _objects_of(preposition)
    for head in objects:
        for conjunct in find_conjuncts(head):
            if is_clause(conjunct) or conjunct.i in base:
                continue
            for reading in find_readings(conjunct):
                yield End((*base, *words), reading, conjunct.i, "preposition")
    for child in preposition.children:
        if child.dep_ == "pcomp" and child.pos_ in {"VERB", "AUX"} and has_child(child, *SUBJECTS):
            yield End((*base, *words), clause_words(child), child.i, "preposition")


def find_prepositions(head: Word) -> Iterator[Word]:
    """Yield the prepositions that hang on a word, without those of mere connectives: "for example"."""
    discourse = load_relations()["discourse"]
    for child in head.children:
        if child.dep_ in PREPOSITIONS and child.tag_ in {"IN", "TO", "RP", "RB", "VBG", "VBN", "JJ"}:
            objects = [word for word in child.children if word.dep_ == "pobj"]
            if not any(word.lemma_.lower() in discourse and not _has_own_phrase(word) for word in objects):
                yield child


def first_phrase(preposition: Word) -> Words:
    """Return the phrase that other phrases are read with; empty where it is a time."""
    words, objects = _objects_of(preposition)
    if not objects or objects[0].ent_type_ in {"DATE", "TIME"}:
        return ()
    return (*words, *find_phrase(objects[0]))


def _objects_of(preposition: Word) -> tuple[Words, list[Word]]:
    """Return the words of the preposition ("because of", "out of") and the heads of its objects."""
    words = [token.i for token in preposition.lefts if token.dep_ in {"advmod", "prep", "pcomp"}] + [preposition.i]
    inner = preposition
    for _ in range(2):
        small = [child for child in inner.rights if child.tag_ in {"IN", "TO"}]
        words += [child.i for child in small if child.i == inner.i + 1 and not has_child(child, "pobj")]
        objects = [child for child in inner.rights if child.dep_ == "pobj"]
        nested = [child for child in small if child.dep_ in {"prep", "pcomp"}]
        if objects or not nested:
            return tuple(words), objects
        inner = nested[0]
        words.append(inner.i)
    return tuple(words), []


def clause_words(clause: Word) -> Words:
    """Return the words of a clause without the clauses joined to it and without punctuation at its ends."""
    joined = [child for child in find_children(clause, "conj") if is_clause(child)]
    cut = [*joined, *find_children(clause, "cc")] if joined else []
    excluded = {i for child in cut for i in range(child.left_edge.i, child.right_edge.i + 1)}
    words = [i for i in range(clause.left_edge.i, clause.right_edge.i + 1) if i not in excluded]
    worded = [place for place, i in enumerate(words) if not (clause.doc[i].is_punct or clause.doc[i].is_space)]
    return tuple(words[worded[0] : worded[-1] + 1]) if worded else ()


def _has_own_phrase(noun: Word) -> bool:
    return has_child(noun, "prep", "acl", "relcl", "amod", "poss")
