"""Group the names of what is no person: acronyms, short forms of the names of bodies and parties."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from graph.model import EntityType
from graph.nlp.coreference.clusters import Cluster
from graph.nlp.coreference.mention_features import Reference
from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.syntax.tree import Tree

_LINKS = listed("names", "links")
_COMPANY_FORMS = listed("names", "company_forms")
_BODIES = frozenset({EntityType.ORGANIZATION, EntityType.OTHER, EntityType.WORK})
_LONGEST = 8  # words of a name whose parts are looked for
_LONGEST_LAND = 2  # words of a country's name before that of its body


def group_bodies(doc: Tree, references: Sequence[Reference]) -> list[Cluster]:
    """One cluster a name that is not a person's; acronyms and short forms join the name that they shorten."""
    keys = [_key(reference) for reference in references]
    spelled = _spelled_out(doc, references, keys)
    shortened = _short_forms(references, keys)
    types = {key: reference.type for key, reference in reversed(list(zip(keys, references, strict=True)))}
    clusters: dict[str, Cluster] = {}
    for reference, key in zip(references, keys, strict=True):
        letters = key.removeprefix("party ")
        whole = spelled.get(letters, key) if len(reference.words) == 1 and reference.name.isupper() else key
        whole = shortened.get(whole, whole)
        if whole != key:  # the words tell more of what it is than the letters do
            reference = replace(reference, type=types[whole])
        clusters.setdefault(whole, Cluster()).add(reference)
    return list(clusters.values())


def _key(reference: Reference) -> str:
    """The name as everybody would write it: without dots, legal forms, and by its alias if it has one."""
    aliases = load_lexicon("aliases")
    words = [word.replace(".", "").replace("’", "'") for word in reference.words]
    while len(words) > 1 and words[-1] in _COMPANY_FORMS:
        words.pop()
    if reference.type is EntityType.PARTY:
        first = words[0]
        if len(words) == 1 or (words[1] == "party" and (len(words) == 2 or words[2] in _LINKS)):
            return f"party {aliases['parties'].get(first, first)}"
    name = " ".join(words)
    if reference.type is EntityType.GROUP:
        return f"group {name}"  # a team is not its country
    return str(aliases["names"].get(name) or " ".join(_by_full_land(words, aliases["names"])))


def _by_full_land(words: list[str], aliases: Mapping[str, str]) -> list[str]:
    """The words with a land before a body's name in full, and "department of justice" turned."""
    for size in range(_LONGEST_LAND, 0, -1):
        full = aliases.get(" ".join(words[:size])) if len(words) > size + 1 else None
        if full is not None:
            words = [*full.split(), *words[size:]]
            break
    if "department" in words[:-2]:
        place = words.index("department")
        if words[place + 1] == "of" and place + 2 < len(words):
            return [*words[:place], *words[place + 2 :], "department"]
    return words


def _spelled_out(doc: Tree, references: Sequence[Reference], keys: Sequence[str]) -> dict[str, str]:
    """For each acronym the one name of the article that it shortens."""
    by_initials: dict[str, set[str]] = {}
    for reference, key in zip(references, keys, strict=True):
        for initials in _initials(doc, reference):
            by_initials.setdefault(initials, set()).add(key)
    found = {letters: names - {letters} for letters, names in by_initials.items()}
    return {letters: names.pop() for letters, names in found.items() if len(names) == 1}


def _initials(doc: Tree, reference: Reference) -> list[str]:
    """The initials of a name of several words, lower case: whole, and without "Department of" or a land before it."""
    words = [t.text for t in doc[reference.mention.start : reference.mention.end] if t.text[0].isalpha()]
    letters = [(word[0], word.lower()) for word in words if word.lower() not in _LINKS]
    if len(letters) < 2:
        return []
    whole = "".join(letter for letter, _ in letters).lower()
    classes = load_lexicon("nominals")["governments"]
    return [whole, whole[1:]] if letters[0][1] in classes and len(letters) > 2 else [whole]


def _short_forms(references: Sequence[Reference], keys: Sequence[str]) -> dict[str, str]:
    """For each name that is the beginning or the end of just one longer name before it, that one."""
    first: dict[str, int] = {}
    for reference, key in zip(references, keys, strict=True):
        if reference.type in _BODIES:
            first[key] = min(first.get(key, reference.mention.start), reference.mention.start)
    longer: dict[str, set[str]] = {}
    for key in first:
        for part in _parts(key.split()):
            if part in first and first[key] < first[part]:
                longer.setdefault(part, set()).add(key)
    found = {part: names.pop() for part, names in longer.items() if len(names) == 1}
    return {part: _follow(name, found) for part, name in found.items()}


def _follow(name: str, shortened: Mapping[str, str]) -> str:
    while name in shortened:
        name = shortened[name]  # each is longer than the one before
    return name


def _parts(words: Sequence[str]) -> Iterable[str]:
    """Beginnings and ends of a name that may be short for it: "Tax Policy Center" of "Urban Tax Policy Center"."""
    if not 1 < len(words) <= _LONGEST:
        return
    classes = {*load_lexicon("nominals")["governments"], *load_lexicon("nominals")["organizations"]}
    lands = load_lexicon("countries")["countries"]
    for cut in range(1, len(words)):
        end, start = words[cut:], words[:cut]
        if end[0] not in _LINKS and words[cut - 1] not in _LINKS and (len(end) > 1 or end[0] not in classes):
            yield " ".join(end)
        whole = len(words) == 2 or (len(end) == 1 and end[0] in classes)  # "Wells Fargo", "Homeland Security Agency"
        if whole and start[-1] not in _LINKS and " ".join(start) not in lands:
            yield " ".join(start)
