"""Tie common nouns to what they refer to: "the prime minister", "the pact", "the company"."""

from collections import Counter, deque
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from graph.model import EntityType
from graph.nlp.coreference.actors import is_part
from graph.nlp.coreference.clusters import Cluster, Finder
from graph.nlp.coreference.mention_features import Description, Reference
from graph.nlp.coreference.names.titles import load_offices
from graph.nlp.coreference.predications import is_argument, named_beside, subject_of_copula
from graph.nlp.coreference.pronouns.recency import Recency
from graph.nlp.lexicons import listed, load_lexicon
from graph.nlp.syntax.tree import Tree

_NEAR = 3  # sentences that a bare noun looks back
_REMEMBERED = 40  # descriptions by the same noun
_OFTEN = 3  # times, and times as often as any other
_OURS = frozenset({"our", "my"})
_BODIES = (EntityType.ORGANIZATION, EntityType.PARTY)


class Describer:
    """Reads nominals in text order and gives each to the cluster that it means, to a new one, or to none."""

    def __init__(self, doc: Tree, clusters: Sequence[Cluster], sources: Collection[int]) -> None:
        self.clusters = list(clusters)
        self._doc = doc
        self._sources = sources
        self._finder = Finder(clusters)
        self._recency = Recency(doc)
        self._countries: Counter[Cluster] = Counter()
        self._known: dict[str, deque[tuple[Cluster, Description]]] = {}
        named = [(r.mention.start, n, c) for n, c in enumerate(clusters) for r in c.references]
        self._ahead = deque((start, cluster) for start, _, cluster in sorted(named, key=lambda item: item[:2]))
        for cluster in clusters:
            self._learn(cluster)

    def read(self, nominals: Iterable[Reference]) -> None:
        """Place all nominals; those in apposition, or said of somebody, come first because they teach descriptions."""
        waiting = []
        for nominal in nominals:
            cluster = self._beside(nominal)
            if cluster:
                self._join(cluster, nominal)
            elif not self._is_predicate(nominal):
                waiting.append(nominal)
        for nominal in waiting:
            self._pass_names(nominal.mention.start)
            self._place(nominal)

    def _beside(self, nominal: Reference) -> Cluster | None:
        """The cluster that the nominal stands in apposition to, or whose name it is said to bear."""
        for head in named_beside(self._doc, nominal.mention.head):
            cluster = self._finder.at(head)
            if cluster and _can_be(nominal, cluster):
                return cluster
        return None

    def _is_predicate(self, nominal: Reference) -> bool:
        """Whether it says what somebody is. Then it is a mention of that person, who may be called so later."""
        subject = subject_of_copula(self._doc[nominal.mention.head])
        cluster = self._finder.at(subject.i) if subject else None
        if cluster and nominal.description and not nominal.plural and _can_be(nominal, cluster):
            self._join(cluster, nominal)
        return subject is not None

    def _learn(self, cluster: Cluster) -> None:
        """The nouns of a name describe, too: "the foundation" is the Silva Foundation, "the church" the Church of Y."""
        for description in cluster.descriptions:
            self._note(cluster, description)
        for words in sorted({r.words for r in cluster.names if r.type is not EntityType.PERSON and len(r.words) > 1}):
            nouns = {words[-1]} | {words[i] for i in range(len(words) - 1) if words[i + 1] in ("of", "for")}
            for noun in sorted(nouns):
                self._note(cluster, Description(" ".join(words), noun, words=frozenset(words) - {noun}))

    def _note(self, cluster: Cluster, description: Description) -> None:
        known = self._known.setdefault(description.noun, deque(maxlen=_REMEMBERED))
        if (cluster, description) not in known:
            known.append((cluster, description))

    def _pass_names(self, token: int) -> None:
        """Take note of the names before this token."""
        while self._ahead and self._ahead[0][0] <= token:
            start, cluster = self._ahead.popleft()
            self._recency.mention(cluster, start)
            if cluster.type is EntityType.PLACE and _is_country(cluster):
                self._countries[cluster] += 1

    def _place(self, nominal: Reference) -> None:
        cluster = self._find(nominal)
        if cluster is None and self._is_somebody(nominal):
            cluster = Cluster()
            self.clusters.append(cluster)
        if cluster:
            self._join(cluster, nominal)

    def _join(self, cluster: Cluster, nominal: Reference) -> None:
        cluster.add(nominal)
        cluster.kept = cluster.kept or self._is_important(nominal)
        self._finder.add(cluster, nominal)
        self._recency.mention(cluster, nominal.mention.start)
        if nominal.description:
            self._note(cluster, nominal.description)

    def _find(self, nominal: Reference) -> Cluster | None:
        said = nominal.description
        if said is None or not (nominal.definite or nominal.plural):
            return None
        if said.noun in load_lexicon("nominals")["kin"]:
            return None
        return self._described(nominal, said) or self._generic(nominal, said)

    def _described(self, nominal: Reference, said: Description) -> Cluster | None:
        """The only cluster of which the nominal's words are known; of several, the one so described or just named."""
        known = [(c, d) for c, d in self._known.get(said.noun, ()) if _can_be(nominal, c)]
        if is_part(said):
            return None
        same = _unique(c for c, d in known if d.words == said.words and d.rank == said.rank)
        if nominal.plural:
            return same[0] if len(same) == 1 else None
        fitting = _unique(c for c, d in known if said.fits(d) and not _is_of_a_body(d, said))
        if len(fitting) > 1 and len(same) == 1 and (said.words or said.rank):
            return same[0]
        if len(fitting) > 1:
            near = self._recency.before(nominal.mention.start, [fitting[0].type], _NEAR)
            fitting = [cluster for cluster in near if cluster in fitting]
        return fitting[0] if len(fitting) == 1 else None

    def _generic(self, nominal: Reference, said: Description) -> Cluster | None:
        """What a class word that is no part of the name means: the only such thing nearby."""
        start = nominal.mention.start
        if nominal.type is EntityType.AGREEMENT:
            before = self._recency.before(start, [EntityType.AGREEMENT])
            points_back = not said.words and self._doc[start].lower_ in listed("grammar", "definite_singular")
            return before[0] if len(before) == 1 or (before and points_back) else None
        if said.words or said.rank or (self._doc[start].dep_ == "poss" and self._doc[start].lower_ not in _OURS):
            return None
        if said.noun in load_lexicon("nominals")["nations"]:
            return self._country(start)
        if (
            nominal.type in _BODIES
            and self._doc[start].dep_ != "poss"
            and said.noun in load_lexicon("nominals")["generic"]
        ):
            near = self._recency.before(start, [nominal.type], _NEAR)
            bodies = [c for c in near if c.named and not _is_of_another_class(c, said.noun)]
            return bodies[0] if len(bodies) == 1 else None
        return None

    def _country(self, start: int) -> Cluster | None:
        """The only country named nearby, else the one of which the article speaks by far the most."""
        near = [c for c in self._recency.before(start, [EntityType.PLACE], _NEAR) if _is_country(c)]
        if len(near) == 1:
            return near[0]
        (first, most), (_, second) = [*self._countries.most_common(2), (None, 0), (None, 0)][:2]
        return first if most >= _OFTEN and most >= _OFTEN * second else None

    def _is_somebody(self, nominal: Reference) -> bool:
        """Whether a nominal that means nothing known is worth an entity of its own."""
        return self._is_important(nominal) or (
            nominal.type in (*_BODIES, EntityType.GROUP)
            and (nominal.definite or nominal.plural)
            and nominal.description is not None
            and nominal.description.noun not in load_lexicon("groups")["vague"]
            and is_argument(self._doc[nominal.mention.head])
        )

    def _is_important(self, nominal: Reference) -> bool:
        """Whether it is one even if it is never mentioned again."""
        said = nominal.description
        if said is None or nominal.type is EntityType.PLACE:
            return False
        if nominal.mention.head in self._sources:
            return True
        if nominal.type is EntityType.PERSON:
            return nominal.definite and said.noun in load_lexicon("titles")["unique"] and said.noun in load_offices()
        if nominal.type is EntityType.ORGANIZATION:
            owned = self._doc[nominal.mention.start].tag_ == "PRP$" and not said.words
            return nominal.definite and not owned and said.noun in load_lexicon("nominals")["governments"]
        if nominal.type is EntityType.GROUP:
            telling = any(word not in load_lexicon("groups")["quantities"] and word[0].isalpha() for word in said.words)
            return telling and is_argument(self._doc[nominal.mention.head])
        return nominal.type is EntityType.AGREEMENT and nominal.definite and bool(said.words)


def _can_be(nominal: Reference, cluster: Cluster) -> bool:
    """Whether type and gender allow that the nominal means this."""
    kinds = {nominal.type, cluster.type}
    if len(kinds) > 1 and not kinds <= {*_BODIES, EntityType.OTHER}:
        return False
    return not (nominal.gender and cluster.gender and nominal.gender != cluster.gender)


def _is_of_another_class(cluster: Cluster, noun: str) -> bool:
    """Whether the names of a body say that it is something else: no University is "the company"."""
    classes = frozenset(load_lexicon("nominals")["organizations"])
    said = {word for name in cluster.names for word in name.words if word in classes}
    return bool(said) and noun not in said


def _is_of_a_body(known: Description, said: Description) -> bool:
    """Whether the known office is one of a body that the words do not name: the speaker of the house, of a country."""
    bodies = load_lexicon("nominals")["governments"]
    return bool(said.words) and any(word in bodies for word in known.words - said.words)


def _unique(clusters: Iterable[Cluster]) -> list[Cluster]:
    return list({id(cluster): cluster for cluster in clusters}.values())


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    return frozenset(load_lexicon("countries")["countries"]) | frozenset(load_lexicon("aliases")["names"])


def _is_country(cluster: Cluster) -> bool:
    return any(" ".join(name.words).replace(".", "") in _countries() for name in cluster.names)
