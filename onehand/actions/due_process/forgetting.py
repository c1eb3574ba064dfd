"""Erasing a customer reaches what was written about them here; that it was decided stays countable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onehand.actions.models.due_process import Appeal, Blocking, HearingLink, Provisional, Recovery, RecoveryLink
from onehand.foundation import clock


def forget_due_process(*, ids: Sequence[int], **_signal: Any) -> None:
    """Inside the erasure's transaction. What still runs ends: nothing is blocked of nobody."""
    blockings = Blocking.objects.filter(customer__in=ids)
    HearingLink.objects.filter(blocking__in=blockings).update(hashed=None)
    Provisional.objects.filter(blocking__in=blockings).update(reason="", answer="")
    Appeal.objects.filter(blocking__in=blockings).update(reason="", corrected="")
    blockings.filter(ended_at__isnull=True).update(state=Blocking.State.ENDED, ended_at=clock.now())
    blockings.update(reason="", evidence="", decision="", closing_reason="", why={}, key=None)
    recoveries = Recovery.objects.filter(case__customer__in=ids) | Recovery.objects.filter(account_of__in=ids)
    numbers = list(recoveries.values_list("pk", flat=True))
    RecoveryLink.objects.filter(recovery__in=numbers).update(hashed=None, recipient="")
    found = Recovery.objects.filter(pk__in=numbers)
    found.filter(ended_at__isnull=True).update(state=Recovery.State.REFUSED, ended_at=clock.now())
    found.update(
        claimed_email="", claimed_order="", claimed_postcode="", identified="", stopped_from="", reason="",
        account_of=None,
    )  # fmt: skip
