"""Relatives who go by a given name: "Duarte's wife, Ana" is Ana Duarte, if the gazetteer knows both."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph.linking.gazetteer import Gazetteer
from graph.linking.names import name_words
from graph.linking.profile import Profile
from graph.linking.records import Person
from graph.linking.roles import load_roles
from graph.model import Article, Candidate, Entity, EntityType, MentionKind

_BEFORE = 30  # characters before a name in which the word for kin stands
_MOST = 50  # last names that are tried
_SCORE = 0.8
_LAST_WORD = re.compile(r"(\w+),? +$")


def link_kin(
    entities: Sequence[Entity], profiles: Sequence[Profile], article: Article, gazetteer: Gazetteer
) -> tuple[Entity, ...]:
    """Return the entities, relatives of linked people linked by given name and their last name."""
    surnames = sorted(
        {
            name_words(person.name)[-1]
            for entity in entities
            if entity.wikidata and (person := gazetteer.persons.get(entity.wikidata))
        }
    )[:_MOST]
    return tuple(
        _as(entity, person) if (person := _relative(entity, profile, article, surnames, gazetteer)) else entity
        for entity, profile in zip(entities, profiles, strict=True)
    )


def _relative(
    entity: Entity, profile: Profile, article: Article, surnames: Iterable[str], gazetteer: Gazetteer
) -> Person | None:
    """The one person of the given name and a last name of somebody linked; None where no word speaks of kin."""
    if entity.wikidata or entity.type is not EntityType.PERSON or len(profile.names) != 1 or " " in profile.names[0]:
        return None
    named = [mention for mention in entity.mentions if mention.kind is MentionKind.NAME]
    if not any(_is_kin(article.text[max(0, m.span.start - _BEFORE) : m.span.start]) for m in named):
        return None
    found = {
        person.qid: person
        for surname in surnames
        for person in gazetteer.persons_named(f"{profile.names[0]} {surname}")
        if not (person.gender and person.gender in _others(profile.genders))
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _is_kin(before: str) -> bool:
    word = _LAST_WORD.search(before)
    return word is not None and word.group(1).lower() in load_roles().kin


def _others(genders: tuple[str, ...]) -> set[str]:
    """The gender that the article does not mostly speak of, where it shows one."""
    balance = genders.count("f") - genders.count("m")
    return {"m"} if balance > 0 else {"f"} if balance < 0 else set()


def _as(entity: Entity, person: Person) -> Entity:
    candidate = Candidate(person.qid, person.name, _SCORE, "given name, and the last name of kin")
    return replace(entity, label=person.name, wikidata=person.qid, confidence=_SCORE, candidates=(candidate,))
