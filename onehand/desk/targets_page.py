"""Response targets: how soon whom is answered, by channel and customer group; leads set them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onehand.cases import sentences
from onehand.cases import targets as verbs
from onehand.cases.errors import Refused
from onehand.cases.models import Target
from onehand.desk.context import keep_undo, page
from onehand.desk.entrance import SeeOther, for_agents
from onehand.desk.language import reading_language
from onehand.foundation import clock
from onehand.look import words
from onehand.team.models import Agent, Calendar

CHANNELS = ("email", "portal", "phone", "letter", "visit")
FIELDS = ("channel", "group", "amount", "unit")
_UNITS = {"minutes": 1, "hours": 60}
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Cell:
    """`own`: set for just this channel and group; else what follows from the others."""

    channel: str
    group: str
    text: str
    own: bool
    query: str
    chosen: bool


@require_http_methods(["GET", "HEAD", "POST"])
@for_agents
def targets(request: HttpRequest, agent: Agent) -> HttpResponse:
    if request.method != "POST":
        return _show(request, agent)
    form = {name: request.POST.get(name, "").strip()[:100] for name in FIELDS}
    before = Target.objects.filter(channel=form["channel"], group=form["group"]).first()
    try:
        target = verbs.set_target(form["channel"], form["group"], _minutes(form), by=agent)
    except Refused as why:
        return _show(request, agent, form=form, why=why)
    sentence = _("Answers within %(time)s") % {"time": in_words(target.minutes)}
    if before is None:
        keep_undo(request, sentence, reverse("desk:target_end", args=[target.pk]))
    elif before.minutes != target.minutes:
        keep_undo(request, sentence, reverse("desk:targets"), _fields(before))
    return _back(target)


def _minutes(form: Mapping[str, str]) -> int:
    """Whole minutes; anything that is no number is none, which the verb refuses with its limits."""
    try:
        amount = float(form["amount"].replace(",", "."))
        return int(min(max(amount, 0), 10**9) * _UNITS[form["unit"]])
    except (ValueError, KeyError):
        return 0


def _fields(target: Target) -> dict[str, str]:
    amount, unit = _amount(target.minutes)
    return {"channel": target.channel, "group": target.group, "amount": amount, "unit": unit}


def _amount(minutes: int) -> tuple[str, str]:
    return (str(minutes // 60), "hours") if minutes % 60 == 0 else (str(minutes), "minutes")


def in_words(minutes: int) -> str:
    """Business time in hours and minutes: days differ from place to place."""
    hours, rest = divmod(minutes, 60)
    if hours and rest:
        return _("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": rest}
    return _("%(n)d h") % {"n": hours} if hours else _("%(n)d min") % {"n": rest}


def _back(target: Target) -> HttpResponse:
    return SeeOther(f"{reverse('desk:targets')}?{urlencode({'channel': target.channel, 'group': target.group})}#set")


def _show(
    request: HttpRequest, agent: Agent, *, form: Mapping[str, str] | None = None, why: Refused | None = None
) -> HttpResponse:
    rows = list(Target.objects.order_by("group", "channel")[:1000])
    standing = verbs.Targets({(one.channel, one.group): one.minutes for one in rows})
    chosen = form or {name: request.GET.get(name, "").strip()[:40] for name in ("channel", "group")}
    at = (chosen["channel"], chosen["group"])
    channels = ("", *CHANNELS, *sorted({one.channel for one in rows} - {"", *CHANNELS}))
    groups = ("", *sorted({one.group for one in rows} - {""}, key=str.casefold))
    span = standing.span(*at)
    context: dict[str, Any] = {
        "here": "team", "tab": "targets", "channels": channels,
        "groups": [
            {"name": group, "cells": [_cell(standing, channel, group, at) for channel in channels]} for group in groups
        ],
        "chosen": next((one for one in rows if (one.channel, one.group) == at), None),
        "form": form or _form(at, span), "may": agent.leads, "by_setting": ("", "") not in standing.minutes,
        "example": Calendar.default().business.add(clock.now(), span), "known_groups": groups[1:],
        "problem": sentences.sentence(why, reading_language()) if why else "", "moment": words.moment,
    }  # fmt: skip
    status = (403 if why.code == "leads_only" else 422) if why else 200
    return page(request, agent, "desk/targets.html", context, status=status)


def _form(at: tuple[str, str], span: timedelta) -> dict[str, str]:
    amount, unit = _amount(int(span.total_seconds()) // 60)
    return {"channel": at[0], "group": at[1], "amount": amount, "unit": unit}


def _cell(standing: verbs.Targets, channel: str, group: str, at: tuple[str, str]) -> Cell:
    minutes = int(standing.span(channel, group).total_seconds()) // 60
    return Cell(
        channel, group, in_words(minutes), own=(channel, group) in standing.minutes,
        query=urlencode({"channel": channel, "group": group}), chosen=(channel, group) == at,
    )  # fmt: skip


@require_POST
@for_agents
def end(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    """Dropped: what is more general holds again."""
    target = Target.objects.filter(pk=min(pk, _LARGEST)).first()
    if target is None:
        raise Http404
    fields = _fields(target)
    try:
        verbs.drop_target(target, by=agent)
    except Refused as why:
        return _show(request, agent, why=why)
    keep_undo(request, _("Response target dropped"), reverse("desk:targets"), fields)
    return SeeOther(f"{reverse('desk:targets')}?{urlencode({'channel': fields['channel'], 'group': fields['group']})}")
