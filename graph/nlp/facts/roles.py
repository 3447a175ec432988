"""Roles of persons, from titles, appositions and kinship: offices, leaders, members, spouses."""

from collections.abc import Iterator

from graph.nlp.facts.affiliations import find_represented
from graph.nlp.facts.parts import extent, is_person, lemma_of, part
from graph.nlp.findings import FoundFact
from graph.nlp.lexicons.relations import load_relations
from graph.nlp.syntax.noun_phrases import find_core, find_full_phrase, find_phrase
from graph.nlp.syntax.tree import Span, Tree, Word

HYPHENS = frozenset({"-", "–", "‑"})
_MAX_TITLE = 8
_APPOSITION = 0.85
_TITLE = 0.95
_KINSHIP = 0.8


def find_roles(word: Word) -> Iterator[FoundFact]:
    """Yield what a noun for a role says of the person whose name stands beside it."""
    words, lemma = load_relations(), lemma_of(word)
    if lemma in words["offices"] or lemma in words["leaders"] or lemma in words["members"]:
        yield from _from_title(word)
        yield from _from_apposition(word)
    elif lemma in words["spouses"]:
        yield from _from_spouse(word)


def _from_title(title: Word) -> Iterator[FoundFact]:
    """Yield a title with the name after it: "Quebec Premier Francois Legault", "Secretary of State Ana Ruiz"."""
    name = _name_after(title)
    if name is None:
        return
    start = _title_start(title)
    words = tuple(range(start, name.start))
    if _is_past(title.doc, start, name.start) or title.sent.text.isupper():
        return
    yield from _role_facts(title, words, name, "title", _TITLE, title.i - start)
    yield from find_represented(title, words, name)


def _name_after(title: Word) -> Span | None:
    """Return the person's name that follows a title, "of State" skipped."""
    doc, start = title.doc, title.i + 1
    if (
        start + 2 < len(doc)
        and doc[start].lower_ in {"of", "for"}
        and doc[start + 1].pos_ == "PROPN"
        and title.text[0].isupper()
    ):
        following = next(
            (place for place in range(start + 1, min(start + 6, len(doc))) if doc[place].ent_type_ == "PERSON"), None
        )
        start = following if following is not None else start
    end = start
    while end < len(doc) and end - start < 5 and doc[end].pos_ == "PROPN" and doc[end].text[0].isupper():
        end += 1
    if end == start or any(
        doc[place].ent_type_ in {"GPE", "ORG", "DATE", "NORP", "FAC", "LOC"} for place in range(start, end)
    ):
        return None
    words = load_relations()
    if any(doc[place].lower_ in words["offices"] | words["office_words"] for place in range(start, end)):
        return None  # "Deputy – Attorney General Ana Ruiz": the last word of the title leads to the whole of it
    person = any(doc[place].ent_type_ == "PERSON" for place in range(start, end))
    return Span(doc, start, end) if person or end - start >= 2 else None


def _title_start(title: Word) -> int:
    """Return the first token of the title: "Canada's deputy prime minister"."""
    doc, start = title.doc, title.i
    while start > title.sent.start and title.i - start < _MAX_TITLE:
        before = doc[start - 1]
        possessive = before.tag_ == "POS" or before.text in HYPHENS
        modifies = before.pos_ in {"PROPN", "ADJ", "NOUN"} and before.dep_ in {"compound", "amod", "nmod", "poss"}
        named_place = before.ent_type_ in {"GPE", "NORP"} and before.pos_ in {"PROPN", "ADJ"}
        if not (possessive or modifies or named_place) or before.is_space:
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


def _is_past(doc: Tree, start: int, end: int) -> bool:
    past = load_relations()["past"]
    near = [doc[place].lower_ for place in range(max(0, start - 1), end)]
    return any(word in past for word in near)


def _from_apposition(role: Word) -> Iterator[FoundFact]:
    """ "Anna Berg, head of the central bank" and "the health minister, Ana Ruiz"."""
    names = [child for child in role.children if child.dep_ == "appos" and is_person(child)]
    if role.dep_ == "appos" and is_person(role.head):
        names.append(role.head)
    words = find_full_phrase(role)
    if role.lower_ != role.lemma_.lower() or _is_past(role.doc, words[0], words[-1] + 1):
        return
    for name in names:
        span = Span(role.doc, find_core(name)[0], name.i + 1)
        kept = tuple(place for place in words if not span.start <= place < span.end)
        before = len([place for place in kept if place < role.i])
        yield from _role_facts(role, kept, span, "apposition", _APPOSITION, before)


def _role_facts(
    role: Word, words: tuple[int, ...], name: Span, by: str, confidence: float, before: int
) -> Iterator[FoundFact]:
    """Yield what a role says of its bearer: an office, or what is led or belonged to."""
    lexicon, lemma = load_relations(), lemma_of(role)
    whole = extent(role.doc, (*words, *range(name.start, name.end)))
    subject = part(role.doc, tuple(range(name.start, name.end)), name.root)
    if lemma in lexicon["offices"] or (before and role.nbor(-1).lower_ in lexicon["office_before_leader"]):
        held = part(role.doc, words, role, literal=True)
        yield FoundFact(
            subject, "holds office", "hold office", held, whole, relation="holdsOffice", by=by, confidence=confidence
        )
        return
    body = _body_of(role, words)
    if body is None:
        return
    relation, label = ("leads", "leads") if lemma in lexicon["leaders"] else ("memberOf", "member of")
    lemma = "lead" if relation == "leads" else "be member of"
    led = part(role.doc, body[0], body[1])
    yield FoundFact(subject, label, lemma, led, whole, relation=relation, by=by, confidence=confidence)


def _body_of(role: Word, words: tuple[int, ...]) -> tuple[tuple[int, ...], Word] | None:
    """Return what a leader leads: the names before the word, its possessor, or its "of" phrase."""
    doc = role.doc
    for child in role.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            for target in child.children:
                if target.dep_ == "pobj" and any(doc[place].pos_ == "PROPN" for place in find_core(target)):
                    return find_phrase(target), target
    before = [place for place in words if place < role.i and doc[place].tag_ != "POS" and doc[place].pos_ != "DET"]
    if (
        before
        and doc[before[0]].text[0].isupper()
        and doc[before[-1]].text[0].isupper()
        and doc[before[-1]].ent_type_ not in {"GPE", "LOC", "FAC"}
    ):
        return tuple(before), doc[before[-1]]
    return None


def _from_spouse(noun: Word) -> Iterator[FoundFact]:
    """ "Dahl and his wife, Inga": the possessor and the name beside the noun."""
    owners = [child for child in noun.children if child.dep_ == "poss"]
    names = [child for child in noun.children if child.dep_ == "appos" and is_person(child)]
    if noun.dep_ in {"compound", "nmod"} and is_person(noun.head):
        owners += [child for child in noun.head.children if child.dep_ == "poss"]
        names.append(noun.head)
    for owner in owners[:1]:
        for name in names[:1]:
            words = tuple(
                place for place in find_core(name) if place not in {owner.i, noun.i} and noun.doc[place].tag_ != "POS"
            )
            subject = part(noun.doc, tuple(place for place in find_core(owner) if noun.doc[place].tag_ != "POS"), owner)
            whole = extent(noun.doc, (owner.i, noun.i, name.i))
            yield FoundFact(subject, "spouse of", "be spouse of", part(noun.doc, words, name), whole,
                            relation="spouseOf", by="apposition", confidence=_KINSHIP)  # fmt: skip
