"""What left the house or is about to: how far it came, and the mail as the customer sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from onehand.cases import outbox, sentences
from onehand.cases.access import access_outgoing
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Outgoing
from onehand.cases.resend import DECIDABLE, resend
from onehand.desk.context import page
from onehand.desk.entrance import SeeOther, for_agents
from onehand.desk.files import framed
from onehand.desk.language import reading_language
from onehand.desk.pages import keyset
from onehand.team.models import Agent


@dataclass(frozen=True, slots=True)
class Mail:
    pk: int
    kind: str
    recipient: str
    cc: list[Any]
    subject: str
    text: str
    html: bool
    state: str
    at: datetime
    error: str
    attempts: int
    from_name: str
    reply_to: str
    files: Sequence[str]
    case: Case | None


def mail_of(row: Outgoing, left: outbox.Rendered | None = None) -> Mail:
    """`left` is the mail as it left, once it is rendered."""
    return Mail(
        pk=row.pk, kind=row.kind, recipient=row.recipient, cc=row.cc, subject=row.subject,
        text=(left.text if left else "") or row.text, html=bool(left and left.html),
        state=row.state, at=row.state_at, error=row.error, attempts=row.attempts,
        from_name=row.from_name or settings.ONEHAND.company, reply_to=left.reply_to if left else "",
        files=left.files if left else (), case=row.case,
    )  # fmt: skip


@require_safe
@for_agents
def mails(request: HttpRequest, agent: Agent) -> HttpResponse:
    rows, following = keyset(outbox.outgoing_for(agent), request.GET.get("cursor", ""))
    context = {
        "here": "outbox", "rows": [mail_of(row) for row in rows], "next": following,
        "local": not settings.ONEHAND.mail_out,
    }  # fmt: skip
    return page(request, agent, "desk/outbox.html", context)


@require_safe
@for_agents
def item(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    return _show(request, agent, access_outgoing(agent, pk))


def _show(request: HttpRequest, agent: Agent, row: Outgoing, *, problem: str = "", status: int = 200) -> HttpResponse:
    rendered = outbox.rendered(row)
    context = {
        "here": "outbox", "mail": mail_of(row, rendered),
        "headers": rendered.headers, "can_send": row.state in DECIDABLE, "problem": problem,
    }  # fmt: skip
    return page(request, agent, "desk/outbox_item.html", context, status=status)


@require_safe
@for_agents
def html(_request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    body = outbox.rendered(access_outgoing(agent, pk)).html
    if not body:
        raise Http404
    return framed(body)


@require_POST
@for_agents
def sending(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    row = access_outgoing(agent, pk)
    try:
        resend(row, by=agent)
    except Refused as why:
        return _show(request, agent, row, problem=sentences.sentence(why, reading_language()), status=409)
    return SeeOther(reverse("desk:outbox_item", args=[pk]))
