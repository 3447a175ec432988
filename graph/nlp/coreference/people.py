"""Who bears a name: full names make people, surnames and given names alone go to one of them.

Where several people of an article share a surname, a mention of it alone goes to the one for whom title, gender, place
in the article and salience speak. Where they leave two, it goes to one node for the article: somebody of that name.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from graph.nlp.coreference.clusters import Cluster
from graph.nlp.coreference.mention_features import Reference, plain_words
from graph.nlp.coreference.predications import is_kin
from graph.nlp.coreference.salient_bearer import Bearer, agrees, choose
from graph.nlp.syntax.tree import Tree

_LONGEST_SURNAME = 3  # words: "von der Leyen"
_FEW = 3  # bearers of a name that are told apart


class People:
    """The people of an article, found by whole name, by surname with initial, by surname and by given name."""

    def __init__(self, doc: Tree, references: Iterable[Reference]) -> None:
        people = list(references)
        self.clusters: list[Cluster] = []
        self._doc = doc
        self._first_named = _first_by_surname(people)
        self._by_key: dict[tuple[str, ...], list[Bearer]] = {}
        self._unclear: dict[str, Cluster] = {}
        # Longest names first, so that a surname finds its full name wherever that stands.
        for reference in sorted(people, key=lambda r: (-len(r.words), r.mention.start)):
            if len(reference.words) > 1:
                self._add_full(reference)
        alone = [reference for reference in people if len(reference.words) == 1]
        self._note_given(alone)
        # With a form of address first: it tells who else of the name the article speaks of.
        for reference in sorted(alone, key=lambda r: (r.gender is None, r.mention.start)):
            self._add_alone(reference)

    def _add_full(self, reference: Reference) -> None:
        words = plain_words(reference.words)
        bearer = self._known(words, reference)
        if bearer is None:
            bearer = self._new(reference, kin=self._is_relative(reference))
        bearer.named(reference)
        self._index(words, bearer)

    def _known(self, words: Sequence[str], reference: Reference) -> Bearer | None:
        """The one person who may bear the full name."""
        given = words[0].rstrip(".")
        initial = "initial" if len(given) == 1 else "letter"
        for key in (("part", *words), ("name", given, words[-1]), (initial, given[0], words[-1])):
            holders = self._by_key.get(key, [])
            if key[0] != "part":
                holders = [b for b in holders if not _has_other_initials(words, b.words)]
            if reference.gender and len(holders) > 1:
                holders = [b for b in holders[:_FEW] if b.cluster.gender in (None, reference.gender)]
            if len(holders) == 1:
                return holders[0]
        return None

    def _add_alone(self, reference: Reference) -> None:
        (word,) = plain_words(reference.words)
        holders = [b for b in self._by_key.get(("part", word), ()) if not b.kin and agrees(self._doc, reference, b)]
        if not holders and ("part", word) not in self._by_key:
            given = self._by_key.get(("given", word), [])
            holders = given if len(given) == 1 else []
        if not holders:
            bearer = self._new(reference)
            bearer.meant(reference, by_surname=True)
            self._by_key.setdefault(("part", word), []).append(bearer)
            return
        chosen = choose(reference, holders)
        if chosen is not None:
            chosen.meant(reference, by_surname=chosen.words[-1] == word)
        else:
            self._unclear_of(word).add(reference)

    def _unclear_of(self, word: str) -> Cluster:
        """The one node for somebody of the name."""
        if word not in self._unclear:
            self._unclear[word] = Cluster()
            self.clusters.append(self._unclear[word])
        return self._unclear[word]

    def _new(self, reference: Reference, *, kin: bool = False) -> Bearer:
        bearer = Bearer(Cluster(), plain_words(reference.words), kin=kin)
        self.clusters.append(bearer.cluster)
        return bearer

    def _note_given(self, alone: Sequence[Reference]) -> None:
        """Count how often the article itself calls somebody by the given name alone."""
        quoted = [quotation.span for quotation in self._doc.quotations]  # none inside another, in text order
        opened = [span.start for span in quoted]
        for reference in alone:
            holders = self._by_key.get(("given", *plain_words(reference.words)), [])
            place = self._doc[reference.mention.start].idx
            before = bisect_right(opened, place) - 1
            if len(holders) == 1 and (before < 0 or place >= quoted[before].end):
                holders[0].by_given_name += 1

    def _is_relative(self, reference: Reference) -> bool:
        """Whether somebody of a known last name is brought in as kin: "Silva … her father, Rui Silva"."""
        first = self._first_named.get(reference.words[-1], reference.mention.start)
        return first < reference.mention.start and is_kin(self._doc[reference.mention.head])

    def _index(self, words: Sequence[str], bearer: Bearer) -> None:
        """Remember by which names somebody is found."""
        given = words[0].rstrip(".")
        keys = {("part", *words[-n:]) for n in range(1, min(len(words), _LONGEST_SURNAME + 1))} | {("part", *words)}
        keys.add(("given", words[0]))
        keys.add(("name", given, words[-1]))
        keys.add(("letter" if len(given) == 1 else "initial", given[0], words[-1]))
        for key in sorted(keys):
            holders = self._by_key.setdefault(key, [])
            # More than a few holders make a key useless, so there is no need to remember them all.
            if len(holders) <= _FEW and bearer not in holders:
                holders.append(bearer)


def _first_by_surname(references: Iterable[Reference]) -> dict[str, int]:
    """Where each last word of a name is first read as one."""
    first: dict[str, int] = {}
    for reference in references:
        word = reference.words[-1]
        first[word] = min(first.get(word, reference.mention.start), reference.mention.start)
    return first


def _has_other_initials(words: Sequence[str], known: Sequence[str]) -> bool:
    """Whether two names of equal given and last names differ between them: "George H. W." and "George W. Bush"."""
    inner, other = _initials(words), _initials(known)
    return bool(inner and other) and not (inner.startswith(other) or other.startswith(inner))


def _initials(words: Sequence[str]) -> str:
    """The letters of the middle names; "h.w." is two."""
    return "".join("".join(part[0] for part in word.split(".") if part) for word in words[1:-1])
