"""Every frame against the examples that stand beside it, and what frames share: roles in every construction."""

from collections.abc import Callable
from datetime import date

import pytest

from graph.nlp.facts.core.events import find_events
from graph.nlp.facts.core.frames import Frame, all_frames
from graph.nlp.facts.dating import index_times
from graph.nlp.findings import FoundFact
from graph.nlp.syntax.tree import Tree
from graph.nlp.times.find import find_times
from graph.rdf.vocabulary import CORE_NAMES, PLOVER, ROLES
from ontology import terms

Parse = Callable[[str], Tree]
FRAMES = all_frames()


def _facts(doc: Tree) -> list[FoundFact]:
    return list(find_events(doc, index_times(doc, find_times(doc, date(2024, 5, 16)))))


def _of(frame: Frame, doc: Tree) -> list[FoundFact]:
    return [fact for fact in _facts(doc) if fact.by == frame.name]


def test_every_frame_has_a_name_of_its_own_an_example_and_a_counter_example() -> None:
    names = [frame.name for frame in FRAMES]

    assert len(set(names)) == len(names)
    assert [frame.name for frame in FRAMES if not frame.examples or not frame.counters] == []
    assert [frame.name for frame in FRAMES if not frame.verbs | frame.nouns] == []


def test_frames_speak_of_relations_and_roles_of_the_ontology() -> None:
    assert {frame.relation for frame in FRAMES} <= CORE_NAMES
    assert {name for frame in FRAMES for name, _, _ in frame.roles} <= ROLES


def test_relations_have_the_event_type_that_the_ontology_gives_them() -> None:
    said = {term.name: term.plover for term in terms() if term.name in PLOVER}

    assert said == PLOVER


@pytest.mark.model
@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_a_frame_finds_its_examples(parse: Parse, frame: Frame) -> None:
    for sentence, subject, target in frame.examples:
        found = _of(frame, parse(sentence))

        assert (subject, target) in [(f.subject.text, f.object.literal or f.object.text) for f in found], sentence


@pytest.mark.model
@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_a_frame_leaves_its_counter_examples_alone(parse: Parse, frame: Frame) -> None:
    for sentence in frame.counters:
        assert _of(frame, parse(sentence)) == [], sentence
