"""Group names that mean the same: surnames after full names, acronyms, short forms of parties."""

from collections.abc import Iterable, Mapping, Sequence

from graph.model import EntityType
from graph.nlp.coreference.clusters import Cluster
from graph.nlp.coreference.mention_features import Gender, Reference
from graph.nlp.coreference.predications import is_kin
from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.syntax.tree import Tree

_LONGEST_SURNAME = 3  # words: "von der Leyen"
_LINKS = listed("names", "links")
_COMPANY_FORMS = listed("names", "company_forms")


def group_names(doc: Tree, references: Iterable[Reference]) -> list[Cluster]:
    """The clusters that names alone make, in the order of their first names."""
    named = [reference for reference in references if reference.name]
    people = _People(doc, _first_by_surname(named))
    # Longest names first, so that a surname finds its full name wherever that stands.
    for reference in sorted(named, key=lambda r: (-len(r.words), r.mention.start)):
        if reference.type is EntityType.PERSON:
            people.add(reference)
    others = _others(doc, [reference for reference in named if reference.type is not EntityType.PERSON])
    clusters = [*people.clusters, *others]
    for cluster in clusters:
        cluster.references.sort(key=lambda reference: reference.mention.start)
    return sorted(clusters, key=lambda cluster: cluster.first)


class _People:
    """One cluster a person, found by whole name, by surname with initial, by surname and by given name."""

    def __init__(self, doc: Tree, first_named: Mapping[str, int]) -> None:
        self.clusters: list[Cluster] = []
        self._doc = doc
        self._first_named = first_named
        self._by_key: dict[tuple[str, ...], list[Cluster]] = {}

    def add(self, reference: Reference) -> None:
        """Take up a name: with the one person who may bear it, else as a new person."""
        words = reference.words
        known = self._one(("part", *words), reference.gender)
        if known is None and len(words) > 1:
            known = self._one(("name", words[0].rstrip("."), words[-1]), reference.gender)
            if known is None:
                abbreviated = len(words[0].rstrip(".")) == 1
                known = self._one(("initial" if abbreviated else "letter", words[0][0], words[-1]), reference.gender)
        if known is None and len(words) == 1 and not self._by_key.get(("part", *words)):
            known = self._one(("given", *words), reference.gender)
        # A surname that several people bear means one of them: it stays alone, and later ones do not join it.
        ambiguous = known is None and bool(self._by_key.get(("part", *words)))
        cluster = known or Cluster()
        if known is None:
            self.clusters.append(cluster)
        cluster.add(reference)
        if not ambiguous:
            self._index(words, cluster, alone=not self._is_relative(reference))

    def _one(self, key: tuple[str, ...], gender: Gender | None) -> Cluster | None:
        holders = self._by_key.get(key, [])
        if gender and len(holders) > 1:
            holders = [cluster for cluster in holders[:_LONGEST_SURNAME] if cluster.gender in (None, gender)]
        return holders[0] if len(holders) == 1 else None

    def _is_relative(self, reference: Reference) -> bool:
        """Whether somebody of a known last name is brought in as kin: "Silva … her father, Rui Silva"."""
        first = self._first_named.get(reference.words[-1], reference.mention.start)
        return first < reference.mention.start and is_kin(self._doc[reference.mention.head])

    def _index(self, words: Sequence[str], cluster: Cluster, *, alone: bool) -> None:
        """Remember by which names the cluster is found; without `alone`, never by the last name by itself."""
        least = 1 if alone or len(words) == 1 else 2
        keys = {("part", *words[-n:]) for n in range(least, min(len(words), _LONGEST_SURNAME + 1))} | {("part", *words)}
        if len(words) > 1:
            keys.add(("given", words[0]))
        if len(words) > 1:
            given = words[0].rstrip(".")
            keys.add(("name", given, words[-1]))
            keys.add(("letter" if len(given) == 1 else "initial", given[0], words[-1]))
        for key in sorted(keys):
            holders = self._by_key.setdefault(key, [])
            # More than a few holders make a key useless, so there is no need to remember them all.
            if len(holders) <= _LONGEST_SURNAME and cluster not in holders:
                holders.append(cluster)


def _first_by_surname(references: Iterable[Reference]) -> dict[str, int]:
    """Where each last word of a name is first read as one."""
    first: dict[str, int] = {}
    for reference in references:
        word = reference.words[-1]
        first[word] = min(first.get(word, reference.mention.start), reference.mention.start)
    return first


def _others(doc: Tree, references: Sequence[Reference]) -> list[Cluster]:
    """One cluster a name that is not a person's; acronyms join the name that they shorten."""
    clusters: dict[str, Cluster] = {}
    by_initials: dict[str, set[str]] = {}
    for reference in references:
        key = _key(reference)
        by_initials.setdefault(_initials(doc, reference), set()).add(key)
    for reference in references:
        key = _key(reference)
        spelled = (
            by_initials.get(key, set()) - {key} if len(reference.words) == 1 and reference.name.isupper() else set()
        )
        key = spelled.pop() if len(spelled) == 1 else key
        clusters.setdefault(key, Cluster()).add(reference)
    return list(clusters.values())


def _key(reference: Reference) -> str:
    """The name as everybody would write it: without dots, legal forms, and by its alias if it has one."""
    aliases = load_lexicon("aliases")
    words = [word.replace(".", "") for word in reference.words]
    while len(words) > 1 and words[-1] in _COMPANY_FORMS:
        words.pop()
    if reference.type is EntityType.PARTY:
        first = words[0]
        if len(words) == 1 or (words[1] == "party" and (len(words) == 2 or words[2] in _LINKS)):
            return f"party {aliases['parties'].get(first, first)}"
    name = " ".join(words)
    if reference.type is EntityType.GROUP:
        return f"group {name}"  # a team is not its country
    return str(aliases["names"].get(name, name))


def _initials(doc: Tree, reference: Reference) -> str:
    """The initials of a name of several words, lower case; empty for one word."""
    words = [t.text for t in doc[reference.mention.start : reference.mention.end] if t.text[0].isalpha()]
    letters = [word[0] for word in words if word.lower() not in _LINKS]
    return "".join(letters).lower() if len(letters) > 1 else ""
