"""What an article says of one entity: its names, the words beside them, the pronouns that mean it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph.linking.gazetteer import Gazetteer
from graph.linking.names import bare, fold
from graph.linking.records import Region
from graph.linking.roles import Description, describe, is_title_word, load_roles
from graph.model import Article, Entity, EntityType, Mention, MentionKind

_READ = 30  # mentions of one entity that are looked at: the first ones introduce it
_BEFORE, _AFTER = 90, 110  # characters beside a name in which its title may stand
_ABBREVIATION = 5  # characters of the longest title that is cut short with a full stop: "Pres."
_WRAPPING = re.compile(r"^(?:(?:these|this|our|all)\b)?[\s|*_#>«»]*|[\s|*_#<«»]+$", re.IGNORECASE)  # no part of a name
_TOKEN = re.compile(r"\S+")
_END = re.compile(r"[.;:!?\n()\[\]\"“”—]|,(?! [A-Z])")
_CONNECTORS = frozenset({"of", "and", "for", "the", "&", "to"})
_FOLLOWERS = frozenset({"of", "for", "from", "in", "to", "who", "and", "since", "until", "at"})
_INITIAL = re.compile(r"[\s,(]*([A-Z])\s?[-–—]\s?([A-Z][\w.]*(?: [A-Z][\w.]*)?)")
_LEANING = re.compile(r"^(?:pro|anti|ex|non)[-–]\S+\s+", re.IGNORECASE)  # "pro-Lisbon Forward Party"
_STANDS_IN = re.compile(r"(?:^|[\s(])(?:in|to|from|near|around|outside|across|leaving|visit|visiting)\s+$")
_PLACE_AFTER = re.compile(r"\s*(?:,|(?=D\.? ?C\.?))\s*((?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,2})")


@dataclass(frozen=True, slots=True)
class Profile:
    """The evidence that an article gives for one entity."""

    entity: Entity
    names: tuple[str, ...] = ()  # without titles, longest first
    described: tuple[Description, ...] = ()
    nominal: tuple[Description, ...] = ()  # the part of `described` that stands in the place of a name
    beside: tuple[Description, ...] = ()  # the other part: words right before and after a name
    genders: tuple[str, ...] = ()  # "m" or "f" for each pronoun and form of address that shows one
    place_kind: str = ""  # "the state of Georgia", "Washington state"
    within: frozenset[Region] = frozenset()  # regions that follow a place's name: "Dartmouth, N.S."
    is_city: bool = False  # things happen in it, and nothing beside its name speaks of a province or state


def read_profile(entity: Entity, article: Article, gazetteer: Gazetteer) -> Profile:
    """Return the names of an entity and what stands beside them."""
    named = [mention for mention in entity.mentions if mention.kind is MentionKind.NAME][:_READ]
    split = [_split(article.text_of(mention.span), entity, gazetteer) for mention in named]
    titles = [title for title, _ in split if title]
    titles += [words for mention in named for words in _beside(mention, article, gazetteer)]
    common = [mention for mention in entity.mentions if mention.kind is MentionKind.NOMINAL][:_READ]
    nominal = tuple(describe(words, gazetteer) for words in _unique(article.text_of(m.span) for m in common))
    names = _unique(name for _, name in split)
    beside = tuple(describe(words, gazetteer) for words in _unique(titles))
    return Profile(
        entity,
        tuple(sorted(names, key=lambda name: (-len(name.split()), -len(name), name))),
        (*beside, *nominal),
        nominal,
        beside,
        _genders(entity, titles, article),
        next((kind for mention in named for kind in _place_kinds(mention, article)), ""),
        frozenset(region for mention in named for region in _within(mention, article, gazetteer)),
        entity.type is EntityType.PLACE and _is_city(named, article),
    )


def lend_offices(profile: Profile, offices: tuple[Description, ...]) -> Profile:
    """Return the profile of a person with a last name only, with the offices that the article gives without a name."""
    full = any(" " in name for name in profile.names)
    if full or not profile.names or profile.entity.type is not EntityType.PERSON:
        return profile
    given = any(description.roles for description in profile.described)
    return profile if given else replace(profile, described=(*profile.described, *offices))


def _split(words: str, entity: Entity, gazetteer: Gazetteer) -> tuple[str, str]:
    kind = entity.type
    if kind is EntityType.PERSON:
        return split_title(words, gazetteer, entity.label)
    name = _LEANING.sub("", _WRAPPING.sub("", " ".join(bare(words).split())))
    return "", name.partition(",")[0] if kind is EntityType.PLACE and not gazetteer.places_named(name) else name


def split_title(words: str, gazetteer: Gazetteer, label: str = "") -> tuple[str, str]:
    """Return title and name of "Prime Minister Justin Trudeau"; a name that the gazetteer knows is left whole.

    A name ends the words: what is before it in small letters ("communications director") is no part of it, and where
    they end with the `label` of the entity, that is it.
    """
    name = " ".join(bare(words).split())
    if gazetteer.persons_named(name) or gazetteer.places_named(name):
        return "", name
    if " " in label and name.endswith(f" {label}") and not is_title_word(label.split()[0], gazetteer):
        return name.removesuffix(label).strip(), label
    parts = name.split()
    cut = _after_small_letters(parts)
    while cut < len(parts) - 1 and (is_title_word(parts[cut], gazetteer) or parts[cut] in _CONNECTORS):
        cut += 1
        if gazetteer.persons_named(" ".join(parts[cut:])):
            break
    return " ".join(parts[:cut]), " ".join(parts[cut:])


def _after_small_letters(parts: list[str]) -> int:
    """Return where the last word in small letters ends that is no particle of a name."""
    particles = load_roles().particles
    small = [place for place, word in enumerate(parts[:-1]) if word[0].islower() and word not in particles]
    return small[-1] + 1 if small else 0


def _beside(mention: Mention, article: Article, gazetteer: Gazetteer) -> list[str]:
    text, span = article.text, mention.span
    found = [title_before(text[max(0, span.start - _BEFORE) : span.start], gazetteer)]
    found.append(title_after(text[span.end : span.end + _AFTER]))
    return [words for words in found if words]


def title_before(text: str, gazetteer: Gazetteer) -> str:
    """Return the title that ends where a name begins: "On Tuesday, Quebec Premier " gives "Quebec Premier"."""
    if not text.endswith((" ", "\n")) or text.endswith("\n\n"):
        return ""
    taken: list[str] = []
    for token in reversed(_TOKEN.findall(text)[1:] if len(text) == _BEFORE else _TOKEN.findall(text)):
        if not _may_precede(token, taken, gazetteer):
            break
        taken.insert(0, token)
    while taken and fold(taken[0]) in _CONNECTORS:
        taken.pop(0)
    words = " ".join(taken)
    return words if taken and _is_title(taken, words, gazetteer) else ""


def _may_precede(token: str, taken: list[str], gazetteer: Gazetteer) -> bool:
    """True if the token may belong to a title, of which the words after it are taken."""
    if token[-1] in '!?;:"”)—' or len(taken) > 9:
        return False
    if token[-1] == "." and len(token) > _ABBREVIATION and token not in gazetteer.regions:
        return False
    if token[-1] == "," and not any(fold(word) == "and" for word in taken):
        return False
    return token[0].isupper() or fold(token) in _CONNECTORS or is_title_word(token, gazetteer) or _is_department(taken)


def _is_department(taken: list[str]) -> bool:
    """True if the words taken begin with a role in lower case, before which its department may stand."""
    first = tuple(fold(taken[0]).split()) if taken else ()
    return bool(first) and taken[0][0].islower() and first in load_roles().roles


def _is_title(taken: list[str], words: str, gazetteer: Gazetteer) -> bool:
    roles = describe(words, gazetteer).roles
    if not roles:
        return fold(taken[-1]) in load_roles().honorifics
    last = fold(bare(taken[-1]))
    ends = any(key[-1] == last for key in load_roles().roles)
    return ends or (roles[-1].explicit and last not in _CONNECTORS and taken[-1][-1] != ",")


def title_after(text: str) -> str:
    """Return the title that follows a name: ", the premier of Quebec," or "(D-Calif.)"."""
    initial = _INITIAL.match(text)
    party = load_roles().initials.get(initial.group(1)) if initial else None
    if initial and party:
        return f"{party} {initial.group(2)}"
    if not text.startswith((", ", " (")):
        return ""
    rest = text[2:]
    end = _END.search(rest.replace("U.S.", "U-S-"))
    words = rest[: end.start()] if end else rest
    return words if _stands_alone(words.partition(", ")[0]) else ""


def _stands_alone(words: str) -> bool:
    """True if the words are a title only, not one with somebody else's name: "and Premier Smith"."""
    tokens = words.split()
    lexicon = load_roles()
    for place, token in enumerate(tokens):
        if (fold(bare(token)),) in lexicon.roles:
            following = tokens[place + 1] if place + 1 < len(tokens) else "of"
            return fold(following) in _FOLLOWERS or (fold(following),) in lexicon.roles
        if fold(token) == "and" or (token[0].isupper() and place > 5):
            return False
    return False


def _genders(entity: Entity, titles: list[str], article: Article) -> tuple[str, ...]:
    genders = load_roles().genders
    pronouns = [m for m in entity.mentions if m.kind is MentionKind.PRONOUN][:_READ]
    words = [fold(article.text_of(mention.span)) for mention in pronouns] + [fold(t.split()[-1]) for t in titles]
    return tuple(genders[word] for word in words if word in genders)


def _place_kinds(mention: Mention, article: Article) -> list[str]:
    """Return what kind of place the words beside a name say it is."""
    kinds, text = load_roles().place_kinds, article.text
    before = text[max(0, mention.span.start - _BEFORE) : mention.span.start].split()[-2:]
    after = text[mention.span.end : mention.span.end + 20].split()[:1]
    words = [before[0]] if len(before) == 2 and before[1] == "of" else []
    if text[mention.span.end : mention.span.end + 1] == " ":
        words += [word.strip(".,;:") for word in after]
    return [kinds[word] for word in words if word in kinds]


def _is_city(named: list[Mention], article: Article) -> bool:
    """True if somebody is in it, and no mention is that of a state: "Utica, New York", "the New York governor"."""
    text, offices = article.text, load_roles().state_words
    for mention in named:
        following = text[mention.span.end : mention.span.end + 30].split()[:1]
        after_place = text[max(0, mention.span.start - 2) : mention.span.start] == ", "
        if after_place or any(word.strip(".,;:").lower() in offices for word in following):
            return False
    return any(_STANDS_IN.search(text[max(0, m.span.start - 12) : m.span.start]) for m in named)


def _within(mention: Mention, article: Article, gazetteer: Gazetteer) -> tuple[Region, ...]:
    inside = article.text_of(mention.span).partition(",")[2].strip()
    after = _PLACE_AFTER.match(article.text[mention.span.end : mention.span.end + 40])
    words = inside or (after.group(1) if after else "")
    while words:
        found = gazetteer.regions.get(words) or gazetteer.regions.get(words.rstrip("."))
        if found:
            return found
        words = words.rpartition(" ")[0]
    return ()


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
