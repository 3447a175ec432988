"""Noun phrases as token indices: the shortest words that name a thing, and the fuller ones that tell it apart."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from graph.model import CharSpan
from graph.nlp.syntax.children import has_child
from graph.nlp.syntax.tree import Tree, Word

_LEFT = frozenset(
    {
        "det",
        "amod",
        "compound",
        "nummod",
        "poss",
        "quantmod",
        "advmod",
        "nmod",
        "case",
        "predet",
        "neg",
        "punct",
        "preconj",
        "npadvmod",
        "cc",
        "conj",
        "dep",
        "appos",
    }
)
_RIGHT = frozenset({"prep", "acl", "relcl", "nummod", "amod", "npadvmod", "advmod", "case", "compound", "nmod", "poss"})
_MAX_CONJUNCTS = 12
_MAX_LENGTH = 25  # tokens after the head
_LEADS_ON = frozenset({"prep", "cc", "mark", "aux", "det", "nsubj"})
_CLOSED_BY = frozenset({",", "--", "—", "–", "―", ";", ":", "(", "-"})


def find_phrase(head: Word) -> tuple[int, ...]:
    """Return the head with the modifiers before it, and an "of" phrase after it: "the prime minister of Peru"."""
    if head.phrase is None:
        head.phrase = _find_phrase(head)
    return head.phrase


def _find_phrase(head: Word) -> tuple[int, ...]:
    indices = set(_left_of(head))
    if is_portfolio(head):
        indices.update(range(head.i, head.right_edge.i + 1))
    for child in head.rights:
        if child.dep_ == "case" or (
            child.dep_ in {"nummod", "compound", "npadvmod"} and child.left_edge.i == head.i + 1
        ):
            indices.update(token.i for token in child.subtree)
        elif child.dep_ == "prep" and child.lower_ == "of" and not is_coordinated(child):
            indices.update(_of_phrase(child))
    return tuple(sorted(indices))


def find_core(head: Word) -> tuple[int, ...]:
    """Return the head with the modifiers before it only: "the prime minister"."""
    right = {token.i for child in head.rights if child.dep_ == "case" for token in child.subtree}
    return tuple(sorted(set(_left_of(head)) | right))


def find_readings(head: Word) -> list[tuple[int, ...]]:
    """Return the phrase once for each of its joined modifiers: "economic structures", "social structures"."""
    whole = find_phrase(head)
    for child in head.lefts:
        joined = [word for word in child.rights if word.dep_ == "conj" and word.i < head.i]
        if child.dep_ in {"amod", "compound", "nmod"} and joined and child.pos_ == joined[0].pos_:
            parts = [{child.i}, *map(_places, joined)]
            rest = set(whole) - _places(child)
            return [tuple(sorted(rest | part)) for part in parts]
    return [whole]


def _places(word: Word) -> set[int]:
    return {below.i for below in word.subtree}


def find_full_phrase(head: Word) -> tuple[int, ...]:
    """Return the head with all that restricts it up to a comma or dash: phrases, participles, clauses."""
    if is_portfolio(head):
        return find_phrase(head)
    indices = {*_left_of(head), *_restricting(head)}
    right = [i for i in sorted(indices) if i > head.i]
    for position, i in enumerate(right):
        if _closes(head.doc[i]) or i != head.i + 1 + position:
            indices -= set(right[position:])
            break
    indices -= _headless(head, indices)
    return _without_loose_ends(head, sorted(indices))


def _restricting(head: Word) -> Iterator[int]:
    """Yield the words after the head that tell it apart, as far as it is not joined to another."""
    joined = [child.i for child in head.rights if child.dep_ in {"conj", "cc"}]
    limit = head.i + _MAX_LENGTH
    end = min([limit, *joined])
    for child in head.rights:
        if min([child.right_edge.i + 1, *joined]) > limit:
            return  # rather none of it than half
        if child.dep_ in _RIGHT and child.left_edge.i < end:
            yield from range(child.left_edge.i, min(child.right_edge.i + 1, end))


def _closes(token: Word) -> bool:
    """True if the phrase ends before this mark; a hyphen within a word ends nothing: "her 14-year-old"."""
    if token.text == "-":
        return token.i == 0 or bool(token.nbor(-1).whitespace_)
    return token.text in _CLOSED_BY


def _headless(head: Word, indices: set[int]) -> set[int]:
    """Return what is left of clauses after the head whose verb has been cut away."""
    clauses = (child for child in head.rights if child.dep_ in {"acl", "relcl"})
    cuts = [start for clause in clauses if (start := _cut_of(clause, indices)) is not None]
    return {i for i in indices if cuts and i >= min(cuts)}


def _cut_of(clause: Word, indices: set[int]) -> int | None:
    """Return where a clause begins to lack its verb, or the second of two that differ in form."""
    if clause.i not in indices:
        return clause.left_edge.i
    joined = [word for word in clause.children if word.dep_ == "conj" and word.tag_ != clause.tag_]
    if not joined or joined[0].pos_ not in {"VERB", "AUX"}:
        return None
    linked = [word.i for word in clause.children if word.dep_ == "cc" and clause.i < word.i < joined[0].i]
    return min([joined[0].left_edge.i, *linked])


def _without_loose_ends(head: Word, indices: list[int]) -> tuple[int, ...]:
    """Without words at the end that lead on, and without a quotation mark that stands alone."""
    doc = head.doc
    while indices[-1] > head.i and (doc[indices[-1]].dep_ in _LEADS_ON or doc[indices[-1]].is_space):
        indices.pop()
    quotes = [i for i in indices if doc[i].is_quote]
    lone = quotes[-1:] if len(quotes) % 2 else []
    return tuple(i for i in indices if i not in lone or i == head.i)


def find_source_phrase(head: Word) -> tuple[int, ...]:
    """Return a noun with all that identifies it, as a source is named; clauses after it are left out."""
    dropped = {
        token.i
        for child in head.children
        if child.i > head.i
        and (child.dep_ in ("relcl", "acl", "advcl") or (child.dep_ == "punct" and child.text in "—–--"))
        for token in child.subtree
    }
    return tuple(token.i for token in head.subtree if token.i not in dropped)


def fill_gaps(doc: Tree, indices: tuple[int, ...]) -> tuple[int, ...]:
    """Return the tokens with a mark of possession or a hyphen that was left out between two of them."""
    missing = {
        i + 1
        for i, after in pairwise(indices)
        if after == i + 2 and (doc[i + 1].tag_ == "POS" or doc[i + 1].text in {"-", "’", "'"})
    }
    return tuple(sorted({*indices, *missing}))


def without_lone_quote(doc: Tree, indices: tuple[int, ...]) -> tuple[int, ...]:
    """Without a quotation mark at either end whose partner lies elsewhere."""
    quotes = [i for i in indices if doc[i].is_quote]
    if len(quotes) == 1 and quotes[0] in {indices[0], indices[-1]} and len(indices) > 1:
        return tuple(i for i in indices if i != quotes[0])
    return indices


def find_conjuncts(head: Word) -> list[Word]:
    """Return the head and what is joined to it, in text order: "Peru, Chile and Ecuador"."""
    if is_portfolio(head):
        return [head]
    found, position = [head], 0
    while position < len(found) < _MAX_CONJUNCTS:
        joined = found[position].children
        found += [child for child in joined if child.dep_ == "conj" and child.i > found[position].i]
        position += 1
    return sorted(found, key=lambda token: token.i)


def is_portfolio(head: Word) -> bool:
    """True if what is joined belongs to one title: "Minister of Labour, Families and Youth"."""
    joined = [child for child in head.rights if child.dep_ == "conj"] if head.pos_ == "PROPN" else []
    if not joined:
        return False
    office = any(child.dep_ == "prep" and child.lower_ in {"of", "for"} for child in head.rights)
    names = [head, *joined, *(word for child in joined for word in child.rights if word.dep_ == "conj")]
    plain = all(word.pos_ == "PROPN" and not word.ent_type_ for word in names)
    return office and plain and head.doc[joined[0].left_edge.i - 1].text == ","


def is_coordinated(preposition: Word) -> bool:
    """True if the preposition has two objects or more."""
    return has_child(preposition, "conj") or any(has_child(child, "conj") for child in preposition.children)


def to_spans(doc: Tree, indices: Iterable[int]) -> tuple[CharSpan, ...]:
    """Return the characters of the tokens, one span for each run of neighbours."""
    spans: list[CharSpan] = []
    last = -2
    for i in sorted(set(indices)):
        token = doc[i]
        if token.is_space:
            continue
        end = token.idx + len(token.text)
        if spans and (i == last + 1 or all(doc[between].is_space for between in range(last + 1, i))):
            spans[-1] = CharSpan(spans[-1].start, end)
        else:
            spans.append(CharSpan(token.idx, end))
        last = i
    return tuple(spans)


def to_words(doc: Tree, indices: Iterable[int]) -> str:
    """Return the words in the order given, white space made single."""
    return " ".join(
        "".join(doc[i].text_with_ws if i + 1 == after else doc[i].text + " " for i, after in _pairs(indices)).split()
    )


def _pairs(indices: Iterable[int]) -> Iterator[tuple[int, int]]:
    listed = [*indices]
    yield from zip(listed, [*listed[1:], -1], strict=True)


def _left_of(head: Word) -> Iterator[int]:
    """Yield the head and its modifiers to the left, without punctuation at the front."""
    modifiers = (child for child in head.lefts if child.dep_ in _LEFT)
    words = sorted((word for child in modifiers for word in child.subtree if word.i < head.i), key=lambda word: word.i)
    while words and (words[0].is_punct or words[0].is_space) and not _opens_quotation(words):
        words.pop(0)
    yield from (word.i for word in words)
    yield head.i


def _opens_quotation(words: Sequence[Word]) -> bool:
    return words[0].is_quote and any(word.is_quote for word in words[1:])


def _of_phrase(preposition: Word) -> Iterator[int]:
    for child in preposition.rights:
        if child.dep_ in {"pobj", "pcomp"}:
            yield preposition.i
            yield from find_phrase(child)
