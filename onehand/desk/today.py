"""The first page: what this agent owes, is offered and is asked."""

from __future__ import annotations

from django.db.models import Exists
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from onehand.actions.due_process import recovering, roles
from onehand.actions.events import unplaced as events_unplaced
from onehand.actions.models.events import Event
from onehand.cases import lists, named_lists
from onehand.cases.going_on import came_back, not_reached
from onehand.cases.undecided import undecided
from onehand.desk.blocking_lines import waiting_rows
from onehand.desk.board import owed_rows
from onehand.desk.context import is_part, page
from onehand.desk.entrance import for_agents
from onehand.desk.rows import rows_of
from onehand.desk.run_lines import to_approve, work_due
from onehand.desk.unplaced import row_of
from onehand.team.models import Agent

FREE = 5
WAITING = 100
UNPLACED = 3


def _rare(agent: Agent) -> tuple[bool, bool, bool]:
    """Whether accounts, mails that reached nobody and events of nobody could stand here: asked by one query, since on
    most days there are none."""
    blocking, recovery, lost, unplaced = Agent.objects.filter(pk=agent.pk).values_list(
        Exists(roles.open_ones()), Exists(recovering.waited()), Exists(came_back(agent)),
        Exists(events_unplaced.listed()),
    )[0]  # fmt: skip
    return blocking or recovery, lost, unplaced


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
    hearings, lost, unplaced = _rare(agent)
    own = [*day.late, *day.waiting, *day.back]
    context = {
        "here": "today",
        "promised": owed_rows(agent),
        "owed": [row for row in mine if row.level],
        "waiting": [row for row in mine if not row.level],
        "free": without,
        "offers": day.offered,
        "consults": day.consulted,
        "approvals": to_approve(agent),
        "hearings": waiting_rows(agent) if hearings else [],
        "work_due": work_due(agent),
        "held": undecided(own),
        "not_reached": not_reached(agent) if lost else [],
        "unplaced": [row_of(event) for event in events_unplaced.listed().order_by("-pk")[:UNPLACED]]
        if unplaced
        else [],
        "quiet": day.quiet,
        "fragment": is_part(request),
    }
    return page(request, agent, "desk/_today.html" if is_part(request) else "desk/today.html", context)
