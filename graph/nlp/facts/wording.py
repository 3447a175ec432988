"""The words of a fact: how its predicate reads, its normal form, its ends and its evidence."""

from collections.abc import Collection, Sequence

from graph.model import CharSpan
from graph.nlp.facts.dating import to_literal
from graph.nlp.facts.quantities import find_quantity
from graph.nlp.facts.triples import Triple
from graph.nlp.findings import FoundPart, FoundTime
from graph.nlp.lexicons.relations import load_relations
from graph.nlp.syntax.clauses import is_direction
from graph.nlp.syntax.noun_phrases import (
    fill_gaps,
    find_full_phrase,
    find_phrase,
    to_spans,
    to_words,
    without_lone_quote,
)
from graph.nlp.syntax.tree import Tree, Word

_LEFT_OUT = frozenset(
    {"aux", "auxpass", "neg", "det", "advmod", "amod", "poss", "case", "nummod", "compound", "quantmod"}
)


def subject_part(doc: Tree, triple: Triple, subject: Word) -> FoundPart:
    """Return the subject of the fact; another word than the triple's where that one stands for it: "who"."""
    words = triple.subject if subject.i == triple.subject_head else find_phrase(subject)
    return _to_part(doc, subject.i, words, set(triple.predicate) | set(triple.object))


def label_of(doc: Tree, predicate: Sequence[int]) -> str:
    """Return the predicate's words without quotation marks; a preposition from the front in small letters."""
    words = [i for i in predicate if not doc[i].is_quote]
    moved = len(words) > 1 and doc[words[-1]].is_sent_start
    return " ".join([to_words(doc, words[:-1]), doc[words[-1]].lower_]) if moved else to_words(doc, words)


def normal_form(doc: Tree, triple: Triple, negators: Collection[int] = ()) -> str:
    """Return the lemmas of the predicate without auxiliaries, adverbs, articles and verbs of beginning: "turn away".

    The verbs that negate, given by their first character, are left out too: "forgot to sign" is "sign", negated.
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


def _to_part(doc: Tree, head: int, words: tuple[int, ...], taken: set[int]) -> FoundPart:
    """Return the words with what restricts them, as far as no other part of the triple uses it."""
    full = find_full_phrase(doc[head])
    chosen = full if set(words) <= set(full) and not taken & set(full) else words
    chosen = without_lone_quote(doc, fill_gaps(doc, chosen))
    text = to_words(doc, chosen)
    return FoundPart(to_spans(doc, chosen), text, head, quantity=find_quantity(text))


def object_part(doc: Tree, triple: Triple, time: FoundTime | None) -> FoundPart:
    """Return the object of the fact; a time that is the object is a literal of its value."""
    if time is None:
        return _to_part(doc, triple.object_head, triple.object, set(triple.predicate) | set(triple.subject))
    covered = doc.touching(time.span.start, time.span.end)
    inside = {token.i for token in covered if token.i > max(triple.predicate) and token.pos_ != "ADP"}
    words = tuple(sorted(inside)) if set(triple.object) & inside else triple.object
    value, datatype = to_literal(to_words(doc, [word.i for word in covered]), time) or (None, None)
    return FoundPart(to_spans(doc, words), to_words(doc, words), triple.object_head, value, datatype)


def evidence_of(doc: Tree, triple: Triple, time: FoundTime | None) -> tuple[CharSpan, ...]:
    """Return the characters from the first to the last of the triple and of its time."""
    tokens = [doc[i] for i in (*triple.subject, *triple.predicate, *triple.object)]
    start = min(token.idx for token in tokens)
    end = max(token.idx + len(token.text) for token in tokens)
    if time is not None:
        start, end = min(start, time.span.start), max(end, time.span.end)
    return (CharSpan(start, end),)
