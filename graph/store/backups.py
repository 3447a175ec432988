"""A whole store in one file, taken while it is served or written to, and put back: faster than a dump.

The file is a tar, compressed where its name ends in .gz: `manifest.json` (format of the store, base, the SHA-256 of
every file), then the engine's files and the read model of one snapshot.
"""

import hashlib
import json
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Literal

from graph.errors import InputError, StoreError, StoreTooNew, StoreUnreadable
from graph.files import whole_file
from graph.store.description import FORMAT, read_description
from graph.store.engine import check_readable
from graph.store.home import open_home, read_home_or_snapshot
from graph.store.index.connections import index_file
from graph.store.opening import finish_writing

_MANIFEST, _DATA, _INDEX = "manifest.json", "data", "index.sqlite"
_ENDINGS = (".tar", ".tar.gz", ".tgz")
_LEFT_OUT = ("LOCK", "LOG")  # of the engine: for its own process alone


@dataclass(frozen=True, slots=True)
class _Restored:
    base: str


def back_up(store: Path, file: Path) -> int:
    """Write the present state of a store, or the last snapshot while somebody writes; the number of bytes."""
    _check_name(file)
    finish_writing(store)
    description = read_description(store)
    home, data = read_home_or_snapshot(store)
    try:
        files = dict(_files(data))
        manifest = {
            "format": description.format,
            "base": description.base,
            "files": {name: _digest(path) for name, path in files.items()},
        }
        with whole_file(file) as output, _tar(output, "w", file) as archive:
            text = json.dumps(manifest, indent=1).encode()
            entry = tarfile.TarInfo(_MANIFEST)
            entry.size = len(text)
            archive.addfile(entry, BytesIO(text))
            for name, path in files.items():
                archive.add(path, name, recursive=False, filter=_anonymous)
    finally:
        home.release()
    return file.stat().st_size


def restore(file: Path, store: Path, *, replace: bool = False) -> str:
    """Put a backup into a new store or, with `replace`, in the place of one that may be served meanwhile; its base.

    Raises StoreUnreadable where the file is no backup or not whole; nothing is changed then.
    """
    _check_name(file)
    if (store / "store.json").exists() and not replace:
        raise StoreError(f"{store} is a store; give --replace to put the backup in its place")
    fresh = not store.exists()
    try:
        with TemporaryDirectory(prefix=".restore-", dir=_near(store)) as folder:
            manifest = _unpack(file, Path(folder))
            home = open_home(store, base=manifest["base"])
            try:
                home.settle()
                home.fill_next(lambda data: _move(Path(folder), data, manifest["base"]))
                home.drop_other_data()
            finally:
                home.release()
    except BaseException:
        if fresh:
            shutil.rmtree(store, ignore_errors=True)
        raise
    return str(manifest["base"])


def _near(store: Path) -> Path:
    """A folder on the same disk."""
    parent = store.resolve().parent
    if not parent.is_dir():
        raise StoreUnreadable(f"cannot make the store {store}: there is no folder {parent}")
    return parent


def _files(data: Path) -> Iterator[tuple[str, Path]]:
    """The files of a state with their names in the archive, in the order of the names."""
    for path in sorted(data.iterdir()):
        if path.is_file() and not path.name.startswith(_LEFT_OUT):
            yield f"{_DATA}/{path.name}", path
    yield _INDEX, index_file(data)


def _unpack(file: Path, folder: Path) -> dict[str, str]:
    """Unpack a backup, all of it as the manifest says; what the manifest says."""
    try:
        with file.open("rb") as source, _tar(source, "r", file) as archive:
            head = archive.extractfile(_MANIFEST)
            manifest = json.loads(head.read() if head else b"")
            if int(manifest["format"]) > FORMAT:
                raise StoreTooNew(f"{file} has store format {manifest['format']}; update Hustings")
            wanted = dict(manifest["files"])
            for member in archive:
                if member.name == _MANIFEST:
                    continue
                if not member.isfile() or member.name not in wanted:
                    raise ValueError(f"{member.name} does not belong to it")
                archive.extract(member, folder, filter="data")
                if _digest(folder / member.name) != wanted.pop(member.name):
                    raise ValueError(f"{member.name} is not what was written")
        if wanted:
            raise ValueError(f"{min(wanted)} is missing")
        check_readable(folder / _DATA)
    except FileNotFoundError as error:
        raise StoreUnreadable(f"cannot restore {file}: no such file") from error
    except (OSError, EOFError, ValueError, KeyError, TypeError, tarfile.TarError) as error:
        raise StoreUnreadable(f"cannot restore {file}: it is no whole backup ({error}); nothing was changed") from error
    return {"base": str(manifest["base"])}


def _move(folder: Path, data: Path, base: str) -> _Restored:
    (folder / _DATA).rename(data)
    (folder / _INDEX).rename(index_file(data))
    return _Restored(base)


def _check_name(file: Path) -> None:
    if not file.name.endswith(_ENDINGS):
        raise InputError(f"{file}: a backup ends in {', '.join(_ENDINGS)}")


def _anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime = 0
    entry.mode = 0o644
    return entry


@contextmanager
def _tar(file: IO[bytes], mode: Literal["r", "w"], path: Path) -> Iterator[tarfile.TarFile]:
    packed = path.name.endswith("gz")
    if mode == "w":
        with tarfile.open(fileobj=file, mode="w:gz" if packed else "w") as archive:
            yield archive
    else:
        with tarfile.open(fileobj=file, mode="r:gz" if packed else "r:") as archive:
            yield archive


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
