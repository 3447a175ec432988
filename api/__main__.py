"""`python -m api` serves the store that the environment names (HUSTINGS_STORE, _HOST, _PORT)."""

import os
import sys

from api.server import serve
from graph.errors import HustingsError
from graph.settings import from_environment


def main() -> int:
    """The exit code: 0 when stopped, 2 when it could not serve."""
    try:
        settings = from_environment(os.environ)
        serve(settings.store, settings.host, settings.port, settings, announce=print)
    except HustingsError as error:
        print(f"hustings: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
