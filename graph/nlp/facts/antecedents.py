"""Of whom a clause speaks that describes a noun: "a clerk who saw it", "the only candidate that has a plan"."""

from graph.nlp.lexicons import listed
from graph.nlp.lexicons.relations import load_relations
from graph.nlp.syntax.children import find_child, has_child
from graph.nlp.syntax.tree import Word

_CLAUSES = frozenset({"acl", "relcl"})
_CLIMB = 6


def bearer_of(subject: Word, verb: Word) -> Word | None:
    """Return who is meant by the subject of a clause that describes a noun; None where nobody can be named.

    "She is the only one that has a plan": she; "Ruiz, a clerk who saw it": Ruiz; "voters who stayed at home": none.
    """
    clause = describing(subject, verb)
    if clause is None:
        return subject
    noun = subject
    if any(child.dep_ == "appos" and child.i < clause.left_edge.i for child in subject.rights):
        return None  # "Lima, a city of gardens that …": the nearer noun is described
    for _ in range(_CLIMB):
        if noun.dep_ == "appos":
            return noun.head if noun.head.pos_ == "PROPN" else None
        if noun.dep_ in {"attr", "oprd"} and noun.head.lemma_ == "be":
            return _copula_subject(noun.head)
        if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ == "one":
            noun = noun.head.head  # "Ruiz, one of the clerks who …"
            continue
        if noun.dep_ != "conj":
            break
        noun = noun.head
    return subject if is_definite(subject) or _is_loose(clause) else None


def describing(subject: Word, verb: Word) -> Word | None:
    """Return the clause, holding the verb, that describes the subject."""
    clause = verb
    for _ in range(_CLIMB):
        if clause.dep_ in _CLAUSES:
            return clause if clause.head == subject else None
        if clause.head == clause:
            return None
        clause = clause.head
    return None


def _copula_subject(copula: Word) -> Word | None:
    found = find_child(copula, "nsubj")
    if found is None or found.lower_ in load_relations()["empty"] or found.tag_ in {"WDT", "WP"}:
        return None
    return found


def is_definite(noun: Word) -> bool:
    """True if the noun names one thing, or a known one: "the plan", "her plan", "Plan B"."""
    if noun.pos_ == "PROPN" or noun.tag_ == "PRP":
        return True
    words = [child for child in noun.children if child.dep_ in {"det", "poss", "predet"}]
    if has_child(noun, "nummod"):  # "ten applications filed in May"
        return True
    return any(word.dep_ == "poss" or word.lower_ in listed("grammar", "definite") for word in words)


def _is_loose(clause: Word) -> bool:
    """True if a comma cuts the clause off: it then describes all that the noun names."""
    first = clause.left_edge
    return first.i > 0 and first.nbor(-1).text in {",", "—", "–", "--"} and clause.dep_ == "relcl"
