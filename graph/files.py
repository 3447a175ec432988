"""Files as any tool treats them: a regular file is replaced whole, a device or a pipe is written to as it stands.

with whole_file(Path("network.gexf")) as file:
    file.write(b"...")  # stands there only once all of it is written
"""

import errno
import os
import secrets
import stat
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

from graph.errors import InputError

_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
_NEW_FILE = 0o666  # less what the umask takes away
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_LENT = ("/dev/std", "/dev/fd/", "/proc/")  # names of what this process or another one has open
_HELP = {
    errno.EACCES: "name a file in a folder that you may write",
    errno.EROFS: "name a file in a folder that you may write",
    errno.ENOENT: "name a file in a folder that is there",
    errno.ENOTDIR: "name a file in a folder that is there",
    errno.EISDIR: "name a file in it",
    errno.ENOSPC: "free some space, or name a file elsewhere",
}


def kind_of(path: Path) -> str | None:
    """Return what stands there in place of a regular file, such as "a pipe"; None for a regular file.

    Raises OSError where nothing stands there. Symbolic links are followed.
    """
    mode = path.stat().st_mode
    return None if stat.S_ISREG(mode) else _KINDS.get(stat.S_IFMT(mode), "something else")


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Yield a file to write to that takes its place only when it is whole, with the permissions of the one before.

    A symbolic link stays, and what it points to is replaced. Devices, pipes and /dev/stdout are written to directly.
    InputError in one line where it cannot be written; nothing has changed then.
    """
    try:
        with _direct(path) if is_direct(path) else _replacing(Path(os.path.realpath(path))) as file:
            yield file
    except OSError as error:
        raise _cannot_write(path, error) from error


@contextmanager
def whole_files(folder: Path, names: Sequence[str]) -> Iterator[list[IO[bytes]]]:
    """Files to write to in a folder, which is made where it is not there; none takes its place before all are written.

    InputError in one line where they cannot be written.
    """
    made = _make_folder(folder)
    try:
        with ExitStack() as files:
            yield [files.enter_context(whole_file(folder / name)) for name in names]
    except BaseException:
        if made:
            with suppress(OSError):  # it is not empty
                folder.rmdir()
        raise


def _make_folder(folder: Path) -> bool:
    """Make the folder; False where it is there."""
    if folder.is_dir():
        return False
    try:
        folder.mkdir()
    except FileExistsError as error:
        raise InputError(f"cannot write {folder}: a file stands there; name a folder") from error
    except OSError as error:
        raise _cannot_write(folder, error) from error
    return True


def _cannot_write(path: Path, error: OSError) -> InputError:
    reason = (error.strerror or str(error)).lower()
    advice = _HELP.get(error.errno or 0)
    return InputError(f"cannot write {path}: {reason}" + (f"; {advice}" if advice else ""))


def is_direct(path: Path) -> bool:
    """True if a file that is renamed to this path would take the place of something else than a file."""
    try:
        kind = kind_of(path)
    except FileNotFoundError:
        return False
    if kind == "a folder":
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    return kind is not None or str(path).startswith(_LENT)


@contextmanager
def _direct(path: Path) -> Iterator[IO[bytes]]:
    with path.open("wb") as file:
        yield file


@contextmanager
def _replacing(target: Path) -> Iterator[IO[bytes]]:
    mode = _mode_of(target)
    partial = target.with_name(f"{target.name}.{secrets.token_hex(4)}.partial")
    try:
        with os.fdopen(os.open(partial, _CREATE, _NEW_FILE), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            partial.chmod(mode)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _mode_of(target: Path) -> int | None:
    """Return the permissions of the file there; None: there is none. Raises PermissionError if it may not change."""
    try:
        mode = stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        return None
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return mode
