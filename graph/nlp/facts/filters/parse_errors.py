"""Triples whose own words show that the parse went wrong, or that something was cut away that they need."""

from graph.nlp.facts.antecedents import describing
from graph.nlp.facts.filters.checks import Checks
from graph.nlp.facts.triples import Triple
from graph.nlp.lexicons import listed
from graph.nlp.lexicons.relations import load_relations
from graph.nlp.syntax.children import has_child
from graph.nlp.syntax.clauses import chain_of, is_infinitive
from graph.nlp.syntax.subjects import SUBJECTS
from graph.nlp.syntax.tree import Tree

_DEEPEST = 3  # steps from the verb to the root


def _is_order(doc: Tree, triple: Triple) -> bool:
    """ "Come home": asked for, of whoever reads it."""
    verb = doc[triple.verb]
    first = (verb, *chain_of(verb))[-1]
    helped = has_child(first, "aux", "auxpass", "mark")
    return first.tag_ == "VB" and not helped and first.dep_ in {"ROOT", "parataxis"}


def _lacks_adverb(doc: Tree, triple: Triple) -> bool:
    """ "ranks – with forty cranes" of "ranks third with", "will be – for a year" of "will be there for"."""
    if triple.verb + 1 >= len(doc):
        return False
    word, used = doc[triple.verb + 1], (*triple.predicate, *triple.object)
    if word.ent_type_ == "ORDINAL" and word.i not in used:
        return True
    if word.i in used or word.head.i != triple.verb or word.dep_ not in {"advmod", "acomp", "oprd", "npadvmod", "dobj"}:
        return False
    if word.pos_ in {"ADJ", "NUM"}:
        return True
    harmless = word.lower_.endswith("ly") or word.lower_ in load_relations()["harmless_adverbs"]
    return word.pos_ == "ADV" and not harmless and not word.ent_type_


def _lacks_manner(doc: Tree, triple: Triple) -> bool:
    """ "treated her family" where the text says how."""
    verb, used = doc[triple.verb], (*triple.predicate, *triple.object)
    how = [child for child in verb.children if child.dep_ in {"advmod", "acomp"} and child.i not in used]
    return bool(how) and verb.lemma_.lower() in load_relations()["manner"]


def _is_cut_at_front(doc: Tree, triple: Triple) -> bool:
    """ "star" of "the reality show star": a modifier that the parse gives to another word."""
    return any(_loses_front(doc, words) for words in (triple.subject, triple.object))


def _loses_front(doc: Tree, words: tuple[int, ...]) -> bool:
    first = doc[words[0]]
    if not first.i or first.is_sent_start or first.pos_ not in {"NOUN", "ADJ", "PROPN"}:
        return False
    before = doc[first.i - 1]
    if first.pos_ == "NOUN" and before.pos_ == "NOUN" and before.whitespace_:
        return before.head.i > first.i or before.dep_ in {"compound", "amod"}
    return (
        before.pos_ in {"DET", "ADJ", "NUM"}
        and before.dep_ in {"det", "amod", "nummod", "poss"}
        and bool(before.whitespace_)
    )


def _is_gap(doc: Tree, triple: Triple) -> bool:
    """ "the differences he has (with her)": an object before its verb is seldom whole.

    A name is, and a noun right before "that" or "which" whose clause ends with the verb.
    """
    verb, target = doc[triple.verb], doc[triple.object_head]
    if triple.rule != "object" or target.i > verb.i or target.pos_ == "PROPN":
        return False
    joined = target.dep_ == "conj" or has_child(target, "conj")
    following = doc[target.i + 1]
    ends = not any(child.i > verb.i and child.dep_ in {"prep", "xcomp", "advcl", "acomp"} for child in verb.children)
    return joined or following.lower_ not in listed("filters", "relative") or not ends or len(triple.object) < 2


def _is_deep(doc: Tree, triple: Triple) -> bool:
    """A clause under others, where the parse is a guess the more so when its subject stands in another clause.

    A participle right after its noun is none.
    """
    verb = token = doc[triple.verb]
    if verb.dep_ == "acl" and verb.i == triple.subject_head + 1:
        return False
    own = any(child.dep_ in SUBJECTS for child in verb.children)
    for _ in range(_DEEPEST if own else _DEEPEST - 1):
        if token.head == token:
            return False
        token = token.head
    return True


def _is_gerund_after_preposition(doc: Tree, triple: Triple) -> bool:
    """ "by going after the family", "before leaving": who does it is a guess."""
    return doc[triple.verb].dep_ == "pcomp"


def _is_of_inner_noun(doc: Tree, triple: Triple) -> bool:
    """ "on the record endorsing Ruiz": a clause that the parse gives to the noun of a phrase."""
    subject, verb = doc[triple.subject_head], doc[triple.verb]
    if subject.dep_ != "pobj":
        return False
    first = (verb, *chain_of(verb))[-1]
    loose = is_infinitive(first) and subject.head.lower_ not in listed(
        "filters", "pressing"
    )  # "calls from Peru to act"
    return loose or (describing(subject, verb) is not None and subject.pos_ != "PROPN")


def _is_cut_behind(doc: Tree, triple: Triple) -> bool:
    """ "a television" before "star": a noun or adjective follows that the parse gives to another word."""
    end = max(triple.object) + 1
    if end >= len(doc) or not doc[end - 1].whitespace_:
        return False
    following = doc[end]
    split = following.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"} and following.ent_type_ not in {"DATE", "TIME"}
    return (
        split and following.i not in triple.predicate and following.head.i < end and following.i not in triple.subject
    )


def _crosses_a_quotation(doc: Tree, triple: Triple) -> bool:
    """Subject and verb on different sides of a quotation mark."""
    low, high = sorted((triple.subject_head, triple.verb))
    return sum(token.is_quote and token.text not in {"'", "’"} for token in doc[low:high]) % 2 == 1


def _is_first_of_pair(doc: Tree, triple: Triple) -> bool:
    """ "time" of "time and a half"."""
    end = max(triple.object) + 1
    bare = len(triple.object) == 1 and doc[triple.object_head].tag_ == "NN"
    return bare and end < len(doc) and doc[end].dep_ == "cc"


POOR_READINGS = Checks(
    clause=(
        _is_order,
        _crosses_a_quotation,
    ),
    object=(_is_gap,),
    other=(
        _lacks_adverb,
        _lacks_manner,
        _is_cut_at_front,
        _is_deep,
        _is_gerund_after_preposition,
        _is_of_inner_noun,
        _is_cut_behind,
        _is_first_of_pair,
    ),
)
