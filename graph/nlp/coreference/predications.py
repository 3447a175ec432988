"""What surrounds a mention: apposition, a name handed over, what somebody is said to be."""

from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.syntax.tree import Tree, Word

_STEPS = 4  # names of a list, up the parse
_BE = listed("grammar", "being")


def named_beside(doc: Tree, head: int) -> list[int]:
    """Heads of the phrases that stand in apposition to this one, or that it is known as, nearest first."""
    token = doc[head]
    beside = [child for child in token.children if child.dep_ == "appos"]
    if token.dep_ == "appos":
        beside.append(token.head)
    if token.dep_ == "conj" and token.head.dep_ == "appos":
        beside.append(token.head.head)  # "Silva, the chair and the founder"
    for clause in token.children:
        if clause.dep_ in ("acl", "relcl") and clause.lemma_.lower() in load_lexicon("agreements")["naming"]:
            beside.extend(_complements(clause))
    return [t.i for t in sorted(beside, key=lambda t: abs(t.i - head))]


def _complements(verb: Word) -> list[Word]:
    """What something is known as, called or dubbed."""
    direct = [child for child in verb.children if child.dep_ in ("oprd", "dobj", "attr")]
    as_what = [pobj for prep in verb.children if prep.lower_ == "as" for pobj in prep.children if pobj.dep_ == "pobj"]
    return direct + as_what


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
        if name.dep_ == "pobj" and above.lower_ in ("of", "to"):
            return above.head.lemma_.lower() in kin or above.head.lemma_ in ("marry", "bear")
        if name.dep_ == "dobj":
            return above.lemma_ in ("marry", "divorce")
        if name.dep_ not in ("conj", "appos"):
            return False
        name = above
    return False


def is_argument(token: Word) -> bool:
    """Whether the word is the subject, object or agent of a verb."""
    return token.dep_ in ("nsubj", "nsubjpass", "dobj", "dative") or (
        token.dep_ == "pobj" and token.head.dep_ in ("agent", "dative")
    )
