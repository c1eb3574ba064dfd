"""The first page: what this agent owes, is offered and is asked."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Exists, QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from onehand.actions.due_process import recovering, roles
from onehand.actions.events import unplaced as events_unplaced
from onehand.actions.models.events import Event
from onehand.cases import lists, named_lists
from onehand.cases.access import reader
from onehand.cases.going_on import LATELY, came_back, not_reached
from onehand.cases.undecided import undecided
from onehand.desk.blocking_lines import waiting_rows
from onehand.desk.board import owed_rows
from onehand.desk.context import is_part, page
from onehand.desk.entrance import for_agents
from onehand.desk.rows import rows_of
from onehand.desk.run_lines import asked_by_others, open_work, to_approve, work_due
from onehand.desk.unplaced import row_of
from onehand.foundation import clock
from onehand.foundation.prepared import Blanks, Prepared
from onehand.team.models import Agent

FREE = 5
WAITING = 100
UNPLACED = 3


class _Rare(NamedTuple):
    """Whether there is any of it."""

    blocking: bool
    recovery: bool
    lost: bool
    unplaced: bool
    approvals: bool
    work: bool


def _rare(blank: Blanks) -> QuerySet[Agent, tuple[bool, ...]]:
    """What most days have none of, asked by one query: accounts, mails that reached nobody, events of nobody, what is
    to be approved, work orders."""
    agent = reader(blank, "")
    return Agent.objects.filter(pk=agent.pk).values_list(
        Exists(roles.open_ones()), Exists(recovering.waited(blank("now"))), Exists(came_back(agent, blank("lately"))),
        Exists(events_unplaced.listed()), Exists(asked_by_others(agent)), Exists(open_work(agent)),
    )  # fmt: skip


_RARE: Prepared[tuple[bool, ...]] = Prepared(_rare)


def _unplaced() -> list[Event]:
    return list(events_unplaced.listed().order_by("-pk")[:UNPLACED])


@require_safe
@for_agents
def today(request: HttpRequest, agent: Agent) -> HttpResponse:
    day = lists.today(agent)
    free = named_lists.page(lists.without_hand, agent, size=FREE).items
    answers = (day.late + day.waiting)[:WAITING]
    rows = rows_of(answers + free)
    mine, without = rows[: len(answers)], rows[len(answers) :]
    now = clock.now()
    rare = _Rare(*_RARE.rows(agent=agent.pk, now=now, lately=now - LATELY)[0])
    own = [*day.late, *day.waiting, *day.back]
    context = {
        "here": "today",
        "promised": owed_rows(agent),
        "owed": [row for row in mine if row.level],
        "waiting": [row for row in mine if not row.level],
        "free": without,
        "offers": day.offered,
        "consults": day.consulted,
        "approvals": to_approve(agent) if rare.approvals else [],
        "hearings": waiting_rows(agent) if rare.blocking or rare.recovery else [],
        "work_due": work_due(agent) if rare.work else [],
        "held": undecided(own),
        "not_reached": not_reached(agent) if rare.lost else [],
        "unplaced": [row_of(event) for event in _unplaced()] if rare.unplaced else [],
        "quiet": day.quiet,
        "fragment": is_part(request),
    }
    return page(request, agent, "desk/_today.html" if is_part(request) else "desk/today.html", context)
