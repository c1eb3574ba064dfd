"""A promise as programs and pages read it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from onehand.cases.models import Promise
from onehand.cases.promise_state import state_of


def promise_data(promise: Promise, now: datetime, *, renewed_by: int | None = None) -> dict[str, Any]:
    """Moments in ISO 8601, UTC. `renewed_by` is the promise that took its place; see `renewals`."""
    return {
        "id": promise.pk,
        "case": promise.case_id,
        "text": promise.text,
        "kind": promise.kind,
        "due": promise.due.isoformat(),
        "due_text": promise.due_text,
        "by_default": promise.by_default,
        "state": state_of(promise, now),
        "needs": promise.needs,
        "evidence": promise.evidence,
        "answer": promise.answer_id,
        "message": promise.message_id,
        "made_at": promise.made_at.isoformat(),
        "renews": promise.renews_id,
        "renewed_by": renewed_by,
        "kept_at": _iso(promise.kept_at),
        "renewed_at": _iso(promise.renewed_at),
        "withdrawn_at": _iso(promise.withdrawn_at),
        "why": promise.why,
        "told": promise.told_id,
        "late_since": _iso(promise.late_since),
        "late_told": promise.late_told_id,
    }


def promises_data(promises: list[Promise], now: datetime) -> list[dict[str, Any]]:
    """All promises of a case (`promises.all_of`): each knows which one took its place."""
    renewals = {one.renews_id: one.pk for one in promises if one.renews_id is not None}
    return [promise_data(one, now, renewed_by=renewals.get(one.pk)) for one in promises]


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None
