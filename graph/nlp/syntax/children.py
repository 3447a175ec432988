"""What hangs directly on a word, by its relation to it: "nsubj", "dobj"."""

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
