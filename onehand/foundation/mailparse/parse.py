"""The way in: raw bytes to a Mail, whatever they hold."""

from __future__ import annotations

from datetime import datetime

from onehand.foundation.mailparse import automatic, protection, report
from onehand.foundation.mailparse.addresses import addresses
from onehand.foundation.mailparse.body import Body, full_text, gather, joined_html, mark_shown
from onehand.foundation.mailparse.dates import read_date
from onehand.foundation.mailparse.fields import Fields
from onehand.foundation.mailparse.ids import message_id, message_ids
from onehand.foundation.mailparse.limits import MAX_FIELD, MAX_SUBJECT
from onehand.foundation.mailparse.mail import Address, Mail, Part, Unreadable
from onehand.foundation.mailparse.params import unfold
from onehand.foundation.mailparse.structure import Reader
from onehand.foundation.mailparse.words import header_text, one_line

_DELIVERED = (b"delivered-to", b"x-original-to", b"envelope-to", b"x-envelope-to", b"x-forwarded-to")


def parse(raw: bytes) -> Mail:
    """Read a mail of any size and quality in linear time.

    Broken charsets, headers and structure are salvaged and named in `remarks`. Raises Unreadable, and
    nothing else but MemoryError, when nothing sensible can be shown.
    """
    try:
        return _read(raw)
    except (Unreadable, MemoryError):
        raise
    except Exception as fault:  # one mail must never stop the intake of the others (FAULTS R5)
        raise Unreadable("parser-fault", f"The mail made the parser fail ({type(fault).__name__}).") from fault


def _read(raw: bytes) -> Mail:
    remarks: list[str] = []
    if b"\n" not in raw and b"\r" in raw:
        raw = raw.replace(b"\r", b"\n")
        remarks.append("line-ends:cr")
    reader = Reader(raw)
    fields = reader.root.fields
    hint = reader.root.params.get("charset", "")
    body = Body(reader, hint)
    text, html = _visible(body)
    if not raw.strip():
        remarks.append("mail:empty")
    head = _Head(fields, hint, remarks)
    from_ = head.people(b"from", 1)
    subject = head.subject()
    found = report.read_report(body.machine, body.attachments, fields, from_, subject, text)
    return Mail(
        from_=from_,
        to=head.people(b"to"),
        cc=head.people(b"cc"),
        bcc=head.people(b"bcc"),
        reply_to=head.people(b"reply-to"),
        sender=next(iter(head.people(b"sender", 1)), None),
        from_count=fields.count(b"from"),
        subject=subject,
        date=head.date(),
        message_id=message_id(head.line(b"message-id")),
        in_reply_to=message_ids(head.every(b"in-reply-to")),
        references=message_ids(head.every(b"references")),
        delivered_to=head.delivered_to(),
        text=text,
        html=html,
        attachments=mark_shown(body.attachments, html),
        automatic=automatic.why_automatic(fields, reader.root, subject, from_, found),
        report=found,
        protection=protection.code(body.protection),
        calendar=tuple(body.calendar),
        authentication_results=tuple(
            one_line(unfold(value)).strip() for value in fields.all(b"authentication-results")
        ),
        remarks=tuple(dict.fromkeys(reader.remarks + head.remarks + body.remarks)),
    )


def _visible(body: Body) -> tuple[str, str]:
    """The text and HTML a person reads; attachments, remarks and the rest are collected in body."""
    blocks = gather(body, body.reader.root)
    if not any(block.html or (block.plain or "").strip() for block in blocks):
        blocks = blocks + body.spare
    text = _unarmoured(body, full_text(body, blocks))
    if "encrypted" in body.protection and not text.strip():
        text = ""
        body.remarks.append("protection:encrypted")
    return text, joined_html(blocks)


def _unarmoured(body: Body, text: str) -> str:
    """PGP inside the text: encrypted pieces become attachments, a signed text is shown as it is."""
    if "-----BEGIN PGP " not in text:
        return text
    if protection.is_signed_text(text):
        body.protection.add("signed")
    text, taken = protection.take_armour(text)
    if taken:
        body.protection.add("encrypted")
        body.attachments += [
            Part("encrypted.asc", "application/pgp-encrypted", armour.encode(), False, "") for armour in taken
        ]
    return text


class _Head:
    """The top header block, read for the fields of Mail."""

    def __init__(self, fields: Fields, hint: str, remarks: list[str]) -> None:
        self.fields, self.hint, self.remarks = fields, hint, remarks
        if not fields.values:
            remarks.append("headers:missing")
        if fields.count(b"from") > 1:
            remarks.append("from:multiple")

    def line(self, name: bytes) -> str:
        return one_line(unfold(self.fields.first(name), self.hint))

    def every(self, name: bytes) -> str:
        return one_line(" ".join(unfold(value, self.hint) for value in self.fields.all(name)))

    def people(self, name: bytes, at_most: int = 100) -> tuple[Address, ...]:
        values = self.fields.all(name)[:at_most]
        if not values:
            return ()
        if len(values) == 1 and len(values[0]) < MAX_FIELD:
            return tuple(addresses(one_line(unfold(values[0], self.hint))))
        joined = ",".join(unfold(value, self.hint) for value in values)
        if len(joined) > MAX_FIELD:
            joined = joined[:MAX_FIELD].rpartition(",")[0]
            self.remarks.append("addresses:cut")
        return tuple(addresses(one_line(joined)))

    def subject(self) -> str:
        raw = self.fields.first(b"subject")
        return header_text(raw, self.hint).strip()[:MAX_SUBJECT] if raw else ""

    def date(self) -> datetime | None:
        text = self.line(b"date").strip()
        found = read_date(text) if text else None
        if found is None and b"date" in self.fields:
            self.remarks.append("date:invalid")
        return found

    def delivered_to(self) -> tuple[str, ...]:
        found = [entry.address for name in _DELIVERED for entry in self.people(name) if entry.address]
        return tuple(dict.fromkeys(found))
