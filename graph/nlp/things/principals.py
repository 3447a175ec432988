"""Whom a spokesman, a lawyer or an aide speaks for: "a spokesman for Senn", "Senn's lawyer, Tom Hale"."""

from collections.abc import Iterator, Sequence

from graph.nlp.lexicons import listed
from graph.nlp.syntax.tree import Tree, Word
from graph.nlp.things.things import Things

_NOUNS = frozenset({"NOUN", "PROPN"})
_INSIDE = frozenset({"amod", "compound", "nmod"})
_TITLED = frozenset({"appos", "compound", "nmod"})  # how a role stands before or after its bearer's name


def find_principals(tree: Tree, speakers: Sequence[int | None], things: Things) -> dict[int, int]:
    """Return for each speaker that the article names as somebody's agent that somebody's entity.

    Speakers and principals are counted as in `Things.entity_at`. The role, told once, holds throughout the article.
    """
    wanted = {speaker for speaker in speakers if speaker is not None}
    found: dict[int, int] = {}
    for head, entity in sorted(things.entity_at.items()):
        if entity in wanted and entity not in found:
            principal = principal_of(tree[head])
            named = things.actor_for(principal.i) if principal is not None else None
            if named is not None and named != entity:
                found[entity] = named
    return found


def principal_of(bearer: Word) -> Word | None:
    """The word that names whom the bearer of a role speaks for; None: the words name no such role, or nobody."""
    return next((named for role in _roles_of(bearer) for named in _spoken_for(role, bearer)), None)


def _roles_of(bearer: Word) -> Iterator[Word]:
    """The nouns that say what somebody is: the word itself, the title before the name, the apposition beside it."""
    near = [bearer, *(c for c in bearer.children if c.dep_ in _TITLED)]
    near += [bearer.head] if bearer.dep_ in _TITLED else []
    yield from (word for word in near if _is_agent(word))


def _is_agent(noun: Word) -> bool:
    if noun.pos_ not in _NOUNS:
        return False
    before = noun.doc[noun.i - 1] if noun.i > noun.sent.start else None
    return noun.lemma_.lower() in listed("groups", "agents") or (before is not None and _is_of_role(before, noun))


def _is_of_role(word: Word, role: Word) -> bool:
    """The press in "press secretary", which names nobody."""
    return f"{word.lower_} {role.lemma_.lower()}" in listed("groups", "agents")


def _spoken_for(role: Word, bearer: Word) -> Iterator[Word]:
    """ "spokesman for X", "X's lawyer", "X spokesman Tom Hale"."""
    holders = (role, bearer) if role.dep_ in ("compound", "nmod") else (role,)
    for holder in holders:
        yield from (c for c in holder.children if c.dep_ == "poss" and c.pos_ in (*_NOUNS, "PRON"))
    for child in role.children:
        if child.dep_ == "prep" and child.lower_ in ("for", "of", "to"):
            yield from (c for c in child.children if c.dep_ == "pobj" and c.pos_ in _NOUNS)
    before = [c for holder in holders for c in holder.children if c.dep_ in _INSIDE and c.i < role.i]
    yield from (c for c in reversed(before) if c.pos_ == "PROPN" and not _is_agent(c) and not _is_of_role(c, role))
