"""Whose role a noun is: from titles, appositions, copulas, "as" and words that mean somebody named before.

Every construction gives the same: the noun, the words around it that belong to it, and the person; what the role makes
of the person is decided elsewhere, once for all constructions.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.nlp.facts.core.lexicon import lemma_of, role_nouns, roles, table
from graph.nlp.facts.parts import is_person
from graph.nlp.syntax.children import find_child, has_child
from graph.nlp.syntax.noun_phrases import find_conjuncts, find_core, find_full_phrase, find_phrase
from graph.nlp.syntax.subjects import find_subjects
from graph.nlp.syntax.tree import Span, Tree, Word

HYPHENS = frozenset({"-", "–", "‑"})
_MAX_TITLE = 9
_NO_NAME = frozenset({"GPE", "ORG", "DATE", "NORP", "FAC", "LOC", "TIME", "CARDINAL", "MONEY"})
_BECOMING = frozenset({"be", "become", "remain"})
_SERVING = frozenset(
    {
        "act",
        "appoint",
        "choose",
        "confirm",
        "designate",
        "elect",
        "hire",
        "name",
        "nominate",
        "pick",
        "re-elect",
        "reelect",
        "select",
        "serve",
        "swear",
        "tap",
        "work",
        "install",
        "retire",
        "succeed",
        "replace",
    }
)
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
        if shouted[start] or (word.dep_ == "poss" and word.pos_ != "PROPN"):
            continue
        found = [*_from_title(word)]
        found = found or [*_from_apposition(word), *_from_verb(word)]
        yield from found or _from_mention(word)


def _from_title(noun: Word) -> Iterator[Bearing]:
    name = _name_after(noun)
    if name is None or _is_described_by(name.root, noun):
        return
    start = title_start(noun)
    words = tuple(range(start, name.start))
    yield Bearing(noun, words, tuple(range(name.start, name.end)), name.root, TITLE)
    if noun.tag_ in {"NNS", "NNPS"} or (noun.pos_ == "PROPN" and noun.lower_.rstrip(".").endswith("s")):
        for other in find_conjuncts(name.root):
            if other.i > name.end and is_person(other):
                yield Bearing(noun, words, _name_words(other), other, TITLE)


def _is_described_by(name: Word, noun: Word) -> bool:
    """ "the judge Ruiz was referring to": no title, but a clause that describes the judge."""
    return name.dep_ in {"nsubj", "nsubjpass"} and name.head.dep_ == "relcl" and name.head.head.i == noun.i


def _name_after(title: Word) -> Span | None:
    """Return the person's name that follows a title, "of State" skipped."""
    doc, start = title.doc, title.i + 1
    if start < len(doc) and doc[start].tag_ == "POS":
        return None
    named_of = start + 2 < len(doc) and doc[start].lower_ in {"of", "for"} and doc[start + 1].pos_ == "PROPN"
    if named_of and title.text[0].isupper():
        places = (p for p in range(start + 1, min(start + 6, len(doc))))
        following = next((p for p in places if doc[p].ent_type_ == "PERSON" or doc[p].text == ","), None)
        if following is not None and doc[following].ent_type_ == "PERSON":
            start = following
    elif named_of and title.pos_ == "NOUN":  # "former secretary of state Hillary Clinton"
        if doc[start + 1].lower_ in {"state", "defense", "labor", "energy"} and doc[start + 2].ent_type_ == "PERSON":
            start += 2
    while start < len(doc) and lemma_of(doc[start]) in roles("candidates") and doc[start].pos_ == "NOUN":
        start += 1
    if (
        start < len(doc)
        and doc[start].ent_type_ == "PERSON"
        and doc[start].lower_.rstrip(".") in {"mr", "ms", "mrs", "dr"}
    ):
        start += 1
    end = start
    while end < len(doc) and end - start < 5 and doc[end].pos_ == "PROPN" and doc[end].text[0].isupper():
        if (
            end > start
            and doc[end].ent_iob_ == "B"
            and doc[end].ent_type_ == "PERSON"
            and doc[start].ent_type_ == "PERSON"
        ):
            break
        end += 1
    if end == start or any(doc[place].ent_type_ in _NO_NAME for place in range(start, end)):
        return None
    if any(lemma_of(doc[place]) in role_nouns() for place in range(start, end)):
        return None  # "Deputy – Attorney General Ana Ruiz": the last word of the title leads to the whole of it
    person = any(doc[place].ent_type_ == "PERSON" for place in range(start, end))
    short = title.lower_ in table("short") or title.text[0].isupper()
    return Span(doc, start, end) if person or (end - start >= 2 and short) else None


def title_start(title: Word) -> int:
    """Return the first token of the title: "Canada's deputy prime minister"."""
    doc, start = title.doc, title.i
    while start > title.sent.start and title.i - start < _MAX_TITLE:
        before = doc[start - 1]
        possessive = before.tag_ == "POS" or before.text in HYPHENS
        modifies = before.pos_ in {"PROPN", "ADJ", "NOUN", "VERB"} and before.dep_ in {
            "compound",
            "amod",
            "nmod",
            "poss",
        }
        named = before.pos_ in {"PROPN", "ADJ"} and before.ent_type_ in {"GPE", "NORP", "ORG", "LOC"}
        if not (possessive or modifies or named) or before.is_space:
            break
        start -= 1
    while start < title.i and (doc[start].tag_ == "POS" or doc[start].is_punct):
        start += 1
    return _entity_start(doc, start)


def _entity_start(doc: Tree, start: int) -> int:
    """Where the name begins that the token stands in: "Centers for Disease Control"."""
    first = start
    while first and doc[first].ent_type_ == "ORG" and doc[first].ent_iob_ == "I" and start - first < _MAX_TITLE:
        first -= 1
    return first if any(doc[place].tag_ == "IN" for place in range(first, start)) else start


def _name_words(name: Word) -> tuple[int, ...]:
    """The words of a person's name, without what stands before it."""
    doc, start, end = name.doc, name.i, name.i + 1
    while start and doc[start].ent_iob_ == "I" and doc[start - 1].ent_type_ == "PERSON":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I" and doc[end].ent_type_ == "PERSON" and doc[end].tag_ != "POS":
        end += 1
    return tuple(range(start, end))


def _from_apposition(noun: Word) -> Iterator[Bearing]:
    """ "Anna Berg, head of the central bank and a professor", "the health minister, Ana Ruiz"."""
    first = noun
    while first.dep_ == "conj" and first.head.pos_ in {"NOUN", "PROPN"} and not is_person(first.head):
        first = first.head
    names = [child for child in noun.children if child.dep_ == "appos" and is_person(child)]
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
        person = _name_words(name)
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
    if first.dep_ in {"attr", "oprd"} and verb.lemma_.lower() in _BECOMING:
        by = COPULA
    elif first.dep_ in {"oprd", "attr", "dobj"} and verb.lemma_.lower() in _SERVING and _is_passive(verb):
        by = AS
    elif first.dep_ == "pobj" and verb.lower_ == "as" and verb.head.lemma_.lower() in _SERVING:
        by, verb = AS, verb.head
    if not by or (noun.tag_ in {"NNS", "NNPS"}):
        return
    subjects: tuple[Word, ...] | list[Word]
    if by == AS and verb.lemma_.lower() in {"replace", "succeed"}:
        subjects = find_subjects(verb) if verb.tag_ in {"VBD", "VBZ"} else ()
    elif by == AS and not _is_passive(verb) and has_child(verb, "dobj") and verb.lemma_.lower() != "serve":
        subjects = [child for child in verb.children if child.dep_ == "dobj"]
    else:
        subjects = find_subjects(verb)
    for subject in subjects[:1]:
        if subject.ent_type_ in {"GPE", "LOC", "ORG", "NORP"} and lemma_of(noun) not in roles("members"):
            continue
        if subject.i != noun.i and (subject.pos_ in {"PROPN", "PRON"} or lemma_of(subject) in role_nouns()):
            person = _name_words(subject) if is_person(subject) else find_phrase(subject)
            yield Bearing(noun, _own_words(noun), person, subject, by, verb)


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
