"""What was decided about a customer's account, as they take it along (art. 15): with the reasons, without names of
colleagues."""

from __future__ import annotations

from typing import Any

from onehand.actions.due_process.roles import answers, appeal_of, provisional_of
from onehand.actions.models.due_process import Blocking, Recovery
from onehand.cases.models import Case


def blockings_of(case: Case, _language: str) -> list[dict[str, Any]]:
    return [_blocking(row) for row in Blocking.objects.filter(case=case)]


def _blocking(row: Blocking) -> dict[str, Any]:
    provisional, appeal = provisional_of(row), appeal_of(row)
    return {
        "reason": row.reason, "evidence": row.evidence, "proposed_at": row.proposed_at, "state": row.state,
        "hearing_until": row.hearing_until, "answered": answers(row).exists(), "blocks": row.blocks,
        # What was decided is theirs once it was told: before that it is not so yet.
        "decision": row.decision if row.told_id is not None else "", "decided_at": row.decided_at,
        "outcome": row.outcome, "ended_at": row.ended_at, "ended_because": row.closing_reason,
        "provisional": {"reason": provisional.reason, "until": provisional.until, "over_at": provisional.over_at}
        if provisional is not None and provisional.in_force_at is not None else None,
        "appeal": {"made_at": appeal.made_at, "upheld": appeal.upheld, "reason": appeal.reason,
                   "corrected": appeal.corrected} if appeal is not None else None,
    }  # fmt: skip


def recoveries_of(case: Case, _language: str) -> list[dict[str, Any]]:
    """Of the case of whoever asked: what they claimed, and what became of it."""
    names = ("claimed_email", "claimed_order", "claimed_postcode", "state", "announced_at", "wait_until", "stopped_at",
             "reason", "ended_at")  # fmt: skip
    return list(Recovery.objects.filter(case=case).values(*names))
