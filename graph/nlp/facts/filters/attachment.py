"""Triples whose pieces may not belong together: the phrase to another word, the verb to another subject."""

from graph.nlp.facts.antecedents import describing
from graph.nlp.facts.filters.checks import Checks
from graph.nlp.facts.triples import Triple
from graph.nlp.lexicons import listed
from graph.nlp.lexicons.relations import load_relations
from graph.nlp.syntax.children import has_child
from graph.nlp.syntax.clauses import chain_of
from graph.nlp.syntax.tree import Tree, Word

_BREAKS = frozenset({"-", "--", "—", "–", "―", ":", ";", "(", "/"})
_TIMES = frozenset({"DATE", "TIME"})
_OPENINGS = frozenset({"DATE", "TIME", "GPE", "LOC", "FAC", "EVENT"})


def _hangs_far(doc: Tree, triple: Triple) -> bool:
    """A phrase parted by another from the words that it is read with: "kept his search for it – from the shore"."""
    preposition = _preposition(doc, triple)
    if preposition is None or preposition.i < triple.verb:
        return False
    before = [i for i in triple.predicate if i < preposition.i]
    between = doc[max(before) + 1 : preposition.i] if before else ()
    return any(not _is_light(token) for token in between)


def _is_light(token: Word) -> bool:
    """True if the word may stand between a verb and its phrase: an adverb, a time, a comma."""
    timely = token.ent_type_ in _TIMES or any(child.ent_type_ in _TIMES for child in token.children)
    return token.pos_ in {"ADV", "SPACE"} or token.text == "," or token.dep_ in {"prt", "neg", "advmod"} or timely


def _is_fronted_elsewhere(doc: Tree, triple: Triple) -> bool:
    """A phrase before the verb that does not open the clause: "though he trails in every other state, she leads"."""
    preposition = _preposition(doc, triple)
    if preposition is None or preposition.i > triple.verb:
        return False
    before = preposition.nbor(-1) if preposition.i and not preposition.is_sent_start else None
    target = doc[triple.object_head]
    if target.ent_type_ not in _OPENINGS:
        return True  # "on the stage, …": more often a matter of the whole sentence
    opens = before is None or before.is_punct or before.is_space or before.dep_ in {"cc", "mark", "advmod"}
    edge = max(token.i for token in preposition.subtree) + 1
    after = next((token for token in doc[edge : edge + 4] if not token.is_punct and not token.is_space), None)
    meets = after is not None and (after.i in triple.subject or after.i in triple.predicate or after.dep_ == "advmod")
    return not (opens and meets)


def _preposition(doc: Tree, triple: Triple) -> Word | None:
    """Return the preposition that stands before the object."""
    if triple.rule != "preposition":
        return None
    last = doc[triple.predicate[-1]]
    return last if last.dep_ in {"prep", "agent", "dative", "pcomp"} or last.pos_ in {"ADP", "SCONJ"} else None


def _lacks_its_receiver(doc: Tree, triple: Triple) -> bool:
    """ "give – a hearing" where the text says whom."""
    given = [child for child in doc[triple.verb].children if child.dep_ == "dative" and child.pos_ != "ADP"]
    return triple.rule == "object" and any(child.i not in triple.predicate for child in given)


def _is_some_of_them(doc: Tree, triple: Triple) -> bool:
    """ "Republicans who refused": some, and nobody says which."""
    subject = doc[triple.subject_head]
    clause = describing(subject, doc[triple.verb])
    if clause is None or subject.tag_ not in {"NNPS", "NNS"}:
        return False
    pointed = has_child(subject, "det", "poss", "nummod")
    return not pointed and clause.left_edge.i > 0 and clause.left_edge.nbor(-1).text != ","


def _is_shared(doc: Tree, triple: Triple) -> bool:
    """ "Ruiz and Hale are rivals", "the two are alike": said of both together."""
    subject, verb, target = doc[triple.subject_head], doc[triple.verb], doc[triple.object_head]
    joined = subject.dep_ == "conj" or has_child(subject, "conj")
    if not joined:
        return False
    alone = subject.tag_ in {"NN", "NNP", "PRP"}
    plural = verb.lemma_ == "be" and target.dep_ == "attr" and target.tag_ in {"NNS", "NNPS"} and alone
    mutual = load_relations()["mutual"]
    words = {doc[i].lemma_.lower() for i in (*triple.predicate, *triple.object)}
    friends = alone and verb.lemma_ in {"be", "become"} and any(
        doc[i].tag_ == "NNS" and doc[i].dep_ == "attr" for i in triple.predicate
    )  # fmt: skip
    return plural or friends or bool(words & mutual)


def _lacks_its_clause(doc: Tree, triple: Triple) -> bool:
    """ "imagined after the show" where the text says what was imagined."""
    verb = doc[triple.verb]
    clause = any(child.dep_ == "ccomp" and child.i not in triple.object for child in verb.children)
    return triple.rule in {"preposition", "adverbial"} and clause


def _is_tail_of_list(doc: Tree, triple: Triple) -> bool:
    """ "sculptor" of "a gifted painter and sculptor", "their neighbours" of "farmers and their neighbours"."""
    target = doc[triple.object_head]
    if target.dep_ != "conj" or target.pos_ not in {"NOUN", "PRON"}:
        return False
    own = [child for child in target.lefts if child.dep_ in {"det", "poss", "amod", "nummod", "compound"}]
    described = any(child.dep_ in {"det", "amod", "poss"} for child in target.head.lefts)
    leaning = any(child.tag_ == "PRP$" for child in own)
    return leaning or (not own and described and target.tag_ == "NN")


def _is_wrapped(_: Tree, triple: Triple) -> bool:
    """ "agrees up – with this": a particle that stands after the phrase."""
    return triple.rule == "preposition" and max(triple.predicate) > max(triple.object) > triple.verb


def _is_reduced(doc: Tree, triple: Triple) -> bool:
    """ "Liberals trying to win say …": a description that the parser takes for the subject clause."""
    return any(verb.dep_ in {"csubj", "csubjpass"} for verb in (doc[triple.verb], *chain_of(doc[triple.verb])))


def _is_broken_by_mark(doc: Tree, triple: Triple) -> bool:
    """Subject, verb or object on different sides of a dash, colon or bracket."""
    ends = [max(i for i in triple.predicate if i <= triple.verb or i < triple.object_head), min(triple.object)]
    low, high = min(ends), max(ends)
    if triple.object_head > triple.verb and any(_is_break(token) for token in doc[low + 1 : high]):
        return True
    far = doc[triple.subject_head + 1 : triple.verb]
    return (
        sum(_is_break(token) for token in far) == 1 and describing(doc[triple.subject_head], doc[triple.verb]) is None
    )


def _is_break(token: Word) -> bool:
    """A mark that parts; not the hyphen within a word."""
    inside = token.text in {"-", "/"} and token.i > 0 and not token.nbor(-1).whitespace_
    return token.text in _BREAKS and not inside


def _is_half_judged(doc: Tree, triple: Triple) -> bool:
    """ "rated the two – alike", "named Ruiz – mayor": the object without what it is called."""
    verb, target = doc[triple.verb], doc[triple.object_head]
    plain = triple.rule == "object" and target.dep_ in {"dobj", "conj"} and triple.predicate[-1] == verb.i
    with_what = any(child.dep_ == "prep" and child.lower_ == "with" and child.i > target.i for child in verb.children)
    completed = any(child.dep_ in {"prep", "advmod"} and child.i > target.i for child in verb.children)
    if plain and completed and verb.lemma_.lower() in load_relations()["needs_phrase"]:
        return True
    equipped = with_what and verb.lemma_.lower() in load_relations()["equipping"]
    return plain and (equipped or verb.lemma_.lower() in load_relations()["judging"])


def _speaks_to_reader(doc: Tree, triple: Triple) -> bool:
    """ "takes you behind the scenes"."""
    return any(doc[i].lower_ in listed("filters", "reader") for i in (*triple.subject, *triple.predicate))


def _is_bare_share(doc: Tree, triple: Triple) -> bool:
    """ "41 percent would choose": of whom stands elsewhere."""
    subject = doc[triple.subject_head]
    share = subject.lemma_.lower() in listed("filters", "shares") or subject.pos_ == "NUM"
    return share and not has_child(subject, "prep")


def _is_part_of_amount(doc: Tree, triple: Triple) -> bool:
    """ "30 years" of "30 years of tax returns", "the first" of "the first of three"."""
    target = doc[triple.object_head]
    following = doc[max(triple.object) + 1] if max(triple.object) + 1 < len(doc) else None
    return following is not None and following.lower_ == "of" and following.head == target


def _is_absolute(doc: Tree, triple: Triple) -> bool:
    """ "rose, with bets going on": a circumstance, no participant."""
    last, target = doc[triple.predicate[-1]], doc[triple.object_head]
    acts = any(child.dep_ in {"acl", "relcl"} and child.tag_ in {"VBG", "VBN"} for child in target.children)
    acts = acts or target.pos_ in {"VERB", "AUX"}
    return triple.rule == "preposition" and last.lower_ == "with" and acts and target.i > triple.verb


POOR_JOINS = Checks(
    clause=(
        _is_some_of_them,
        _is_bare_share,
        _is_reduced,
    ),
    phrase=(
        _hangs_far,
        _is_fronted_elsewhere,
        _is_absolute,
        _is_wrapped,
    ),
    object=(
        _lacks_its_receiver,
        _is_half_judged,
    ),
    other=(
        _is_shared,
        _is_broken_by_mark,
        _is_part_of_amount,
        _speaks_to_reader,
        _lacks_its_clause,
        _is_tail_of_list,
    ),
)
