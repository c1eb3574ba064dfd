"""The back-end systems that are connected: named by the operator, made once, asked under a guard.

The guard remembers when each answered last, so that a page can say since when one is silent, and asks a silent one
only now and then (a slow system must not make every page slow).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from onehand.actions.contract import Backend, BackendError, Unclear, Unreachable
from onehand.foundation import clock

log = logging.getLogger("onehand.actions")

T = TypeVar("T")
# After a failure a silent system is left alone for this long by whoever only reads.
LEFT_ALONE = timedelta(seconds=5)


@dataclass(slots=True)
class Health:
    """`down_since` is when it failed first after its last answer (`answered`); UTC."""

    answered: datetime | None = None
    down_since: datetime | None = None
    failed: datetime | None = None


_lock = threading.Lock()
_backends: dict[str, Backend] = {}
_health: dict[str, Health] = {}


def connect(backends: Iterable[Backend]) -> None:
    """Add these; one of the same code is replaced."""
    with _lock:
        for one in backends:
            _backends[one.code] = one
            _health[one.code] = Health()


def disconnect(*codes: str) -> None:
    with _lock:
        for code in codes:
            _backends.pop(code, None)
            _health.pop(code, None)


def connected() -> tuple[Backend, ...]:
    return tuple(_backends.values())


def backend(code: str) -> Backend:
    """Raises Unreachable when it is not connected (any more)."""
    found = _backends.get(code)
    if found is None:
        raise Unreachable(f"{code} is not connected")
    return found


def health(code: str) -> Health:
    return _health.get(code) or Health()


def asked(code: str, work: Callable[[Backend], T], *, patient: bool = True, sends: bool = False) -> T:
    """Do some work with a back-end and note whether it answered. Without `patient`, one that has just failed is not
    asked again. What a back-end breaks with (other fields than it knows) is silence, or Unclear where it `sends` a
    change. Raises BackendError."""
    one = backend(code)
    state = _health.setdefault(code, Health())
    if not patient and state.failed is not None and clock.now() - state.failed < LEFT_ALONE:
        raise Unreachable(f"{code} has just failed")
    try:
        result = work(one)
    except Unreachable:
        state.failed = clock.now()
        state.down_since = state.down_since or state.failed
        raise
    except BackendError:
        raise
    except Exception as error:
        # The type only: what stands in it may name people.
        log.error("back-end %s broke: %s", code, type(error).__name__)
        state.failed = clock.now()
        state.down_since = state.down_since or state.failed
        raise (Unclear if sends else Unreachable)(f"{code} broke ({type(error).__name__})") from None
    state.answered, state.down_since, state.failed = clock.now(), None, None
    return result
