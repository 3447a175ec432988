"""What a process gives up before it evaluates users' queries: sockets, most memory, its parent's death.

Linux has all of it; elsewhere what the system does not offer is left out, and the log and `missing` say what.
"""

import ctypes
import logging
import os
import platform
import signal
import struct
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

try:
    resource: Any = import_module("resource")
except ImportError:  # Windows
    resource = None

log = logging.getLogger(__name__)

_SET_NO_NEW_PRIVS, _SET_SECCOMP, _SET_PDEATHSIG, _FILTER_MODE = 38, 22, 1, 2
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE_EACCES = 0x7FFF0000, 0x0005000D
# machine → audit architecture and number of the system call socket(2); from linux/audit.h and the syscall tables
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}


class _Program(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def missing() -> list[str]:
    """Return what queries are not kept from on this system; nothing on Linux on x86-64 and AArch64."""
    lacking = []
    if sys.platform != "linux" or platform.machine() not in _MACHINES:
        lacking.append("network access")
    if resource is None or sys.platform == "darwin":  # whose kernel takes the limit and does not keep to it
        lacking.append("using all memory")
    return lacking


def die_with_parent() -> None:
    """On Linux the kernel kills this process when the one that started it ends, whatever it is doing then."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def deny_sockets() -> bool:
    """True if opening a socket is now refused by the kernel; False where this system offers no such filter."""
    if sys.platform != "linux" or platform.machine() not in _MACHINES:
        log.warning("no socket filter", extra={"system": sys.platform, "machine": platform.machine()})
        return False
    architecture, socket_call = _MACHINES[platform.machine()]
    rules = _rules(architecture, socket_call)
    buffer = ctypes.create_string_buffer(rules)
    program = _Program(len(rules) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    refused = libc.prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(
        _SET_SECCOMP, _FILTER_MODE, ctypes.byref(program), 0, 0
    )
    if refused:
        log.warning("no socket filter", extra={"errno": ctypes.get_errno()})
    return not refused


def limit_memory(megabytes: int) -> None:
    """Let this process map at most so many megabytes above what it maps now."""
    if resource is None:
        log.warning("no limit of memory", extra={"system": sys.platform})
        return
    limit = _mapped_bytes() + (megabytes << 20)
    with suppress(ValueError, OSError):  # a lower limit stands already
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def step_back() -> None:
    """Lower this process's priority, so that the server answers other requests meanwhile; leave no core files."""
    if hasattr(os, "nice"):
        os.nice(5)
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _rules(architecture: int, socket_call: int) -> bytes:
    """Return a filter: on this architecture, socket(2) gives EACCES; all else is allowed."""
    instructions = (
        (_LOAD, 0, 0, 4),  # the architecture
        (_JUMP_IF_EQUAL, 0, 3, architecture),
        (_LOAD, 0, 0, 0),  # the number of the system call
        (_JUMP_IF_EQUAL, 0, 1, socket_call),
        (_RETURN, 0, 0, _REFUSE_EACCES),
        (_RETURN, 0, 0, _ALLOW),
    )
    return b"".join(struct.pack("HBBI", *instruction) for instruction in instructions)


def _mapped_bytes() -> int:
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * int(resource.getpagesize())
    except OSError:
        return 512 << 20  # no /proc: more than an idle worker maps
