"""What could not be read: reason, source, another try, or a person who takes it as it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onehand.cases import glimpse, sentences
from onehand.cases import quarantine as verbs
from onehand.cases.access import access_case, access_quarantined
from onehand.cases.errors import NotFound, Refused
from onehand.cases.models import Case, Ledger
from onehand.desk.acting import back_to
from onehand.desk.context import page
from onehand.desk.entrance import SeeOther, for_agents
from onehand.desk.files import raw
from onehand.desk.language import reading_language
from onehand.desk.pages import keyset
from onehand.team.colleagues import active_agent, colleagues_of, upcoming
from onehand.team.models import Agent

SHOWN_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    pk: int
    at: datetime
    source: str
    cursor: str
    reason: str
    sentence: str
    size: int
    attempts: int
    sender: str
    subject: str
    content_hash: str
    checks: str
    assigned_to: Agent | None


def row_of(row: Ledger) -> Row:
    seen = glimpse.glimpse(row)
    return Row(
        pk=row.pk, at=row.at, source=row.source, cursor=row.cursor, reason=row.reason,
        sentence=glimpse.reason_sentence(row, reading_language()), size=row.size, attempts=row.attempts,
        sender=seen.sender, subject=seen.subject, content_hash=row.content_hash,
        checks=_checks(row.authentication or {}), assigned_to=row.assigned_to,
    )  # fmt: skip


def _checks(authentication: dict[str, Any]) -> str:
    """What was found out about the sender, without what said nothing."""
    found = {name: str(authentication.get(name, "none")) for name in ("spf", "dkim", "dmarc")}
    return ", ".join(f"{name.upper()} {result}" for name, result in found.items() if result != "none")


@require_safe
@for_agents
def quarantine(request: HttpRequest, agent: Agent) -> HttpResponse:
    rows, following = keyset(verbs.listed().select_related("assigned_to"), request.GET.get("cursor", ""))
    context = {"here": "quarantine", "rows": [row_of(row) for row in rows], "next": following}
    return page(request, agent, "desk/quarantine.html", context)


@require_safe
@for_agents
def item(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    return _show(request, agent, access_quarantined(agent, pk))


def _show(request: HttpRequest, agent: Agent, row: Ledger, *, problem: str = "", status: int = 200) -> HttpResponse:
    head = glimpse.head(row, SHOWN_BYTES)
    context = {
        "here": "quarantine", "row": row_of(row), "raw": _readable(head), "raw_cut": row.size > len(head),
        "colleagues": colleagues_of(agent, upcoming()), "problem": problem,
    }  # fmt: skip
    return page(request, agent, "desk/quarantine_item.html", context, status=status)


def _readable(head: bytes) -> str:
    """Bytes as text that a page can show: what is no letter or line end becomes a visible mark."""
    text = head.decode("utf-8", "replace")
    return "".join(char if char.isprintable() or char in "\n\t" else "" if char == "\r" else "�" for char in text)


@require_safe
@for_agents
def source(_request: HttpRequest, agent: Agent, pk: int) -> HttpResponseBase:
    row = access_quarantined(agent, pk)
    return raw(row.raw, f"quarantine-{row.pk}.eml.txt")


@require_POST
@for_agents
def retry(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    row = access_quarantined(agent, pk)
    try:
        received = verbs.retry(row, by=agent)
    except Refused as why:
        return _show(request, agent, row, problem=sentences.sentence(why, reading_language()), status=409)
    if received.case is not None and received.outcome != "quarantined":
        return back_to(received.case)
    if received.outcome == "quarantined":
        row.refresh_from_db()
        again = Refused("still_unreadable", reason=glimpse.reason_sentence(row, reading_language()))
        messages.warning(request, sentences.sentence(again, reading_language()))
        return SeeOther(reverse("desk:quarantine_item", args=[pk]))
    messages.info(request, _("It was there already: the same mail came before."))
    return SeeOther(reverse("desk:quarantine"))


@require_POST
@for_agents
def assignment(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    row = access_quarantined(agent, pk)
    problem, case, to = _chosen(request, agent)
    if problem:
        return _show(request, agent, row, problem=problem, status=422)
    try:
        message = verbs.assign_to(row, agent=to, case=case, by=agent)
    except Refused as why:
        return _show(request, agent, row, problem=sentences.sentence(why, reading_language()), status=409)
    return back_to(message.case_id)


def _chosen(request: HttpRequest, agent: Agent) -> tuple[str, Case | None, Agent | None]:
    number, colleague = request.POST.get("case", "").strip(), request.POST.get("agent", "").strip()
    if number.isdecimal() and len(number) < 19:
        try:
            return "", access_case(agent, int(number)), None
        except NotFound:
            return _("There is no case %(number)s that you may see.") % {"number": number}, None, None
    if colleague.isdecimal() and len(colleague) < 19:
        to = active_agent(int(colleague))
        if to is not None:
            return "", None, to
    return _("Please choose a case or a colleague."), None, None
