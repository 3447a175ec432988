"""Figures: numbers with what they count or measure: "600 respondents", "46 percent of voters", "owes $2 million"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.model import CharSpan, Modality, Quantity
from graph.nlp.facts.core.lexicon import lemma_of
from graph.nlp.facts.core.participants import find_participants
from graph.nlp.facts.core.tallies import is_in_tally
from graph.nlp.facts.core.when import event_time, noun_time
from graph.nlp.facts.dating import TimeIndex
from graph.nlp.facts.parts import extent
from graph.nlp.facts.quantities import to_amount
from graph.nlp.findings import FoundFact, FoundPart
from graph.nlp.lexicons import listed
from graph.nlp.syntax.children import find_child
from graph.nlp.syntax.clauses import find_group
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.noun_phrases import find_full_phrase, find_phrase, to_spans, to_words
from graph.nlp.syntax.subjects import find_subjects
from graph.nlp.syntax.tree import Tree, Word

_NAMES = frozenset(
    {"PERSON", "ORG", "FAC", "LAW", "PRODUCT", "EVENT", "WORK_OF_ART", "DATE", "TIME", "ORDINAL", "GPE", "LOC"}
)
_CURRENCY = frozenset("$€£¥") | {"US$", "C$", "A$"}
_HYPHENS = frozenset({"-", "–", "‑"})
_PREFIXES = frozenset({"compound", "nummod", "quantmod", "nmod", "amod"})
_SURE = {"count": 0.85, "share": 0.85, "amount": 0.85, "verb": 0.8}
_CLIMB = 6
_DIGITS = re.compile(r"(?:\+/-)?\d[\d,]*(?:\.\d+)?(?:million|billion|trillion|bn)?")


def words_of(name: str) -> frozenset[str]:
    """Return one list of the lexicon of figures."""
    return listed("facts/figures", name)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit: tokens start to end (exclusive); the number stands at `last`."""

    start: int
    end: int
    last: Word  # the word by which it hangs in the sentence: "percent", "million"
    is_measure: bool  # money, a share, a measure: not so many things


def find_figures(doc: Tree, index: TimeIndex) -> Iterator[FoundFact]:
    """Yield each number with what it counts or measures, in text order."""
    i = 0
    while i < len(doc):
        figure = _figure_at(doc, i, index)
        if figure is None:
            i += 1
            continue
        i = figure.end
        fact = _to_fact(doc, figure, index)
        if fact is not None:
            yield fact


def _figure_at(doc: Tree, i: int, index: TimeIndex) -> Figure | None:
    word = doc[i]
    money = word.text in _CURRENCY and i + 1 < len(doc)
    first = doc[i + 1] if money else word
    if not _is_number(first) or (not money and _is_name(doc, first, index)):
        return None
    end = first.i + 1
    while end < len(doc) and (doc[end].lower_ in words_of("scales") or _joins(doc, end)):
        end += 1
    last, share = doc[end - 1], False
    if end < len(doc) and doc[end].lower_ in words_of("shares"):
        share = True
        end += 2 if doc[end].lower_ in {"per", "percentage"} and end + 1 < len(doc) else 1
        last = doc[end - 1]
    elif end + 1 < len(doc) and doc[end].text in _HYPHENS and doc[end + 1].lower_ in {"percent", "point"}:
        share, end = True, end + 2
        last = doc[end - 1]
    start = i
    while start > first.sent.start and doc[start - 1].lower_ in words_of("qualifiers") and doc[start - 1].head.i <= end:
        start -= 1
    while (
        start < i
        and doc[start].lower_ in {"to", "as", "than", "many", "much", "at"}
        and not (doc[start].lower_ == "at" and doc[start + 1].lower_ in {"least", "most"})
        and doc[start].lower_ != "as"
    ):
        start += 1
    if _is_bound(doc, end) or (doc[start].lower_ not in _CURRENCY and is_in_tally(first)):
        return None
    return Figure(start, end, last, money or share)


def _is_bound(doc: Tree, end: int) -> bool:
    """ "$200 or less": a bound, no figure."""
    following = [word.lower_ for word in doc[end : end + 2]]
    return following in (["or", "less"], ["or", "more"], ["or", "fewer"], ["and", "up"])


def _joins(doc: Tree, end: int) -> bool:
    """ "$500,000 to more than …" no; "ten thousand", "2 1/2": yes."""
    word = doc[end]
    return (
        word.tag_ == "CD"
        and not word.text[0].isdigit()
        and doc[end - 1].tag_ == "CD"
        and word.head in (doc[end - 1], doc[end - 1].head)
        and word.lower_ in words_of("scales")
    )


def _is_number(word: Word) -> bool:
    if word.lower_ in words_of("numbers"):
        return word.lower_ not in words_of("vague")
    return bool(_DIGITS.fullmatch(word.text)) and (word.tag_ == "CD" or word.text[-1].isalpha())


def _is_name(doc: Tree, word: Word, index: TimeIndex) -> bool:
    """True if the number dates, names, or is somebody's age."""
    before = doc[word.i - 1] if word.i else None
    after = doc[word.i + 1] if word.i + 1 < len(doc) else None
    if word.i in index.by_token or word.ent_type_ in _NAMES:
        return True
    if before is not None and (before.lower_.rstrip(".") in words_of("naming") or before.lower_ in words_of("naming")):
        return True
    if (
        before is not None
        and before.text in _HYPHENS
        and word.i > 1
        and not doc[word.i - 2].whitespace_
        and doc[word.i - 2].is_alpha
    ):
        return True  # "EB - 5"
    if before is not None and before.pos_ == "PROPN" and word.dep_ == "nummod" and before.head.i == word.head.i:
        return True  # "Fortune 500 companies"
    aged = before is not None and before.text in {",", "("} and after is not None and after.text in {",", ")"}
    if aged and word.i > 1 and doc[word.i - 2].ent_type_ == "PERSON":
        return True
    if (
        after is not None
        and after.text in _HYPHENS
        and word.i + 2 < len(doc)
        and doc[word.i + 2].lower_ in {"year", "years"}
    ):
        return True
    bare_year = len(word.text) == 4 and word.text.isdigit() and 1700 < int(word.text) < 2100
    return bare_year and not (word.dep_ == "nummod" and word.head.pos_ == "NOUN" and word.head.tag_ == "NNS")


def _to_fact(doc: Tree, figure: Figure, index: TimeIndex) -> FoundFact | None:
    last = figure.last
    if figure.is_measure or _unit(doc, figure) is not None:
        return _measured(doc, figure, index)
    noun = _counted(doc, figure)
    if noun is None:
        return _partitive(doc, figure, index) or (
            _said_of(doc, figure, index, figure.end) if last.dep_ in {"attr", "dobj"} else None
        )
    if lemma_of(noun) in words_of("idle") or noun.ent_type_ in {"DATE", "TIME"} or _only_refers(doc, figure, noun):
        return None
    words = tuple(
        i for i in find_full_phrase(noun) if not figure.start <= i < figure.end and doc[i].text not in _HYPHENS
    )
    return _fact(doc, figure, words, noun, "count", index)


def _only_refers(doc: Tree, figure: Figure, noun: Word) -> bool:
    """ "the two candidates", "two developers, Ana Ruiz and Tom Hale": the number only helps to say who is meant."""
    number = doc[figure.start]
    if number.lower_ not in words_of("small"):
        return number.text.isdigit() and number.i > 0 and doc[number.i - 1].pos_ == "PROPN" and not number.is_sent_start
    determined = any(child.dep_ in {"det", "poss", "predet"} for child in noun.children)
    named = any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in noun.children)
    return number.lower_ in {"two", "2"} or determined or named


def _unit(doc: Tree, figure: Figure) -> Word | None:
    """The unit of measure after the number."""
    following = doc[figure.end] if figure.end < len(doc) else None
    if following is not None and following.text in _HYPHENS and figure.end + 1 < len(doc):
        following = doc[figure.end + 1]
    if following is None or lemma_of(following) not in words_of("units"):
        return None
    return following


def _counted(doc: Tree, figure: Figure) -> Word | None:
    """The noun that the number counts: "600 – respondents", "a 52-count – complaint"."""
    last = figure.last
    after = doc[figure.end] if figure.end < len(doc) else None
    if after is not None and after.text in _HYPHENS and figure.end + 1 < len(doc) and not after.whitespace_:
        joined = doc[figure.end + 1]
        return joined if joined.lemma_.lower() in words_of("joined") and joined.pos_ in {"NOUN", "PROPN"} else None
    word = last
    for _ in range(3):
        if (
            word.dep_ in _PREFIXES
            and word.head.i > word.i
            and word.head.pos_ in {"NOUN", "PROPN"}
            and word.head.i >= figure.end
        ):
            return (
                word.head
                if word.head.tag_ in {"NNS", "NNPS"} or word.head.lemma_ in {"people", "percent"}
                else (word.head if word.dep_ == "nummod" else None)
            )
        if word.dep_ not in _PREFIXES | {"pobj", "quantmod"} or word.head.i >= figure.end + 8:
            break
        word = word.head
    of = next((child for child in last.children if child.dep_ == "prep" and child.lower_ == "of"), None)
    target = find_child(of, "pobj") if of is not None else None
    return (
        target
        if target is not None
        and target.pos_ in {"NOUN", "PROPN"}
        and last.lower_ in words_of("vague") | words_of("numbers") | words_of("scales")
        else None
    )


def _partitive(doc: Tree, figure: Figure, index: TimeIndex) -> FoundFact | None:
    """ "537 of which are": of whom."""
    of = next((child for child in figure.last.children if child.dep_ == "prep" and child.lower_ == "of"), None)
    target = find_child(of, "pobj") if of is not None else None
    if target is None:
        return None
    if target.tag_ in {"WDT", "WP"}:
        verb = figure.last.head
        target = verb.head if verb.dep_ == "relcl" else None
    if target is None or target.pos_ not in {"NOUN", "PROPN"}:
        return None
    return _fact(doc, figure, find_phrase(target), target, "count", index)


def _measured(doc: Tree, figure: Figure, index: TimeIndex) -> FoundFact | None:
    unit = _unit(doc, figure)
    last = unit if unit is not None else figure.last
    end = last.i + 1
    if last.dep_ in _PREFIXES | {"npadvmod"} and last.head.i >= end and last.head.pos_ in {"NOUN", "PROPN"}:
        noun = last.head
        words = tuple(i for i in find_full_phrase(noun) if not figure.start <= i < end)
        return _fact(doc, figure, words, noun, "amount", index, end)
    for child in last.children:
        if child.dep_ == "prep" and child.lower_ in {"of", "in"} and child.i >= end:
            target = find_child(child, "pobj")
            if target is not None and target.ent_type_ not in {"DATE", "TIME"} and target.pos_ in {"NOUN", "PROPN"}:
                return _fact(doc, figure, find_full_phrase(target), target, "share", index, end)
    above = last
    for _ in range(_CLIMB):
        if (
            above.dep_ == "pobj"
            and above.head.lower_ in {"of", "at", "than", "to"}
            and above.head.head.pos_ in {"NOUN", "PROPN"}
            and above.head.head.i < figure.start
        ):
            noun = above.head.head
            if noun.text in _CURRENCY or noun.tag_ == "CD":
                return None
            words = tuple(i for i in find_phrase(noun) if not figure.start <= i < end)
            return _fact(doc, figure, words, noun, "amount", index, end)
        if above.head.pos_ in {"VERB", "AUX"} or above.head is above:
            break
        above = above.head
    return _said_of(doc, figure, index, end)


def _said_of(doc: Tree, figure: Figure, index: TimeIndex, end: int) -> FoundFact | None:
    """ "owes $2 million", "cut the rate to 28 percent": of the verb's subject, or of what is raised and cut."""
    above, preposition = figure.last, None
    for _ in range(_CLIMB):
        if above.head.pos_ in {"VERB", "AUX"} or above.head is above:
            break
        if above.dep_ == "pobj":
            preposition = preposition or above.head
        above = above.head
    verb = above.head
    if verb.pos_ not in {"VERB", "AUX"}:
        return None
    moved = preposition is not None and preposition.lower_ in words_of("by_verb")
    patients = find_participants(verb, "patient") if moved else []
    heads = [head for head in (*patients, *find_subjects(verb)) if not figure.start <= head.i < end]
    if not heads:
        return None
    words = tuple(i for i in find_phrase(heads[0]) if not figure.start <= i < end)
    group = find_group(verb)
    label = to_words(doc, group) + (f" {preposition.lower_}" if moved and preposition is not None else "")
    return _fact(doc, figure, words, heads[0], "verb", index, end, (label, verb))


def _fact(
    doc: Tree, figure: Figure, words: tuple[int, ...], head: Word, kind: str, index: TimeIndex, end: int = 0,
    told: tuple[str, Word] | None = None,
) -> FoundFact | None:  # fmt: skip
    end = max(end, figure.end)
    words = tuple(i for i in words if not doc[i].is_punct or doc[i].text in {"-", "'", "’"}) or (head.i,)
    verb = _governor(doc, figure)
    mood = factuality_of(verb) if verb is not None else None
    value = tuple(range(figure.start, end))
    text = to_words(doc, value)
    counted = to_words(doc, words)
    quantity = _quantity(doc, figure, end, counted if kind == "count" else None)
    if doc[figure.start].sent.start <= head.i and any(
        word.lower_ in {"you", "your"} for word in (head, *head.children)
    ):
        return None
    if mood is not None and mood.modality in {Modality.QUESTION}:
        return None
    asserted = mood is None or mood.modality is Modality.ASSERTED
    whole = _with_number(words, value)
    return FoundFact(
        FoundPart(to_spans(doc, whole), to_words(doc, whole), head.i, quantity=quantity if whole != words else None),
        told[0] if told else kind_label(kind),
        told[1].lemma_.lower() if told else kind_label(kind),
        FoundPart(to_spans(doc, value), text, None, text, "string", quantity),
        extent(doc, (*words, *value)),
        to_spans(doc, find_group(told[1])) if told else to_spans(doc, value),
        "figure",
        noun_time(figure.last, index)
        or noun_time(head, index)
        or (event_time(verb, index) if verb is not None else None),
        mood.negation if mood is not None else (),
        mood.modality if mood is not None else Modality.ASSERTED,
        mood.modality_spans if mood is not None else (),
        by=f"figure {kind}",
        confidence=_SURE[kind] - (0.0 if asserted else 0.1),
        verb=CharSpan(doc[figure.start].idx, doc[end - 1].idx + len(doc[end - 1].text)),
    )


def _with_number(words: tuple[int, ...], value: tuple[int, ...]) -> tuple[int, ...]:
    """The words of what is counted with the number where it stands among them: "at least 707 people"."""
    near = value[0] <= words[-1] + 1 and words[0] <= value[-1] + 2
    return tuple(sorted({*words, *value})) if near else words


def _quantity(doc: Tree, figure: Figure, end: int, counted: str | None) -> Quantity | None:
    """The number in plain digits, with its unit."""
    words = [doc[i].lower_ for i in range(figure.start, end)]
    digits = next((word for word in words if _DIGITS.fullmatch(word) or word in words_of("numbers")), None)
    if digits is None:
        return None
    split = re.fullmatch(r"(?:\+/-)?([\d,.]+)([a-z]+)?", digits)
    scale = next((word for word in words if word in words_of("scales")), split[2] if split and split[2] else "")
    amount = to_amount(split[1] if split else digits, scale)
    if amount is None or not re.fullmatch(r"\d+(?:\.\d+)?", amount):
        return None
    currency = next((doc[i].text for i in range(figure.start, end) if doc[i].text in _CURRENCY), None)
    share = "percent" if any(word in {"%", "percent", "cent"} for word in words) else None
    unit = currency or share or (words[-1] if lemma_of(doc[end - 1]) in words_of("units") else None)
    number = words.index(digits)
    lead = " ".join(word for word in words[:number] if word not in _CURRENCY) or None
    return Quantity(amount, unit, counted, lead)


def kind_label(kind: str) -> str:
    """Return the words for a figure that no verb tells: "number", "share", "amount"."""
    return {"count": "number", "share": "share", "amount": "amount"}.get(kind, "amount")


def _governor(doc: Tree, figure: Figure) -> Word | None:
    """The verb of the clause that the number stands in."""
    word = figure.last
    for _ in range(2 * _CLIMB):
        if word.pos_ in {"VERB", "AUX"} and word.dep_ not in {"amod", "compound"}:
            return word
        if word.head is word:
            return None
        word = word.head
    return None
