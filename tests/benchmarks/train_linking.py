"""Fit the weights of what an article tells of a person beside the name, for graph/linking/weights.toml.

    python -m tests.benchmarks.train_linking FOLDER [--articles 300]

Prints a table to hold against [person]. Nobody labelled the articles: people whose full name is rare and in the
gazetteer once are taken for that person, whatever else is said of them; and for somebody of the name whom it does not
hold stand the same people, and those whom it does not know, each held against people drawn from the gazetteer, half of
them of the country that the article is about (Fellegi and Sunter 1969: what agrees how often where two records are one,
and where they are not). A logistic regression with ridge weighs the observations; the weights of the name itself, and
those of what is made too seldom, are set by hand.
"""

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.linking import Gazetteer, load_gazetteer
from graph.linking.context import Context, home, read_context
from graph.linking.names import name_words
from graph.linking.person_evidence import observe
from graph.linking.profile import Profile, read_profile
from graph.linking.records import Person
from graph.model import Annotation, Article, EntityType
from graph.nlp.parser import load_nlp
from graph.nlp.pipeline import annotate
from tests.benchmarks.inputs import read_texts

_RARE = 0.03  # expected namesakes
_DRAWN = 4  # people drawn for each one named
_RIDGE = 1.0
_STEPS = 30
_LEAST = 10  # times that an observation must be made

Row = tuple[dict[str, float], bool]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--articles", type=int, default=300)
    given = parser.parse_args()
    rows = list(examples(given.data, given.articles))
    print(f"# {sum(right for _, right in rows)} people, {sum(not right for _, right in rows)} drawn")
    for name, weight in sorted(fit(rows).items()):
        print(f'"{name}" = {weight:.1f}')


def examples(data: Path, number: int) -> Iterator[Row]:
    """What is observed of each person who is known by a rare name, and of each held against somebody drawn."""
    nlp, gazetteer, draw = load_nlp(), load_gazetteer(), random.Random(1)
    everybody = sorted(gazetteer.persons.values(), key=lambda person: person.qid)
    at_home = _by_country(everybody, gazetteer)
    texts = list(read_texts(data))
    dates = _dates(data)
    for text in draw.sample(texts, min(number, len(texts))):
        published = text.published or dates.get(text.id)
        annotation = annotate(nlp, Article(text.id, text.text, published), learned=False)
        context = read_context(annotation, gazetteer)
        for profile in _profiles(annotation, gazetteer):
            known = _known(profile, gazetteer)
            if known is not None:
                yield _row(known, profile, context, gazetteer), True
            for turn in range(_DRAWN):
                near = at_home.get(context.dominant() or "", ()) if turn % 2 else ()
                other = draw.choice(near or everybody)
                if other is not known:
                    yield _row(other, profile, context, gazetteer), False


def _by_country(people: Iterable[Person], gazetteer: Gazetteer) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = {}
    for person in people:
        for country in home(person.countries, gazetteer):
            found.setdefault(country, []).append(person)
    return found


def _dates(data: Path) -> dict[str, date]:
    """When each article came out, where its id says so: "nyt_2016-09-12_visa-program"."""
    found = {}
    for file in (data / "text" if (data / "text").is_dir() else data).glob("*.txt"):
        day = re.search(r"\d{4}-\d\d-\d\d", file.stem)
        if day:
            found[file.stem] = date.fromisoformat(day.group())
    return found


def _profiles(annotation: Annotation, gazetteer: Gazetteer) -> Iterator[Profile]:
    for entity in annotation.entities:
        if entity.type is EntityType.PERSON:
            profile = read_profile(entity, annotation.article, gazetteer)
            if any(" " in name for name in profile.names):
                yield profile


def _known(profile: Profile, gazetteer: Gazetteer) -> Person | None:
    """Who it is by a rare name that one person of the gazetteer bears."""
    name = profile.names[0]
    found = gazetteer.persons_named(name)
    rare = gazetteer.expected(name_words(name)) <= _RARE
    return found[0] if len(found) == 1 and rare else None


def _row(person: Person, profile: Profile, context: Context, gazetteer: Gazetteer) -> dict[str, float]:
    seen: dict[str, float] = {}
    for name, times, _ in observe(person, profile, context, gazetteer, alone=True):
        seen[name] = max(seen.get(name, 0.0), times)
    return seen


def fit(rows: Iterable[Row]) -> dict[str, float]:
    """The weight of each observation that is made often enough; both kinds of rows count alike in all."""
    rows = list(rows)
    counts = Counter(name for seen, _ in rows for name in seen)
    names = sorted(name for name, count in counts.items() if count >= _LEAST)
    table = np.array([[seen.get(name, 0.0) for name in names] + [1.0] for seen, _ in rows])
    right = np.array([1.0 if answer else 0.0 for _, answer in rows])
    importance = np.where(right == 1.0, 1.0, right.sum() / (len(right) - right.sum()))
    weights = _newton(table, right, importance)
    return dict(zip(names, weights.tolist(), strict=False))


def _newton(
    table: NDArray[np.float64], right: NDArray[np.float64], importance: NDArray[np.float64]
) -> NDArray[np.float64]:
    weights = np.zeros(table.shape[1])
    ridge = np.full(len(weights), _RIDGE)
    ridge[-1] = 1e-6  # the last column is the constant
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (importance * (right - likely)) - ridge * weights
        bend = (table * (importance * likely * (1 - likely))[:, None]).T @ table + np.diag(ridge)
        weights = weights + np.linalg.solve(bend, slope)
    return weights


if __name__ == "__main__":
    main()
