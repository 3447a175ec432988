"""Whose words they are: the word of a source that leads to who speaks.

The main word of a source is not always the speaker: "the statement by the ministry" is the ministry's, "who" is the
noun before, "party spokesman and candidate Ana Reis" is Ana Reis, and what "an agency quoted a minister as saying" the
minister said.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from graph.model import CharSpan, EntityType
from graph.nlp.coreference.actors import is_document
from graph.nlp.coreference.mention_features import Reference
from graph.nlp.findings import FoundStatement
from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.syntax.control import find_owner
from graph.nlp.syntax.noun_phrases import find_source_phrase
from graph.nlp.syntax.offsets import tidy, token_span
from graph.nlp.syntax.subjects import find_actor, find_antecedent, writings
from graph.nlp.syntax.tree import Tree, Word

_RELATIVE = frozenset({"WP", "WDT", "WP$"})
_AFTER_NAME = listed("actors", "after_name")
_BACK = 250  # words to where "the statement" was spoken of before
_NEAR = 12  # words from who is cited to "as saying"
_NOUNS = frozenset({"NOUN", "PRON", "PROPN"})
_MODIFIERS = frozenset({"compound", "amod", "nmod"})


def with_speakers(doc: Tree, statements: Sequence[FoundStatement], names: Sequence[Reference]) -> list[FoundStatement]:
    """The statements, with the head of each source moved to the word that leads to who speaks."""
    by_token = {i: name for name in names for i in range(name.mention.start, name.mention.end)}
    return [_with_speaker(doc, statement, by_token) for statement in statements]


def _with_speaker(doc: Tree, statement: FoundStatement, names: dict[int, Reference]) -> FoundStatement:
    if statement.source_head is None:
        return _reported(doc, statement)
    cited = _cited(doc, statement)
    if cited is not None:
        content = _after_saying(doc, statement, cited)
        source = tidy(doc, find_source_phrase(cited))
        return replace(statement, source=source, source_head=cited.i, content=content) if content else statement
    head = _noun_meant(doc, _main_noun(doc, statement), names)
    if head.i not in names:
        named = _name_within(doc, statement, head, names) or _name_beside(doc, statement, head, names)
        head = doc[named.mention.head] if named is not None else _author(doc, head, names)
    return replace(statement, source_head=head.i) if head.i != statement.source_head else statement


@lru_cache(maxsize=1)
def _citing() -> frozenset[str]:
    return frozenset(load_lexicon("actors")["citing"])


def _cited(doc: Tree, statement: FoundStatement) -> Word | None:
    """Who is quoted by the source: the minister of "the agency quoted the minister as saying"."""
    verb = doc[statement.cue_head] if statement.cue_head is not None else None
    if verb is None or verb.lemma_.lower() in ("say", "saying"):
        verb = verb.head.head if verb is not None and verb.dep_ == "pcomp" else verb
    if verb is None or verb.lemma_.lower() not in _citing() or (verb.tag_ == "VBN" and verb.dep_ == "acl"):
        return None
    told = next((c for c in verb.children if c.dep_ == "dobj" and c.pos_ in ("NOUN", "PROPN")), None)
    return told if told is not None and not is_document(told) else None


def _after_saying(doc: Tree, statement: FoundStatement, cited: Word) -> tuple[CharSpan, ...]:
    """The content without "a minister as saying" at its front; empty where the one who is cited is all it says."""
    if not any(span.start <= cited.idx < span.end for span in statement.content):
        return statement.content
    saying = next((t for t in doc[cited.i : cited.i + _NEAR] if t.lower_ in ("saying", "stating")), None)
    if saying is None:
        return ()
    kept = (i for span in statement.content for t in token_span(doc, span) if (i := t.i) > saying.i)
    return tidy(doc, kept)


def _reported(doc: Tree, statement: FoundStatement) -> FoundStatement:
    """The source of "the union is reported as saying", which stands as the subject of a passive."""
    verb = doc[statement.cue_head] if statement.cue_head is not None else None
    verb = verb.head.head if verb is not None and verb.dep_ == "pcomp" else verb
    if verb is None or not any(t.lower_ == "saying" for p in verb.children if p.lower_ == "as" for t in p.children):
        return statement
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if subject is None:
        return statement
    source = tidy(doc, find_source_phrase(subject))
    content = tuple(s for s in statement.content if not any(s.overlaps(o) for o in source))
    return replace(statement, source=source, source_head=subject.i, content=content) if content else statement


def _main_noun(doc: Tree, statement: FoundStatement) -> Word:
    """The main word of the source; where the parse takes a verb or preposition for it, the first noun."""
    assert statement.source_head is not None
    head = doc[statement.source_head]
    if head.pos_ not in ("VERB", "ADP", "SCONJ", "PUNCT", "ADV", "CCONJ"):
        return head
    nouns = (t for span in statement.source for t in token_span(doc, span) if t.pos_ in _NOUNS)
    return next((t for t in nouns if t.dep_ not in _MODIFIERS), head)


def _noun_meant(doc: Tree, head: Word, names: dict[int, Reference]) -> Word:
    """The noun for which a relative pronoun stands; where the parse has none, the one right before it."""
    if head.tag_ not in _RELATIVE or head.i in names:
        return head
    found = find_antecedent(head)
    if found is not None and found.i != head.i:
        return found
    before = head.i - 1
    while before > 0 and (doc[before].is_punct or doc[before].lower_ == "and"):
        before -= 1
    name = names.get(before)
    if name is not None:
        return doc[name.mention.head]
    return doc[before] if before >= 0 and doc[before].pos_ == "NOUN" else head


def _name_within(doc: Tree, statement: FoundStatement, head: Word, names: dict[int, Reference]) -> Reference | None:
    """The name that the source begins or ends with, if it is the source's own: not in "a spokesman for Ana Reis"."""
    inside = [t.i for span in statement.source for t in token_span(doc, span) if not t.is_punct]
    found = list({id(n): n for i in inside if (n := names.get(i)) is not None}.values())
    if not found or is_document(head):
        return None
    first, last = found[0], found[-1]
    beside = next((name for name in found if name.mention.start == head.i + 1 and head.pos_ == "NOUN"), None)
    if beside is not None and head.tag_ == "NN":
        return beside  # "the news agency ISNA"
    if first.mention.start == inside[0] and _stands_first(doc, first):
        return first
    if last.mention.end - 1 == inside[-1] and head.i < last.mention.start and _stands_last(doc, last, head):
        return last
    return next((name for name in found if _is_called(doc, name) or _is_apposed(doc, name, head)), None)


def _name_beside(doc: Tree, statement: FoundStatement, head: Word, names: dict[int, Reference]) -> Reference | None:
    """A person's name in commas right after the source, or right before it: "his daughter, Ana Reis, wrote"."""
    if head.pos_ != "NOUN" or head.tag_ != "NN" or not statement.source:
        return None
    tokens = list(token_span(doc, CharSpan(statement.source[0].start, statement.source[-1].end)))
    after = tokens[-1].i + (1 if tokens[-1].text == "," else 2)
    before = tokens[0].i - 2
    name = names.get(after) if after < len(doc) and doc[after - 1].text == "," else None
    if name is not None and name.mention.end < len(doc) and doc[name.mention.end].text == ",":
        return name if name.type is EntityType.PERSON and name.mention.start == after else None
    name = names.get(before) if before >= 0 and doc[before + 1].text == "," else None
    bare = doc[tokens[0].i].pos_ in ("ADJ", "NOUN", "PROPN")  # "Ana Reis, former mayor, writes"
    return name if name is not None and name.type is EntityType.PERSON and bare else None


def _stands_first(doc: Tree, name: Reference) -> bool:
    if name.type is not EntityType.PERSON or name.mention.end >= len(doc):
        return False
    after = doc[name.mention.end]
    return after.lower_ in _AFTER_NAME or after.is_space or after.pos_ in ("VERB", "AUX")


def _stands_last(doc: Tree, name: Reference, head: Word) -> bool:
    """Whether the name ends a phrase that says what its bearer is: "businessman and loyalist Ana Reis"."""
    before = name.mention.start - 1
    while before > head.i and (doc[before].pos_ == "DET" or doc[before].dep_ in _MODIFIERS):
        before -= 1
    if doc[before].pos_ == "ADP" or doc[before].tag_ == "POS" or head.tag_ in ("NNS", "NNPS"):
        return False
    person = name.type is EntityType.PERSON
    return person or (doc[name.mention.start - 1].text == "," and head.pos_ == "NOUN")


def _is_apposed(doc: Tree, name: Reference, head: Word) -> bool:
    """ "one of these groups, the Northern Front (NF), said"."""
    before = name.mention.start - 1
    while before > head.i and doc[before].pos_ == "DET":
        before -= 1
    after = doc[name.mention.end].text if name.mention.end < len(doc) else ","
    ends = after in (",", "(") and doc[before].text == "," and head.i < before
    return ends and name.type in (EntityType.ORGANIZATION, EntityType.PARTY, EntityType.PERSON)


def _is_called(doc: Tree, name: Reference) -> bool:
    """ "a student named Ana"."""
    before = name.mention.start - 1
    return before > 0 and doc[before].lower_ in ("named", "called") and name.type is EntityType.PERSON


def _author(doc: Tree, head: Word, names: dict[int, Reference]) -> Word:
    """Who wrote what speaks: "a statement by the ministry", "the ministry's report"; without one, the writing itself.

    "The statement" is that of whoever made one before.
    """
    if not is_document(head):
        return head
    author = _writer(head, names)
    if author is None and any(c.lower_ in ("the", "this") for c in head.lefts):
        earlier = (t for t in reversed(doc[max(0, head.i - _BACK) : head.i]) if t.lemma_ == head.lemma_)
        author = next((found for t in earlier if (found := _writer(t, names) or _maker(t)) is not None), None)
    return author if author is not None else head


def _writer(noun: Word, names: dict[int, Reference]) -> Word | None:
    """Whose the writing is, by the words on it."""
    owner = find_owner(noun)
    if owner is not None and owner.dep_ in _MODIFIERS and noun.lemma_.lower() in load_lexicon("actors")["measurements"]:
        return None  # a survey is not the words of whoever made it
    if owner is None:
        clauses = (c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN" and c.i > noun.i)
        agents = (a for c in clauses for a in c.children if a.dep_ == "agent")
        owner = next((p for a in agents for p in a.children if p.dep_ == "pobj"), None)
    if owner is None or (owner.i not in names and (owner.pos_ not in _NOUNS or owner.tag_ in _RELATIVE)):
        return None
    return owner


def _maker(noun: Word) -> Word | None:
    """Who is said to have made it: "the ministry issued a statement", "the mayor said in a statement"."""
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ == "in" and noun.lemma_.lower() in writings():
        verb = verb.head
    elif noun.dep_ != "dobj" or verb.lemma_.lower() not in _making():
        return None
    maker = find_actor(verb) if verb.pos_ == "VERB" else None
    return maker if maker is not None and maker.pos_ in _NOUNS and maker.tag_ not in _RELATIVE else None


@lru_cache(maxsize=1)
def _making() -> frozenset[str]:
    return frozenset(load_lexicon("control")["writing"])
