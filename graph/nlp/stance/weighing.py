"""What rules and the learned finder say of a statement, weighed together: one side for each target, with a chance.

The chance that a reader would draw the edge is a logistic regression over what rules and finder say of it
(`EVIDENCE`), fitted by training on articles that the finder did not learn from. Who takes a side once in an article
takes it elsewhere in it too, as a rule: what the same speaker's other statements show is evidence as well.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.model import EntityType, Stance
from graph.nlp.findings import FoundStance

EVIDENCE = (
    "bias", "rule", "rule_confidence", "finder", "finder_against", "beside", "elsewhere", "elsewhere_against",
    "statement", "supports", "in_content", "group", "proposal", "rule_and_finder", "cue_against",
)  # fmt: skip
_SILENT = 0.02  # the finder's chance where it says nothing
_CERTAIN = 0.999
_KINDS = (EntityType.GROUP, EntityType.PROPOSAL)  # of targets: the ones that readers judge otherwise

Sides = Mapping[Stance, FoundStance]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a statement's targets stand and what they are."""

    content: frozenset[int] = frozenset()  # tokens
    cue: Stance | None = None  # the side that the lexicon gives the cue's verb
    types: Mapping[int, EntityType] = field(default_factory=dict)  # by target


@dataclass(frozen=True, slots=True)
class Heard:
    """What rules and finder say of one statement, by target and side; of each the surest."""

    speaker: int | None
    statement: float  # confidence that it is one
    setting: Setting = field(default_factory=lambda: Setting())
    told: Mapping[int, Sides] = field(default_factory=dict)  # by rules
    seen: Mapping[int, Sides] = field(default_factory=dict)  # by the finder


def hear(
    rules: Iterable[FoundStance],
    learned: Iterable[FoundStance],
    speaker: int | None,
    statement: float,
    setting: Setting | None = None,
) -> Heard:
    """Return the sides of a statement in order; nobody takes a side on themselves."""
    return Heard(speaker, statement, setting or Setting(), _by_target(rules, speaker), _by_target(learned, speaker))


def _by_target(found: Iterable[FoundStance], speaker: int | None) -> Mapping[int, Sides]:
    table: dict[int, dict[Stance, FoundStance]] = defaultdict(dict)
    for one in sorted(found, key=lambda one: -one.confidence):
        if one.target != speaker:
            table[one.target].setdefault(one.stance, one)
    return dict(table)


def weigh(article: Sequence[Heard], weights: Sequence[float]) -> list[list[FoundStance]]:
    """Return for each statement each target once, on its likelier side, the surest first.

    weights: of EVIDENCE, none: the surest voice counts as it is.
    """
    shown = _shown(article)
    found = []
    for number, heard in enumerate(article):
        sides = []
        for target in dict.fromkeys([*heard.told, *heard.seen]):
            both = [_weighed(heard, target, stance, shown, number, weights) for stance in Stance]
            sides.append(max((one for one in both if one is not None), key=lambda one: one.confidence))
        found.append(sorted(sides, key=lambda one: (-one.confidence, one.target_head)))
    return found


Shown = Mapping[tuple[int, int, Stance], Sequence[tuple[int, float]]]  # speaker, target, side → statement, chance


def _shown(article: Sequence[Heard]) -> Shown:
    shown: dict[tuple[int, int, Stance], list[tuple[int, float]]] = defaultdict(list)
    for number, heard in enumerate(article):
        for table in (heard.told, heard.seen):
            for target, sides in table.items():
                for stance, one in sides.items():
                    if heard.speaker is not None:
                        shown[heard.speaker, target, stance].append((number, one.confidence))
    return shown


def _weighed(
    heard: Heard, target: int, stance: Stance, shown: Shown, number: int, weights: Sequence[float]
) -> FoundStance | None:
    rule, own = heard.told.get(target, {}).get(stance), heard.seen.get(target, {}).get(stance)
    if rule is None or own is None:
        found = rule or own
    else:
        found = replace(rule, by=f"{rule.by} {own.by}", confidence=max(rule.confidence, own.confidence))
    if found is None:
        return None
    evidence = evidence_of(heard, target, stance, shown, number)
    if not weights:
        return replace(found, evidence=evidence)
    chance = 1 / (1 + math.exp(-sum(w * e for w, e in zip(weights, evidence, strict=True))))
    return replace(found, confidence=round(chance, 3), evidence=evidence)


def evidence_of(heard: Heard, target: int, stance: Stance, shown: Shown, number: int) -> tuple[float, ...]:
    """Return the numbers that EVIDENCE names: chances as log odds, and 1 for what holds."""
    other = Stance.OPPOSES if stance is Stance.SUPPORTS else Stance.SUPPORTS
    told, seen = heard.told.get(target, {}), heard.seen.get(target, {})
    chance = seen[stance].confidence if stance in seen else _SILENT
    better = any(
        one.confidence > chance for sides in heard.seen.values() for one in sides.values() if one.target != target
    )
    return (
        1.0,
        float(stance in told),
        _log_odds(told[stance].confidence) if stance in told else 0.0,
        _log_odds(chance),
        _log_odds(seen[other].confidence if other in seen else _SILENT),
        float(better),
        _log_odds(_elsewhere(heard.speaker, target, stance, shown, number)),
        _log_odds(_elsewhere(heard.speaker, target, other, shown, number)),
        _log_odds(heard.statement),
        float(stance is Stance.SUPPORTS),
        float((told.get(stance) or seen[stance]).target_head in heard.setting.content),
        *(float(heard.setting.types.get(target) is kind) for kind in _KINDS),
        _log_odds(chance) if stance in told else 0.0,
        float(heard.setting.cue is other),
    )


def _elsewhere(speaker: int | None, target: int, stance: Stance, shown: Shown, number: int) -> float:
    """The surest sign of the side in the speaker's other statements."""
    if speaker is None:
        return _SILENT
    return max((c for n, c in shown.get((speaker, target, stance), ()) if n != number), default=_SILENT)


def _log_odds(chance: float) -> float:
    bounded = min(max(chance, 1 - _CERTAIN), _CERTAIN)
    return math.log(bounded / (1 - bounded))
