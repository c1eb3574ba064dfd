"""The outgoing mails an agent may look at, and one of them as it leaves."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from onehand.cases.access import visible_to
from onehand.cases.models import Outgoing
from onehand.foundation import blobs, mailparse
from onehand.foundation.text import safe_name
from onehand.team.models import Agent


@dataclass(frozen=True, slots=True)
class Rendered:
    """What lies in the blob: header fields in order, both bodies, names of files. Empty before it is rendered."""

    headers: list[tuple[str, str]]
    html: str
    text: str = ""
    reply_to: str = ""
    files: tuple[str, ...] = ()


def outgoing_for(agent: Agent) -> QuerySet[Outgoing]:
    """Mails of cases the agent may see; those of no case (sign-in links) only for admins."""
    mails = Outgoing.objects.select_related("case")
    if agent.role == Agent.Role.ADMIN:
        return mails
    # Asked for each row of a page, not as a list of all visible cases.
    return mails.filter(Q(case__isnull=False) & Exists(visible_to(agent).filter(pk=OuterRef("case_id"))))


def rendered(outgoing: Outgoing) -> Rendered:
    if not outgoing.raw:
        return Rendered([], "")
    try:
        raw = blobs.get(outgoing.raw)
        mail = mailparse.parse(raw)
        return Rendered(
            _headers(raw), mail.html, mail.text, ", ".join(one.address for one in mail.reply_to),
            tuple(safe_name(part.name) for part in mail.attachments),
        )  # fmt: skip
    except (blobs.Missing, mailparse.Unreadable):
        return Rendered([], "")


def _headers(raw: bytes) -> list[tuple[str, str]]:
    head = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[0].decode("utf-8", "replace")
    fields: list[tuple[str, str]] = []
    for line in head.split("\n"):
        if line[:1] in (" ", "\t") and fields:
            fields[-1] = (fields[-1][0], f"{fields[-1][1]} {line.strip()}")
        elif ":" in line:
            name, _, value = line.partition(":")
            fields.append((name, value.strip()))
    return fields[:60]
