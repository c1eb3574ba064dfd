"""Reports of machines on earlier mails: RFC 3464 bounces, RFC 8098 receipts, RFC 5965 complaints."""

from __future__ import annotations

import re

from onehand.foundation.mailparse.addresses import addresses
from onehand.foundation.mailparse.bounce import read_bounce, returned_id
from onehand.foundation.mailparse.fields import Fields, read_block
from onehand.foundation.mailparse.ids import message_id
from onehand.foundation.mailparse.limits import MAX_UNPACKED
from onehand.foundation.mailparse.mail import Address, Part, Report
from onehand.foundation.mailparse.params import unfold
from onehand.foundation.mailparse.words import one_line

_ACTIONS = ("failed", "delayed", "expanded", "relayed", "delivered")  # the gravest of several rules
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_BLANK_LINE = re.compile(rb"\n[ \t]*\r*\n")
_MAX_DIAGNOSTIC = 1_000


def read_report(
    machine: list[tuple[str, bytes]],
    parts: list[Part],
    fields: Fields,
    from_: tuple[Address, ...],
    subject: str,
    text: str,
) -> Report | None:
    """The report a mail carries, None if it is none.

    machine: (type, decoded body) of the parts meant for programs. parts: the attachments, among them a
    returned mail. The last four recognise bounces that follow no standard.
    """
    for kind, data in machine:
        groups = _groups(data)
        if kind.endswith("delivery-status") and any(b"action" in group or b"status" in group for group in groups):
            return _delivery(groups, _original(machine, parts, text))
        if kind.endswith("disposition-notification") and groups:
            return _disposition(groups[0])
        if kind == "message/feedback-report" and groups:
            return _feedback(groups[0], _original(machine, parts, text))
    return read_bounce(fields, from_, subject, text, _original(machine, parts, ""))


def _groups(data: bytes) -> list[Fields]:
    """Field groups separated by blank lines (RFC 3464 section 2.1)."""
    found = [read_block(block.strip(b"\r\n"))[0] for block in _BLANK_LINE.split(data)[:MAX_UNPACKED]]
    return [group for group in found if group.values]


def _delivery(groups: list[Fields], original: str) -> Report:
    recipients = [group for group in groups if b"final-recipient" in group or b"action" in group]
    actions = [group.token(b"action") for group in recipients]
    action = next((known for known in _ACTIONS if known in actions), "")
    telling = [group for group, its in zip(recipients, actions, strict=True) if its == action] or recipients or groups
    status = _STATUS.search(_line(telling[0], b"status")) or _STATUS.search(_line(telling[0], b"diagnostic-code"))
    diagnostic = re.sub(r"^\s*[\w-]+\s*;\s*", "", _line(telling[0], b"diagnostic-code"))
    names = [
        _typed_address(group, b"final-recipient") or _typed_address(group, b"original-recipient") for group in telling
    ]
    return Report(
        kind="delivery",
        action=action or ("failed" if status and status[1].startswith("5") else ""),
        status=status[1] if status else "",
        recipients=tuple(dict.fromkeys(name for name in names if name)),
        original_message_id=original,
        diagnostic=diagnostic[:_MAX_DIAGNOSTIC],
    )


def _disposition(group: Fields) -> Report:
    recipient = _typed_address(group, b"final-recipient")
    return Report(
        kind="disposition",
        action="",
        status="",
        recipients=(recipient,) if recipient else (),
        original_message_id=message_id(_line(group, b"original-message-id")),
        diagnostic=_line(group, b"disposition")[:_MAX_DIAGNOSTIC],
    )


def _feedback(group: Fields, original: str) -> Report:
    recipients = [_typed_address(group, b"original-rcpt-to"), _typed_address(group, b"removal-recipient")]
    return Report(
        kind="feedback",
        action="",
        status="",
        recipients=tuple(dict.fromkeys(name for name in recipients if name)),
        original_message_id=original,
        diagnostic=_line(group, b"feedback-type")[:_MAX_DIAGNOSTIC],
    )


def _original(machine: list[tuple[str, bytes]], parts: list[Part], text: str) -> str:
    """The Message-ID of the mail the report is about, from the returned headers or the text."""
    returned = [data for kind, data in machine if kind in ("text/rfc822-headers", "message/global-headers")]
    returned += [
        part.data for part in parts if part.type in ("message/rfc822", "message/global", "text/rfc822-headers")
    ]
    for data in returned:
        block = _BLANK_LINE.split(data.lstrip(), maxsplit=1)[0]
        found = message_id(_line(read_block(block)[0], b"message-id"))
        if found:
            return found
    return returned_id(text)


def _line(group: Fields, name: bytes) -> str:
    return " ".join(one_line(unfold(group.first(name))).split())


def _typed_address(group: Fields, name: bytes) -> str:
    """`rfc822; joe@example.org` to joe@example.org (RFC 3464 section 2.1.2)."""
    value = _line(group, name)
    found = addresses(value.partition(";")[2] if ";" in value else value)
    return found[0].address or found[0].name if found else ""
