"""How far this process has passed the feed on: a page that begins there misses nothing between its drawing and its
stream, which opens a moment later."""

from __future__ import annotations

_reached = 0


def reached() -> int:
    """The last seq that was passed on; 0 in a process that passes nothing on. No question to the database."""
    return _reached


def note(seq: int) -> None:
    global _reached
    _reached = seq
