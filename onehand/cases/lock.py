"""Two verbs at once on one case see each other (R14)."""

from __future__ import annotations

from onehand.cases.models import Case, Message

_FIELDS = (
    "state",
    "touched_at",
    "waiting_since",
    "answer_due",
    "wait_until",
    "wait_for",
    "closed_at",
    "answer_late_at",
)


def once(case: Case, key: str | None) -> tuple[str | None, Message | None]:
    """The idempotency key within this case, since the same word in another case is another key, and what was written
    under it before. The case is to be locked, or of two submits at once both find it unused."""
    if key is None:
        return None, None
    kept = f"{case.pk}:{key}"[:100]
    return kept, Message.objects.filter(key=kept).first()


def lock(case: Case) -> None:
    """Bring the case up to date under its row's lock, inside the caller's transaction; guards are asked after it.

    The lock leaves the key alone: PostgreSQL looks up references at the commit, when the chain's head is locked, and
    who only refers to the case would wait for the one who waits for that head.
    """
    case.refresh_from_db(fields=_FIELDS, from_queryset=Case.objects.select_for_update(of=("self",), no_key=True))
