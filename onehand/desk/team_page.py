"""Own absence, opening hours of the teams, and what an agent sets for themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onehand.accounts.language import COOKIE
from onehand.desk.context import keep_undo, page
from onehand.desk.entrance import SeeOther, for_agents
from onehand.desk.moments import moment
from onehand.foundation import clock
from onehand.look import words
from onehand.team import absence as verbs
from onehand.team.colleagues import absence_for, active_agent, colleagues_of, upcoming
from onehand.team.hours import DAYS
from onehand.team.models import Agent, Calendar, Team
from onehand.team.own_settings import SettingRefused, change_own_settings


@require_safe
@for_agents
def team(request: HttpRequest, agent: Agent) -> HttpResponse:
    return _show(request, agent)


def _show(
    request: HttpRequest, agent: Agent, *, problem: str = "", form: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    now = clock.now()
    own = [
        {"pk": one.pk, "since": one.since, "until": one.until, "stand_in": one.stand_in, "current": one.since <= now}
        for one in verbs.coming(agent).select_related("stand_in")[:50]
    ]
    context = {
        "here": "team", "agent": agent, "absences": own, "teams": _teams(agent, now),
        "colleagues": colleagues_of(agent, upcoming()), "form": form or {}, "problem": problem,
    }  # fmt: skip
    return page(request, agent, "desk/team.html", context, status=status)


def _teams(agent: Agent, now: datetime) -> list[dict[str, Any]]:
    """The agent's teams; without any, the house as a whole."""
    default = Calendar.default()
    teams = agent.teams.select_related("calendar").prefetch_related("agents").order_by("name")[:20]
    shown = [_team(one.name, one.calendar or default, _members(one), now) for one in teams]
    return shown or [_team(settings.ONEHAND.company, agent.calendar or default, [], now)]


def _members(team: Team) -> list[str]:
    return sorted(one.display_name for one in team.agents.all() if one.active)


def _team(name: str, calendar: Calendar, members: list[str], now: datetime) -> dict[str, Any]:
    business = calendar.business
    opening = business.next_opening(now)
    return {
        "name": name, "time_zone": calendar.time_zone, "open": opening == now, "members": members,
        "next_opening": None if opening == now else opening,
        "hours": [{"day": WEEKDAYS[day], "text": _hours(calendar, day)} for day in range(7)],
    }  # fmt: skip


def _hours(calendar: Calendar, day: int) -> str:
    spans = calendar.hours.get(DAYS[day], ())
    return ", ".join(f"{start}–{end}" for start, end in spans) or _("closed")


@require_POST
@for_agents
def absences(request: HttpRequest, agent: Agent) -> HttpResponse:
    since, until = moment(request.POST.get("since", "")), moment(request.POST.get("until", ""))
    chosen = request.POST.get("stand_in", "")
    form = {"since": request.POST.get("since", ""), "until": request.POST.get("until", ""), "stand_in": chosen}
    if since is None or until is None:
        return _show(request, agent, problem=_("Please give both times."), form=form, status=422)
    stand_in = active_agent(int(chosen)) if chosen.isdecimal() and len(chosen) < 19 else None
    try:
        if chosen and stand_in is None:
            raise verbs.AbsenceRefused("stand_in_unavailable")
        planned = verbs.plan_absence(agent, since, until, stand_in, by=agent)
    except verbs.AbsenceRefused as why:
        return _show(request, agent, problem=_refusal(str(why)), form=form, status=422)
    sentence = _("Absence planned until %(until)s") % {"until": words.moment(until)}
    keep_undo(request, sentence, reverse("desk:absence_end", args=[planned.pk]))
    return SeeOther(reverse("desk:team"))


def _refusal(code: str) -> str:
    words = {
        "ends_before_it_begins": _("The end must lie after the beginning and after now."),
        "stand_in_unavailable": _("This person cannot stand in."),
        "not_yours": _("Only a lead can do this for somebody else."),
        "name_missing": _("Please give your name."),
        "cap_range": _("Please give a number from 1 to 500."),
        "language_unknown": _("Please choose a language."),
    }
    return words.get(code, code)


@require_POST
@for_agents
def absence_end(_request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    absence = absence_for(agent, pk)
    if absence is None:
        raise Http404
    verbs.end_absence(absence, by=agent)
    return SeeOther(reverse("desk:team"))


@require_POST
@for_agents
def own_settings(request: HttpRequest, agent: Agent) -> HttpResponse:
    cap, language = request.POST.get("cap", ""), request.POST.get("language", "")
    name = request.POST.get("display_name", "")
    try:
        change_own_settings(
            agent,
            display_name=name,
            cap=int(cap) if cap.isdecimal() and len(cap) < 6 else 0,
            language=language,
            by=agent,
        )
    except SettingRefused as why:
        return _show(request, agent, problem=_refusal(str(why)), status=422)
    response = SeeOther(reverse("desk:team"))
    response.set_cookie(COOKIE, language, max_age=365 * 24 * 3600, samesite="Lax", secure=request.is_secure())
    return response
