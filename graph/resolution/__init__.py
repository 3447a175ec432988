"""Identity across articles: which of the entities that single articles name are one, with score and reason.

A function of the set of articles: what each says of its entities (`clues`) is grouped by the names that they share, the
names are compared and what is alike is judged by roles, gender, time, place and company. It reads no store and writes
none.
"""

from graph.resolution.clues import Clue, Company, Setting
from graph.resolution.clusters import Told
from graph.resolution.resolving import resolve

__all__ = ["Clue", "Company", "Setting", "Told", "resolve"]
