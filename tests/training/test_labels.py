"""Readers' labels as spans; only where torch is installed, since the heads of targets are found beside the network."""

import json

import pytest

from graph.model import CharSpan
from graph.training.labels import SIDES, read_article_labels, read_statement_labels

TEXT = "Ruiz\nbacked the levy. “It is fair,” she said, “and due.”"
STANCE = {"stance": "supports", "canonical": "the levy", "kind": "policy", "strength": "explicit", "sure": True}


def span(words, text=TEXT):
    return CharSpan(text.index(words), text.index(words) + len(words))


@pytest.fixture
def articles(tmp_path):
    """A folder of texts and a file of labels in words."""
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    rows = [
        {"article": "one", "type": "statement", "source": "Ruiz", "source_words": "she", "cue": "said",
         "begin": "“It is fair", "end": "due.”", "kind": "direct", "said": None},
        {"article": "one", "type": "statement", "source": "Ruiz", "source_words": None, "cue": None,
         "begin": "words that are nowhere", "end": "due.”", "kind": "direct", "said": None},
        {"article": "one", "type": "stance", "source": "Ruiz", "target": "It", "at": "“It is fair,”", **STANCE},
        {"article": "one", "type": "stance", "source": "Ruiz", "target": "levy", "at": "backed the levy", **STANCE},
        {"article": "one", "type": "stance", "source": "Vega", "target": "It", "at": "“It is fair,”", **STANCE},
    ]  # fmt: skip
    (tmp_path / "labels.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return read_article_labels(tmp_path / "labels.jsonl", tmp_path)


def test_words_are_placed_whatever_white_space_is_between_them(articles):
    (article,), _ = articles

    (statement,) = article.statements
    assert article.text == TEXT
    assert (statement.source, statement.cue) == ((span("she"),), (span("said"),))
    assert [TEXT[s.start : s.end] for s in statement.content] == ["“It is fair,” ", " ", ", “and due.”"]


def test_a_side_goes_to_its_sources_statement_that_shows_it(articles):
    _, labels = articles

    (statement,) = labels["one"]
    assert [(s.span, SIDES[s.side]) for s in statement.sides] == [(span("It"), ("supports", "explicit"))]
    assert statement.known == {"levy"}, "the words of what the source takes sides on elsewhere"


def test_a_line_a_statement_has_its_spans(tmp_path):
    row = {"article": "one", "source": [[0, 4]], "cue": [[5, 11]], "content": [[12, 20]], "sure": False,
           "stances": [{**STANCE, "target": "levy", "start": 16, "end": 20}]}  # fmt: skip
    (tmp_path / "labels.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")

    ((statement,),) = read_statement_labels(tmp_path / "labels.jsonl").values()

    assert (statement.source, statement.sides[0].span) == ((CharSpan(0, 4),), CharSpan(16, 20))
    assert statement.weight < 1, "the reader was not sure"
