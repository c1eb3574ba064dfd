"""Small builders of raw mails, used by tests in many rooms. They write headers as given, hostile ones too."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from email.header import Header
from email.utils import format_datetime

import pytest
from django.conf import settings

from onehand.cases import intake, questions
from onehand.cases.intake import Arrival, Received
from onehand.cases.models import Case, Ledger, Message, Outgoing
from onehand.cases.reference import reply_address
from onehand.foundation import clock

SUPPORT = "hilfe@moebelhaus.example"
CARLA = "carla.kern@example.org"
SAM = "sam@example.net"

_numbers = itertools.count(1)

Headers = Mapping[str, str] | Iterable[tuple[str, str]]


def mail(
    text: str = "Guten Tag,\n\nwann kommt mein Schrank?\n\nCarla Kern\n",
    *,
    sender: str = f"Carla Kern <{CARLA}>",
    to: str = SUPPORT,
    subject: str = "Schrank Bestellung 20041",
    message_id: str | None = None,
    date: datetime | None = None,
    headers: Headers = (),
    without: Iterable[str] = (),
    type: str = 'text/plain; charset="utf-8"',
) -> bytes:
    """One mail of a person. `message_id` None makes a new one; `without` leaves header fields out by name."""
    fields = [
        ("From", sender),
        ("To", to),
        ("Subject", _encoded(subject)),
        ("Date", format_datetime(date or datetime(2026, 3, 2, 8, 0, tzinfo=UTC))),
        ("Message-ID", message_id or new_id()),
        ("MIME-Version", "1.0"),
        ("Content-Type", type),
        ("Content-Transfer-Encoding", "8bit"),
    ]
    left_out = {name.lower() for name in without}
    kept = [(name, value) for name, value in fields if name.lower() not in left_out]
    more = list(headers.items()) if isinstance(headers, Mapping) else list(headers)
    head = "".join(f"{name}: {value}\r\n" for name, value in [*kept, *more])
    return (head + "\r\n" + text.replace("\r\n", "\n").replace("\n", "\r\n")).encode("utf-8", "surrogateescape")


def _encoded(subject: str) -> str:
    return subject if subject.isascii() else Header(subject, "utf-8", maxlinelen=900).encode()


def new_id(domain: str = "example.org") -> str:
    """A Message-ID nobody has used yet."""
    return f"<test-{next(_numbers)}@{domain}>"


def answer(
    case: Case | int,
    text: str = "Danke, das passt mir gut.\n",
    *,
    sender: str = f"Carla Kern <{CARLA}>",
    subject: str = "Re: Schrank Bestellung 20041",
    headers: Headers = (),
    message_id: str | None = None,
) -> bytes:
    """A mail to the reply address of a case: its token alone proves where it belongs."""
    number = case if isinstance(case, int) else case.pk
    return mail(text, sender=sender, to=reply_address(number), subject=subject, headers=headers, message_id=message_id)


def referring(
    *ids: str,
    text: str = "Danke, das passt mir gut.\n",
    sender: str = f"Carla Kern <{CARLA}>",
    to: str = SUPPORT,
    subject: str = "Re: Schrank Bestellung 20041",
    headers: Headers = (),
) -> bytes:
    """A mail to the bare support address whose References and In-Reply-To name these ids."""
    more = list(headers.items()) if isinstance(headers, Mapping) else list(headers)
    named = [("References", " ".join(ids)), ("In-Reply-To", ids[-1]), *more]
    return mail(text, sender=sender, to=to, subject=subject, headers=named)


def bounce(
    outgoing: Outgoing,
    *,
    to: str = SUPPORT,
    action: str = "failed",
    status: str = "5.1.1",
    quote: bool = True,
) -> bytes:
    """A delivery report (RFC 3464) of a foreign server. `quote` returns the headers of our mail in it."""
    returned = f"Message-ID: {outgoing.external_id}\nFrom: {SUPPORT}\nTo: {outgoing.recipient}\nSubject: x\n"
    parts = [
        "Content-Type: text/plain; charset=utf-8\n\nYour message could not be delivered.\n",
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n"
        f"Final-Recipient: rfc822; {outgoing.recipient}\nAction: {action}\nStatus: {status}\n"
        "Diagnostic-Code: smtp; 550 no such user\n",
    ]
    if quote:
        parts.append(f"Content-Type: text/rfc822-headers\n\n{returned}")
    return mail(
        multipart(parts),
        sender="Mail Delivery System <mailer-daemon@mx.example.org>",
        to=to,
        subject="Undelivered Mail Returned to Sender",
        type="multipart/report; report-type=delivery-status; boundary=BORDER",
        headers={"Auto-Submitted": "auto-replied"},
    )


def vacation(outgoing: Outgoing | None = None, *, sender: str = f"Carla Kern <{CARLA}>", to: str = SUPPORT) -> bytes:
    """The answer of a vacation responder (RFC 3834)."""
    refers = {"In-Reply-To": outgoing.external_id, "References": outgoing.external_id} if outgoing else {}
    return mail(
        "Ich bin bis Freitag nicht im Büro.\n", sender=sender, to=to, subject="Automatische Antwort: Schrank",
        headers={"Auto-Submitted": "auto-replied", **refers},
    )  # fmt: skip


def multipart(parts: Iterable[str], boundary: str = "BORDER") -> str:
    """The body of a multipart mail from its parts (headers, blank line, content)."""
    return "".join(f"--{boundary}\n{part}\n" for part in parts) + f"--{boundary}--\n"


def with_attachment(name: str, data: str = "Hallo", *, text: str = "Siehe Anhang.\n", subject: str = "Anhang") -> bytes:
    """A mail with one text attachment of this name."""
    parts = [
        f"Content-Type: text/plain; charset=utf-8\n\n{text}",
        f'Content-Type: text/csv; name="{name}"\nContent-Disposition: attachment; filename="{name}"\n\n{data}\n',
    ]
    return mail(multipart(parts), type="multipart/mixed; boundary=BORDER", subject=subject)


def nested(depth: int = 1_500) -> bytes:
    """58 kB of nested multiparts, which made Python's own parser raise RecursionError."""
    body = "".join(f"--b{n}\nContent-Type: multipart/mixed; boundary=b{n + 1}\n\n" for n in range(depth))
    return mail(body, type="multipart/mixed; boundary=b0")


def many_parts(count: int = 50_000) -> bytes:
    """Parts without end, which took other parsers seconds."""
    return mail("--B\n\nx\n" * count + "--B--\n", type="multipart/mixed; boundary=B")


def take(
    raw: bytes,
    *,
    source: str = "test",
    cursor: str = "",
    envelope_from: str | None = None,
    envelope_to: tuple[str, ...] = (),
    authentication: Mapping[str, str] | None = None,
) -> Received:
    """Through the one door, as a channel does it."""
    return intake.receive(
        Arrival(
            source=source,
            raw=raw,
            cursor=cursor,
            envelope_from=envelope_from,
            envelope_to=envelope_to,
            authentication=authentication or {},
        )
    )


def case_of(received: Received) -> Case:
    assert received.case is not None, received
    return Case.objects.select_related("customer", "team").get(pk=received.case)


def message_of(received: Received) -> Message:
    assert received.message is not None, received
    return Message.objects.select_related("case", "identity").get(pk=received.message)


def asked_in(case: Case) -> list[int]:
    """The ids of what is asked in a case and still open."""
    return [question.pk for question in questions.open_of(case)]


def row_of(received: Received) -> Ledger:
    return Ledger.objects.get(pk=received.row)


def outgoing_of(case: Case, kind: str = "reply") -> Outgoing:
    """The newest mail of this kind that leaves the house in this case."""
    return Outgoing.objects.filter(case=case, kind=kind).latest("pk")


def hours_later(hours: float) -> None:
    """Move the stopped clock."""
    clock.advance(timedelta(hours=hours))


def written(*, automatic: bool | None = None) -> list[Outgoing]:
    """All mails that were to leave the house so far, in order."""
    found = Outgoing.objects.order_by("pk")
    return list(found if automatic is None else found.filter(automatic=automatic))


def settings_with(monkeypatch: pytest.MonkeyPatch, **changes: object) -> None:
    """Change settings for one test."""
    monkeypatch.setattr(settings, "ONEHAND", dataclasses.replace(settings.ONEHAND, **changes))  # type: ignore[arg-type]
