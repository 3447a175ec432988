"""Triples whose own words show that the parse went wrong, or that something was cut away that they need."""

from graph.nlp.facts.antecedents import describing
from graph.nlp.facts.filters.checks import Checks
from graph.nlp.facts.triples import Triple
from graph.nlp.lexicons.relations import load_relations
from graph.nlp.syntax.clauses import chain_of, is_infinitive
from graph.nlp.syntax.subjects import SUBJECTS
from graph.nlp.syntax.tree import Tree, Word

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_DONE_BY = frozenset({"by", "after", "upon", "since", "while", "when", "without", "before"})
_DEEPEST = 3  # steps from the verb to the root
_MARKS = frozenset({",", "-", "--", "—", "–", ";", ":"})


def _has_two_finite_verbs(doc: Tree, triple: Triple) -> bool:
    """ "chooses has gone": words of two clauses."""
    return sum(doc[i].tag_ in _FINITE for i in triple.predicate if doc[i].pos_ in {"VERB", "AUX"}) > 1


def _is_turned_around(doc: Tree, triple: Triple) -> bool:
    """An auxiliary before the subject but not beside it: "will he, once the result is clear, …"."""
    ahead = [i for i in triple.predicate if i < triple.subject_head and doc[i].pos_ == "AUX"]
    return bool(ahead) and triple.subject_head < triple.verb and min(triple.subject) - ahead[-1] > 2


def _is_order(doc: Tree, triple: Triple) -> bool:
    """ "Come home": asked for, of whoever reads it."""
    verb = doc[triple.verb]
    first = (verb, *chain_of(verb))[-1]
    helped = any(child.dep_ in {"aux", "auxpass", "mark"} for child in first.children)
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


def _is_far_described(doc: Tree, triple: Triple) -> bool:
    """ "the first candidate since Ruiz who is …": which of the two nouns the clause describes remains unsure."""
    subject = doc[triple.subject_head]
    clause = describing(subject, doc[triple.verb])
    if clause is None or clause.dep_ != "relcl" or clause.left_edge.nbor(-1).text == ",":
        return False
    outer = subject.head.head if subject.dep_ == "pobj" else None
    return outer is not None and outer.pos_ == "NOUN"


def _is_loose_participle_of_object(doc: Tree, triple: Triple) -> bool:
    """ "a tour – drawing crowds": after a comma or dash the participle may be the subject's."""
    subject = doc[triple.subject_head]
    clause = describing(subject, doc[triple.verb])
    if clause is None or clause.dep_ != "acl" or clause.tag_ not in {"VBG", "VBN"} or not clause.left_edge.i:
        return False
    return clause.left_edge.nbor(-1).text in _MARKS and subject.dep_ not in {"nsubj", "nsubjpass"}


def _is_participle_of_inner_clause(doc: Tree, triple: Triple) -> bool:
    """ "said that the party must go, quoting a judge": whose participle it is remains unsure."""
    for verb in (doc[triple.verb], *chain_of(doc[triple.verb])):
        if verb.dep_ != "advcl" or verb.tag_ not in {"VBG", "VBN"} or not verb.left_edge.i:
            continue
        above: Word = verb.head
        inner = above.dep_ in {"ccomp", "relcl", "acl", "pcomp", "advcl"} or (
            above.dep_ in {"xcomp", "conj"} and above.head.dep_ in {"ccomp", "relcl", "acl", "pcomp", "advcl"}
        )
        if inner and verb.left_edge.nbor(-1).text in _MARKS and verb.i > above.i:
            return True
    return False


def _is_merely_named(doc: Tree, triple: Triple) -> bool:
    """ "believes in sharing power": what is believed in, not what is done."""
    verb = doc[triple.verb]
    for one in (verb, *chain_of(verb)):
        if one.dep_ == "conj":
            one = one.head
        if one.dep_ == "pcomp" and one.head.i not in triple.predicate and one.head.lower_ not in _DONE_BY:
            return True
    return False


def _is_gap(doc: Tree, triple: Triple) -> bool:
    """ "the differences he has (with her)": an object before its verb is seldom whole.

    A name is, and a noun right before "that" or "which" whose clause ends with the verb.
    """
    verb, target = doc[triple.verb], doc[triple.object_head]
    if triple.rule != "object" or target.i > verb.i or target.pos_ == "PROPN":
        return False
    joined = target.dep_ == "conj" or any(child.dep_ == "conj" for child in target.children)
    following = doc[target.i + 1]
    ends = not any(child.i > verb.i and child.dep_ in {"prep", "xcomp", "advcl", "acomp"} for child in verb.children)
    return joined or following.lower_ not in {"that", "which", "whom"} or not ends or len(triple.object) < 2


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
    pressed = is_infinitive(first) and subject.head.lower_ not in {
        "for",
        "on",
        "to",
        "upon",
    }  # "calls from Peru to act"
    return pressed or (describing(subject, verb) is not None and subject.pos_ != "PROPN")


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


def _is_degree_asked(doc: Tree, triple: Triple) -> bool:
    """ "how deep the well goes is unclear": whether it has is part of the question."""
    return any(
        verb.dep_ in {"csubj", "csubjpass", "pcomp"} and verb.left_edge.tag_ == "WRB"
        for verb in (doc[triple.verb], *chain_of(doc[triple.verb]))
    )


def _is_scrambled(doc: Tree, triple: Triple) -> bool:
    """ "is of in", "show up the two – by ten": words that follow each other nowhere in the text."""
    words = [i for i in triple.predicate if i > triple.subject_head or triple.subject_head > triple.verb]
    inner = words[:-1] if triple.rule == "preposition" else words
    doubled = len(words) > 1 and doc[words[-1]].dep_ == "prep" and doc[words[-2]].lower_ in {"of", "with"}
    return doubled or (triple.rule == "preposition" and inner != sorted(inner))


def _is_for_a_purpose(doc: Tree, triple: Triple) -> bool:
    """ "so that they need not pay": what is to come about."""
    for verb in (doc[triple.verb], *chain_of(doc[triple.verb])):
        first = verb.left_edge
        so = first.lower_ == "so" or (first.i > 0 and first.nbor(-1).lower_ == "so")
        if verb.dep_ in {"advcl", "ccomp"} and so and any(child.lower_ == "that" for child in verb.children):
            return True
    return False


def _crosses_a_quotation(doc: Tree, triple: Triple) -> bool:
    """Subject and verb on different sides of a quotation mark."""
    low, high = sorted((triple.subject_head, triple.verb))
    return sum(token.is_quote and token.text not in {"'", "’"} for token in doc[low:high]) % 2 == 1


def _is_first_of_pair(doc: Tree, triple: Triple) -> bool:
    """ "time" of "time and a half"."""
    end = max(triple.object) + 1
    bare = len(triple.object) == 1 and doc[triple.object_head].tag_ == "NN"
    return bare and end < len(doc) and doc[end].dep_ == "cc"


def _is_hard_for(doc: Tree, triple: Triple) -> bool:
    """ "is hard for Ruiz – to counter": says of the subject what stands after."""
    end = max(triple.object) + 1
    follows = end < len(doc) and doc[end].tag_ == "TO"
    return triple.rule == "preposition" and doc[triple.predicate[-1]].lower_ == "for" and follows


POOR_READINGS = Checks(
    clause=(
        _is_order,
        _is_far_described,
        _is_loose_participle_of_object,
        _is_participle_of_inner_clause,
        _is_degree_asked,
        _is_for_a_purpose,
        _crosses_a_quotation,
    ),
    phrase=(_is_hard_for,),
    object=(_is_gap,),
    other=(
        _has_two_finite_verbs,
        _is_turned_around,
        _lacks_adverb,
        _lacks_manner,
        _is_cut_at_front,
        _is_merely_named,
        _is_deep,
        _is_gerund_after_preposition,
        _is_of_inner_noun,
        _is_cut_behind,
        _is_scrambled,
        _is_first_of_pair,
    ),
)
