"""Erasing a customer reaches runs, their steps, approvals and work orders; that something was done stays countable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onehand.actions import asking, viewing
from onehand.actions.choices import choosing
from onehand.actions.models import Approval, Proof, Run, RunStep, Touch, WorkOrder
from onehand.cases.models import Case
from onehand.foundation import clock


def forget_runs(*, ids: Sequence[int], **_signal: Any) -> None:
    """Inside the erasure's transaction: whatever names the person is emptied; what still ran is given up."""
    viewing.forget()
    cases = Case.objects.filter(customer__in=ids)
    runs = Run.objects.filter(case__in=cases)
    running = runs.filter(ended_at__isnull=True)
    RunStep.objects.filter(run__in=runs).update(content={}, says={}, answer=None, seen=None, target="")
    Approval.objects.filter(run__in=runs).update(reason="", answer="")
    Touch.objects.filter(run__in=runs).delete()
    running.update(state=Run.State.DROPPED, ended_at=clock.now())
    runs.update(arguments={}, sealed="", plan={}, why={}, tell="", key=None)
    asking.forget(cases)
    choosing.forget(cases)
    Proof.objects.filter(case__in=cases).update(note="", recipient="", hashed=None)
    WorkOrder.objects.filter(case__in=cases).update(what="", seen="")
    WorkOrder.objects.filter(case__in=cases, done_at__isnull=True, dropped_at__isnull=True).update(
        dropped_at=clock.now()
    )
