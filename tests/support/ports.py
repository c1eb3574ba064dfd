"""Free loopback ports, and waiting for what happens in another process."""

from __future__ import annotations

import random
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

HOST = "127.0.0.1"
# Below the kernel's range for outgoing connections (32768 and up): nobody's outgoing connection can take a
# port between our finding it and the server's binding it.
LOWEST, HIGHEST = 20_000, 32_000

T = TypeVar("T")


class TooLate(AssertionError):
    """What a test waited for did not happen in time."""


def free_port() -> int:
    """Return a loopback TCP port that nobody listens on at this moment."""
    for _ in range(200):
        port = random.SystemRandom().randint(LOWEST, HIGHEST)
        with socket.socket() as probe:
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    raise OSError(f"no free port between {LOWEST} and {HIGHEST}")


def is_listening(port: int) -> bool:
    """True when something accepts connections on that loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def greets(port: int, greeting: bytes) -> bool:
    """True when the server on that loopback port greets a client with these first bytes."""
    try:
        with socket.create_connection((HOST, port), timeout=5) as probe:
            return probe.recv(100).startswith(greeting)
    except OSError:
        return False


def until(
    condition: Callable[[], T | None],
    what: str | Callable[[], str],
    *,
    timeout: float = 10,
    interval: float = 0.01,
) -> T:
    """Return the first true answer of `condition`, asked every `interval` seconds.

    For effects in another process, where no clock of ours can be set. Raises TooLate after `timeout` seconds;
    `what` names the thing waited for (or makes the whole sentence then).
    """
    end = time.monotonic() + timeout
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > end:
            raise TooLate(f"waited {timeout:g} s for " + (what if isinstance(what, str) else what()))
        time.sleep(interval)


@contextmanager
def within(seconds: float, what: str) -> Iterator[None]:
    """Fail when the block takes longer than `seconds`."""
    began = time.monotonic()
    yield
    took = time.monotonic() - began
    if took > seconds:
        raise TooLate(f"{what} took {took:.2f} s, more than {seconds:g} s")
