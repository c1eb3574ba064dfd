"""Who holds a lease: a process, named so that others on its machine can see whether it still lives."""

from __future__ import annotations

import functools
import os
import socket
from pathlib import Path


@functools.lru_cache(maxsize=1)
def _machine() -> str:
    """The machine since it was switched on, and the process namespace in it (a container has its own)."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()[:8]
        return f"{socket.gethostname()[:40]}-{boot}-{os.stat('/proc/self/ns/pid').st_ino}"
    except OSError:
        return f"{socket.gethostname()[:40]}-?"


def _started(pid: int) -> str | None:
    """When the process started, in ticks since the machine did (a pid is given out again); None if dead."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in "ZX" else fields[19]


def me() -> str:
    """The name of this process."""
    return f"{_machine()}:{os.getpid()}:{_started(os.getpid()) or '?'}"


def is_dead(name: str) -> bool:
    """Whether the process of this name is known to be dead: it was on this machine and is no longer there."""
    machine, pid, started = name.rsplit(":", 2) if name.count(":") >= 2 else ("", "0", "?")
    if started == "?" or machine.endswith("-?") or machine != _machine():
        return False
    return _started(int(pid)) != started
