"""The first page: what this agent owes, is offered and is asked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from onehand.actions import events_unplaced
from onehand.cases import lists, named_lists
from onehand.cases.going_on import not_reached
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


@require_safe
@for_agents
def today(request: HttpRequest, agent: Agent) -> HttpResponse:
    day = lists.today(agent)
    free = named_lists.page(lists.without_hand, agent, size=FREE).items
    answers = (day.late + day.waiting)[:WAITING]
    rows = rows_of(answers + free)
    mine, without = rows[: len(answers)], rows[len(answers) :]
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
        "hearings": waiting_rows(agent),
        "work_due": work_due(agent),
        "held": undecided(own),
        "not_reached": not_reached(agent),
        "unplaced": [row_of(event) for event in events_unplaced.listed().order_by("-pk")[:UNPLACED]],
        "quiet": day.quiet,
        "fragment": is_part(request),
    }
    return page(request, agent, "desk/_today.html" if is_part(request) else "desk/today.html", context)
