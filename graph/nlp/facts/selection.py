"""Which triples of a text make facts: what a reporting verb introduces, empty words and mere parts of others do not."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from graph.model import Modality
from graph.nlp.facts.dating import TimeIndex
from graph.nlp.facts.filters.apply import Reader
from graph.nlp.facts.triples import Triple
from graph.nlp.lexicons.relations import load_relations
from graph.nlp.syntax.children import has_child
from graph.nlp.syntax.clauses import chain_of, is_infinitive
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.tree import Tree, Word


def select_triples(doc: Tree, triples: Sequence[Triple], index: TimeIndex) -> Iterator[Triple]:
    """Yield the triples with content: no reporting, no empty words, no time alone where the verb says more."""
    groups: dict[tuple[int, int], list[Triple]] = defaultdict(list)
    reader = Reader(doc)
    for triple in triples:
        told = triple.rule != "adverbial" or triple.object_head in index.by_token or _is_amount(doc[triple.object_head])
        dated = triple.subject[0] in index.by_token and not _is_dated_noun(doc, triple, index)
        if told and not dated and reader.takes(triple):
            groups[triple.verb, triple.subject_head].append(triple)
    for group in groups.values():
        verb, subject = doc[group[0].verb], doc[group[0].subject_head]
        longer = [other for other in group if not _is_part_of_another(doc, other, group)]
        timeless = any(other.object_head not in index.by_token for other in longer) or _has_complement(verb)
        for triple in longer:
            repeats = triple.object_head in index.by_token and timeless
            if not repeats and not _is_empty(subject, doc[triple.object_head]) and not _is_attribution(doc, triple):
                yield triple


def _is_dated_noun(doc: Tree, triple: Triple, index: TimeIndex) -> bool:
    """True if the time before the subject belongs to it, "Tuesday's vote"; not so in "last week teachers"."""
    inside = [i for i in triple.subject if i in index.by_token]
    following = doc[inside[-1] + 1] if inside[-1] + 1 < len(doc) else doc[inside[-1]]
    return triple.subject_head not in inside and (following.tag_ == "POS" or len(inside) == 1)


def _is_amount(target: Word) -> bool:
    return target.ent_type_ in {"MONEY", "PERCENT", "QUANTITY"}


def _is_part_of_another(doc: Tree, triple: Triple, group: Sequence[Triple]) -> bool:
    """True if another triple takes it in: "kept in place" in "kept in place until 2021", "are due" in "are due on"."""
    target = doc[triple.object_head]
    noun = len(triple.object) == 1 and target.tag_ == "NN" and not any(target.children)
    light = triple.rule == "object" and target.tag_ == "NN" and not any(target.lefts)  # "took advantage – of"
    bare = triple.rule == "adjective" or light or (triple.rule == "preposition" and noun)
    inside = [other for other in group if other is not triple and set(triple.object) <= set(other.predicate)]
    completed = triple.rule == "object" and any(
        doc[other.predicate[-1]].lower_ == "as" or doc[triple.verb].lemma_ in load_relations()["needs_phrase"]
        for other in inside
        if other.rule == "preposition"
    )
    return (bare and bool(inside)) or completed


def _is_attribution(doc: Tree, triple: Triple) -> bool:
    return any(doc[i].lower_ == "according" for i in triple.predicate)


def _is_empty(subject: Word, target: Word) -> bool:
    words = load_relations()["empty"]
    return subject.lower_ in words or target.lower_ in words or (subject.pos_ == "PRON" and target.pos_ == "PRON")


def _has_complement(verb: Word) -> bool:
    """True if a clause says what the verb is about, so that its time alone says little."""
    return any(
        child.dep_ in {"ccomp", "xcomp"} or (child.dep_ == "advcl" and is_infinitive(child)) for child in verb.children
    )


def is_idle(verb: Word) -> bool:
    """True if the verb makes no fact, whatever it is said with."""
    return _is_reporting(verb) or _is_mere_wish(verb)


def _is_mere_wish(verb: Word) -> bool:
    """True if the verb is an infinitive that somebody else wants, may do or is asked to do."""
    outermost = (verb, *chain_of(verb))[-1]
    return is_infinitive(outermost) and factuality_of(verb).modality is not Modality.ASSERTED


def _is_reporting(verb: Word) -> bool:
    words = load_relations()
    for word in (verb, *chain_of(verb)):
        if word.lemma_.lower() in words["always_reporting"]:
            return True
    clause = verb.dep_ == "relcl" or has_child(verb, "ccomp", "parataxis")
    return clause and verb.lemma_.lower() in words["reporting"]
