"""Misbehaviour on purpose, for tests: only there when the program is started with `--faults`."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import Any

from demo.provisioning.errors import No

MODES = frozenset({"slow", "error", "busy", "lost", "cut", "garbage", "foreign", "huge", "trickle"})


@dataclass(frozen=True, slots=True)
class Fault:
    """`on` is read, write or all; it holds for `times` requests. `slow` waits, `error` answers 500 without doing
    anything, `busy` 503, `lost` does it and breaks the connection, `cut` breaks it in the middle of the answer,
    `garbage` is no JSON, `foreign` has the fields of another version, `huge` never ends, `trickle` comes
    byte by byte."""

    mode: str
    on: str = "all"
    times: int = 1
    seconds: float = 0.0


class Faults:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._fault: Fault | None = None

    def set(self, body: dict[str, Any]) -> dict[str, Any]:
        mode = str(body.get("mode", ""))
        if mode not in MODES and mode != "none":
            raise No(422, "unknown_mode", f"One of: {', '.join(sorted(MODES))}, none.")
        with self._lock:
            self._fault = None if mode == "none" else Fault(
                mode, str(body.get("on", "all")), int(body.get("times", 1)), float(body.get("seconds", 0))
            )  # fmt: skip
        return {"mode": mode}

    def take(self, *, write: bool) -> Fault | None:
        """What is to go wrong with this request."""
        with self._lock:
            fault = self._fault
            if fault is None or fault.on not in ("all", "write" if write else "read"):
                return None
            self._fault = replace(fault, times=fault.times - 1) if fault.times > 1 else None
            return fault


def foreign(answer: Any) -> Any:
    """As another version of this program might say it."""
    if isinstance(answer, dict):
        return {f"x{name.title()}": foreign(value) for name, value in answer.items()}
    return [foreign(one) for one in answer] if isinstance(answer, list) else answer
