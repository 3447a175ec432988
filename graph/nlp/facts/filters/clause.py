"""Triples whose clause makes them no fact: asked for, hedged, misread by the parser, or another's words."""

from graph.nlp.facts.antecedents import describing, is_definite
from graph.nlp.facts.filters.checks import Checks
from graph.nlp.facts.triples import Triple
from graph.nlp.lexicons import listed
from graph.nlp.lexicons.relations import load_relations
from graph.nlp.syntax.children import has_child
from graph.nlp.syntax.clauses import chain_of, is_infinitive
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.subjects import SUBJECTS
from graph.nlp.syntax.tree import Tree

_FAR_SUBJECT = 15  # tokens
_FAR_OBJECT = 8
_WERE_WAS = frozenset({"was", "were"})
_OF_MANY = listed("filters", "counting")
_COLLECTIVE = listed("filters", "collective")


def _is_asked_for(doc: Tree, triple: Triple) -> bool:
    """ "how to make this case", "what he saw": nobody says that it is so."""
    verbs = [doc[triple.verb], *chain_of(doc[triple.verb])]
    for verb in verbs:
        words = [child for child in verb.children if child.tag_ in {"WRB", "WP", "WP$"}]
        relative = verb.dep_ == "relcl" and verb.head.i < verb.i
        if any(word.tag_ == "WP" and word.lower_ == "what" for word in words) and not relative:
            return True
        if words and any(is_infinitive(one) for one in verbs) and not relative:
            return True
    return verbs[-1].dep_ == "pcomp" and any(child.tag_ == "WP" for one in verbs for child in one.children)


def _is_preposition_like(doc: Tree, triple: Triple) -> bool:
    """ "given", "including", "regarding": verbs in form only."""
    verb = doc[triple.verb]
    return (
        verb.dep_ != "ROOT" and verb.tag_ in {"VBG", "VBN"} and verb.lower_ in load_relations()["verbs_as_prepositions"]
    )


def _is_near_negated(doc: Tree, triple: Triple) -> bool:
    return factuality_of(doc[triple.verb]).is_nearly_negated


def _is_rejected(doc: Tree, triple: Triple) -> bool:
    """ "wrongly asserts that Peru signed": the article holds it to be false, whoever says so."""
    return factuality_of(doc[triple.verb]).is_rejected


def _disagrees(doc: Tree, triple: Triple) -> bool:
    """A singular noun with a plural verb or the other way round: the parse went wrong."""
    subject, verb = doc[triple.subject_head], doc[triple.verb]
    finite = [doc[i] for i in triple.predicate if doc[i].tag_ in {"VBZ", "VBP"} or doc[i].lower_ in _WERE_WAS]
    joined = has_child(subject, "conj", "cc") or subject.dep_ == "conj"
    if not finite or joined or verb.dep_ == "conj" or subject.pos_ == "PRON":
        return False
    word = finite[0]
    plural_verb = word.tag_ == "VBP" or word.lower_ in {"were", "weren't"}
    counted = any(child.lower_ in _OF_MANY for child in subject.children) or subject.lemma_.lower() in _COLLECTIVE
    if plural_verb:
        return subject.tag_ in {"NN"} and not counted
    return subject.tag_ == "NNS" and word.lower_ in listed("filters", "singular_verbs") and not counted


def _is_inclusion(doc: Tree, triple: Triple) -> bool:
    """ "powers that include sending troops": nobody sends here."""
    return any(verb.lemma_ in listed("filters", "including") for verb in chain_of(doc[triple.verb]))


def _is_turned(doc: Tree, triple: Triple) -> bool:
    """ "rely less on", "fare well in": without the adverb the clause says something else."""
    verb, words = doc[triple.verb], load_relations()["turning"]
    return any(
        child.dep_ == "advmod"
        and child.i not in triple.predicate
        and (child.tag_ in {"RBR", "RBS"} or child.lower_ in words)
        for child in verb.children
    )


def _is_speech(doc: Tree, triple: Triple) -> bool:
    """ "recalled in an interview": where words were said that stand elsewhere."""
    verb = doc[triple.verb]
    plain = triple.rule == "preposition" and verb.lemma_.lower() in load_relations()["reporting"]
    silent = not has_child(verb, "dobj", "xcomp", "oprd", "auxpass")
    return plain and silent and doc[triple.predicate[-1]].lower_ in listed("filters", "said_at")


def _is_shouted(doc: Tree, triple: Triple) -> bool:
    """A predicate all in capitals: a headline that the parser does not know how to read."""
    return all(doc[i].is_upper for i in triple.predicate if doc[i].is_alpha) and len(doc[triple.verb].text) > 2


def _is_noun_complement(doc: Tree, triple: Triple) -> bool:
    """ "rumours that Peru signed": whose words they are is not said; "the fact that" says that it is so."""
    outermost = [doc[triple.verb], *chain_of(doc[triple.verb])][-1]
    that = any(child.dep_ == "mark" and child.lower_ == "that" for child in outermost.children)
    return outermost.dep_ == "acl" and that and outermost.head.lemma_ != "fact"


def _is_stretched(doc: Tree, triple: Triple) -> bool:
    """Subject, verb and object far apart: seldom what the parser takes them for."""
    gap = min((i for i in triple.object if i > triple.verb), default=triple.verb) - max(triple.predicate)
    far = triple.verb - triple.subject_head
    described = describing(doc[triple.subject_head], doc[triple.verb]) is not None
    return gap > _FAR_OBJECT or (far > _FAR_SUBJECT and not described)


def _is_loose_participle(doc: Tree, triple: Triple) -> bool:
    """ "a danger … facing the world": a participle whose subject is not one known thing."""
    verb, subject = doc[triple.verb], doc[triple.subject_head]
    helped = has_child(verb, "aux", "auxpass") or bool(chain_of(verb))
    bare = verb.tag_ in {"VBG", "VBN"} and not helped and verb.dep_ not in {"ROOT", "conj", "advcl", "pcomp"}
    return bare and not is_definite(subject)


def _is_denied_above(doc: Tree, triple: Triple) -> bool:
    """ "does not mean that Peru signed": whether it did is left open."""
    outermost = [doc[triple.verb], *chain_of(doc[triple.verb])][-1]
    above = outermost.head
    denied = has_child(above, "neg")
    aside = any(child.dep_ in {"mark"} and child.lower_ == "as" for child in outermost.children)
    bare = not any(child.dep_ in SUBJECTS for child in outermost.children)
    reason = outermost.dep_ == "advcl" and any(child.lower_ == "because" for child in outermost.children)
    return ((outermost.dep_ == "ccomp" or reason) and denied) or (aside and bare)  # "not because they lie"


def _is_weak_copula(doc: Tree, triple: Triple) -> bool:
    """ "are as", "is like": a comparison, no place or state."""
    words = load_relations()["weak_after_be"]
    return (
        triple.rule == "preposition"
        and doc[triple.verb].lemma_ == "be"
        and doc[triple.predicate[-1]].lower_ in words
        and len(triple.predicate) <= 3
    )


POOR_CLAUSES = Checks(
    clause=(
        _is_asked_for,
        _is_preposition_like,
        _is_near_negated,
        _is_rejected,
        _is_inclusion,
        _is_noun_complement,
        _is_loose_participle,
        _is_denied_above,
    ),
    phrase=(
        _is_speech,
        _is_weak_copula,
    ),
    other=(
        _disagrees,
        _is_turned,
        _is_shouted,
        _is_stretched,
    ),
)
