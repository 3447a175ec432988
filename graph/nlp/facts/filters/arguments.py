"""Triples whose subject, object or phrase cannot stand alone: cut short, pointing elsewhere, or joined by mistake."""

from graph.nlp.facts.filters.checks import Checks
from graph.nlp.facts.triples import Triple
from graph.nlp.lexicons import listed
from graph.nlp.lexicons.relations import load_relations
from graph.nlp.syntax.children import has_child
from graph.nlp.syntax.subjects import SUBJECTS
from graph.nlp.syntax.tree import Tree, Word

_DASHES = frozenset({"-", "--", "—", "–"})
_POINTING = listed("filters", "pointing")
_COMPLEMENTS = frozenset({"ccomp", "xcomp", "advcl", "prep"})


def _leads_on(doc: Tree, triple: Triple) -> bool:
    """ "is aware" where the text says of what."""
    target = doc[triple.object_head]
    return triple.rule == "adjective" and any(child.dep_ in _COMPLEMENTS for child in target.children)


def _is_no_participant(doc: Tree, triple: Triple) -> bool:
    """A subject that is neither noun nor name nor personal pronoun, or a broken word."""
    subject = doc[triple.subject_head]
    personal = subject.tag_ == "PRP" and subject.lower_ not in listed("filters", "object_forms")
    broken = subject.i > 0 and subject.nbor(-1).is_punct and not subject.nbor(-1).whitespace_ and subject.is_lower
    hyphen = broken and subject.nbor(-1).text[0] in "-]"
    misread = subject.pos_ == "VERB" and not any(child.dep_ in SUBJECTS for child in subject.children)  # "talks"
    return not (personal or misread or subject.pos_ in {"NOUN", "PROPN"}) or hyphen


def _points_elsewhere(doc: Tree, triple: Triple) -> bool:
    """A subject or object with "whose", "which" or "not" in it."""
    if doc[triple.subject[0]].tag_ == "IN":  # "that imitation": a conjunction taken for an article
        return True
    pointing = any(doc[place].tag_ in {"WP$", "WDT", "WP", "WRB"} for place in (*triple.subject, *triple.object))
    return pointing or any(doc[place].dep_ in {"neg", "preconj"} for place in triple.subject)


def _is_excluded(doc: Tree, triple: Triple) -> bool:
    """ "ten judges rather than eleven", "Peru but not Chile"."""
    target = doc[triple.object_head]
    if target.dep_ != "conj":
        return False
    between = {token.lower_ for token in doc[target.head.i + 1 : target.i]}
    return bool(between & listed("filters", "contrasting"))


def _is_first_of_two(doc: Tree, triple: Triple) -> bool:
    """An object that does something itself, or is given something: "forces states – to pay", "hands him – the keys"."""
    verb, target = doc[triple.verb], doc[triple.object_head]
    if triple.rule != "object" or target.i < verb.i:
        return False
    if target.dep_ in SUBJECTS or (target.tag_ == "PRP" and target.lower_.endswith(("self", "selves"))):
        return True
    later = [child for child in verb.children if child.i > target.i]
    if any(
        child.lower_ == "as" and child.dep_ == "prep" and child.nbor(1).pos_ == "ADJ"
        for child in later
        if child.i + 1 < len(doc)
    ):  # "described the vote – as close"
        return True
    first = target.head if target.dep_ == "conj" else target
    given = first.head == verb and any(child.dep_ == "dobj" and child.i > first.i for child in later)
    acts = any(child.dep_ in {"xcomp", "ccomp"} for child in later)
    addressed = verb.lemma_ in load_relations()["addressing"] and (target.ent_type_ == "PERSON" or target.tag_ == "PRP")
    return given or acts or addressed


def _is_misjoined(doc: Tree, triple: Triple) -> bool:
    """An adjective joined to another that is taken for an object."""
    target = doc[triple.object_head]
    return target.pos_ in {"ADJ", "ADV"} and (
        triple.rule == "preposition" or (triple.rule == "object" and target.dep_ == "conj")
    )


def _is_bare_state(doc: Tree, triple: Triple) -> bool:
    """ "in detail", "at length": how, and not what; "in prison" says something."""
    target, words = doc[triple.object_head], load_relations()
    bare = target.tag_ == "NN" and not any(target.children) and target.i == triple.predicate[-1] + 1
    manner = doc[triple.predicate[-1]].lower_ in listed("filters", "at_place") and not target.ent_type_
    kept = words["bare_states"] | words["places"]
    return triple.rule == "preposition" and bare and manner and target.lemma_.lower() not in kept


def _stands_for_another(doc: Tree, triple: Triple) -> bool:
    """ "did so during the debate", "put it in a letter", "outside itself": a word in it points elsewhere."""
    verb, target = doc[triple.verb], doc[triple.object_head]
    pro_verb = verb.lemma_ == "do" and triple.rule != "object" and not has_child(verb, "dobj")
    reflexive = target.tag_ == "PRP" and target.lower_.endswith(("self", "selves"))
    return (
        pro_verb
        or reflexive
        or any(
            (doc[place].lower_ in _POINTING and doc[place].pos_ == "PRON")
            or (doc[place].lower_ == "one" and doc[place].dep_ in {"dobj", "attr"})
            for place in triple.predicate
        )
    )


def _is_joined_first(doc: Tree, triple: Triple) -> bool:
    """A phrase read with an object that is only joined to the first: the phrase may belong to the first alone."""
    objects = (doc[place] for place in triple.predicate if place > triple.verb or doc[place].head.i != triple.verb)
    return triple.rule == "preposition" and any(
        word.dep_ == "conj" and word.pos_ in {"NOUN", "PROPN", "NUM"} for word in objects
    )


def _is_connective(doc: Tree, triple: Triple) -> bool:
    """ "in addition to", "in case": no participant."""
    return triple.rule == "preposition" and doc[triple.object_head].lemma_.lower() in load_relations()["connecting"]


def _is_scarce(doc: Tree, triple: Triple) -> bool:
    """ "few people understood": all but denied."""
    children = [child.lower_ for child in doc[triple.subject_head].children]
    return "few" in children and "a" not in children


def _is_bare_quality(doc: Tree, triple: Triple) -> bool:
    """ "make clear (that …)", and an object without a letter or a figure."""
    target = doc[triple.object_head]
    alone = triple.rule == "object" and target.pos_ in {"ADJ", "NUM"} and triple.predicate[-1] == triple.verb
    return alone or not any(doc[place].is_alpha or doc[place].like_num for place in triple.object)


def _is_alternative(doc: Tree, triple: Triple) -> bool:
    """ "Peru or Chile will sign": neither is said to."""
    return any(_is_offered(doc[place]) for place in (triple.subject_head, triple.object_head))


def _is_offered(noun: Word) -> bool:
    first = noun.head if noun.dep_ == "conj" else noun
    joined = [child for child in first.children if child.dep_ == "conj"]
    links = [child for owner in (first, *joined) for child in owner.children if child.dep_ in {"cc", "preconj"}]
    return any(link.lower_ in listed("filters", "alternatives") for link in links)


def _is_out_of_order(doc: Tree, triple: Triple) -> bool:
    """A phrase read with a noun that stands before the subject, or with "not only"."""
    before = any(place < triple.subject_head and doc[place].pos_ in {"NOUN", "PROPN"} for place in triple.predicate)
    limited = any(doc[place].dep_ == "preconj" for place in triple.predicate)
    return triple.rule == "preposition" and (before or limited)


def _is_half_word(doc: Tree, triple: Triple) -> bool:
    """ "a co" of "a co-founder", "founder" of it; a name after a dateline, "LIMA - Ruiz"."""
    last = max(triple.object)
    following = doc[last + 1] if last + 1 < len(doc) else None
    if following is not None and following.text.startswith("-") and not doc[last].whitespace_:
        return True
    firsts = (triple.subject[0], triple.object[0])
    if any(place and doc[place - 1].text == "-" and not doc[place - 1].whitespace_ for place in firsts):
        return True
    return any(doc[place].text in _DASHES and doc[place].whitespace_ for place in triple.subject)


POOR_PARTS = Checks(
    clause=(
        _is_no_participant,
        _is_scarce,
    ),
    phrase=(
        _is_bare_state,
        _is_joined_first,
        _is_connective,
        _is_out_of_order,
    ),
    object=(_is_first_of_two,),
    other=(
        _leads_on,
        _points_elsewhere,
        _is_excluded,
        _is_misjoined,
        _stands_for_another,
        _is_bare_quality,
        _is_alternative,
        _is_half_word,
    ),
)
