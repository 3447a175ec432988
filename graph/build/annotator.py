"""What turns an article into its annotation: the pipeline, then linking; as a value that can go to another process."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from graph.model import Annotation, Article, FactScope
from graph.settings import STANCE_MIN

Annotate = Callable[[Article], Annotation]


@dataclass(frozen=True, slots=True)
class Annotator:
    """The spaCy pipeline of that name, then linking to the gazetteer.

    `seeds` is where a user's own imports are kept; without it, only what comes with Hustings is known. Without
    `learned`, rules alone find statements and stances. Stances of less confidence than `stance_min` make no edge.
    `facts`: those of core relations alone, or open triples too.
    """

    model: str
    seeds: Path | None = None
    learned: bool = True
    stance_min: float = STANCE_MIN
    facts: FactScope = FactScope.CORE

    def __call__(self, article: Article) -> Annotation:
        """All that is found in the article."""
        return _load(self)(article)

    def load(self) -> None:
        """Load now what the first article would load; errors of the pipeline or the gazetteer come here."""
        _load(self)


def make_annotator(
    model: str,
    seeds: Path | None = None,
    *,
    learned: bool = True,
    stance_min: float = STANCE_MIN,
    facts: FactScope = FactScope.CORE,
    at_once: bool = True,
) -> Annotate:
    """The annotator, with all that it needs loaded; without `at_once` the first article loads it."""
    made = Annotator(model, seeds, learned, stance_min, facts)
    if at_once:
        made.load()
    return made


@lru_cache(maxsize=2)
def _load(wanted: Annotator) -> Annotate:
    # Imported here, so that commands which only read a store load neither spaCy nor the gazetteer.
    from graph.cleaning import on_clean_text
    from graph.linking import link, load_gazetteer
    from graph.nlp.parser import load_nlp
    from graph.nlp.pipeline import annotate
    from graph.seeding import current

    nlp = load_nlp(wanted.model)
    gazetteer = load_gazetteer(current(wanted.seeds) if wanted.seeds else None)
    learned, stance_min, facts = wanted.learned, wanted.stance_min, wanted.facts

    def read(article: Article) -> Annotation:
        return link(annotate(nlp, article, learned=learned, stance_min=stance_min, facts=facts), gazetteer)

    return lambda article: on_clean_text(article, read)
