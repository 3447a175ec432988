"""Triples whose clause makes them no fact: asked for, hedged, misread by the parser, or another's words."""

from graph.nlp.facts.antecedents import describing, is_definite
from graph.nlp.facts.filters.checks import Checks
from graph.nlp.facts.triples import Triple
from graph.nlp.lexicons.relations import load_relations
from graph.nlp.syntax.clauses import chain_of, is_infinitive
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.subjects import SUBJECTS
from graph.nlp.syntax.tree import Tree

_FAR_SUBJECT = 15  # tokens
_FAR_OBJECT = 8
_WERE_WAS = frozenset({"was", "were"})
_OF_MANY = frozenset({"of", "few", "million", "percent", "%"})
_COLLECTIVE = frozenset(
    {"committee", "council", "couple", "government", "group", "handful", "lot", "majority", "number", "pair", "party",
     "percent", "police", "public", "rest", "staff", "team", "youth"}
)  # fmt: skip


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


def _is_parted_by_report(doc: Tree, triple: Triple) -> bool:
    """ "meddling the mayor said is meant to …": whose verb it is remains unsure."""
    reporting = load_relations()["reporting"]
    for token in doc[triple.subject_head + 1 : triple.verb]:
        finite = token.tag_ in {"VBD", "VBZ", "VBP"} and token.lemma_.lower() in reporting
        if finite and token.i not in triple.predicate and not any(child.dep_ == "nsubj" for child in token.children):
            return True
    return False


def _is_near_negated(doc: Tree, triple: Triple) -> bool:
    return factuality_of(doc[triple.verb]).is_nearly_negated


def _is_rejected(doc: Tree, triple: Triple) -> bool:
    """ "wrongly asserts that Peru signed": the article holds it to be false, whoever says so."""
    return factuality_of(doc[triple.verb]).is_rejected


def _disagrees(doc: Tree, triple: Triple) -> bool:
    """A singular noun with a plural verb or the other way round: the parse went wrong."""
    subject, verb = doc[triple.subject_head], doc[triple.verb]
    finite = [doc[i] for i in triple.predicate if doc[i].tag_ in {"VBZ", "VBP"} or doc[i].lower_ in _WERE_WAS]
    joined = any(child.dep_ in {"conj", "cc"} for child in subject.children) or subject.dep_ == "conj"
    if not finite or joined or verb.dep_ == "conj" or subject.pos_ == "PRON":
        return False
    word = finite[0]
    plural_verb = word.tag_ == "VBP" or word.lower_ in {"were", "weren't"}
    counted = any(child.lower_ in _OF_MANY for child in subject.children) or subject.lemma_.lower() in _COLLECTIVE
    if plural_verb:
        return subject.tag_ in {"NN"} and not counted
    return subject.tag_ == "NNS" and word.lower_ in {"is", "was", "has", "does"} and not counted


def _is_inclusion(doc: Tree, triple: Triple) -> bool:
    """ "powers that include sending troops": nobody sends here."""
    return any(verb.lemma_ in {"include", "involve", "mean"} for verb in chain_of(doc[triple.verb]))


def _is_turned(doc: Tree, triple: Triple) -> bool:
    """ "rely less on", "fare well in": without the adverb the clause says something else."""
    verb, words = doc[triple.verb], load_relations()["turning"]
    return any(
        child.dep_ == "advmod"
        and child.i not in triple.predicate
        and (child.tag_ in {"RBR", "RBS"} or child.lower_ in words)
        for child in verb.children
    )


def _lacks_its_object(doc: Tree, triple: Triple) -> bool:
    """ "the money he raised – for the party": what was raised is the noun that the clause describes."""
    verb = clause = doc[triple.verb]
    while clause.dep_ in {"ccomp", "xcomp"} and clause.head != clause:
        clause = clause.head
    marked = (
        clause.head.i + 1 < len(doc) and clause.head.nbor(1).lower_ == "that"
    )  # "the claim that it applies to ports"
    outside = clause.dep_ == "relcl" and not marked and clause.head.i not in {triple.subject_head, *triple.predicate}
    complete = any(child.dep_ in {"dobj", "auxpass", "acomp", "attr", "ccomp", "xcomp"} for child in verb.children)
    return (
        triple.rule in {"preposition", "adverbial"}
        and outside
        and not complete
        and verb.dep_ in {"relcl", "ccomp", "xcomp"}
    )


def _is_speech(doc: Tree, triple: Triple) -> bool:
    """ "recalled in an interview": where words were said that stand elsewhere."""
    verb = doc[triple.verb]
    plain = triple.rule == "preposition" and verb.lemma_.lower() in load_relations()["reporting"]
    silent = not any(child.dep_ in {"dobj", "xcomp", "oprd", "auxpass"} for child in verb.children)
    return plain and silent and doc[triple.predicate[-1]].lower_ in {"after", "at", "during", "in", "on"}


def _is_shouted(doc: Tree, triple: Triple) -> bool:
    """A predicate all in capitals: a headline that the parser does not know how to read."""
    return all(doc[i].is_upper for i in triple.predicate if doc[i].is_alpha) and len(doc[triple.verb].text) > 2


def _is_noun_complement(doc: Tree, triple: Triple) -> bool:
    """ "rumours that Peru signed": whose words they are is not said; "the fact that" says that it is so."""
    outermost = [doc[triple.verb], *chain_of(doc[triple.verb])][-1]
    that = any(child.dep_ == "mark" and child.lower_ == "that" for child in outermost.children)
    return outermost.dep_ == "acl" and that and outermost.head.lemma_ != "fact"


def _is_uncontrolled(doc: Tree, triple: Triple) -> bool:
    """ "used proceeds from selling coal": only some verbs say that their object does what the phrase says."""
    verb, subject = doc[triple.verb], doc[triple.subject_head]
    if verb.dep_ != "pcomp" or subject.dep_ not in {"dobj", "dative", "pobj"}:
        return False
    return subject.head.lemma_ not in load_relations()["blaming"]


def _is_stretched(doc: Tree, triple: Triple) -> bool:
    """Subject, verb and object far apart: seldom what the parser takes them for."""
    gap = min((i for i in triple.object if i > triple.verb), default=triple.verb) - max(triple.predicate)
    far = triple.verb - triple.subject_head
    described = describing(doc[triple.subject_head], doc[triple.verb]) is not None
    return gap > _FAR_OBJECT or (far > _FAR_SUBJECT and not described)


def _is_loose_participle(doc: Tree, triple: Triple) -> bool:
    """ "a danger … facing the world": a participle whose subject is not one known thing."""
    verb, subject = doc[triple.verb], doc[triple.subject_head]
    helped = any(child.dep_ in {"aux", "auxpass"} for child in verb.children) or bool(chain_of(verb))
    bare = verb.tag_ in {"VBG", "VBN"} and not helped and verb.dep_ not in {"ROOT", "conj", "advcl", "pcomp"}
    return bare and not is_definite(subject)


def _is_purpose_of_gap(doc: Tree, triple: Triple) -> bool:
    """ "the account that she uses to pay": the purpose of what the clause describes."""
    chain = chain_of(doc[triple.verb])
    return bool(chain) and chain[0].dep_ == "relcl" and doc[triple.verb].dep_ == "advcl"


def _is_denied_above(doc: Tree, triple: Triple) -> bool:
    """ "does not mean that Peru signed": whether it did is left open."""
    outermost = [doc[triple.verb], *chain_of(doc[triple.verb])][-1]
    above = outermost.head
    denied = any(child.dep_ == "neg" for child in above.children)
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


def _leans_on_adjective(doc: Tree, triple: Triple) -> bool:
    """A phrase read with "is" alone where the text says "is likely to …"."""
    open_ended = [
        child
        for child in doc[triple.verb].children
        if child.dep_ == "acomp" and any(word.dep_ == "xcomp" for word in child.children)
    ]
    return bool(open_ended) and triple.rule in {"preposition", "adverbial"}


POOR_CLAUSES = Checks(
    clause=(
        _is_asked_for,
        _is_preposition_like,
        _is_near_negated,
        _is_rejected,
        _is_inclusion,
        _is_noun_complement,
        _is_uncontrolled,
        _is_loose_participle,
        _is_purpose_of_gap,
        _is_denied_above,
    ),
    phrase=(
        _is_speech,
        _is_weak_copula,
    ),
    other=(
        _is_parted_by_report,
        _disagrees,
        _is_turned,
        _lacks_its_object,
        _is_shouted,
        _is_stretched,
        _leans_on_adjective,
    ),
)
