"""From a row that is to leave to the bytes of a mail (RFC 5322): the same bytes at every try."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from onehand.cases import attachments, reference
from onehand.cases.du_or_sie import catalogue
from onehand.cases.models import Message, Outgoing
from onehand.channels.email import headers
from onehand.foundation import text
from onehand.people import known

MOST_REFERENCES = 15
MOST_SUBJECT = 300  # characters
MOST_QUOTED = 20_000  # characters of the answered message
_TYPE = re.compile(r"(?!multipart/|message/)[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,60}\Z")
_WELCOME = re.compile(r"antworten? .{0,40}auf diese Mail|auf diese Mail .{0,20}antworten|reply to this mail", re.I)
_ID = re.compile(r"<[!-;=?-~]{1,900}>")  # printable ASCII
# A case's secret must not stand where people read and forward it.
_TOKEN = re.compile(r"\+[a-z2-7]{34}(?=@)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Composed:
    """A mail with its envelope: bounces come back to `sender`, an address of the case it belongs to."""

    raw: bytes
    sender: str
    recipients: tuple[str, ...]


def compose(outgoing: Outgoing) -> Composed:
    """The mail of this row. Raises blobs.Missing when an attachment has gone."""
    raw = b"".join(_fields(outgoing)) + _body(outgoing)
    return Composed(raw=raw, sender=return_address(outgoing), recipients=recipients(outgoing))


def return_address(outgoing: Outgoing) -> str:
    """Where answers and bounces lead: to the case if there is one."""
    sender: str = settings.ONEHAND.mail_sender
    return sender if outgoing.case_id is None else reference.reply_address(outgoing.case_id)


def recipients(outgoing: Outgoing) -> tuple[str, ...]:
    """The envelope's recipients: To first, then copies, each once."""
    return tuple(dict.fromkeys(_ascii_domain(one) for one in (outgoing.recipient, *outgoing.cc)))


def _ascii_domain(address: str) -> str:
    """A domain in its ASCII form (RFC 5890); a local part stays as it is."""
    local, at, domain = headers.clean(address).rpartition("@")
    try:
        return local + at + (domain if domain.isascii() else domain.encode("idna").decode("ascii"))
    except UnicodeError:
        return local + at + domain


def is_automatic(outgoing: Outgoing) -> bool:
    return outgoing.automatic or outgoing.kind == "sign_in"


def _fields(outgoing: Outgoing) -> Iterator[bytes]:
    sender, company = settings.ONEHAND.mail_sender, settings.ONEHAND.company
    shown = f"{outgoing.from_name} · {company}" if outgoing.from_name and not is_automatic(outgoing) else company
    to, *cc = recipients(outgoing)
    yield headers.plain("Date", format_datetime(outgoing.created_at.astimezone(UTC)))
    yield headers.addresses("From", [(shown, sender)])
    yield headers.addresses("To", [("", to)])
    if cc:
        yield headers.addresses("Cc", [("", one) for one in cc])
    yield headers.addresses("Reply-To", [(company, return_address(outgoing))])
    yield headers.text("Subject", outgoing.subject[:MOST_SUBJECT] or company)
    yield headers.ids("Message-ID", [outgoing.external_id])
    answered = _ID.findall(outgoing.in_reply_to)[:1]
    if answered:
        yield headers.ids("In-Reply-To", answered)
    named = list(dict.fromkeys(_ID.findall(outgoing.references) + answered))
    if named:
        yield headers.ids("References", named[-MOST_REFERENCES:])
    if is_automatic(outgoing):
        # RFC 3834, 5: so that no machine answers this machine.
        yield headers.plain("Auto-Submitted", "auto-replied" if answered else "auto-generated")
        yield headers.plain("X-Auto-Response-Suppress", "All")


def _body(outgoing: Outgoing) -> bytes:
    """MIME-Version, Content-Type and all parts."""
    mail = EmailMessage(policy=policy.SMTP)
    with translation.override(_catalogue(outgoing)), timezone.override(settings.ONEHAND.time_zone):
        context = _context(outgoing)
        mail.set_content(_lines(render_to_string("look/mail.txt", context)), cte="quoted-printable")
        html = _lines(render_to_string("look/mail.html", context))
        mail.add_alternative(html, subtype="html", cte="quoted-printable")
    for name, kind, data in _attached(outgoing.message):
        main, _, sub = kind.partition("/")
        mail.add_attachment(data, maintype=main, subtype=sub, filename=name)
    for number, part in enumerate(mail.walk()):
        if part.is_multipart():
            # The standard library's boundaries are random; ours make the same mail at each try.
            mark = hashlib.sha256(f"{outgoing.external_id} {number}".encode()).hexdigest()[:32]
            part.set_boundary(f"=_{mark}")
    return mail.as_bytes()


def _catalogue(outgoing: Outgoing) -> str:
    """In German the lines around the text address whoever reads it as the text does (B5)."""
    if outgoing.language != "de" or not outgoing.case_id:
        return outgoing.language
    reader = known.find("email", outgoing.recipient)
    return catalogue(reader.customer if reader is not None else None, outgoing.language)


def _lines(value: str) -> str:
    """Without the secret of any case and what no mail may hold; the template's gaps closed to one empty line."""
    value = _TOKEN.sub("", value.encode("utf-8", "replace").decode("utf-8").replace("\x00", ""))
    value = "\n".join(line.rstrip() for line in value.splitlines())
    return re.sub(r"\n{3,}", "\n\n", value).strip() + "\n"


def _context(outgoing: Outgoing) -> dict[str, Any]:
    config = settings.ONEHAND
    portal = f"{config.public_url}/my/{outgoing.case_id}/" if outgoing.case_id and outgoing.kind != "sign_in" else ""
    return {
        "subject": headers.clean(outgoing.subject),
        "preheader": text.one_line(outgoing.text, 120),
        "text": outgoing.text,
        "from_name": outgoing.from_name,
        "company": config.company,
        "case_number": outgoing.case_id,
        "quote": _quote(outgoing),
        "choices": outgoing.buttons,
        "next_step": "",
        "kind": outgoing.kind,
        # The footer says that it can be answered, unless our own text has said it.
        "answerable": not (outgoing.automatic and _WELCOME.search(outgoing.text)),
        "portal_url": portal,
    }


def _quote(outgoing: Outgoing) -> dict[str, Any] | None:
    """The one message that is answered, and only its own words: whoever joins by copy sees nothing earlier (S3)."""
    if outgoing.kind != "reply" or not outgoing.in_reply_to or outgoing.case_id is None:
        return None
    theirs = Message.objects.filter(
        case_id=outgoing.case_id,
        direction=Message.Direction.IN,
        external_id=outgoing.in_reply_to,
        automatic="",
        held=False,
    )
    before = theirs.filter(pk__lt=outgoing.message_id) if outgoing.message_id else theirs
    answered = before.order_by("-pk").first()
    if answered is None or not answered.text.strip():
        return None
    writer: dict[str, str] = next(iter((answered.people or {}).get("from", ())), {})
    name = str(writer.get("name") or writer.get("address") or "")
    return {"name": headers.clean(name), "at": answered.sent_at or answered.at, "text": answered.text[:MOST_QUOTED]}


def _attached(message: Message | None) -> Iterator[tuple[str, str, bytes]]:
    """Name, type and bytes of each file that goes along."""
    if message is None:
        return
    for attachment in message.attachments.order_by("pk"):
        kind = attachment.type.lower()
        name = headers.clean(text.safe_name(attachment.name)) or "file"
        yield name, kind if _TYPE.match(kind) else "application/octet-stream", attachments.content(attachment)
