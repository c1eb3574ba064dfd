"""Held messages that wait for the decision of a case's hand."""

from __future__ import annotations

from collections.abc import Sequence

from onehand.cases.models import Case, Message


def undecided(cases: Sequence[Case]) -> list[Message]:
    """The held messages of these cases, oldest first."""
    held = Message.objects.filter(case__in=[case.pk for case in cases], held=True)
    return list(held.select_related("case", "case__customer").order_by("pk")[:50])
