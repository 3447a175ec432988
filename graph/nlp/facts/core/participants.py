"""Who takes part in what a verb or a noun of action tells: active, passive, relative or nominal, it is the same.

"X signed Y", "Y, signed by X", "X, who plans to sign Y", "X's signing of Y", "the signing of Y by X": always X is the
actor and Y the patient. What stands after a preposition goes by the preposition: "to", "with", "as".
"""

from collections.abc import Iterable, Iterator

from graph.nlp.syntax.children import find_child, has_child
from graph.nlp.syntax.clauses import is_clause
from graph.nlp.syntax.noun_phrases import find_conjuncts
from graph.nlp.syntax.subjects import SUBJECTS, find_agent, find_antecedent, find_subjects, is_relative
from graph.nlp.syntax.tree import Word

ACTOR, PATIENT, NAMED = "actor", "patient", "named"
_OBJECTS = frozenset({"dobj", "dative"})
_PREPOSITIONS = frozenset({"prep", "dative", "agent"})
_NAMING = frozenset({"oprd", "attr"})


def find_participants(word: Word, role: str) -> list[Word]:
    """Return the heads of the words in a role, joined ones too: "actor", "patient", "named", or a preposition.

    "named" is what somebody is made or called: "elected her chair". Several roles are joined by "|", the first counts
    that anybody has.
    """
    for one in role.split("|"):
        found = _find(word, one)
        if found:
            return [named for head in found for named in _named(head)]
    return []


def _named(head: Word) -> list[Word]:
    """ "two developers, Ana Ruiz and Tom Hale": those named; "Future, a fund that he formed": Future."""
    if head.pos_ != "NOUN":
        return [head]
    beside = next(
        (child for child in head.children if child.dep_ == "appos" and child.pos_ == "PROPN" and child.i > head.i), None
    )
    if beside is not None and beside.ent_type_ in {"PERSON", "ORG", "GPE"}:
        return find_conjuncts(beside)
    if (
        head.dep_ == "appos"
        and head.head.pos_ == "PROPN"
        and head.head.i < head.i
        and head.head.ent_type_ in {"PERSON", "ORG", "GPE", "PRODUCT", ""}
    ):
        return [head.head]
    return [head]


def is_passive(verb: Word) -> bool:
    """True if the verb is said of what undergoes it: "was signed", "signed by", "was passed and signed"."""
    if has_child(verb, "auxpass", "nsubjpass") or (verb.tag_ == "VBN" and verb.dep_ == "acl"):
        return True
    if verb.tag_ != "VBN" or has_child(verb, "aux"):
        return False
    if verb.dep_ == "conj" and not has_child(verb, *SUBJECTS):
        return verb.head.tag_ == "VBN" and is_passive(verb.head)
    return verb.dep_ == "advcl" and not has_child(verb, "dobj", "mark", *SUBJECTS)  # "Signed in May, the pact …"


def _find(word: Word, role: str) -> list[Word]:
    if role == "self":
        return [word]
    if "." in role:  # "patient.against": what stands after "against" with the patient; "acomp.to": with an adjective
        first, _, rest = role.partition(".")
        heads = [c for c in word.children if c.dep_ == first] or _find(word, first)
        return [one for head in heads for one in _find(head, rest)]
    if role == "dative":
        return _joined(child for child in word.children if child.dep_ == "dative" and child.pos_ != "ADP")
    if word.pos_ in {"VERB", "AUX"}:
        if role == ACTOR:
            return list(_actors(word))
        if role == PATIENT:
            return list(_patients(word))
        if role == NAMED:
            return _joined(child for child in word.children if child.dep_ in _NAMING and child.i > word.i)
    elif role == "publisher":
        return [one for one in _nominal_actors(word) if word.ent_type_ != "ORG" and one.ent_type_ in {"ORG", "PERSON"}]
    elif role == ACTOR:
        return list(_nominal_actors(word))
    elif role == PATIENT:
        return list(objects_of(word, "of"))
    return list(objects_of(word, role))


def _actors(verb: Word) -> Iterator[Word]:
    if is_passive(verb):
        agent = find_agent(verb)
        yield from find_conjuncts(agent) if agent is not None else ()
        return
    yield from find_subjects(verb)


def _patients(verb: Word) -> Iterator[Word]:
    if is_passive(verb):
        yield from find_subjects(verb)
        return
    own = [child for child in verb.children if child.dep_ in _OBJECTS and child.pos_ != "ADP" and child.i > verb.i]
    for child in own:
        yield from find_conjuncts(child)
    fronted = [child for child in verb.children if child.dep_ in _OBJECTS and child.i < verb.i and is_relative(child)]
    for child in fronted:
        named = find_antecedent(child)
        yield from [named] if named is not None else []
    if not own and not fronted:
        if _lacks_object(verb):
            yield verb.head
        elif verb.dep_ == "conj" and verb.head.pos_ == "VERB":
            return
        for child in verb.children:  # "helped Peru reassure": the parse makes the object a subject
            if child.dep_ == "ccomp" and child.i > verb.i and not is_clause(child):
                yield child


def _lacks_object(verb: Word) -> bool:
    """True if a relative clause leaves its object out: "the report he released"."""
    if verb.dep_ != "relcl" or has_child(verb, "ccomp", "xcomp", "auxpass"):
        return False
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    return (
        bool(subjects)
        and subjects[0].tag_ not in {"WP", "WDT"}
        and not any(child.dep_ == "prep" and child.i == verb.right_edge.i for child in verb.children)
    )


def _nominal_actors(noun: Word) -> Iterator[Word]:
    """ "Obama's signing", "the signing by Obama", "her resignation", "the Obama veto"."""
    owner = find_child(noun, "poss")
    if owner is not None:
        yield from find_conjuncts(owner)
        return
    by = list(objects_of(noun, "by"))
    if by:
        yield from by
        return
    for child in noun.children:
        if (
            child.dep_ in {"compound", "nmod", "amod"}
            and child.ent_type_ in {"PERSON", "ORG", "GPE"}
            and child.i < noun.i
        ):
            yield child
            return


def objects_of(word: Word, *prepositions: str) -> Iterator[Word]:
    """Yield the heads of what stands after one of these prepositions, joined too: "to", "out of", "in favor of"."""
    for child in word.children:
        if child.dep_ not in _PREPOSITIONS or child.pos_ in {"NOUN", "PROPN", "PRON"}:
            continue
        for preposition, name in _chained(child):
            if name in prepositions or preposition.lower_ in prepositions:
                for target in preposition.children:
                    if target.dep_ == "pobj":
                        yield from find_conjuncts(target)


def _chained(preposition: Word) -> Iterator[tuple[Word, str]]:
    """Yield the preposition and those that go on from it, with all their words: "out", "out of"; "in favor of"."""
    yield preposition, preposition.lower_
    for child in preposition.children:
        if child.dep_ == "prep":
            yield child, f"{preposition.lower_} {child.lower_}"
        elif child.dep_ == "pobj" and child.lower_ in {"favor", "favour"}:
            for inner in child.children:
                if inner.dep_ == "prep":
                    yield inner, f"{preposition.lower_} {child.lower_} {inner.lower_}"


def _joined(heads: Iterable[Word]) -> list[Word]:
    return [word for head in heads for word in find_conjuncts(head)]
