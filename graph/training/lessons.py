"""What there is to learn from, and how."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.nlp.statements.features import FeatureTable
from graph.training.data import Example
from graph.training.stance import StanceExample


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train."""

    epochs: int = 8
    batch: int = 8  # windows
    rate: float = 2e-4  # of the uppermost layer
    head_rate: float = 1e-3  # of features, tags, links
    new_rate: float = 1e-3  # of states and stance
    layer_decay: float = 0.9  # from layer to layer, downwards
    weight_decay: float = 0.01
    warm_up: float = 0.06  # share of all steps
    link_weight: float = 0.3
    hide_feature: float = 0.1  # share of single values, and of features for a whole window, that are hidden
    hide_rules: float = 0.3  # the rules' view is hidden from this share of the windows: they saw the training data
    hide_piece: float = 0.03  # share of word pieces replaced by a mask
    averaging: float = 0.998  # of the weights from step to step
    keep: float = 0.3  # share of the weights that training went on from, in those that it ends with
    frozen: int = 0  # lowest layers that stay as they are, with all below them; word embeddings always do
    stance_weight: float = 1.5  # of how far off the stances are, against the statements
    share: float = 0.35  # of the articles without stances that an epoch shows
    seed: int = 17
    bfloat16: bool = True


@dataclass(frozen=True, slots=True)
class Marks:
    """Rows of the pieces that are not words."""

    opening: int
    closing: int
    mask: int


@dataclass(frozen=True, slots=True)
class Lessons:
    """All that there is to learn from."""

    examples: Sequence[Example]
    table: FeatureTable
    marks: Marks
    stances: Mapping[str, Sequence[StanceExample]]  # of the articles whose statements have labels, by id
