"""A user's own people, offices, parties and places: files of others made into tables that stand above ours."""

from graph.seeding.folder import Import, current, history, undo, write
from graph.seeding.plan import Plan, make_plan
from graph.seeding.reading import read_file

__all__ = ["Import", "Plan", "current", "history", "make_plan", "read_file", "undo", "write"]
