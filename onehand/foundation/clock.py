"""The one clock: aware UTC times which tests can set. Nothing else asks the system for the time of day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_fixed: datetime | None = None


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _fixed if _fixed is not None else datetime.now(UTC)


def set(moment: datetime) -> None:
    """Stop the clock at an aware moment (tests only). Raises ValueError for a naive one."""
    global _fixed
    if moment.tzinfo is None:
        raise ValueError("the clock needs an aware datetime")
    _fixed = moment.astimezone(UTC)


def advance(by: timedelta) -> None:
    """Move the clock by a span and leave it stopped there (tests only); a negative span turns it back."""
    set(now() + by)


def reset() -> None:
    """Let the real time run again."""
    global _fixed
    _fixed = None
