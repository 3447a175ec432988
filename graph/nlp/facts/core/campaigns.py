"""Who seeks an office: "Ruiz's presidential campaign", "the Ruiz campaign", "is running for governor"."""

from collections.abc import Iterator

from graph.model import CharSpan, Modality
from graph.nlp.facts.core.lexicon import lemma_of, table
from graph.nlp.facts.core.races import Races, office_after
from graph.nlp.facts.core.when import event_time
from graph.nlp.facts.dating import TimeIndex
from graph.nlp.facts.parts import extent, is_person, part
from graph.nlp.findings import FoundFact, FoundPart, FoundTime
from graph.nlp.syntax.children import find_child
from graph.nlp.syntax.clauses import find_group
from graph.nlp.syntax.factuality import factuality_of
from graph.nlp.syntax.noun_phrases import find_core, find_phrase, to_spans, to_words
from graph.nlp.syntax.subjects import find_subjects
from graph.nlp.syntax.tree import Tree, Word

_SURE, _LIKELY = 0.88, 0.78
_RELATION, _LABEL, _LEMMA = "candidateForOffice", "candidate for", "be candidate for"


def find_candidacies(doc: Tree, races: Races, index: TimeIndex) -> Iterator[FoundFact]:
    """Yield who seeks which office, by nouns for campaigns and verbs of running, in text order."""
    own = table("race")["own"]
    for word in doc:
        if word.pos_ in {"NOUN", "PROPN"} and lemma_of(word) in own:
            yield from _from_campaign(word, races, index)
        elif word.lemma_ == "run" and word.pos_ == "VERB":
            yield from _from_running(word, index)


def _from_campaign(noun: Word, races: Races, index: TimeIndex) -> Iterator[FoundFact]:
    owner = _owner(noun)
    if owner is None:
        return
    words = tuple(i for i in find_core(noun) if noun.doc[i].tag_ != "POS")
    named = races.sought_by(noun, words)
    office = named or (races.usual if lemma_of(noun) in {"campaign", "candidacy"} else None)
    if office is None:
        return
    person = tuple(i for i in find_core(owner) if noun.doc[i].tag_ != "POS")
    told = FoundPart(to_spans(noun.doc, (noun.i,)), office, noun.i, office, "string")
    yield FoundFact(
        part(noun.doc, person, owner), _LABEL, _LEMMA, told, extent(noun.doc, (*words, *person)),
        to_spans(noun.doc, (noun.i,)), _RELATION, _time(noun, index), by="campaign",
        confidence=_SURE if named else _LIKELY, status="candidate", named_only=True,
    )  # fmt: skip


def _owner(noun: Word) -> Word | None:
    """Whose campaign: the possessor or the person's name before the noun."""
    owner = find_child(noun, "poss")
    if owner is not None:
        return owner if is_person(owner) or owner.tag_ == "PRP$" else None
    before = noun.i - 1
    while before > noun.sent.start and noun.doc[before].lower_ in table("sought"):
        before -= 1
    word = noun.doc[before]
    return word if word.ent_type_ == "PERSON" and word.pos_ == "PROPN" and word.head.i == noun.i else None


def _time(noun: Word, index: TimeIndex) -> FoundTime | None:
    """ "her 2008 campaign": the time within the words, else none."""
    for i in find_core(noun):
        if i in index.by_token:
            return index.by_token[i]
    return None


def _from_running(verb: Word, index: TimeIndex) -> Iterator[FoundFact]:
    office = office_after(verb)
    if office is None:
        return
    mood, group = factuality_of(verb), find_group(verb)
    for subject in find_subjects(verb):
        if not (is_person(subject) or subject.pos_ in {"PRON", "NOUN"}):
            continue
        target = next(
            t for c in verb.children if c.dep_ == "prep" and c.lower_ == "for" for t in c.children if t.dep_ == "pobj"
        )
        told = FoundPart(to_spans(verb.doc, find_phrase(target)), office, target.i, office, "string")
        yield FoundFact(
            part(verb.doc, find_core(subject), subject), f"{to_words(verb.doc, group)} for", "run for", told,
            extent(verb.doc, (*find_core(subject), *group, target.i)), to_spans(verb.doc, group), _RELATION,
            event_time(verb, index), mood.negation, mood.modality, mood.modality_spans, by="run for",
            confidence=_SURE - (0.1 if mood.modality is not Modality.ASSERTED else 0.0),
            verb=CharSpan(verb.idx, verb.idx + len(verb.text)), status="candidate", named_only=not is_person(subject),
        )  # fmt: skip
