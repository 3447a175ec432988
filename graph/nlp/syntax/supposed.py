"""Whether a verb's deed is denied, or only supposed, asked for or alleged: "did not back it", "if she backs it", "asked
her to back it", "accused of backing it".
"""

from functools import lru_cache

from graph.nlp.lexicons import load_lexicon
from graph.nlp.syntax.actions import is_unwanted
from graph.nlp.syntax.control import find_called_on
from graph.nlp.syntax.tree import Word

_OPEN = frozenset({"if", "unless", "whether"})


@lru_cache(maxsize=8)
def _listed(table: str, name: str) -> frozenset[str]:
    return frozenset(load_lexicon("stance")[table][name])


def is_denied(verb: Word) -> bool:
    """ "did not back", "refused to back"; two denials make none."""
    denied = any(c.dep_ == "neg" or is_no_longer(c) for c in verb.children)
    governed = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _listed("negation", "governors")
    return denied != (governed and not any(c.dep_ == "neg" for c in verb.head.children))


def is_no_longer(token: Word) -> bool:
    """ "no longer"."""
    return token.lower_ == "longer" and any(c.lower_ == "no" for c in token.children)


def find_asking(verb: Word) -> Word | None:
    """ "urged her to back it", "called on her to back it", "said she should back it": the verb of asking.

    None where it is denied or passive.
    """
    verb = _first_of(verb)
    above: Word = verb.head
    if verb.dep_ not in ("xcomp", "ccomp", "advcl"):
        return None
    if not _is_asked_of_others(verb, above) and not _is_owed(verb, above):
        return None
    return None if is_denied(above) or any(c.dep_ == "nsubjpass" for c in above.children) else above


def _first_of(verb: Word) -> Word:
    """The first of several verbs joined by "and", which tells for all on what they hang."""
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB" and verb.head.i != verb.i:
        verb = verb.head
    return verb


def _is_owed(verb: Word, above: Word) -> bool:
    """ "said that she should back it", "hoped that she would back it", "demanded that she back it"."""
    lemma, modals = above.lemma_.lower(), {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if not any(c.dep_ == "nsubj" for c in verb.children) or verb.dep_ != "ccomp":
        return False
    if lemma in _listed("speech", "verbs") and modals & _listed("speech", "owed"):
        return True
    return lemma in _listed("speech", "hoping") and (bool(modals & {"will", "would"}) or verb.tag_ == "VB")


def is_supposed(verb: Word) -> bool:
    """Whether nobody says that it is so: "if she backs it", "asked her to back it", "pressure to back it"?"""
    if _is_hoped(verb) or _is_alleged(verb) or _is_inverted(verb) or _hangs_on_denied(verb):
        return True
    seen: Word = verb
    while True:
        if any(c.dep_ in ("mark", "advmod") and c.lower_ in _OPEN for c in seen.children):
            return True
        if seen.head.i == seen.i or seen.dep_ in ("relcl", "acl"):
            break
        seen = seen.head
    return seen.dep_ == "ROOT" and any(c.text == "?" for c in seen.children)


def _is_hoped(verb: Word) -> bool:
    verb = _first_of(verb)
    above: Word = verb.head
    if not any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children) or above.i == verb.i:
        return False
    if verb.dep_ == "acl":
        return above.lemma_.lower() not in _listed("control", "resolved")
    if verb.dep_ == "xcomp" and (_is_left_undone(above) or _is_past_habit(above)):
        return True
    if any(c.dep_ == "dobj" and c.lemma_.lower() in _listed("control", "wished") for c in above.children):
        return True
    passive = any(c.dep_ == "nsubjpass" for c in above.children)
    if passive and above.lemma_.lower() in _listed("control", "hoped"):
        return True
    return _is_asked_of_others(verb, above)


def _is_inverted(verb: Word) -> bool:
    """ "had she backed it, …", "should she back it, …"."""
    first = verb.left_edge
    return (
        first.head == verb
        and first.dep_ == "aux"
        and first.lower_ in ("had", "should", "were")
        and verb.dep_ == "advcl"
    )


def _is_alleged(verb: Word) -> bool:
    """ "accused of attacking her", "kept from attacking her", "against funding it": nobody says that it is so."""
    if verb.dep_ != "pcomp" or verb.head.dep_ != "prep":
        return False
    above: Word = verb.head.head
    if verb.head.lower_ in ("against", "from", "without"):
        return True
    return above.lemma_.lower() in _listed("accuse", "opposes") and verb.head.lower_ in ("of", "with")


def _is_asked_of_others(verb: Word, above: Word) -> bool:
    between = (c for c in (*above.children, *verb.children) if c.dep_ in ("dobj", "nsubj"))
    told = any(above.i < c.i < verb.i for c in between)
    hoped = told and above.lemma_.lower() in _listed("control", "hoped")
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children) and (
        hoped or find_called_on(above) is not None
    )


def _hangs_on_denied(verb: Word) -> bool:
    """ "is not ready to commit to backing it": nobody backs it yet."""
    above: Word = verb
    while above.dep_ in ("xcomp", "pcomp", "prep", "acomp") and above.head.i != above.i:
        above = above.head
        if _is_left_undone(above):
            return True
    return False


def _is_past_habit(above: Word) -> bool:
    """ "used to back it": no longer; but not "used the debate to attack it"."""
    return above.lemma_ == "use" and above.tag_ == "VBD" and not any(c.dep_ == "dobj" for c in above.children)


def _is_left_undone(above: Word) -> bool:
    """ "could not bear to insult": what is under it is not done; "did not refuse to" is."""
    return is_unwanted(above) and above.lemma_.lower() not in _listed("negation", "governors")
