"""Cases as rows of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from onehand.cases.last_words import LastWords, last_words, name_the_nameless
from onehand.cases.models import Case
from onehand.cases.urgency import urgency
from onehand.foundation import clock
from onehand.team.hours import BusinessHours
from onehand.team.models import Agent, Calendar

PAGE = 30  # rows: more than a screen, and quick to draw
_SILENCE = LastWords("", False)


@dataclass(frozen=True, slots=True)
class CaseRow:
    case: Case
    url: str
    hand: Agent | None
    snippet: str
    from_customer: bool
    level: str
    waited: timedelta | None
    due: datetime | None


def rows_of(cases: Sequence[Case]) -> list[CaseRow]:
    """Rows in the same order, with at most three queries for all of them."""
    if not cases:
        return []
    words = last_words(cases)
    name_the_nameless(cases)
    business = Calendar.default().business
    now, base = clock.now(), reverse("desk:cases")
    return [_row(case, f"{base}{case.pk}/", words.get(case.pk, _SILENCE), business, now) for case in cases]


def _row(case: Case, url: str, words: LastWords, business: BusinessHours, now: datetime) -> CaseRow:
    how = urgency(case, business, now)
    return CaseRow(case, url, case.hand, words.snippet, words.from_customer, how.level, how.waited, how.due)
