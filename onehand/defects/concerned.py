"""A defect that concerns a customer is a reason not to write to them for sales (E14)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from onehand.cases.permission import Reason
from onehand.defects.models import Defect, Link
from onehand.foundation import clock

SENTENCE = (
    "Nein: Eine Störung betrifft diese Person noch. Erst beheben, dann werben.",
    "No: a disturbance still affects this person. First repair, then advertise.",
)


def reason(customers: Sequence[int]) -> tuple[bool, datetime | None]:
    """Whether something that is not repaired, or not for them, concerns one of these; and until when, if that is known
    of all."""
    links = Link.objects.filter(case__customer__in=customers, ended_at__isnull=True).exclude(works=True)
    dues = list(links.exclude(defect__state=Defect.State.FIXED).values_list("defect__expected_at", flat=True)[:100])
    now = clock.now()
    known = [at for at in dues if at is not None and at > now]
    return bool(dues), max(known) if dues and len(known) == len(dues) else None


CONCERNED = Reason("defect", SENTENCE, reason)
