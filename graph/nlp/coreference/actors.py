"""Actors without a name: "residents of the port", "a senior official", "some of the ministers", "state television".

Whatever speaks or takes a side is somebody, whether a list of nouns knows the word or not.
"""

from functools import partial

from graph.model import EntityType, MentionKind
from graph.nlp import lexicons
from graph.nlp.coreference.gender import gender_of_words
from graph.nlp.coreference.mention_features import Description, Reference, describe
from graph.nlp.coreference.names.titles import is_office
from graph.nlp.findings import FoundMention
from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.syntax.noun_phrases import find_full_phrase, find_phrase
from graph.nlp.syntax.tree import Tree, Word

_LONGEST = 12  # words of a phrase; of a longer one the clauses and places are left out
_DROPPED = listed("grammar", "articles")
_OF = listed("actors", "of")


def describe_actor(doc: Tree, head: int) -> Reference | None:
    """The phrase of the noun or quantifier as a mention of somebody; None where the word cannot name anybody."""
    word = doc[head]
    if is_asker(word):
        name = load_lexicon("actors")["asker"]
        mention = FoundMention(head, head + 1, head, MentionKind.NOMINAL)
        return Reference(mention, EntityType.PERSON, description=Description(name, name), definite=True)
    if word.pos_ not in ("NOUN", "PROPN") and not is_quantifier(word):
        return None
    kind = type_of_actor(word)
    start, end = _borders(word, kind)
    phrase = doc[start:end]
    while len(phrase) > 1 and (phrase[0].lower_ in _DROPPED or phrase[0].tag_ == "PRP$"):
        phrase = phrase[1:]
    label = " ".join(doc.span(phrase[0].i, end).text.split())
    if all(is_quantifier(t) for t in phrase):
        counted = _counted(doc, start)
        if counted is None:
            return None
        label = f"{label.lower()} {counted.lemma_ if kind is EntityType.PERSON else counted.text}"
    said = describe(word, phrase, label)
    part = {t.lower_ for t in phrase} & _words("quantifiers")
    if part:
        said = Description(said.text, said.noun, said.rank, said.words | part)
    return Reference(
        FoundMention(start, end, word.i, MentionKind.NOMINAL),
        kind,
        description=said,
        gender=gender_of_words([word.lemma_.lower()]),
        plural=kind is EntityType.GROUP or word.lemma_.lower() in _words("plural"),
        definite=doc[start].lower_ in listed("grammar", "definite") or doc[start].dep_ == "poss",
    )


def _counted(doc: Tree, start: int) -> Word | None:
    """Of whom "many" or "another" speaks: the group named last before, in the same sentence or the one before."""
    sentence = doc.sentence_of(start).start
    first = doc.sentence_of(sentence - 1).start if sentence > 0 else 0
    heads = load_lexicon("groups")["heads"]
    before = (t for t in reversed(doc[first:start]) if t.tag_ == "NNS" and t.lemma_.lower() in heads)
    return next(before, None)


def type_of_actor(word: Word) -> EntityType:
    """What kind of thing speaks where this word does."""
    if is_quantifier(word):
        return EntityType.PERSON if word.lower_ in listed("actors", "single") else EntityType.GROUP
    lemma = word.lemma_.lower()
    if lemma in _words("documents"):
        return EntityType.WORK
    if lemma in _words("bodies"):
        return EntityType.ORGANIZATION
    if word.tag_ in ("NNS", "NNPS"):
        return EntityType.GROUP
    nominals = load_lexicon("nominals")
    if lemma in nominals["organizations"] or lemma in nominals["governments"]:
        return EntityType.ORGANIZATION
    if lemma in nominals["persons"] or is_office(word) or lemma in load_lexicon("groups")["heads"]:
        return EntityType.PERSON
    return EntityType.PARTY if lemma == "party" else EntityType.OTHER


def is_quantifier(word: Word) -> bool:
    """Whether the word says how many, and not who: "many" of "many say so", "one" of "one of them"."""
    return word.pos_ not in ("PROPN", "VERB") and word.lower_ in _words("quantifiers")


def is_asker(word: Word) -> bool:
    """Whether the word opens a question in a transcript: "Q", "QUESTION:"."""
    opens = word.i == 0 or word.nbor(-1).is_space
    return opens and word.is_upper and word.lower_ in _words("askers")


def is_document(word: Word) -> bool:
    """Whether the noun is something written, which speaks for whoever wrote it."""
    return word.lemma_.lower() in _words("documents")


def is_part(description: Description) -> bool:
    """Whether the words mean some of a group, who need not be those meant before by the same words."""
    quantities = load_lexicon("groups")["quantities"]
    return any(word in quantities or word in _words("quantifiers") for word in description.words)


_words = partial(lexicons.listed, "actors")  # one list of words of the lexicon of actors


def _borders(word: Word, kind: EntityType) -> tuple[int, int]:
    """Where the phrase begins and ends: with what restricts it, if that is short."""
    clauses = {
        t.i
        for c in word.rights
        if (c.dep_ == "relcl" and not is_quantifier(word)) or (c.dep_ == "acl" and c.tag_ == "VBG")
        for t in c.subtree
    }
    found = tuple(i for i in find_full_phrase(word) if i not in clauses)
    if len(found) > _LONGEST or kind is EntityType.ORGANIZATION:
        found = find_phrase(word)
    inside = set(found)
    start = end = word.i
    while start - 1 in inside:
        start -= 1
    while end + 1 in inside:
        end += 1
    return start, end + 1
