"""Articles into a store: the one place that wires the layers together."""

from graph.build.annotator import Annotate, Annotator, make_annotator
from graph.build.articles import BuildReport, Built, Outcome, Unchanged, build
from graph.build.fingerprints import Fingerprint, make_fingerprint
from graph.build.trying import Skipped

__all__ = [
    "Annotate",
    "Annotator",
    "BuildReport",
    "Built",
    "Fingerprint",
    "Outcome",
    "Skipped",
    "Unchanged",
    "build",
    "make_annotator",
    "make_fingerprint",
]
