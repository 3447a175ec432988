"""A process that evaluates queries or updates, as the server sees it: how it is started, asked, killed and buried."""

import asyncio
import logging
import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from json import loads
from pathlib import Path
from typing import IO

from graph.errors import StoreError
from graph.store.engine import damaged
from graph.store.frames import FAILED, HEADER, QUERY, SHARED, frame

log = logging.getLogger(__name__)
# The worker runs this very package, installed or not, and nothing that lies in the working directory (-P).
_COMMAND = (sys.executable, "-P", "-m")
QUERIES, UPDATES = "graph.store.worker", "graph.store.update_worker"  # what it may be there for
_PACKAGE_ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 30.0  # for a worker to open its snapshot on a busy machine
_PROCESS_CLOCK = 2  # of Linux: with the number of a process, the clock of what it uses (CPUCLOCK_SCHED)
_LOGGED_BYTES = 2000  # of what a worker wrote before it died; an abort prints long backtraces


class Worker:
    """One process, with the stream that leads to it; made by `start_worker`."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        streams: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        snapshot: Path,
        errors: IO[bytes],
    ) -> None:
        self.process = process
        self.snapshot = snapshot
        self._reader, self._writer = streams
        self._errors = errors
        self._seconds = 0.0

    def ask(self, request: bytes) -> None:
        """Send a request, as JSON."""
        self._writer.write(frame(QUERY, request))

    async def read(self) -> tuple[bytes, bytes]:
        """Return the next frame's kind and payload; IncompleteReadError or ConnectionError once the process is gone."""
        kind, length = HEADER.unpack(await self._reader.readexactly(HEADER.size))
        return kind, await self._reader.readexactly(length)

    def seconds(self) -> float:
        """Return the seconds of a processor that the process has used so far; of a clock, where that is not told."""
        try:
            self._seconds = time.clock_gettime((~self.process.pid << 3) | _PROCESS_CLOCK)
        except AttributeError:  # Windows
            return time.monotonic()
        except OSError:  # the process is gone
            pass
        return self._seconds

    def step_back(self, nice: int) -> None:
        """Lower the priority of the process further, where the system knows such a thing."""
        if hasattr(os, "setpriority"):
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.process.pid, nice)

    def kill(self) -> None:
        """End the process at once; what it was doing is lost."""
        self.process.kill()
        self._writer.close()

    def bury(self) -> None:
        """Wait until the killed process is gone, and log what it wrote last."""
        self.process.wait()
        with self._errors:
            self._errors.seek(0)
            if written := self._errors.read(_LOGGED_BYTES):
                log.info("worker ended", extra={"pid": self.process.pid, "stderr": written.decode(errors="replace")})


async def start_worker(snapshot: Path, megabytes: int, program: str = QUERIES) -> Worker:
    """Return a worker that has opened the snapshot and waits for queries, or one that waits for updates of a store."""
    ours, theirs = socket.socketpair()
    errors = tempfile.TemporaryFile()  # noqa: SIM115  # closed by Worker.bury
    with theirs:
        share = getattr(theirs, "share", None)  # Windows, where no descriptor is inherited
        process = subprocess.Popen(
            [*_COMMAND, program, str(snapshot), str(megabytes), SHARED if share else str(theirs.fileno())],
            pass_fds=[] if share else [theirs.fileno()],
            stdin=subprocess.PIPE if share else subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env=os.environ | {"PYTHONPATH": str(_PACKAGE_ROOT)},
        )
        if share and process.stdin:
            with process.stdin as stdin:
                stdin.write(share(process.pid))
    worker = Worker(process, await asyncio.open_connection(sock=ours), snapshot, errors)
    try:
        async with asyncio.timeout(_START_SECONDS):
            kind, payload = await worker.read()
            if kind == FAILED:
                raise damaged(snapshot, loads(payload)["message"])
    except StoreError:
        worker.kill()
        worker.bury()
        raise
    except (asyncio.IncompleteReadError, ConnectionError, TimeoutError) as error:
        worker.kill()
        worker.bury()
        raise StoreError(f"a worker could not open the snapshot {snapshot}; the log says why") from error
    except asyncio.CancelledError:
        worker.kill()
        worker.bury()
        raise
    return worker
