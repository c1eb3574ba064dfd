"""In which time zone a case lives: that of its team's calendar, else the operator's."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from onehand.cases.models import Case
from onehand.team.models import Calendar


def zone_of(case: Case) -> ZoneInfo:
    calendar = case.team.calendar if case.team is not None else None
    return (calendar or Calendar.default()).business.zone
