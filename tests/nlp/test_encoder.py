"""The weights that the package ships, on sentences made up for it, and what happens without them."""

import json
import logging
import re
from importlib.resources import files

import pytest

from graph.nlp.statements import encoder
from graph.nlp.statements.context import read_context
from graph.nlp.statements.encoder import load_encoder
from graph.nlp.statements.find import find_statements

# Sentence, with the source in [brackets] and the content in {braces}.
MARKED = """
[The Chilean health minister] said on Tuesday {that the clinics would reopen}.
{“We will rebuild every school,”} [Amina Diallo] told reporters in Dakar.
[Norway's prime minister] believes {the fund is too large}.
According to [the electoral court in Lima], {turnout fell by six points}.
[The opposition] accused {the government of hiding the report}.
[Farmers in Gujarat] demanded {higher prices for wheat}.
[Kenyan senators] criticised {the plan to sell the port}.
{The bridge}, [engineers] warned, {could close within a year}.
[Ms. Okafor] denied {that she had met the ambassador}.
{“The law is dead,”} said [Graz mayor Ida Moser]. {“Nobody will miss it.”}
[The ministry] announced {that taxes on diesel would rise in July}.
[He] hopes {to visit Seoul before the election}.
[A spokeswoman for the Polish railways] confirmed {the delays}.
[The Liberals] promised {to cut rents in Sydney}.
[Officials in Accra] say {they have no money for new buses}.
"""
MARKS = str.maketrans("", "", "[]{}")
GOLD = [
    (line.translate(MARKS), " … ".join(re.findall(r"\[(.*?)\]", line)), " … ".join(re.findall(r"\{(.*?)\}", line)))
    for line in MARKED.strip().splitlines()
]
SILENT = ["The river rose by two metres overnight.", "Three trains left Osaka before noon.", "By Ida Moser, Graz"]
FLOOR = 13  # of the statements above


def words(text, spans):
    return " … ".join(text[s.start : s.end] for s in spans)


def shipped():
    found = encoder.load_encoder()
    if found is None:
        pytest.skip("the weights are not in this checkout")
    return found


@pytest.mark.model
def test_the_shipped_weights_find_made_up_statements(parse):
    model = shipped()
    right = []
    for text, source, content in GOLD:
        found = find_statements(read_context(parse(text), model))
        right.append([(words(text, s.source), words(text, s.content)) for s in found] == [(source, content)])

    assert sum(right) >= FLOOR, [row[0] for row, ok in zip(GOLD, right, strict=True) if not ok]
    assert [s for text in SILENT for s in find_statements(read_context(parse(text), model))] == []


@pytest.mark.model
def test_each_statement_says_what_found_it_and_has_its_main_words(parse):
    doc = parse("The Chilean health minister said that the clinics would reopen.")

    (found,) = find_statements(read_context(doc, shipped()))

    assert found.by.startswith("model:")
    assert (doc[found.source_head].text, doc[found.cue_head].text) == ("minister", "said")
    assert 0 < found.confidence <= 1


def test_the_settings_belong_to_the_weights():
    folder = files("graph.nlp") / "weights"
    if not (folder / "settings.json").is_file():
        pytest.skip("the weights are not in this checkout")
    settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))

    assert len((folder / "statements.onnx").read_bytes()) <= 25_000_000
    assert len(settings["steps"]) == len(settings["tags"]) == len(settings["first"])


@pytest.fixture
def no_weights(monkeypatch, tmp_path):
    """A package whose weights are missing; the encoder is loaded anew before and after."""
    monkeypatch.setattr(encoder, "files", lambda _: tmp_path)
    encoder.load_encoder.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    encoder.load_encoder.cache_clear()


@pytest.mark.model
def test_without_weights_the_rules_work_and_it_is_said_once(parse, no_weights, caplog):
    doc = parse("The mayor of Quito said that the bus would come.")

    with caplog.at_level(logging.WARNING):
        found = [find_statements(read_context(doc, load_encoder())) for _ in range(3)]

    assert [words(doc.text, s.content) for s in found[-1]] == ["that the bus would come"]
    assert len([r for r in caplog.records if "rules work alone" in r.message]) == 1


def test_broken_weights_are_not_loaded(no_weights, caplog):
    folder = no_weights / "weights"
    folder.mkdir()
    (folder / "settings.json").write_text('{"sha256": "0"}', encoding="utf-8")
    (folder / "statements.onnx").write_bytes(b"nothing")

    with caplog.at_level(logging.WARNING):
        assert encoder.load_encoder() is None
    assert "not those of the settings" in caplog.text
