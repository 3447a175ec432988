"""Where an export goes: a file or, for a format of several tables, what the name says.

`edges.csv` holds the main table, `network.zip` all of them; `network`, `network/` and folders that are there get a file
for each.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from graph.export.formats import FORMATS, export, export_files, network_files
from graph.export.network import Filters
from graph.export.tables import AnyNetwork
from graph.files import is_direct, whole_file, whole_files
from graph.store.base import Store

_SLASHES = tuple(filter(None, (os.sep, os.altsep)))


def save(store: Store, name: str, out: str, filters: Filters | None = None) -> int:
    """Write an export; how many bytes. InputError in one line where that cannot be."""
    if name in FORMATS and FORMATS[name].files and not _is_archive(out):
        return _write(export_files(store, name, filters), out)
    return _write({name: export(store, name, filters)}, out)


def save_network(network: "AnyNetwork[str]", name: str, out: str) -> int:
    """Write a network that was made already; how many bytes. InputError in one line where that cannot be."""
    return _write(network_files(network, name, archive=_is_archive(out)), out)


def _write(files: Mapping[str, Iterator[bytes]], out: str) -> int:
    """Write the files into a folder, if there are several and the name says so, or else the main one."""
    path = Path(out)
    if len(files) > 1 and _is_folder(out):
        with whole_files(path, list(files)) as opened:
            return sum(file.write(piece) for file, made in zip(opened, files.values(), strict=True) for piece in made)
    with whole_file(path) as file:
        return sum(map(file.write, next(iter(files.values()))))


def _is_archive(out: str) -> bool:
    return Path(out).suffix.casefold() == ".zip" and not _is_folder(out)


def _is_folder(out: str) -> bool:
    """Whether there is a folder, or should be one: the name has no ending, or a slash at its end."""
    path = Path(out)
    try:
        return path.is_dir() or out.endswith(_SLASHES) or not (path.suffix or is_direct(path))
    except OSError:  # whoever writes there will say so
        return False
