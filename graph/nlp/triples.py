"""Open triples of a parsed text: every clause as subject, predicate, object, one fact a triple."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from graph.nlp.clauses import SUBJECTS, Clause, find_clauses, find_group, is_clause, is_infinitive, is_relative
from graph.nlp.phrases import find_conjuncts, find_core, find_phrase, find_readings
from graph.nlp.relations import load_relations

_OBJECTS = frozenset({"dobj", "attr", "oprd"})
_PREPOSITIONS = frozenset({"prep", "agent", "dative"})
_MAX_DEPTH = 3  # prepositional phrases on one another: "organization – of – the strike"
_MAX_TRIPLES = 300  # a sentence; a list of 400 words joined by "and" stays affordable
_SUBORDINATORS = frozenset({"after", "before", "until"})

Words = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Triple:
    """Subject, predicate and object as token indices, in the order in which they are read."""

    subject: Words
    predicate: Words
    object: Words
    subject_head: int
    object_head: int
    verb: int
    rule: str  # object, preposition, adjective, adverbial, chain, clause, control, subordinate, existential


@dataclass(frozen=True, slots=True)
class _End:
    """A way to end a triple: what the predicate adds to the verb, and the object."""

    added: Words
    object: Words
    head: int
    rule: str


def find_triples(doc: Doc) -> list[Triple]:
    """All triples that the parse gives, in text order, without repetition."""
    found: dict[tuple[Words, Words, Words], Triple] = {}
    counts: dict[int, int] = {}
    for clause in find_clauses(doc):
        sentence = clause.verb.sent.start
        for triple in _triples_of(clause):
            key = (triple.subject, triple.predicate, triple.object)
            if counts.get(sentence, 0) >= _MAX_TRIPLES:
                break
            if key not in found:
                found[key] = triple
                counts[sentence] = counts.get(sentence, 0) + 1
    for token in doc:
        if token.dep_ == "expl" and token.lower_ == "there" and is_clause(token.head):
            for triple in _existential(token):
                found.setdefault((triple.subject, triple.predicate, triple.object), triple)
    return list(found.values())


def _triples_of(clause: Clause) -> Iterator[Triple]:
    ends = list(_ends(clause.verb, clause.governors))
    for subject in clause.subjects:
        words = find_phrase(subject)
        for end in ends:
            if subject.i not in end.object and not set(words) & {*end.object, *end.added}:
                predicate = (*clause.predicate, *end.added)
                yield Triple(words, predicate, end.object, subject.i, end.head, clause.verb.i, end.rule)


def _existential(there: Token) -> Iterator[Triple]:
    """ "There are two camps in Kenya"."""
    verb = there.head
    for end in _ends(verb, ()):
        yield Triple((there.i,), (*find_group(verb), *end.added), end.object, there.i, end.head, verb.i, "existential")


def _ends(verb: Token, governors: tuple[Token, ...]) -> Iterator[_End]:
    objects = list(_objects(verb))
    predicative = [child for child in verb.children if child.dep_ == "oprd" and child.i > verb.i]
    named = [head for head in objects if head.dep_ != "oprd"]
    if predicative and named:  # "called the plan – reckless"
        for head in predicative:
            yield _End(find_phrase(named[0]), find_phrase(head), head.i, "object")
    else:
        for head in objects:
            yield from (_End((), words, head.i, "object") for words in find_readings(head))
            yield from _noun_ends(head, find_core(head), 1)
    yield from _adjective_ends(verb)
    yield from _adjunct_ends(verb, objects, governors)
    yield from _clause_ends(verb)


def _objects(verb: Token) -> Iterator[Token]:
    """Heads of the verb's objects; a relative clause's object is the noun that it describes."""
    for child in verb.children:
        if child.dep_ in _OBJECTS and child.i > verb.i:
            yield from (head for head in find_conjuncts(child) if not is_clause(head))
        elif child.dep_ in _OBJECTS and is_relative(child) and verb.dep_ == "relcl":
            yield verb.head
    if _lacks_object(verb):
        yield verb.head


def _lacks_object(verb: Token) -> bool:
    """Whether a relative clause leaves its object out: "the gimmicks she used"."""
    if verb.dep_ != "relcl" or any(
        child.dep_ in _OBJECTS | {"ccomp", "xcomp", "auxpass", "acomp"} for child in verb.children
    ):
        return False
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    first = verb.left_edge
    pronoun = (is_relative(first) and first.dep_ != "mark") or first.tag_ in {"WRB", "WP"}
    return bool(subjects) and not pronoun and subjects[0].tag_ not in {"WP", "WDT"}


def _adjective_ends(verb: Token) -> Iterator[_End]:
    for child in verb.children:
        if child.dep_ == "acomp" and not any(word.dep_ == "xcomp" for word in child.children):
            words = find_core(child)
            yield _End((), words, child.i, "adjective")
            for preposition in _prepositions(child):
                yield from _preposition_ends(preposition, words, 0)


def _adjunct_ends(verb: Token, objects: list[Token], governors: tuple[Token, ...]) -> Iterator[_End]:
    """Prepositional phrases and times, each read with the object, the adjective or the first phrase after the verb."""
    if any(_is_open_complement(child) for child in verb.children):
        return  # "began in March to close schools": read with "close"
    prepositions = [p for p in _prepositions(verb) if p.i > verb.i] or list(_shared(verb))
    first = prepositions[0] if prepositions else None
    fronted = [p for p in _prepositions(verb) if p.i < verb.i]
    inherited = [p for governor in governors for p in _prepositions(governor) if p.i < governor.i or p.i > verb.i]
    bases = [find_phrase(head) for head in objects]
    complement = _complement(verb)
    bases = bases or [complement or (_first_phrase(first) if first is not None else ())]
    for base in bases:
        for preposition in (*prepositions, *fronted, *inherited):
            alone = preposition == first and not objects
            yield from _preposition_ends(preposition, complement if alone else base, 0)
        for owner in (verb, *governors):
            for time in owner.children:
                if time.dep_ == "npadvmod" and time.pos_ in {"NOUN", "PROPN"} and time.i not in base:
                    yield _End(base, find_phrase(time), time.i, "adverbial")


def _is_open_complement(child: Token) -> bool:
    return child.dep_ == "xcomp" and is_clause(child) and not any(word.dep_ in SUBJECTS for word in child.children)


def _shared(verb: Token) -> Iterator[Token]:
    """Phrases of a verb joined to this one that serve both: "aided and encouraged by Spain"."""
    if any(child.i > verb.i and child.dep_ in _OBJECTS | _PREPOSITIONS | {"ccomp", "acomp"} for child in verb.children):
        return
    for child in verb.children:
        alone = child.i - verb.i <= 3 and not any(word.dep_ in SUBJECTS | _OBJECTS for word in child.children)
        if child.dep_ == "conj" and child.tag_ == verb.tag_ == "VBN" and alone:
            yield from (preposition for preposition in _prepositions(child) if preposition.i > child.i)


def _first_phrase(preposition: Token) -> Words:
    words, objects = _objects_of(preposition)
    if not objects or objects[0].ent_type_ in {"DATE", "TIME"}:
        return ()
    return (*words, *find_phrase(objects[0]))


def _complement(verb: Token) -> Words:
    """The adjective between the verb and its prepositional phrases: "became ill"."""
    for child in verb.children:
        if child.dep_ == "acomp" and child.i > verb.i:
            return find_core(child)
    return ()


def _noun_ends(head: Token, base: Words, depth: int) -> Iterator[_End]:
    """What hangs on a noun, the noun read with the predicate: "became justice of – the High Court"."""
    if depth > _MAX_DEPTH:
        return
    for preposition in _prepositions(head):
        yield from _preposition_ends(preposition, base, depth)
    for child in head.children:
        if child.dep_ in {"acl", "relcl"} and is_infinitive(child) and is_clause(child):
            group = find_group(child)
            for target in (
                found
                for child_object in child.children
                if child_object.dep_ == "dobj"
                for found in find_conjuncts(child_object)
            ):
                yield _End((*base, *group), find_phrase(target), target.i, "chain")
                yield from _noun_ends(target, (*base, *group, *find_core(target)), depth + 1)


def _preposition_ends(preposition: Token, base: Words, depth: int) -> Iterator[_End]:
    words, objects = _objects_of(preposition)
    rule = "chain" if depth else "preposition"
    for head in objects:
        for conjunct in find_conjuncts(head):
            if is_clause(conjunct) or conjunct.i in base:
                continue
            for reading in find_readings(conjunct):
                yield _End((*base, *words), reading, conjunct.i, rule)
            yield from _noun_ends(conjunct, (*base, *words, *find_core(conjunct)), depth + 1)
    for child in preposition.children:
        if child.dep_ == "pcomp" and child.pos_ in {"VERB", "AUX"} and not depth:
            own = any(word.dep_ in SUBJECTS for word in child.children)
            if own or preposition.lower_ in _SUBORDINATORS:
                yield _End((*base, *words), _clause_words(child), child.i, "preposition" if own else "subordinate")


def _prepositions(head: Token) -> Iterator[Token]:
    discourse = load_relations()["discourse"]
    for child in head.children:
        if child.dep_ in _PREPOSITIONS and child.tag_ in {"IN", "TO", "RP", "RB", "VBG", "VBN", "JJ"}:
            objects = [word for word in child.children if word.dep_ == "pobj"]
            if not any(word.lemma_.lower() in discourse and not _has_own_phrase(word) for word in objects):
                yield child


def _has_own_phrase(noun: Token) -> bool:
    return any(child.dep_ in {"prep", "acl", "relcl", "amod", "poss"} for child in noun.children)


def _objects_of(preposition: Token) -> tuple[Words, list[Token]]:
    """The words of the preposition ("because of", "out of") and the heads of its objects."""
    words = [token.i for token in preposition.lefts if token.dep_ in {"advmod", "prep", "pcomp"}] + [preposition.i]
    inner = preposition
    for _ in range(2):
        tail = [child for child in inner.rights if child.tag_ in {"IN", "TO"} and child.i == inner.i + 1]
        if tail and not any(child.dep_ == "pobj" for child in tail[0].children):
            words.append(tail[0].i)
        objects = [child for child in inner.rights if child.dep_ == "pobj"]
        nested = [child for child in inner.rights if child.dep_ in {"prep", "pcomp"} and child.tag_ in {"IN", "TO"}]
        if objects or not nested:
            return tuple(words), objects
        inner = nested[0]
        words.append(inner.i)
    return tuple(words), []


def _clause_ends(verb: Token) -> Iterator[_End]:
    """What somebody says or thinks, each joined clause by itself; what follows "after" or "until" as a whole."""
    for child in verb.children:
        if child.dep_ in {"xcomp", "ccomp", "advcl"} and is_infinitive(child) and child.i > verb.i:
            yield from _control_ends(verb, child)
        preposition = _preposition_before(child)
        if preposition is not None:
            yield _End((preposition.i,), _clause_words(child), child.i, "preposition")
        elif child.dep_ == "ccomp" and verb.lemma_ != "be" and is_clause(child) and not is_infinitive(child):
            if child.i < verb.i and verb.lemma_.lower() not in load_relations()["reporting"]:
                continue
            if (
                child.tag_ == "VB"
                and child.i > verb.i
                and not any(word.dep_ in {"aux", "mark"} for word in child.children)
            ):
                yield from _small_clause_ends(child)
                continue
            joined = [child, *(word for word in child.children if word.dep_ == "conj" and is_clause(word))]
            for clause in joined:
                yield _End((), _clause_words(clause), clause.i, "clause")
        elif child.dep_ == "advcl" and child.i > verb.i and not is_infinitive(child):
            marks = [word for word in child.children if word.dep_ == "mark" and word.lower_ in _SUBORDINATORS]
            for mark in marks:
                words = tuple(i for i in _clause_words(child) if i > mark.i)
                base = next((find_phrase(head) for head in _objects(verb)), ())
                if words:
                    yield _End((*base, mark.i), words, child.i, "subordinate")


def _control_ends(verb: Token, inner: Token) -> Iterator[_End]:
    """ "allows police to search homes": read with the verb that makes, lets or asks somebody do it."""
    own = [child for child in inner.children if child.dep_ == "nsubj" and child.i < inner.i]
    objects = [child for child in verb.children if child.dep_ in {"dobj", "dative"} and verb.i < child.i < inner.i]
    if inner.dep_ == "advcl" and not own:
        return  # a purpose: "built a wall to close the border"
    for controller in (own or objects)[:1]:
        marks = tuple(child.i for child in inner.children if child.dep_ in {"mark", "prep"} and child.i < controller.i)
        words = (*marks, *find_phrase(controller), *find_group(inner))
        for target in (child for child in inner.children if child.dep_ == "dobj"):
            yield _End(words, find_phrase(target), target.i, "control")


def _preposition_before(clause: Token) -> Token | None:
    """The preposition that a whole clause completes: "resulted in migrants being turned away"."""
    if clause.dep_ not in {"ccomp", "advcl"} or clause.tag_ not in {"VBN", "VBG"} or clause.i < clause.head.i:
        return None
    before = clause.left_edge.nbor(-1)
    bare = before.dep_ == "prep" and before.head == clause.head and before.i == clause.head.i + 1
    return before if bare and not any(before.children) else None


def _small_clause_ends(inner: Token) -> Iterator[_End]:
    """ "helped Peru reassure investors": Peru is helped, and reassures."""
    for subject in inner.children:
        if subject.dep_ == "nsubj" and subject.i < inner.i:
            yield _End((), find_phrase(subject), subject.i, "object")
            for target in (child for child in inner.children if child.dep_ == "dobj"):
                words = (*find_phrase(subject), *find_group(inner))
                yield _End(words, find_phrase(target), target.i, "chain")


def _clause_words(clause: Token) -> Words:
    """The words of a clause without the clauses joined to it and without punctuation at its ends."""
    joined = [
        child for child in clause.children if child.dep_ in {"conj", "cc"} and (is_clause(child) or child.dep_ == "cc")
    ]
    clauses = any(is_clause(child) for child in joined)
    excluded = {i for child in joined if clauses for i in range(child.left_edge.i, child.right_edge.i + 1)}
    words = [i for i in range(clause.left_edge.i, clause.right_edge.i + 1) if i not in excluded]
    while words and (clause.doc[words[0]].is_punct or clause.doc[words[0]].is_space):
        words.pop(0)
    while words and (clause.doc[words[-1]].is_punct or clause.doc[words[-1]].is_space):
        words.pop()
    return tuple(words)
