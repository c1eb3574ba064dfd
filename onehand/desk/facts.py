"""Facts on the desk: what was recognised is kept or dismissed by one key, and what is known is put right or erased."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onehand.cases import facts as verbs
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Fact, Message
from onehand.desk.acting import on_case, row_of
from onehand.desk.entrance import for_agents
from onehand.team.models import Agent


@require_POST
@for_agents
def confirmation(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    fact, case = row_of(Fact, agent, pk)
    replace, beside = "replace" in request.POST, "beside" in request.POST
    return on_case(
        request, agent, case.pk, lambda _case: verbs.confirm(fact, by=agent, replace=replace, beside=beside),
        kind="fact", said=_("Remembered"),
    )  # fmt: skip


@require_POST
@for_agents
def dismissal(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    fact, case = row_of(Fact, agent, pk)
    return on_case(
        request, agent, case.pk, lambda _case: verbs.dismiss(fact, by=agent), kind="fact", said=_("Dismissed")
    )


@require_POST
@for_agents
def replacement(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    fact, case = row_of(Fact, agent, pk)

    def replace(_case: Case) -> Fact:
        value, since, until, due = told(request)
        return verbs.replace(fact, value=value or fact.value, by=agent, since=since, until=until, due=due)

    return on_case(request, agent, case.pk, replace, kind=f"fact-{fact.pk}", said=_("Replaced"))


@require_POST
@for_agents
def erasure(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    fact, case = row_of(Fact, agent, pk)
    return on_case(request, agent, case.pk, lambda _case: verbs.erase(fact, by=agent), kind="fact", said=_("Erased"))


@require_POST
@for_agents
def facts(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """What was said and not recognised, written down by the reader."""

    def add(case: Case) -> Fact:
        value, since, until, due = told(request)
        said = message_of(case, request.POST.get("message", ""))
        return verbs.add(
            case, kind=request.POST.get("kind", ""), value=value, by=agent, message=said, since=since, until=until,
            due=due, replace="replace" in request.POST,
        )  # fmt: skip

    return on_case(request, agent, number, add, kind="fact_new", said=_("Remembered"))


def told(request: HttpRequest) -> tuple[str, date | None, date | None, date | None]:
    """Value, and for an absence or deadline its days. Raises Refused when a day is none."""
    since, until, due = (_day(request.POST.get(name, "")) for name in ("since", "until", "due"))
    value = request.POST.get("value", "").strip()
    if not value and (since or until or due):
        value = " – ".join(one.isoformat() for one in (since, until, due) if one)
    return value, since, until, due


def _day(given: str) -> date | None:
    if not given.strip():
        return None
    try:
        return date.fromisoformat(given.strip()[:10])
    except ValueError:
        raise Refused("fact_value") from None


def message_of(case: Case, given: str) -> Message | None:
    """The message of this case that a form names, else none."""
    if not given.isdecimal() or len(given) > 18:
        return None
    return Message.objects.filter(case=case.pk, pk=int(given)).first()
