"""Of which kind a word is, for the places of frames: person, body, agreement, law, document, money, place, contest."""

from collections.abc import Callable
from functools import lru_cache

from graph.nlp.facts.core.lexicon import lemma_of, role_nouns, roles, table
from graph.nlp.lexicons import listed
from graph.nlp.syntax.tree import Word

_BODIES = frozenset({"ORG", "GPE", "NORP"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_PERSONAL = frozenset(
    {
        "his",
        "her",
        "their",
        "my",
        "our",
        "he",
        "she",
        "him",
        "i",
        "they",
        "them",
        "we",
        "us",
        "who",
        "whom",
        "himself",
        "herself",
    }
)
_NO_NAME = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY", "LANGUAGE"})


def is_kind(word: Word, kinds: str) -> bool:
    """True if the word is of one of the kinds, joined by "|"; "any" is every noun, name and pronoun."""
    return any((_KINDS.get(kind) or _listed(kind))(word) for kind in kinds.split("|"))


@lru_cache(maxsize=32)
def kind_words(name: str) -> frozenset[str]:
    """Return one list of the lexicon of kinds."""
    return listed("facts/kinds", name)


def _listed(name: str) -> Callable[[Word], bool]:
    def test(word: Word) -> bool:
        return word.pos_ in {"NOUN", "PROPN"} and (
            lemma_of(word) in kind_words(name) or word.lower_ in kind_words(name)
        )

    return test


def _is_person(word: Word) -> bool:
    if word.pos_ == "PROPN":
        return word.ent_type_ == "PERSON" or (word.ent_type_ == "" and lemma_of(word) in role_nouns())
    if word.pos_ == "PRON":
        return word.lower_ in _PERSONAL
    return word.pos_ == "NOUN" and lemma_of(word) in _people()


@lru_cache(maxsize=1)
def _people() -> frozenset[str]:
    known = (("nominals", "persons"), ("titles", "offices"), ("groups", "heads"))
    return frozenset().union(kind_words("people"), role_nouns(), *(listed(*path) for path in known))


def _is_body(word: Word) -> bool:
    if word.pos_ in {"PROPN", "ADJ"} and word.ent_type_ in _BODIES:
        return True
    if word.pos_ == "PRON":
        return word.lower_ in {"it", "they", "which", "that", "we"}
    return word.pos_ in {"NOUN", "PROPN"} and lemma_of(word) in _body_nouns()


@lru_cache(maxsize=1)
def _body_nouns() -> frozenset[str]:
    return kind_words("bodies") | listed("nominals", "organizations") | listed("nominals", "governments")


def _is_organization(word: Word) -> bool:
    if word.pos_ == "PROPN" and word.ent_type_ == "ORG":
        return True
    return (
        word.ent_type_ not in {"GPE", "LOC", "PERSON"}
        and word.pos_ in {"NOUN", "PROPN"}
        and lemma_of(word) in roles("bodies")
    )


def _is_name(word: Word) -> bool:
    return word.pos_ == "PROPN" and word.ent_type_ not in _NO_NAME


def _is_money(word: Word) -> bool:
    return word.ent_type_ == "MONEY" or word.text in {"$", "€", "£"} or _listed("money")(word)


def _is_any(word: Word) -> bool:
    return word.pos_ in {"NOUN", "PROPN", "PRON", "NUM"} and word.ent_type_ not in {"DATE", "TIME"}


_KINDS: dict[str, Callable[[Word], bool]] = {
    "person": _is_person,
    "body": _is_body,
    "name": _is_name,
    "money": _is_money,
    "any": _is_any,
    "noun": lambda word: word.pos_ in {"NOUN", "PROPN"} and word.ent_type_ not in _NO_NAME,
    "place": lambda word: word.pos_ == "PROPN" and word.ent_type_ in _PLACES,
    "party": lambda word: word.text in table("party_words") or _listed("parties")(word),
    "organization": _is_organization,
    "sites": lambda word: word.pos_ == "NOUN" and lemma_of(word) in listed("relations", "places"),
    "amount": lambda word: word.ent_type_ == "MONEY" or word.text in {"$", "€", "£"},
    "work": lambda word: word.ent_type_ == "WORK_OF_ART" or _listed("documents")(word),
    "time": lambda word: word.ent_type_ == "DATE",
    "it": lambda word: word.lower_ in {"it", "that", "which", "this"},
    "named law": lambda word: word.ent_type_ == "LAW" or _listed("laws")(word),
}
