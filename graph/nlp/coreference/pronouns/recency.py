"""What has been spoken of lately: clusters by type, the latest last, with the sentence of their latest mention."""

from collections import OrderedDict
from collections.abc import Iterable

from graph.model import EntityType
from graph.nlp.coreference.clusters import Cluster
from graph.nlp.syntax.tree import Tree

_REMEMBERED = 12  # clusters of a type


def number_sentences(doc: Tree) -> list[int]:
    """The number of its sentence for each token."""
    return [number for number, sent in enumerate(doc.sents) for _ in sent]


class Recency:
    """A bounded memory of mentions, moved forward through the article."""

    def __init__(self, doc: Tree) -> None:
        self._sentence = number_sentences(doc)
        self._latest: dict[EntityType, OrderedDict[int, tuple[Cluster, int]]] = {}

    def mention(self, cluster: Cluster, token: int) -> None:
        """Remember that the cluster is mentioned here."""
        latest = self._latest.setdefault(cluster.type, OrderedDict())
        latest[id(cluster)] = cluster, self._sentence[token]
        latest.move_to_end(id(cluster))
        if len(latest) > _REMEMBERED:
            latest.popitem(last=False)

    def before(self, token: int, types: Iterable[EntityType], within: int | None = None) -> list[Cluster]:
        """Clusters of these types mentioned so far, the latest first; `within` so many sentences before the token's."""
        here = self._sentence[token]
        return [
            cluster
            for kind in types
            for cluster, sentence in reversed(self._latest.get(kind, {}).values())
            if within is None or here - sentence <= within
        ]
