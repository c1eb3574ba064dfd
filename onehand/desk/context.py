"""What every page of the desk bears: the reader's own counts, absence, live address, and the last undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from onehand.cases.queues import CAP, queues
from onehand.channels import registry
from onehand.foundation.jobs import heartbeat
from onehand.team.colleagues import current_of, upcoming
from onehand.team.models import Absence, Agent

LIVE = "/desk/live/"
_SILENT = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Counts:
    """What the edge of the page counts; "" for none, so that templates show nothing."""

    mine: int
    waiting: int
    owed: int
    free: str
    quarantined: str
    outbox: str | None


@dataclass(frozen=True, slots=True)
class Desk:
    agent: Agent
    counts: Counts
    away: Absence | None
    live_url: str
    channels: Mapping[str, str] | None


def desk_of(agent: Agent, live_url: str = LIVE, absences: Sequence[Absence] | None = None) -> Desk:
    absences = upcoming() if absences is None else absences
    return Desk(
        agent=agent,
        counts=_counts(agent),
        away=current_of(agent, absences),
        live_url=live_url,
        channels=_channels(),
    )


def _counts(agent: Agent) -> Counts:
    found = queues(agent)
    return Counts(
        mine=found.mine,
        waiting=found.waiting,
        owed=found.owed,
        free=_capped(found.free),
        quarantined=_capped(found.quarantined),
        outbox=None if settings.ONEHAND.mail_out else _capped(found.outbox),
    )


def _capped(count: int) -> str:
    return f"{CAP - 1}+" if count >= CAP else str(count or "")


def _channels() -> dict[str, str] | None:
    overdue = heartbeat.overdue()
    if overdue is None:
        return None
    if overdue > _SILENT:
        return {"level": "late", "text": _("Mail is not being processed")}
    if registry.disturbed():
        return {"level": "late", "text": _("A mail channel is disturbed")}
    return {"level": "done", "text": _("All channels are fine")}


def page(
    request: HttpRequest,
    agent: Agent,
    template: str,
    context: Mapping[str, Any],
    *,
    status: int = 200,
    live_url: str = LIVE,
    absences: Sequence[Absence] | None = None,
) -> HttpResponse:
    """A whole page, or a part of one that refreshes the counts too."""
    shared = {
        "desk": desk_of(agent, live_url, absences),
        "undo": None if is_part(request) else request.session.pop("undo", None),
    }
    return render(request, template, {**shared, **context}, status=status)


def is_part(request: HttpRequest) -> bool:
    """Whether a script asks for the changing part only."""
    return request.headers.get("HX-Request") == "true"


def keep_undo(request: HttpRequest, sentence: str, url: str, fields: Mapping[str, str] | None = None) -> None:
    """Offer to take back what was just done, on the next page."""
    request.session["undo"] = {"sentence": sentence, "url": url, "fields": dict(fields or {})}
