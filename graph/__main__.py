"""`python -m graph` is `hustings`."""

from graph.cli import main

main()
