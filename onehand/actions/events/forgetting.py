"""Erasing a customer reaches what the back-ends told of them and what is expected for them; the id of an event stays,
so that it has no effect when it is told again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from onehand.actions.models.courses import Course
from onehand.actions.models.events import Event


def forget_events(*, ids: Sequence[int], values: Sequence[str], **_signal: Any) -> None:
    """Inside the erasure's transaction. `values` are all identities, customer numbers among them."""
    theirs = Event.objects.filter(Q(case__customer__in=ids) | Q(customer_number__in=values))
    numbers = set(theirs.values_list("customer_number", flat=True)) - {""}
    events = Event.objects.filter(Q(case__customer__in=ids) | Q(customer_number__in={*values, *numbers}))
    events.update(reference="", customer_number="", values={}, outcome=Event.Outcome.ERASED)
    Course.objects.filter(Q(customer__in=ids) | Q(case__customer__in=ids)).delete()
