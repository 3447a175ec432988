"""What surrounds a mention: apposition, a name handed over, what somebody is said to be."""

from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.syntax.children import find_children
from graph.nlp.syntax.tree import Tree, Word

_STEPS = 4  # names of a list, up the parse
_BE = listed("grammar", "being")


def named_beside(doc: Tree, head: int) -> list[int]:
    """Heads of the phrases that stand in apposition to this one, or that it is known as, nearest first."""
    token = doc[head]
    beside = find_children(token, "appos")
    first = token.head if token.dep_ == "conj" else token  # "Silva, the chair and the founder"
    if first.dep_ == "appos":
        beside.append(first.head)
    for clause in find_children(token, "acl", "relcl"):
        if clause.lemma_.lower() in listed("agreements", "naming"):
            beside.extend(_complements(clause))
    return sorted((word.i for word in beside), key=lambda place: abs(place - head))


def _complements(verb: Word) -> list[Word]:
    """What something is known as, called or dubbed."""
    as_what = (word for child in verb.children if child.lower_ == "as" for word in find_children(child, "pobj"))
    return [*find_children(verb, "oprd", "dobj", "attr"), *as_what]


def subject_of_copula(token: Word) -> Word | None:
    """Who is said to be this: "Silva" for "mayor" in "Silva is the mayor of Porto"; None in a negation or question."""
    verb = token.head
    if token.dep_ != "attr" or verb.lemma_ not in _BE or any(child.dep_ == "neg" for child in verb.children):
        return None
    if any(child.tag_ == "MD" for child in verb.children):
        return None
    return next((child for child in verb.children if child.dep_ == "nsubj"), None)


def is_kin(name: Word) -> bool:
    """Whether a name is that of somebody's relative: "her brother Rui Silva", "the son of Ana and Rui Silva"."""
    kin = load_lexicon("nominals")["kin"]
    if name.is_lower and name.lemma_ in kin:
        return True  # the head of "her brother Rui Silva"
    for _ in range(_STEPS):
        if any(child.dep_ in ("compound", "appos", "nmod") and child.lemma_.lower() in kin for child in name.children):
            return True
        above = name.head
        if name.dep_ in ("appos", "compound", "nmod") and above.lemma_.lower() in kin:
            return True
        if name.dep_ not in ("conj", "appos"):
            return _is_kin_by_verb(name)
        name = above
    return False


def _is_kin_by_verb(name: Word) -> bool:
    """ "the son of Ana", "married to Ana", "born to Ana", "divorced Ana"."""
    above = name.head
    if name.dep_ == "pobj" and above.lower_ in ("of", "to"):
        return above.head.lemma_.lower() in load_lexicon("nominals")["kin"] or above.head.lemma_ in ("marry", "bear")
    return name.dep_ == "dobj" and above.lemma_ in ("marry", "divorce")


def is_argument(token: Word) -> bool:
    """Whether the word is the subject, object or agent of a verb."""
    return token.dep_ in ("nsubj", "nsubjpass", "dobj", "dative") or (
        token.dep_ == "pobj" and token.head.dep_ in ("agent", "dative")
    )
