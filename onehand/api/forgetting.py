"""Answers that were stored for repeated requests speak of people too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from onehand.api.models import StoredAnswer
from onehand.cases.models import Case


def forget_answers(*, ids: Sequence[int], values: Sequence[str], **_signal: Any) -> None:
    """Delete the stored answers that name one of a forgotten customer's addresses or speak of their cases."""
    named = Q(pk__in=[])
    for case in Case.objects.filter(customer__in=ids).values_list("pk", flat=True):
        named |= Q(path__contains=f"/cases/{case}")
    for value in values:
        named |= Q(body__icontains=value)
    StoredAnswer.objects.filter(named).delete()
