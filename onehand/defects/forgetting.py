"""Erasing a customer reaches the register: what they said stays countable, nothing of it names them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onehand.cases.models import Case
from onehand.defects import learning
from onehand.defects.models import Defect, Link, Telling
from onehand.foundation import clock


def forget_defects(*, ids: Sequence[int], **_signal: Any) -> None:
    """Inside the erasure's transaction: they are told nothing more, and their words recognise nothing any more."""
    cases = Case.objects.filter(customer__in=ids)
    Telling.objects.filter(customer__in=ids, ended_at__isnull=True).delete()
    Telling.objects.filter(customer__in=ids).update(customer=None, about="")
    Telling.objects.filter(case__in=cases, ended_at__isnull=True).update(
        outcome=Telling.Outcome.NEEDLESS, ended_at=clock.now()
    )
    linked = Link.objects.filter(case__in=cases)
    for defect in Defect.objects.filter(pk__in=linked.values("defect")):
        learning.soon(defect)
    linked.filter(ended_at__isnull=True).update(agent=None)
