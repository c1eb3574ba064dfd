"""Held messages that wait for the decision of a case's hand."""

from __future__ import annotations

from collections.abc import Sequence

from onehand.cases.models import Case, Message
from onehand.foundation.prepared import Prepared


def undecided(cases: Sequence[Case]) -> list[Message]:
    """The held messages of these cases, oldest first."""
    return _HELD.rows(cases=[case.pk for case in cases])


_HELD: Prepared[Message] = Prepared(
    lambda blank: (
        Message.objects.filter(case__pk__in=blank("cases"), held=True)
        .select_related("case", "case__customer")
        .order_by("pk")[:50]
    )
)
