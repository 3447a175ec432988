"""Facts: the triples that are worth reading, with time, negation, modality and core relation."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from graph.model import CharSpan, Modality
from graph.nlp.facts.antecedents import bearer_of
from graph.nlp.facts.dating import TimeIndex, index_times, time_of, to_literal
from graph.nlp.facts.filters.apply import Reader
from graph.nlp.facts.quantities import find_quantity
from graph.nlp.facts.relations import classify, find_noun_relations
from graph.nlp.facts.triples import Triple, find_triples
from graph.nlp.findings import FoundFact, FoundPart, FoundTime
from graph.nlp.lexicons.relations import load_relations
from graph.nlp.syntax.clauses import chain_of, is_direction, is_infinitive
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.noun_phrases import (
    fill_gaps,
    find_full_phrase,
    find_phrase,
    to_spans,
    to_words,
    without_lone_quote,
)
from graph.nlp.syntax.tree import Tree, Word

_SHARES = (0.9, 0.8, 0.7)  # of right facts by the verb's steps from the root; read on 400 facts (tests/benchmarks)
_UNASSERTED = 0.1  # less where it is not plainly asserted
_NEXT = 6  # tokens from a noun to the clause that restricts it
_LEFT_OUT = frozenset(
    {"aux", "auxpass", "neg", "det", "advmod", "amod", "poss", "case", "nummod", "compound", "quantmod"}
)


def find_facts(doc: Tree, times: Sequence[FoundTime]) -> list[FoundFact]:
    """Facts in text order; what reporting verbs introduce is left to the statements."""
    index = index_times(doc, times)
    found: dict[tuple[object, ...], FoundFact] = {}
    for fact in find_noun_relations(doc):
        found.setdefault(_key(fact), fact)
    for triple in _worth_reading(doc, find_triples(doc, is_idle=_is_idle), index):
        made = _to_fact(doc, triple, index)
        if made is not None and _is_whole(made):
            found.setdefault(_key(made), made)
    return sorted(found.values(), key=lambda fact: (fact.spans[0], fact.subject.spans, fact.object.spans, fact.label))


def _key(fact: FoundFact) -> tuple[object, ...]:
    return fact.subject.spans, fact.relation or fact.lemma, fact.object.spans


def _worth_reading(doc: Tree, triples: Sequence[Triple], index: TimeIndex) -> Iterator[Triple]:
    """Triples with content: no reporting, no empty words, no time alone where the verb says more."""
    groups: dict[tuple[int, int], list[Triple]] = defaultdict(list)
    reader = Reader(doc)
    for triple in triples:
        told = triple.rule != "adverbial" or triple.object_head in index.by_token or _is_amount(doc[triple.object_head])
        dated = triple.subject[0] in index.by_token and not _is_dated_noun(doc, triple, index)
        if told and not dated and reader.takes(triple):
            groups[triple.verb, triple.subject_head].append(triple)
    for group in groups.values():
        verb, subject = doc[group[0].verb], doc[group[0].subject_head]
        longer = [t for t in group if not _is_part_of_another(doc, t, group)]
        timeless = any(t.object_head not in index.by_token for t in longer) or _has_complement(verb)
        for triple in longer:
            repeats = triple.object_head in index.by_token and timeless
            if not repeats and not _is_empty(subject, doc[triple.object_head]) and not _is_attribution(doc, triple):
                yield triple


def _is_dated_noun(doc: Tree, triple: Triple, index: TimeIndex) -> bool:
    """Whether the time before the subject belongs to it, "Tuesday's vote"; not so in "last week teachers"."""
    inside = [i for i in triple.subject if i in index.by_token]
    following = doc[inside[-1] + 1] if inside[-1] + 1 < len(doc) else doc[inside[-1]]
    return triple.subject_head not in inside and (following.tag_ == "POS" or len(inside) == 1)


def _is_amount(target: Word) -> bool:
    return target.ent_type_ in {"MONEY", "PERCENT", "QUANTITY"}


def _is_part_of_another(doc: Tree, triple: Triple, group: Sequence[Triple]) -> bool:
    """Whether another triple takes it in: "kept in place" in "kept in place until 2021", "are due" in "are due on"."""
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
    """Whether a clause says what the verb is about, so that its time alone says little."""
    return any(
        child.dep_ in {"ccomp", "xcomp"} or (child.dep_ == "advcl" and is_infinitive(child)) for child in verb.children
    )


def _is_idle(verb: Word) -> bool:
    """Whether the verb makes no fact, whatever it is said with."""
    return _is_reporting(verb) or _is_mere_wish(verb)


def _is_mere_wish(verb: Word) -> bool:
    """Whether the verb is an infinitive that somebody else wants, may do or is asked to do."""
    outermost = (verb, *chain_of(verb))[-1]
    return is_infinitive(outermost) and factuality_of(verb).modality is not Modality.ASSERTED


def _is_reporting(verb: Word) -> bool:
    words = load_relations()
    for word in (verb, *chain_of(verb)):
        if word.lemma_.lower() in words["always_reporting"]:
            return True
    clause = verb.dep_ == "relcl" or any(child.dep_ in {"ccomp", "parataxis"} for child in verb.children)
    return clause and verb.lemma_.lower() in words["reporting"]


def _to_fact(doc: Tree, triple: Triple, index: TimeIndex) -> FoundFact | None:
    """The triple with all that is known of it; None where nobody can be named of whom it speaks."""
    verb, target = doc[triple.verb], doc[triple.object_head]
    subject = bearer_of(doc[triple.subject_head], verb)
    if subject is None:
        return None
    factuality = factuality_of(verb)
    own = None if _counts(target) else index.by_token.get(triple.object_head)
    time = own or time_of(verb, index)
    if time is index.by_token.get(triple.object_head) and own is None:
        time = None  # "30 years of letters"
    lemma = normal_form(doc, triple, {span.start for span in factuality.negation})
    target_part = _object(doc, triple, own)
    passive = any(child.dep_ == "auxpass" for child in verb.children) or (verb.tag_ == "VBN" and verb.dep_ == "acl")
    relation, swap = classify(lemma, passive, subject, target, target_part.literal is not None) or (None, None)
    ends = (_subject(doc, triple, subject), target_part)
    if _is_cut(verb, target, target_part) or (subject.tag_ in {"NNS", "NN"} and _is_cut(verb, subject, ends[0])):
        return None
    label, lemma = swap or (_label(doc, triple.predicate), lemma)
    return FoundFact(
        ends[swap is not None],
        label,
        lemma,
        ends[swap is None],
        _evidence(doc, triple, time),
        to_spans(doc, triple.predicate),
        relation,
        time,
        factuality.negation,
        factuality.modality,
        factuality.modality_spans,
        by=f"triple {triple.rule}",
        confidence=_share(verb) - (_UNASSERTED if factuality.modality is not Modality.ASSERTED else 0.0),
        verb=CharSpan(verb.idx, verb.idx + len(verb.text)),
    )


def _share(verb: Word) -> float:
    steps = 0
    while verb.head is not verb and steps < len(_SHARES) - 1:
        verb, steps = verb.head, steps + 1
    return _SHARES[steps]


def _is_cut(verb: Word, head: Word, made: FoundPart) -> bool:
    """Whether a clause that restricts the noun is missing from it: "the threat" of "the threat that it poses"."""
    if made.literal is not None or head.pos_ not in {"NOUN", "PROPN"}:
        return False
    end = max((span.end for span in made.spans), default=0)
    for child in head.rights:
        first = child.left_edge
        before = first.nbor(-1) if first.i else first
        loose = before.is_punct and not before.is_quote
        own = child == verb or child.is_ancestor(verb)
        restricts = child.dep_ in {"relcl", "acl", "ccomp"} and not loose and first.i - head.i <= _NEXT
        if restricts and not own and child.idx >= end:
            return True
    return False


def _counts(target: Word) -> bool:
    """Whether words of time say how much of something: "30 years of tax returns"."""
    return any(child.dep_ == "prep" and child.lower_ == "of" for child in target.rights) and target.ent_type_ == "DATE"


def _is_whole(fact: FoundFact) -> bool:
    """Whether quotation marks and brackets that open in a part also close there."""
    return all(
        part.text.count('"') % 2 == 0
        and not part.text.lower().startswith("not ")
        and part.text.count("“") == part.text.count("”")
        and part.text.count("[") == part.text.count("]")
        and part.text.count("(") == part.text.count(")")
        for part in (fact.subject, fact.object)
    )


def _subject(doc: Tree, triple: Triple, subject: Word) -> FoundPart:
    words = triple.subject if subject.i == triple.subject_head else find_phrase(subject)
    return _part(doc, subject.i, words, set(triple.predicate) | set(triple.object))


def _label(doc: Tree, predicate: Sequence[int]) -> str:
    """The words of the predicate without quotation marks; a preposition moved from the front in small letters."""
    words = [i for i in predicate if not doc[i].is_quote]
    moved = len(words) > 1 and doc[words[-1]].is_sent_start
    return " ".join([to_words(doc, words[:-1]), doc[words[-1]].lower_]) if moved else to_words(doc, words)


def normal_form(doc: Tree, triple: Triple, negators: Collection[int] = ()) -> str:
    """Lemmas of the predicate without auxiliaries, adverbs, articles and verbs of beginning: "sign in", "turn away".

    Nor the verbs that negate, given by their first character: "forgot to sign" is "sign", negated.
    """
    words: list[str] = []
    aspectual = load_relations()["aspectual"]
    for token in (doc[i] for i in triple.predicate):
        particle = (
            token.dep_ == "advmod" and token.head.i == token.i - 1 and token.head.pos_ == "VERB" and is_direction(token)
        )
        plain = (
            token.dep_ not in _LEFT_OUT
            and (token.tag_ != "TO" or token.dep_ in {"prep", "dative"})
            and token.tag_ != "POS"
        )
        begins = token.lemma_.lower() in aspectual and token.i != triple.verb and token.pos_ == "VERB"
        begins = begins or (token.idx in negators and token.i != triple.verb)
        if (
            (particle or plain or token.i == triple.verb)
            and not begins
            and token.pos_ not in {"PRON", "PROPN", "NUM", "PUNCT", "DET"}
        ):
            words.append(load_relations()["contractions"].get(token.lower_.replace("’", "'"), token.lemma_.lower()))
    return " ".join(words)


def _part(doc: Tree, head: int, words: tuple[int, ...], taken: set[int]) -> FoundPart:
    """The words with what restricts them, as far as no other part of the triple uses it."""
    full = find_full_phrase(doc[head])
    chosen = full if set(words) <= set(full) and not taken & set(full) else words
    chosen = without_lone_quote(doc, fill_gaps(doc, chosen))
    text = to_words(doc, chosen)
    return FoundPart(to_spans(doc, chosen), text, head, quantity=find_quantity(text))


def _object(doc: Tree, triple: Triple, time: FoundTime | None) -> FoundPart:
    if time is None:
        return _part(doc, triple.object_head, triple.object, set(triple.predicate) | set(triple.subject))
    covered = doc.touching(time.span.start, time.span.end)
    inside = {token.i for token in covered if token.i > max(triple.predicate) and token.pos_ != "ADP"}
    words = tuple(sorted(inside)) if set(triple.object) & inside else triple.object
    value, datatype = to_literal(to_words(doc, [word.i for word in covered]), time) or (None, None)
    return FoundPart(to_spans(doc, words), to_words(doc, words), triple.object_head, value, datatype)


def _evidence(doc: Tree, triple: Triple, time: FoundTime | None) -> tuple[CharSpan, ...]:
    """From the first to the last character of the triple and of its time."""
    tokens = [doc[i] for i in (*triple.subject, *triple.predicate, *triple.object)]
    start = min(token.idx for token in tokens)
    end = max(token.idx + len(token.text) for token in tokens)
    if time is not None:
        start, end = min(start, time.span.start), max(end, time.span.end)
    return (CharSpan(start, end),)
