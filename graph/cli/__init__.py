"""The command line: a command is a verb over one function of the library."""

from graph.cli.app import main, run

__all__ = ["main", "run"]
