"""How urgent an answer is: computed from the response target in business time, stored nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from onehand.cases.models import Case
from onehand.team.hours import BusinessHours

RISK = timedelta(hours=2)
# Business time is walked day by day; beyond this the span on the wall says as much.
_LONGEST_WALK = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Urgency:
    """`level` is late, risk or ""; `waited` is business time since the customer's oldest open word."""

    level: str
    waited: timedelta | None
    due: datetime | None


NONE = Urgency("", None, None)


def urgency(case: Case, business: BusinessHours, now: datetime) -> Urgency:
    if case.waiting_since is None:
        return NONE
    span = now - case.waiting_since
    waited = business.between(case.waiting_since, now) if span < _LONGEST_WALK else span
    due = case.answer_due
    if due is None:
        return Urgency("", waited, None)
    level = "late" if due < now else "risk" if due - now <= RISK else ""
    return Urgency(level, waited, due)
