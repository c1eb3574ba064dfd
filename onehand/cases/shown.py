"""One message as data, for `onehand show`, the API and exports."""

from __future__ import annotations

from typing import Any

from onehand.cases.models import Attachment, Case, Ledger, Message
from onehand.foundation import blobs, mailparse, sanitise


def message_data(message: Message, *, full: bool = True) -> dict[str, Any]:
    """The message with addresses as {name, address}; `full` adds what has to be read from the raw bytes."""
    people = message.people or {}
    data: dict[str, Any] = {
        "id": message.pk,
        "case": message.case_id,
        "direction": message.direction,
        "channel": message.channel,
        "from": people.get("from", []) if message.direction == "in" else _writer(message),
        "to": people.get("to", []),
        "cc": people.get("cc", []),
        "reply_to": people.get("reply_to", []),
        "subject": message.subject,
        "date": (message.sent_at or message.at).isoformat() if message.direction != "in" or message.sent_at else None,
        "received": message.at.isoformat(),
        "text": message.text,
        "quoted": message.quoted,
        "signature": message.signature,
        "attachments": [attachment_data(one) for one in message.attachments.all()],
        "automatic": bool(message.automatic),
        "automatic_reason": message.automatic,
        "held": message.held,
        "delivery": message.delivery,
        "remark": message.remark,
        "message_id": message.external_id,
    }
    return data | (_from_raw(message) if full else {})


def without_addresses(data: dict[str, Any]) -> dict[str, Any]:
    """What `message_data` gave, for people of the case who are told each other's words and names alone (S3)."""
    named = {field: data[field] for field in ("from", "to", "cc", "reply_to")}
    return data | {field: [one | {"address": ""} for one in people] for field, people in named.items()}


def _writer(message: Message) -> list[dict[str, str]]:
    name = message.agent.display_name if message.agent is not None else "Onehand"
    return [{"name": name, "address": ""}]


def _from_raw(message: Message) -> dict[str, Any]:
    full_text, html = message.full_text, ""
    as_written: dict[str, Any] = {}
    if message.raw and message.direction == "in":
        try:
            mail = mailparse.parse(blobs.get(message.raw))
            full_text, html = mail.text, mail.html
            # The database keeps the moment; the zone its writer lives in is only in the raw bytes.
            as_written = {"date": mail.date.isoformat()} if mail.date is not None else {}
        except (mailparse.Unreadable, blobs.Missing):
            pass
    row = Ledger.objects.filter(message=message).only("authentication").first()
    return {
        **as_written,
        "full_text": full_text,
        "html_safe": sanitise.safe_html(html) if html else "",
        "authentication": row.authentication if row else {},
    }


def attachment_data(attachment: Attachment) -> dict[str, Any]:
    return {
        "id": attachment.pk,
        "name": attachment.name,
        "type": attachment.type,
        "size": attachment.size,
        "md5": attachment.md5,
        "sha256": attachment.sha256,
        "inline": attachment.inline,
    }


def case_data(case: Case) -> dict[str, Any]:
    """The case in short."""
    hand = case.hand
    return {
        "number": case.pk,
        "subject": case.subject,
        "state": case.state,
        "language": case.language,
        "channel": case.channel,
        "customer": {"id": case.customer_id, "name": case.customer.shown_name},
        "owner": {"id": hand.pk, "name": hand.display_name, "handle": hand.handle} if hand else None,
        "team": case.team.name if case.team is not None else None,
        "opened_at": case.opened_at.isoformat(),
        "touched_at": case.touched_at.isoformat(),
        "waiting_since": case.waiting_since.isoformat() if case.waiting_since else None,
        "answer_due": case.answer_due.isoformat() if case.answer_due else None,
        "wait_until": case.wait_until.isoformat() if case.wait_until else None,
        "wait_for": case.wait_for,
        "closed_at": case.closed_at.isoformat() if case.closed_at else None,
    }
