"""What hangs directly on a word, by its relation to it: "nsubj", "dobj"."""

from collections.abc import Collection, Iterator

from graph.nlp.syntax.tree import Word


def find_child(word: Word, *relations: str) -> Word | None:
    """Return the first word in text order that hangs on the word by one of the relations."""
    for child in word.children:
        if child.dep_ in relations:
            return child
    return None


def has_child(word: Word, *relations: str) -> bool:
    """True if anything hangs on the word by one of the relations."""
    return find_child(word, *relations) is not None


def find_children(word: Word, *relations: str) -> list[Word]:
    """Return the words that hang on the word by one of the relations, in text order."""
    return [child for child in word.children if child.dep_ in relations]


def find_form(word: Word, relation: str, forms: Collection[str]) -> Word | None:
    """Return the first word of one of the forms, in small letters, that hangs on the word by the relation."""
    for child in word.children:
        if child.dep_ == relation and child.lower_ in forms:
            return child
    return None


def objects_of(word: Word, forms: Collection[str]) -> Iterator[Word]:
    """Yield what the prepositions of these forms that hang on the word govern: the port of "closure of the port"."""
    for preposition in word.children:
        if preposition.dep_ == "prep" and preposition.lower_ in forms:
            yield from find_children(preposition, "pobj")
