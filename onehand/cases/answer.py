"""The link under "is it solved?": it speaks of one question only, and not for ever (S16)."""

from __future__ import annotations

from datetime import timedelta

from onehand.cases.closing import closure_of
from onehand.cases.models import Closure
from onehand.foundation import clock

VALID = timedelta(days=60)


def answerable(secret: str) -> Closure | None:
    """The question of this link while it stands and is not older than `VALID`."""
    closure = closure_of(secret) if len(secret) <= 300 else None
    if closure is None or clock.now() - closure.asked_at > VALID:
        return None
    return closure
