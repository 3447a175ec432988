"""Find proper names: what the entity recogniser marks, repaired, and what it missed of names seen elsewhere."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from graph.model import EntityType, MentionKind
from graph.nlp.coreference.gender import gender_of_name, gender_of_words, may_be_surname
from graph.nlp.coreference.mention_features import Gender, Reference, describe
from graph.nlp.coreference.names.borders import mend
from graph.nlp.coreference.names.headings import is_heading, settle_headings
from graph.nlp.coreference.names.known_pieces import find_known, known_type, load_places, outside_longer
from graph.nlp.coreference.names.laws import find_laws, is_bare_law
from graph.nlp.coreference.names.speaking_names import Piece, find_labels, find_speaking, is_shouted
from graph.nlp.coreference.names.sports_teams import find_teams
from graph.nlp.coreference.names.titles import find_title_start, is_office, is_title, load_offices
from graph.nlp.findings import FoundMention
from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.syntax.tree import Span, Tree, Word

_TYPES = {
    "PERSON": EntityType.PERSON,
    "ORG": EntityType.ORGANIZATION,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
    "NORP": EntityType.GROUP,
    "LAW": EntityType.OTHER,
    "PRODUCT": EntityType.OTHER,
    "EVENT": EntityType.EVENT,
    "WORK_OF_ART": EntityType.WORK,
}
_STRENGTH = tuple(_TYPES.values())  # of types that are named equally often, the first one wins
_ARTICLES = frozenset({"the", "a", "an", "this", "that"})
_DASHES = frozenset({"-", "--", "—", "–", ",", "("})
_LEANINGS = frozenset({"anti", "non", "pro"})
_ACRONYM = 5  # letters
_INSIDE = frozenset({"amod", "compound", "det", "nmod", "nummod", "poss"})
_BETWEEN = frozenset({",", ";", "&", "and"})
_JOINS = frozenset({"and", "&", "inc", "inc.", "ltd", "ltd.", "llc", "llp", "of"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "poss", "pobj", "conj"})
_RUNS = _ARGUMENTS | {"appos", "attr", "compound"}
_QUOTES = frozenset("\"“”‘’'„«»`") | {"``", "''"}
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "qc", "kc", "mp", "phd", "md", "esq"})
_LONGEST = 8  # words of a name that are looked for again


def find_names(doc: Tree, sources: Collection[int] = ()) -> list[Reference]:
    """The names of the article in text order, none overlapping another; `sources` are heads of words that speak."""
    pieces = [piece for ent in doc.ents for part in _apart(ent) for piece in _repair(part)]
    pieces = settle_headings(doc, mend(doc, pieces))
    laws = [*find_laws(doc), *_agreements(doc)]
    known = outside_longer(find_known(doc), [*laws, *pieces])
    pieces = _without_overlap([*known, *laws, *find_labels(doc, sources), *pieces, *find_speaking(doc, sources)])
    bare = list(_subjects(doc))
    runs = list(_runs(doc, pieces))
    sure = [run for run in runs if doc[run[1] - 1].text in listed("names", "heads")]
    pieces = _without_overlap([*pieces, *sure, *_missed(doc, [*pieces, *sure]), *_given(doc), *runs, *bare])
    types = _agree_on_types(doc, pieces)
    places = [(start, end) for start, end, _ in pieces if types[start] is EntityType.PLACE]
    types.update(dict.fromkeys(find_teams(doc, places), EntityType.GROUP))
    guessed = {start for start, _, _ in bare}
    found = [_to_reference(doc, start, end, types[start]) for start, end, _ in sorted(pieces)]
    return [replace(one, guessed=True) if one.mention.start in guessed else one for one in found]


def _apart(ent: Span) -> Iterator[Span]:
    """What the recogniser marked, two people in one mark apart: "Ana, Rui"."""
    start = ent.start
    for token in ent if ent.label_ in ("PERSON", "ORG") else ():
        follows = ent.doc[token.i + 1] if token.i + 1 < ent.end else None
        if follows is not None and start < token.i and _parts(token, follows, ent):
            yield Span(ent.doc, start, token.i, ent.label_)
            start = token.i + 1
    yield Span(ent.doc, start, ent.end, ent.label_)


def _parts(token: Word, follows: Word, ent: Span) -> bool:
    """Whether one name ends and another begins here: "Ana, Rui", "Silva - Ana Duarte", "Smith University's School of Law"."""
    if ent.label_ == "ORG":
        before = token.nbor(-1)
        owns = token.tag_ == "POS" and before.text in listed("names", "heads") and follows.text[0].isupper()
        return owns or (token.text == "," and not any(t.lower_ in _JOINS for t in ent))
    if token.text in ("-", "–", "—"):
        return bool(token.nbor(-1).whitespace_ and token.whitespace_)
    return token.lower_ in _BETWEEN and follows.lower_.rstrip(".") not in _SUFFIXES


def _repair(ent: Span) -> Iterator[Piece]:
    """The name in what the recogniser marked; nothing where that is no name."""
    if ent.label_ not in _TYPES:
        return
    doc, start, end = ent.doc, ent.start, ent.end
    end = next((t.i for t in ent if t.is_space), end)
    if ent.label_ in ("PERSON", "GPE") and not _is_republic(doc.span(start, end)):
        end = next((t.i for t in doc[start:end] if t.tag_ == "POS"), end)
    while start < end and (doc[start].lower_ in _ARTICLES or doc[start].is_punct):
        start += 1
    if is_bare_law(doc.span(start, end)):
        return
    if end - start > 3 and doc[start].lower_ in _LEANINGS and doc[start + 1].text == "-":
        start += 3  # "pro-Lisbon Forward Party"
    if ent.label_ == "PERSON":
        while start < end and (is_title(doc[start]) or doc[start].is_lower) and not _is_particle(doc[start]):
            start += 1
    while end > start and _is_tail(doc[end - 1], ent.label_):
        end -= 1
    while _goes_on(doc, end, ent):
        end += 1
    label = "ORG" if start < end and _class_word(doc, start) else ent.label_
    if start < end and _is_name(doc.span(start, end), label):
        yield start, end, _type_of(doc.span(start, end), label)


def _goes_on(doc: Tree, end: int, ent: Span) -> bool:
    """Whether the recogniser cut a person's name short: "Miguel Angel" of "Miguel Angel Duarte"."""
    if ent.label_ != "PERSON" or end >= len(doc) or end == ent.start:
        return False
    after = doc[end]
    joined = doc[end - 1].dep_ == "compound" and doc[end - 1].head.i >= end
    return joined and after.tag_ == "NNP" and not after.ent_type_ and after.is_title and not is_title(after)


def _is_republic(span: Span) -> bool:
    """Whether a possessive stands inside the name of a country: "People's Republic"."""
    return span[-1].tag_ != "POS" and "republic" in span.text.lower()


def _is_tail(token: Word, label: str) -> bool:
    """Whether the last word that the recogniser took into a name is none of its words: "Silva questions"."""
    if token.tag_ == "POS" or token.is_punct or token.text in _QUOTES:
        return True
    return label == "PERSON" and token.is_lower and token.pos_ in ("VERB", "AUX", "NOUN", "ADV", "ADP")


def _class_word(doc: Tree, start: int) -> Word | None:
    """The noun before a name that says it is an organisation: "energy company Delta Oil"."""
    if start == 0 or doc[start].is_sent_start or doc[start - 1].pos_ not in ("NOUN", "PROPN"):
        return None
    return doc[start - 1] if doc[start - 1].lower_ in load_lexicon("nominals")["generic"] else None


def _is_particle(token: Word) -> bool:
    return token.is_lower and token.text in load_lexicon("titles")["particles"]


def _is_name(span: Span, label: str) -> bool:
    """Whether these words can name one thing: no adjectives of nations, no shouted headings, no office alone."""
    if not any(t.text[0].isupper() for t in span) or (len(span) == 1 and is_office(span[0])):
        return False
    last = span[-1]
    if label == "NORP":
        return last.tag_ in ("NNPS", "NNS", "NNP") and last.dep_ not in ("amod", "compound", "nmod") and last.i > 0
    return not (len(span) == 1 and last.is_upper and len(span.text) > 4 and is_shouted(span.sent))


def _type_of(span: Span, label: str) -> EntityType:
    words = [t.lower_ for t in span]
    nominals = load_lexicon("nominals")
    if label != "PERSON" and (words[-1] in load_lexicon("agreements")["names"]) and len(words) > 1:
        return EntityType.AGREEMENT
    if label in ("NORP", "ORG") and (words[-1] in nominals["party_names"] or _has_party_word(words)):
        return EntityType.PARTY
    if label == "PERSON" and _looks_like_letters(span):
        return EntityType.ORGANIZATION
    if label in ("ORG", "GPE") and _looks_like_person(span, label):
        return EntityType.PERSON
    return _TYPES[label]


def _looks_like_letters(span: Span) -> bool:
    """Whether one short word in capitals stands among others that are not: an acronym, not a person."""
    short = len(span) == 1 and span[0].is_upper and 1 < len(span.text) <= _ACRONYM
    known = gender_of_name([span[0].lower_]) is not None or may_be_surname(span[0].lower_)
    titled = span.start > 0 and span.doc[span.start - 1].lemma_.lower() in load_offices()
    return short and not known and not titled and not is_shouted(span.sent)


def _looks_like_person(span: Span, label: str) -> bool:
    """Whether two capitalised words, a given name first, were only taken for an organisation or, shouted, a place."""
    if (
        len(span) != 2
        or not (all(t.is_upper for t in span) or (label == "ORG" and all(t.is_title for t in span)))
        or _is_dateline(span)
        or span[-1].lower_ in load_lexicon("nominals")["organizations"]
    ):
        return False
    preceded = span.start > 0 and (
        span.doc[span.start - 1].lower_ in _ARTICLES or _class_word(span.doc, span.start) is not None
    )
    return not preceded and gender_of_name([span[0].lower_]) is not None and span[-1].tag_ == "NNP"


def _is_dateline(span: Span) -> bool:
    """Whether it opens a paragraph as the place of a report does: "PORT ADA — The ministers"."""
    opens = span.start == 0 or span.doc[span.start - 1].is_space
    return opens and span.end < len(span.doc) and span.doc[span.end].text in _DASHES


def _has_party_word(words: Sequence[str]) -> bool:
    return len(words) > 1 and "party" in words


def _agreements(doc: Tree) -> Iterator[Piece]:
    """Capitalised words before an agreement noun, whatever its case: "the Northern Rivers agreement"."""
    heads = load_lexicon("agreements")["names"]
    for token in doc:
        if token.lower_ not in heads or token.dep_ == "compound":
            continue
        start = token.i
        while start > 0 and doc[start - 1].pos_ == "PROPN" and doc[start - 1].is_title and not is_title(doc[start - 1]):
            start -= 1
        before = doc[start : token.i]
        if len(before) >= (1 if token.is_title else 2) and not all(t.ent_type_ in ("GPE", "NORP") for t in before):
            yield start, token.i + 1, EntityType.AGREEMENT


def _without_overlap(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces that share no token with one before them in the sequence."""
    taken: set[int] = set()
    kept = []
    for start, end, kind in pieces:
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            kept.append((start, end, kind))
    return kept


def _missed(doc: Tree, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Capitalised words that are a name, or a person's surname, elsewhere in the article."""
    known: dict[tuple[str, ...], EntityType] = {}
    for start, end, kind in pieces:
        known.setdefault(_texts(doc.span(start, end)), kind)
        if kind is EntityType.PERSON:
            known.setdefault((doc[end - 1].text,), kind)
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted(known, key=len, reverse=True):
        if len(words) <= _LONGEST and words[0][0].isupper():
            by_first.setdefault(words[0], []).append(words)
    taken = {i for start, end, _ in pieces for i in range(start, end)}
    common = {token.text for token in doc if token.is_lower}
    for token in doc:
        if token.i in taken or token.text not in by_first:
            continue
        sure = _may_be_name(token) or token.lower_ not in common
        for words in by_first[token.text]:
            if (sure or len(words) > 1) and _texts(doc.span(token.i, min(len(doc), token.i + len(words)))) == words:
                yield token.i, token.i + len(words), known[words]
                break


def _may_be_name(token: Word) -> bool:
    """Whether the word is a name for the tagger, or has a capital that nothing else explains: "anti-Trump"."""
    if token.pos_ == "PROPN":
        return True
    opens = token.is_sent_start or token.nbor(-1).is_space or token.nbor(-1).is_quote
    return token.text[0].isupper() and (not opens or is_heading(token.sent))


def _runs(doc: Tree, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Two and more capitalised words in a row that the recogniser did not mark: "the Carolina Panthers"."""
    taken = {i for start, end, _ in pieces for i in range(start, end)}
    start = 0
    while start < len(doc):
        end = start
        while end < len(doc) and end not in taken and _may_run(doc[end]) and (end == start or not doc[end].is_sent_start):
            end += 1
        kind = _kind_of_run(doc.span(start, end)) if end - start > 1 and _is_run(doc, start, end) else None
        if kind is not None:
            yield start, end, kind
        start = max(end, start + 1)


def _may_run(token: Word) -> bool:
    return token.tag_ in ("NNP", "NNPS") and token.text[0].isupper() and not token.ent_type_ and not is_title(token)


def _is_run(doc: Tree, start: int, end: int) -> bool:
    """Whether the words are a phrase of their own in a sentence that is no heading."""
    sentence = doc.sentence_of(start)
    part = start > 0 and doc[start - 1].text in ("-", "of")
    return doc[end - 1].dep_ in _RUNS and not part and not is_heading(sentence) and not is_shouted(sentence)


def _kind_of_run(span: Span) -> EntityType | None:
    """A body, or a person by the given name; None: nobody can tell."""
    led = span.start > 0 and span.doc[span.start - 1].lower_ == "the"
    letters = any(token.is_upper and len(token) > 1 for token in span)
    if led or letters or span[-1].text in listed("names", "heads"):
        return EntityType.ORGANIZATION
    return EntityType.PERSON if gender_of_name([span[0].lower_]) else None


def _given(doc: Tree) -> Iterator[Piece]:
    """Given names that the recogniser did not mark, with the capitalised words after them: "Then Ingrid said"."""
    end = 0
    for token in doc:
        if token.i < end or not _is_unmarked(token) or gender_of_name([token.lower_]) is None:
            continue
        end = token.i + 1
        while end < len(doc) and end - token.i < _LONGEST and _is_unmarked(doc[end]) and not doc[end].is_sent_start:
            end += 1
        if doc[end - 1].dep_ in _ARGUMENTS and not is_shouted(token.sent):
            yield token.i, end, EntityType.PERSON


def _subjects(doc: Tree) -> Iterator[Piece]:
    """Lone capitalised words that do something, of which nobody knows yet what they name: "Reyl toured Europe"."""
    common = {token.text for token in doc if token.is_lower}
    for token in doc:
        lone = (
            token.lower_ not in common
            and _is_unmarked(token)
            and all(child.dep_ not in _INSIDE for child in token.children)
        )
        acts = token.dep_ in ("nsubj", "nsubjpass") and token.head.pos_ in ("VERB", "AUX")
        if lone and acts and gender_of_name([token.lower_]) is None and not is_shouted(token.sent):
            yield token.i, token.i + 1, EntityType.OTHER


def _is_unmarked(token: Word) -> bool:
    return token.tag_ == "NNP" and token.is_title and not token.ent_type_ and len(token) > 2 and not is_title(token)


def _texts(span: Span) -> tuple[str, ...]:
    return tuple(t.text for t in span)


def _agree_on_types(doc: Tree, pieces: Sequence[Piece]) -> dict[int, EntityType]:
    """The type of each piece by its start: what the same words are mostly, and a person's surname is that person."""
    votes: dict[str, Counter[EntityType]] = {}
    surnames = {doc[end - 1].text for start, end, kind in pieces if kind is EntityType.PERSON and end - start > 1}
    for start, end, kind in pieces:
        votes.setdefault(doc.span(start, end).text.casefold(), Counter())[kind] += 1
    types = {}
    for start, end, _ in pieces:
        counts = votes[doc.span(start, end).text.casefold()]
        most = max(counts.values())
        types[start] = min((kind for kind in counts if counts[kind] == most), key=_strength)
        if end - start == 1 and doc[start].text in surnames and not _is_place(doc[start], types[start]):
            types[start] = EntityType.PERSON
        else:
            types[start] = known_type(doc.span(start, end)) or types[start]
    return types


def _is_place(word: Word, kind: EntityType) -> bool:
    """Whether the recogniser and the tables agree that the name that somebody in the text bears is a place's here."""
    return kind is EntityType.PLACE and word.text in load_places()


def _strength(kind: EntityType) -> int:
    return _STRENGTH.index(kind) if kind in _STRENGTH else -1


def _to_reference(doc: Tree, start: int, end: int, kind: EntityType) -> Reference:
    begin = find_title_start(doc, start, end) if kind is EntityType.PERSON else start
    name = doc.span(start, end)
    title = [t for t in doc[begin:start] if not t.is_punct]
    words = tuple(t.lower_ for t in name if not t.is_punct and t.lower_.rstrip(".") not in _SUFFIXES)
    words = words[1:] if words[:1] == ("the",) and len(words) > 1 else words
    office = _office_in(title)
    said = describe(office, title, doc.span(begin, start).text) if office else None
    noun = _class_word(doc, start) if kind is EntityType.ORGANIZATION else None
    if noun is not None:
        said = describe(noun, [noun], noun.text)
    plural = name[-1].tag_ in ("NNPS", "NNS") and kind in (EntityType.GROUP, EntityType.PARTY)
    return Reference(
        FoundMention(begin, end, doc.span(begin, end).root.i, MentionKind.NAME),
        kind,
        " ".join(name.text.split()),
        words or (name.text.lower(),),
        said,
        _gender(title, words) if kind is EntityType.PERSON else None,
        plural,
        definite=True,
        known=known_type(name) is kind,
    )


def _office_in(title: Sequence[Word]) -> Word | None:
    """The head noun of the title: its last word, or the one before "for" in "Senator for the North"."""
    if not title or is_office(title[-1]):
        return title[-1] if title else None
    return next((t for t, link in pairwise(title) if link.lower_ in ("of", "for") and is_office(t)), None)


def _gender(title: Sequence[Word], words: Sequence[str]) -> Gender | None:
    """What the title shows, or the given name; one word alone may be a surname and then shows nothing."""
    by_title = gender_of_words([t.lower_ for t in title])
    return by_title or (None if len(words) == 1 and may_be_surname(words[0]) else gender_of_name(words))
