"""Find common nouns that can refer to an actor, an agreement or a place: "the prime minister", "the pact"."""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from graph.model import EntityType, MentionKind
from graph.nlp.coreference.gender import gender_of_words
from graph.nlp.coreference.mention_features import Reference, describe
from graph.nlp.coreference.names.speaking_names import is_shouted
from graph.nlp.coreference.names.titles import is_office
from graph.nlp.findings import FoundMention
from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.syntax.tree import Tree, Word

_LEFT = frozenset({"det", "amod", "compound", "poss", "nmod", "nummod", "predet", "quantmod", "advmod"})
_DEFINITE = listed("grammar", "definite")
_DEMONSTRATIVE = frozenset({"that", "this"})
_LONGEST = 25  # words of an office
_INNER = frozenset({"compound", "amod", "nmod", "npadvmod"})


def find_nominals(doc: Tree, taken: Collection[int]) -> list[Reference]:
    """Noun phrases of the lists' nouns in text order; `taken` are tokens of names, which head none."""
    return [reference for token in doc if token.i not in taken for reference in _from_noun(token)]


@lru_cache(maxsize=1)
def _types() -> dict[str, EntityType]:
    """The type that a singular noun has; where several fit, the last one counts."""
    nominals = load_lexicon("nominals")
    types = dict.fromkeys(nominals["places"], EntityType.PLACE)
    types.update(dict.fromkeys(nominals["countries"], EntityType.PLACE))
    types.update(dict.fromkeys(nominals["organizations"], EntityType.ORGANIZATION))
    types.update(dict.fromkeys(nominals["governments"], EntityType.ORGANIZATION))
    types["party"] = EntityType.PARTY
    types.update(dict.fromkeys(load_lexicon("agreements")["heads"], EntityType.AGREEMENT))
    types.update(dict.fromkeys(nominals["persons"], EntityType.PERSON))
    return types


def _from_noun(token: Word) -> Iterator[Reference]:
    if token.pos_ not in ("NOUN", "PROPN") or (token.dep_ in _INNER and token.head.i > token.i):
        return
    kind = _type_of(token)
    if kind is None or (token.is_upper and len(token) > 3 and is_shouted(token.sent)) or _is_address(token):
        return
    start, end = _start(token), _end(token) if is_office(token) else token.i + 1
    phrase = [t for t in token.doc[start:end] if not _in_pronoun(t)]
    first = phrase[0]
    yield Reference(
        FoundMention(start, end, token.i, MentionKind.NOMINAL),
        kind,
        description=describe(token, phrase, _label(token.doc, start, end)),
        gender=gender_of_words([token.lemma_.lower()]),
        plural=kind is EntityType.GROUP,
        definite=first.lower_ in _DEFINITE
        or any(c.dep_ == "poss" for c in token.children)
        or (token.pos_ == "PROPN" and kind in (EntityType.PERSON, EntityType.GROUP))
        or _opens_headline(phrase),
    )


def _opens_headline(phrase: Sequence[Word]) -> bool:
    """Whether an office opens the article, where headlines drop the article: "City mayor resigns"."""
    return phrase[0].i == 0 and phrase[-1].dep_ == "nsubj" and is_office(phrase[-1])


def _type_of(token: Word) -> EntityType | None:
    lemma = token.lemma_.lower()
    if token.tag_ in ("NNS", "NNPS") or lemma == "people":
        return EntityType.GROUP if lemma in load_lexicon("groups")["heads"] else None
    if is_office(token):
        return EntityType.PERSON
    return _types().get(lemma)


def _is_address(token: Word) -> bool:
    """Whether somebody is addressed: "Mr. President", "Madam Speaker"."""
    return token.i > 0 and token.nbor(-1).lower_.rstrip(".") in listed("titles", "addressing")


def _in_pronoun(token: Word) -> bool:
    return token.tag_ == "PRP$"


def _start(head: Word) -> int:
    """Where the phrase begins: with the farthest modifier of the noun that joins it without a gap."""
    start = head.i
    for child in sorted(head.lefts, key=lambda t: -t.i):
        if child.dep_ not in _LEFT and child.text != "-":
            break
        if child.right_edge.i + 1 < start and not _only_hyphens(head.doc, child.right_edge.i + 1, start):
            break
        start = child.left_edge.i
    undetermined = head.doc[start].pos_ != "DET" and head.doc[start].dep_ != "poss"
    if (
        start > 0
        and undetermined
        and head.doc[start - 1].lower_ in _DEMONSTRATIVE
        and head.doc[start - 1].dep_ in ("mark", "nsubj")
    ):
        return start - 1  # "says that agreement has failed": the parser takes "that" for a conjunction
    return start


def _only_hyphens(doc: Tree, start: int, end: int) -> bool:
    return all(t.text in ("-", ",", "'s", "’s", '"', "“", "”") for t in doc[start:end])


def _end(head: Word) -> int:
    """Where the words of an office end: "minister of justice and home affairs", not the relative clause after it."""
    doc, end = head.doc, head.i + 1
    if end >= len(doc) or doc[end].lower_ not in listed("grammar", "of_office") or doc[end].head != head:
        return end
    edge = doc[end].right_edge.i
    capitalised = False
    for token in doc[end + 1 : end + _LONGEST]:
        if token.is_sent_start:
            break
        capitalised = capitalised or token.pos_ == "PROPN"
        lists_on = capitalised and (token.pos_ == "PROPN" or _lists_on(token))
        if not lists_on and (
            token.i > edge or token.is_punct or token.pos_ in ("VERB", "AUX") or token.tag_[:1] == "W"
        ):
            break
        end = token.i + 1
    while doc[end - 1].is_punct or doc[end - 1].pos_ in ("CCONJ", "DET", "ADP"):
        end -= 1
    return end


def _lists_on(token: Word) -> bool:
    """Whether a comma or "and" stands between two capitalised words of one list."""
    if token.lower_ not in (",", "and", "&") or token.i + 1 >= len(token.doc):
        return False
    after = token.nbor(1)
    return after.pos_ == "PROPN" and after.ent_type_ not in ("PERSON", "GPE")


def _label(doc: Tree, start: int, end: int) -> str:
    while start < end - 1 and (
        doc[start].pos_ == "DET" or doc[start].tag_ == "PRP$" or doc[start].lower_ in _DEMONSTRATIVE
    ):
        start += 1
    return " ".join(doc.span(start, end).text.split())
