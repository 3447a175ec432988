"""Whose role a noun is: from titles, appositions, copulas, "as" and words that mean somebody named before.

Every construction gives the same: the noun, the words around it that belong to it, and the person; what the role makes
of the person is decided elsewhere, once for all constructions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.nlp.facts.core.lexicon import lemma_of, role_nouns, roles
from graph.nlp.facts.core.titles import is_described_by, name_after, name_words, title_start
from graph.nlp.facts.parts import is_person
from graph.nlp.syntax.children import find_child, has_child
from graph.nlp.syntax.noun_phrases import find_conjuncts, find_core, find_full_phrase, find_phrase
from graph.nlp.syntax.subjects import find_subjects
from graph.nlp.syntax.tree import Tree, Word

TITLE, APPOSITION, COPULA, AS, DEFINITE = "title", "apposition", "copula", "as", "definite"


@dataclass(frozen=True, slots=True)
class Bearing:
    """Somebody and the noun that says what he or she is."""

    noun: Word
    words: tuple[int, ...]  # of the role, the noun among them
    person: tuple[int, ...]
    person_head: Word
    by: str  # the construction
    verb: Word | None = None  # that says so

    @property
    def before(self) -> list[Word]:
        """The words of the role before the noun."""
        return [self.noun.doc[i] for i in self.words if i < self.noun.i]


def find_bearings(doc: Tree) -> Iterator[Bearing]:
    """Yield every noun for a role with whose it is, in text order."""
    known = role_nouns()
    shouted: dict[int, bool] = {}
    for word in doc:
        if word.pos_ not in {"NOUN", "PROPN", "ADJ"} or lemma_of(word) not in known:
            continue
        start = word.sent.start
        if start not in shouted:
            shouted[start] = word.sent.text.isupper()
        if shouted[start]:
            continue
        found = [*_from_title(word), *_from_examples(word)]
        found = found or [*_from_apposition(word), *_from_verb(word)]
        yield from found or _from_mention(word)


def _from_title(noun: Word) -> Iterator[Bearing]:
    name = name_after(noun)
    if name is None or is_described_by(name.root, noun):
        return
    start = title_start(noun)
    words = tuple(range(start, name.start))
    yield Bearing(noun, words, tuple(range(name.start, name.end)), name.root, TITLE)
    if noun.tag_ in {"NNS", "NNPS"} or (noun.pos_ == "PROPN" and noun.lower_.rstrip(".").endswith("s")):
        for other in find_conjuncts(name.root):
            if other.i > name.end and is_person(other):
                yield Bearing(noun, words, name_words(other), other, TITLE)


def _from_examples(noun: Word) -> Iterator[Bearing]:
    """ "Democrats such as Ana Ruiz", "Democrats, including Ana Ruiz and Tom Hale"."""
    if lemma_of(noun) not in roles("partisans") or noun.tag_ not in {"NNS", "NNPS"}:
        return
    for child in noun.children:
        if child.lower_ in roles("examples") and child.i > noun.i:
            for target in child.children:
                for name in find_conjuncts(target) if target.dep_ == "pobj" else ():
                    if is_person(name):
                        yield Bearing(noun, (noun.i,), name_words(name), name, APPOSITION)


def _from_apposition(noun: Word) -> Iterator[Bearing]:
    """ "Anna Berg, head of the central bank and a professor", "the health minister, Ana Ruiz"."""
    first = noun
    while first.dep_ == "conj" and first.head.pos_ in {"NOUN", "PROPN"} and not is_person(first.head):
        first = first.head
    beside = [noun, *(inner for child in noun.children if child.dep_ == "prep" for inner in child.children)]
    names = [child for one in beside for child in one.children if child.dep_ == "appos" and is_person(child)]
    if first.dep_ == "appos" and is_person(first.head):
        names.append(first.head)
    elif first is not noun and is_person(first) and noun.i - first.i > 1:
        return
    elif noun.dep_ == "conj" and is_person(noun.head) and noun.i > 1 and noun.left_edge.nbor(-1).text == ",":
        names.append(noun.head)  # "Anna Berg, a developer and spokeswoman": the parse joins them
    words = _own_words(noun)
    if first.i and names and first.left_edge.i > names[0].i and _is_of_place_before(noun):
        return
    for name in names[:1]:
        person = name_words(name)
        if name.tag_ in {"NNS", "NNPS"} or (noun.tag_ == "NNS" and not has_child(name, "conj")):
            continue
        yield Bearing(noun, tuple(i for i in words if i not in person), person, name, APPOSITION)


def _is_of_place_before(noun: Word) -> bool:
    """ "the foreign minister of France, a permanent member of …": France is one, whatever the parse says."""
    first = noun.left_edge
    before = first.nbor(-2) if first.i > 1 and first.nbor(-1).text == "," else None
    return before is not None and before.ent_type_ == "GPE" and lemma_of(noun) in roles("members")


def _own_words(noun: Word) -> tuple[int, ...]:
    """The words of a role without what is joined to it."""
    core, full = find_core(noun), find_full_phrase(noun)
    joined = {
        i
        for child in noun.children
        if child.dep_ in {"conj", "appos", "relcl"}
        for i in range(child.left_edge.i, child.right_edge.i + 1)
    }
    words = tuple(i for i in full if i not in joined)
    return words if noun.i in words else core


def _from_verb(noun: Word) -> Iterator[Bearing]:
    """ "Ruiz was the director of the fund", "who served as governor", "was elected chair"."""
    first = noun
    while first.dep_ == "conj" and first.head.pos_ in {"NOUN", "PROPN"}:
        first = first.head
    verb, by = first.head, ""
    if first.dep_ in {"attr", "oprd"} and verb.lemma_.lower() in roles("becoming"):
        by = COPULA
    elif first.dep_ in {"oprd", "attr", "dobj"} and verb.lemma_.lower() in roles("serving") and _is_passive(verb):
        by = AS
    elif first.dep_ == "pobj" and verb.lower_ == "as" and verb.head.lemma_.lower() in roles("serving"):
        by, verb = AS, verb.head
    elif first.dep_ == "pobj" and verb.lower_ == "as" and verb.i < verb.head.i and verb.head.tag_ in {"VBD", "VBN"}:
        by, verb = AS, verb.head  # "As governor, she signed the bill"
    if not by or (noun.tag_ in {"NNS", "NNPS"}):
        return
    for subject in _placed(noun, verb, by)[:1]:
        if subject.ent_type_ in {"GPE", "LOC", "ORG", "NORP"} and lemma_of(noun) not in roles("members"):
            continue
        if subject.i != noun.i and (subject.pos_ in {"PROPN", "PRON"} or lemma_of(subject) in role_nouns()):
            person = name_words(subject) if is_person(subject) else find_phrase(subject)
            yield Bearing(noun, _own_words(noun), person, subject, by, verb)


def _placed(noun: Word, verb: Word, by: str) -> Sequence[Word]:
    """Of whom the verb says the role: of its object in "named her chair", else of its subject."""
    lemma = verb.lemma_.lower()
    if by == AS and lemma in {"replace", "succeed"}:
        return find_subjects(verb) if verb.tag_ in {"VBD", "VBZ"} else ()
    own = [child for child in verb.children if child.dep_ == "dobj"]
    put = by == AS and noun.i > verb.i and lemma != "serve" and not _is_passive(verb)
    return own if put and own else find_subjects(verb)


def _is_passive(verb: Word) -> bool:
    return has_child(verb, "auxpass", "nsubjpass") or (verb.tag_ == "VBN" and verb.dep_ in {"acl", "conj", "advcl"})


def _from_mention(noun: Word) -> Iterator[Bearing]:
    """ "The former secretary of state": whoever is meant by the words, if that is somebody named."""
    if noun.tag_ in {"NNS", "NNPS"} or noun.dep_ in {"attr", "oprd", "appos", "compound"}:
        return
    if find_child(noun, "det", "poss") is None:
        return
    words = find_phrase(noun)
    yield Bearing(noun, words, words, noun, DEFINITE)
