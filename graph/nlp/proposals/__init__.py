"""Proposals and policies as things."""

from graph.nlp.proposals.find import find_proposals
from graph.nlp.proposals.sites import source_entities

__all__ = ["find_proposals", "source_entities"]
