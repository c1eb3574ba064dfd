"""What the system itself tells a customer: a message in the case, marked automatic, and a mail to answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from onehand.cases.attachments import File, attach_all
from onehand.cases.du_or_sie import worded
from onehand.cases.models import Case, Message, Outgoing
from onehand.cases.reference import message_id
from onehand.cases.signals import outgoing_written
from onehand.foundation import clock
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Acts, record

_DAYS_DE = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_MONTHS_DE = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli",
    "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


def day_and_time(at: datetime, language: str) -> str:
    """A moment as customers read it, in the business' time zone."""
    local = at.astimezone(ZoneInfo(settings.ONEHAND.time_zone))
    if language == "de":
        return f"{_DAYS_DE[local.weekday()]}, {local.day}. {_MONTHS_DE[local.month - 1]}, {local:%H:%M} Uhr"
    return f"{local:%A}, {local.day} {local:%B}, {local:%H:%M}"


def neutral_subject(case: Case) -> str:
    """Without a word of the sender: for mails that leave before anybody has looked at what they answer (S4)."""
    company = settings.ONEHAND.company
    return worded(
        case.customer, case.language, sie=f"Ihr Anliegen Nr. {case.pk} bei {company}",
        du=f"Dein Anliegen Nr. {case.pk} bei {company}", en=f"Your concern no. {case.pk} at {company}",
    )  # fmt: skip


def write_notice(
    case: Case,
    *,
    recipient: str,
    text: str,
    kind: str,
    entry: Kind,
    by: Acts,
    in_reply_to: str = "",
    buttons: Sequence[dict[str, str]] = (),
    key: str | None = None,
    subject: str = "",
    files: Sequence[File] = (),
) -> Message:
    """An automatic message to the customer, inside the caller's transaction."""
    message = Message.objects.create(
        case=case, direction=Message.Direction.OUT, channel="email", text=text, automatic=kind,
        subject=subject or case.subject, at=clock.now(), key=key, people={"to": [{"name": "", "address": recipient}]},
        has_attachments=bool(files),
    )  # fmt: skip
    attach_all(message, files)
    send(message, case=case, kind=kind, recipient=recipient, in_reply_to=in_reply_to, buttons=buttons, automatic=True)
    record(
        "case", case.pk, entry, by=by, audience="customer", ref=message.pk,
        values={"recipient": recipient} if entry is Kind.NOTICE_SENT else {},
    )  # fmt: skip
    return message


def send(
    message: Message,
    *,
    case: Case,
    kind: str,
    recipient: str,
    in_reply_to: str,
    buttons: Sequence[dict[str, str]] = (),
    cc: Sequence[str] = (),
    automatic: bool = False,
    from_name: str = "",
) -> Outgoing:
    """Write the Outgoing row of a message; the channel claims it after the commit."""
    references = references_of(case, in_reply_to)
    external_id = message_id(f"m{message.pk}")
    message.external_id, message.in_reply_to = external_id, in_reply_to
    message.save(update_fields=["external_id", "in_reply_to"])
    outgoing = Outgoing.objects.create(
        message=message, case=case, kind=kind, recipient=recipient, cc=list(cc), subject=message.subject,
        text=message.text, buttons=list(buttons), external_id=external_id, in_reply_to=in_reply_to,
        references=references, from_name=from_name, language=case.language, automatic=automatic,
    )  # fmt: skip
    outgoing_written.send(Outgoing, outgoing=outgoing)
    return outgoing


def references_of(case: Case, in_reply_to: str) -> str:
    """References for the next mail of this case (RFC 5322, 3.6.4): its latest, oldest first, the answered last."""
    newest = case.messages.exclude(external_id="").exclude(held=True).order_by("-pk")
    ids = list(reversed(newest.values_list("external_id", flat=True)[:10]))
    ordered = [one for one in ids if one != in_reply_to] + ([in_reply_to] if in_reply_to else [])
    return " ".join(dict.fromkeys(ordered))
