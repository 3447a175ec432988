"""What store.json says of a store's folder, and whether it may be believed."""

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.errors import StoreTooNew, StoreUnreadable
from graph.store.index.connections import index_file

FORMAT = 1
FIRST_DATA = "data-1"
DATA_NAME = re.compile(r"data-[1-9][0-9]*")  # no path that leads elsewhere
_BASE = re.compile(r"[A-Za-z][\w+.-]*:[^\s<>\"{}|^`\\]+")


@dataclass(frozen=True, slots=True)
class Description:
    """What store.json says."""

    base: str
    data: str = FIRST_DATA
    format: int = FORMAT


def read_description(path: Path) -> Description:
    """Return what store.json says. Raises StoreUnreadable or StoreTooNew where it is not one of ours."""
    if not path.exists():
        raise StoreUnreadable(f"no store at {path}; make one with: hustings build ARTICLES --store {path}")
    try:
        data = json.loads((path / "store.json").read_text(encoding="utf-8"))
        description = Description(base=str(data["base"]), data=str(data["data"]), format=int(data["format"]))
        if not _BASE.fullmatch(description.base):
            raise ValueError(f"no IRI: {description.base}")
    except FileNotFoundError as error:
        raise StoreUnreadable(f"{path} is not a store: it holds no store.json") from error
    except OSError as error:
        raise StoreUnreadable(f"cannot open the store {path}: {reason_of(error)}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise StoreUnreadable(f"{path} is damaged: its store.json cannot be understood") from error
    if description.format > FORMAT:
        raise StoreTooNew(
            f"{path} has store format {description.format}, this version reads up to {FORMAT}; update Hustings"
        )
    check_own(path, description)
    return description


def write_description(path: Path, description: Description) -> None:
    """Write store.json, wholly or not at all."""
    write_fresh(path, description)
    fresh_description(path).replace(path / "store.json")


def write_fresh(path: Path, description: Description) -> None:
    """Write what store.json is to say beside it; `fresh_description` is where."""
    fresh_description(path).write_text(json.dumps(asdict(description), indent=2) + "\n", encoding="utf-8")


def fresh_description(path: Path) -> Path:
    """Return the file that becomes store.json once the data are there."""
    return path / "store.json.new"


def check_own(path: Path, description: Description) -> None:
    """Raise StoreUnreadable if the store would read or write what lies elsewhere, past the lock that stands there."""
    if not DATA_NAME.fullmatch(description.data):
        raise StoreUnreadable(
            f"{path} is damaged: its store.json names the data folder {description.data!r}, which is not its own"
        )
    data = path / description.data
    for own in (data, index_file(data), path / "snapshots"):
        if own.is_symlink():
            raise StoreUnreadable(f"{path} is damaged: {own.name} is a symbolic link; a store keeps its data in itself")


def reason_of(error: OSError) -> str:
    """Return what the system says of an error, to go on a sentence."""
    return (error.strerror or str(error)).lower()
