"""How rules, finder and setting are weighed to one side for each target."""

import pytest

from graph.model import EntityType, Stance
from graph.nlp.findings import FoundStance
from graph.nlp.stance.weighing import EVIDENCE, Setting, evidence_of, hear, weigh

FOR, AGAINST = Stance.SUPPORTS, Stance.OPPOSES


def side(stance, target=1, chance=0.8, by="made up", head=5):
    return FoundStance(stance, target, head, (), chance, by)


def told(heard, stance):
    return dict(zip(EVIDENCE, evidence_of(heard, 1, stance, {}, 0), strict=True))


def test_the_evidence_says_what_the_target_is_and_where_it_stands():
    setting = Setting(frozenset({5}), AGAINST, {1: EntityType.GROUP})

    for_it = told(hear([side(FOR, chance=0.5)], [side(FOR)], 0, 0.9, setting), FOR)
    against = told(hear([], [side(AGAINST, head=9)], 0, 0.9, setting), AGAINST)

    names = ("rule", "supports", "in_content", "group", "proposal", "cue_against")
    assert [for_it[name] for name in names] == [1, 1, 1, 1, 0, 1]
    assert [against[name] for name in names] == [0, 0, 0, 1, 0, 0]
    assert for_it["rule_and_finder"] == for_it["finder"] == pytest.approx(1.386, abs=0.001)
    assert against["rule_and_finder"] == 0


def test_each_target_has_one_side_the_likelier_by_the_weights():
    heard = hear([side(FOR, chance=0.6)], [side(AGAINST, chance=0.9)], 0, 0.9)
    by_rule = [0.0] * len(EVIDENCE)
    by_rule[EVIDENCE.index("rule")] = 3.0

    assert [[one.stance for one in sides] for sides in weigh([heard], ())] == [[AGAINST]]
    assert [[one.stance for one in sides] for sides in weigh([heard], by_rule)] == [[FOR]]


def test_nobody_takes_a_side_on_themselves():
    assert weigh([hear([side(FOR)], [side(AGAINST)], 1, 0.9)], ()) == [[]]
