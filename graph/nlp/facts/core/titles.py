"""Titles before names: where each begins and ends, "Canada's deputy prime minister – Ana Ruiz"."""

from graph.nlp.facts.core.lexicon import lemma_of, role_nouns, roles, table
from graph.nlp.syntax.tree import Span, Tree, Word

HYPHENS = frozenset({"-", "–", "‑"})
_LONGEST_TITLE, _LONGEST_NAME, _REACH = 9, 5, 6  # tokens
_NO_NAME = frozenset({"GPE", "ORG", "DATE", "NORP", "FAC", "LOC", "TIME", "CARDINAL", "MONEY"})
_MODIFYING = frozenset({"compound", "amod", "nmod", "poss"})
_MODIFIERS = frozenset({"PROPN", "ADJ", "NOUN", "VERB"})


def name_after(title: Word) -> Span | None:
    """Return the person's name that follows a title, "of State" skipped."""
    doc, start = title.doc, _name_start(title)
    end = start
    while end < len(doc) and end - start < _LONGEST_NAME and _goes_on(doc, start, end):
        end += 1
    between = doc[start:end]
    if not between or any(word.ent_type_ in _NO_NAME for word in between):
        return None
    if any(lemma_of(word) in role_nouns() for word in between):
        return None  # "Deputy – Attorney General Ana Ruiz": the last word of the title leads to the whole of it
    titled = title.lower_ in table("short") or title.text[0].isupper()
    person = any(word.ent_type_ == "PERSON" for word in between)
    return Span(doc, start, end) if person or (len(between) >= 2 and titled) else None


def _name_start(title: Word) -> int:
    """Where the name may begin: after "of State", "nominee" and "Mr."."""
    doc, start = title.doc, title.i + 1
    if start < len(doc) and doc[start].tag_ == "POS":
        return len(doc)
    start = _after_portfolio(title)
    while start < len(doc) and doc[start].pos_ == "NOUN" and lemma_of(doc[start]) in roles("candidates"):
        start += 1
    honoured = start < len(doc) and doc[start].lower_.rstrip(".") in roles("honorifics")
    return start + 1 if honoured else start


def _after_portfolio(title: Word) -> int:
    """ "Secretary of State – Ana Ruiz", "former secretary of state – Ana Ruiz"."""
    doc, start = title.doc, title.i + 1
    if start + 2 >= len(doc) or doc[start].lower_ not in {"of", "for"}:
        return start
    if title.text[0].isupper() and doc[start + 1].pos_ == "PROPN":
        near = range(start + 1, min(start + _REACH, len(doc)))
        stop = next((i for i in near if doc[i].ent_type_ == "PERSON" or doc[i].text == ","), None)
        return stop if stop is not None and doc[stop].ent_type_ == "PERSON" else start
    department = doc[start + 1].lower_ in roles("departments") and doc[start + 2].ent_type_ == "PERSON"
    return start + 2 if department else start


def _goes_on(doc: Tree, start: int, i: int) -> bool:
    """True if the token belongs to the name that begins at `start`; another name may follow at once."""
    word = doc[i]
    another = i > start and word.ent_iob_ == "B" and word.ent_type_ == "PERSON" == doc[start].ent_type_
    return word.pos_ == "PROPN" and word.text[0].isupper() and not another


def is_described_by(name: Word, noun: Word) -> bool:
    """True for "the judge Ruiz was referring to": no title, but a clause that describes the judge."""
    return name.dep_ in {"nsubj", "nsubjpass"} and name.head.dep_ == "relcl" and name.head.head.i == noun.i


def title_start(title: Word) -> int:
    """Return the first token of the title: "Canada's deputy prime minister"."""
    doc, start, first = title.doc, title.i, title.sent.start
    while start > first and title.i - start < _LONGEST_TITLE and _belongs(doc[start - 1]):
        start -= 1
    while start < title.i and (doc[start].tag_ == "POS" or doc[start].is_punct):
        start += 1
    return _entity_start(doc, start)


def _belongs(word: Word) -> bool:
    """True if a word before belongs to the title."""
    if word.is_space:
        return False
    modifies = word.pos_ in _MODIFIERS and word.dep_ in _MODIFYING
    named = word.pos_ in {"PROPN", "ADJ"} and word.ent_type_ in {"GPE", "NORP", "ORG", "LOC"}
    return modifies or named or word.tag_ == "POS" or word.text in HYPHENS


def _entity_start(doc: Tree, start: int) -> int:
    """Where the name begins that the token stands in: "Centers for Disease Control"."""
    first = start
    while first and doc[first].ent_type_ == "ORG" and doc[first].ent_iob_ == "I" and start - first < _LONGEST_TITLE:
        first -= 1
    return first if any(word.tag_ == "IN" for word in doc[first:start]) else start


def name_words(name: Word) -> tuple[int, ...]:
    """Return the words of a person's name, without what stands before it."""
    doc, start, end = name.doc, name.i, name.i + 1
    while start and doc[start].ent_iob_ == "I" and doc[start - 1].ent_type_ == "PERSON":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I" and doc[end].ent_type_ == "PERSON" and doc[end].tag_ != "POS":
        end += 1
    return tuple(range(start, end))
