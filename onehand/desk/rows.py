"""Cases as rows of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from onehand.cases.last_words import LastWords, last_words, name_the_nameless
from onehand.cases.models import Case, State
from onehand.cases.urgency import urgency
from onehand.foundation import clock
from onehand.look import words
from onehand.team.hours import BusinessHours
from onehand.team.models import Agent, Calendar

PAGE = 30  # rows: more than a screen, and quick to draw
_SILENCE = LastWords("", False)


@dataclass(frozen=True, slots=True)
class Line:
    """Everything a drawn row shows, times in words: rows that show the same are drawn once (look/kept)."""

    number: int
    url: str
    name: str
    subject: str
    then: str  # what it waits for, or the last thing said
    from_customer: bool
    state: str
    channel: str
    hand: str
    level: str
    waited: str
    at: datetime
    when: str


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

    @property
    def line(self) -> Line:
        case = self.case
        outside = case.wait_for if case.state == State.WAITING else ""
        return Line(
            number=case.pk, url=self.url, name=case.customer.name, subject=case.subject, then=outside or self.snippet,
            from_customer=self.from_customer, state=case.state, channel=case.channel,
            hand=self.hand.display_name if self.hand else "", level=self.level,
            waited=words.span(self.waited) if self.waited is not None else "",
            at=case.touched_at, when=words.relative(case.touched_at),
        )  # fmt: skip


def rows_of(cases: Sequence[Case]) -> list[CaseRow]:
    """Rows in the same order, with at most three queries for all of them."""
    if not cases:
        return []
    said = last_words(cases)
    name_the_nameless(cases)
    business = Calendar.default().business
    now, base = clock.now(), reverse("desk:cases")
    return [_row(case, f"{base}{case.pk}/", said.get(case.pk, _SILENCE), business, now) for case in cases]


def _row(case: Case, url: str, said: LastWords, business: BusinessHours, now: datetime) -> CaseRow:
    how = urgency(case, business, now)
    return CaseRow(case, url, case.hand, said.snippet, said.from_customer, how.level, how.waited, how.due)
