"""The customer's other cases, each folded to one line at its place in time; unfolded where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from onehand.cases.access import access_case
from onehand.cases.feed import newest
from onehand.cases.models import Case
from onehand.desk.entrance import for_agents
from onehand.desk.items import Item, items_of
from onehand.desk.language import reading_language

if TYPE_CHECKING:
    from onehand.team.models import Agent

MOST = 30  # beside the open one; the customer's page has them all
SIZE = 50  # entries of an unfolded one


@dataclass(frozen=True, slots=True)
class Other:
    """One line: what it was about, when, how it stands, who has it."""

    number: int
    url: str
    subject: str
    at: datetime
    touched_at: datetime
    state: str
    hand: str
    channel: str


def others_of(cases: Sequence[Case]) -> list[Other]:
    """Of cases whose hands are loaded, the oldest first."""
    base = reverse("desk:cases")
    found = [
        Other(
            number=one.pk, url=f"{base}{one.pk}/", subject=one.subject, at=one.opened_at, touched_at=one.touched_at,
            state=one.state, hand=one.hand.display_name if one.hand else "", channel=one.channel,
        )
        for one in cases
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.at, one.number))


def placed(items: Sequence[Item], others: Sequence[Other]) -> list[Item | Other]:
    """Each other case before the first item that is younger than its opening."""
    lines: list[Item | Other] = []
    waiting = list(others)
    for item in items:
        while waiting and waiting[0].at <= item.at:
            lines.append(waiting.pop(0))
        lines.append(item)
    return [*lines, *waiting]


@require_safe
@for_agents
def folded(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """What was said in another case, to be read in place; nothing can be done to it from there."""
    case = access_case(agent, number)
    feed, _seen = newest(case, SIZE + 1)
    said = items_of(feed, reading_language())
    context = {"case": case, "items": said[-SIZE:], "more": len(feed) > SIZE}
    return render(request, "desk/_folded.html", context)
