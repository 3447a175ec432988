"""The articles: the same each time, since their generator starts from a number of ours."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from graph.model import Annotation
from tests.corpus.cast import OUTLETS, PLACES
from tests.corpus.draft import Draft
from tests.corpus.sentences import SENTENCES, direct, indirect, opposes, supports

ARTICLES = 60
FIRST_DAY = date(2031, 1, 3)
QUIET = "quiet-day"  # the article without statements
LONG_SPEECH = "long-speech"  # the one with sixty
ODD_IDS = {7: "b 2/ü", 8: "what now? 100% a&b #1", 9: "<i>it</i>", 10: "it’s; a,b=c+d"}  # ids that must be quoted
ODD_TITLES = {
    7: '</title><b>Bold & "new"</b>',
    12: "Ferry fares: who’s to pay?",
    13: "=SUM(A1:A9)",
    14: "Überraschung à la Vík ❄",
}


def make_corpus(articles: int = ARTICLES) -> tuple[Annotation, ...]:
    """So many articles with all that is to be found in them; their ids, texts and annotations never change."""
    return tuple(_make_articles())[:articles]


def change(annotation: Annotation) -> Annotation:
    """The article as an editor left it: a sentence less, or one more where it had but one."""
    number = next(n for n, made in enumerate(make_corpus()) if made.article.id == annotation.article.id)
    article = annotation.article
    return _body(1000 + number, max(1, len(annotation.sentences) - 1)).to_annotation(
        article.id,
        published=article.published,
        title=article.title,
        publisher=article.publisher,
        url=article.url,
    )


def _make_articles() -> Iterator[Annotation]:
    yield _quiet().to_annotation(QUIET, published=FIRST_DAY, title=None, publisher=OUTLETS[0], url=None)
    yield _speech().to_annotation(
        LONG_SPEECH, published=date(2031, 12, 24), title="A long evening", publisher=OUTLETS[1], url=None
    )
    for number in range(2, ARTICLES):
        yield _article(number)


def _article(number: int) -> Annotation:
    outlet = OUTLETS[number % len(OUTLETS)] if number % 11 else None
    day = FIRST_DAY + timedelta(days=6 * number) if number % 9 else None
    return _body(number, 3 + number % 5).to_annotation(
        ODD_IDS.get(number, f"article-{number:02}"),
        published=day,
        title=ODD_TITLES.get(number, f"News of the harbour, part {number}" if number % 13 else None),
        publisher=outlet,
        url=f"https://news.example/{number}?a=1&b=2" if number % 3 else None,
    )


def _body(number: int, sentences: int) -> Draft:
    draft, chosen = Draft(), Random(number)
    for place in range(sentences):
        SENTENCES[(number * 4 + place) % len(SENTENCES)](draft, chosen)
    return draft


def _quiet() -> Draft:
    draft = Draft()
    draft.write("Nothing happened in ")
    draft.name(PLACES[0])
    draft.end(" today.\n")
    return draft


def _speech() -> Draft:
    draft, chosen = Draft(), Random(60)
    for number in range(60):
        (direct, indirect, supports, opposes)[number % 4](draft, chosen)
        if number % 5 == 4:
            draft.text = draft.text[:-1] + "\n"  # a paragraph ends
    return draft
