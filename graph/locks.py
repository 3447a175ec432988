"""Locks on files between processes: one writer, or any number of readers, until the file is closed.

portalocker keeps them: flock on Unix, LockFileEx on Windows. They belong to the open file, so that they end with it,
and with a process that is killed.
"""

from typing import IO

from portalocker import AlreadyLocked, LockFlags
from portalocker import lock as lock_file


def lock(file: IO[bytes], *, shared: bool) -> None:
    """Lock an open file for reading or for writing; BlockingIOError at once where others' locks exclude that."""
    how = LockFlags.SHARED if shared else LockFlags.EXCLUSIVE
    try:
        lock_file(file, how | LockFlags.NON_BLOCKING)
    except AlreadyLocked as error:
        raise BlockingIOError(error.strerror or "locked") from error
