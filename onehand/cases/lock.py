"""Two verbs at once on one case see each other (R14)."""

from __future__ import annotations

from onehand.cases.models import Case

_FIELDS = ("state", "touched_at", "waiting_since", "answer_due", "wait_until", "wait_for", "closed_at")


def key_in(case: Case, key: str) -> str:
    """The idempotency key of a form or program within this case: the same word in another case is another key."""
    return f"{case.pk}:{key}"[:100]


def lock(case: Case) -> None:
    """Bring the case up to date under its row's lock, inside the caller's transaction; guards are asked after it."""
    case.refresh_from_db(fields=_FIELDS, from_queryset=Case.objects.select_for_update(of=("self",)))
