"""Make the files that are derived from hustings.ttl again: `python -m ontology`."""

from pathlib import Path

import ontology


def main() -> None:
    """Write context.jsonld and the table in README.md beside this file."""
    folder = Path(__file__).parent
    (folder / "context.jsonld").write_text(ontology.context_text(), encoding="utf-8")
    (folder / "README.md").write_text(ontology.readme_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
