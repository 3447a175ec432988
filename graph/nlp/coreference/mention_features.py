"""What words tell, alone, about the thing that they refer to: type, gender, number, office."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.model import EntityType
from graph.nlp.coreference.names.demonyms import with_lands
from graph.nlp.findings import FoundMention
from graph.nlp.lexicons import load_lexicon
from graph.nlp.syntax.tree import Word

_APOSTROPHES = str.maketrans("’‘ʻ`", "''''")
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X"})


class Gender(StrEnum):
    """The gender that the words show; where they show none, it is left out."""

    FEMININE = "feminine"
    MASCULINE = "masculine"


@dataclass(frozen=True, slots=True)
class Description:
    """A noun phrase taken apart: "the Canadian prime minister" is minister, of rank prime, with the word canadian."""

    text: str
    noun: str
    rank: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    def fits(self, known: "Description") -> bool:
        """Whether this may refer back to what the other describes: it says nothing that the other does not."""
        return self.noun == known.noun and self.rank == known.rank and self.words <= known.words


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that may refer, and what they tell by themselves."""

    mention: FoundMention
    type: EntityType | None = None  # None: a pronoun
    name: str = ""  # the proper name without title; empty: none
    words: tuple[str, ...] = ()  # of the name, lower case
    description: Description | None = None  # of a nominal, or of the title before a name
    gender: Gender | None = None
    plural: bool = False
    definite: bool = False
    guessed: bool = False  # True: a name by its capital letter alone
    known: bool = False  # True: everybody knows what kind of thing it names


def describe(head: Word, tokens: list[Word], text: str) -> Description:
    """The noun phrase of these tokens, without determiners, prepositions and words such as "former"."""
    lexicon = load_lexicon("titles")
    ranks, passing = lexicon["ranks"], lexicon["passing"]
    aliases = load_lexicon("aliases")["parties"]
    content = [_stem(t) for t in tokens if t.i != head.i and t.pos_ in _CONTENT and t.text[0].isalnum()]
    others = [aliases.get(word, word) for word in with_lands(content) if word not in passing]
    return Description(
        text,
        _stem(head),
        frozenset(word for word in others if word in ranks),
        frozenset(word for word in others if word not in ranks),
    )


def _stem(token: Word) -> str:
    """The lower-cased lemma; of capitalised words the parser keeps plurals, so they lose their s here."""
    word = token.lemma_.lower()
    return word[:-1] if token.tag_ == "NNPS" and word.endswith("s") and not word.endswith("ss") else word


def plain_words(words: Sequence[str]) -> tuple[str, ...]:
    """The words of a name with one kind of apostrophe and without accents."""
    return tuple(_without_accents(word) for word in words)


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFKD", word.translate(_APOSTROPHES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))
