"""Who speaks in a message, and its files by names that are safe to show."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from onehand.cases.models import Attachment, Message
from onehand.foundation import text


@dataclass(frozen=True, slots=True)
class File:
    """An attachment as people see it; `size` in bytes."""

    pk: int
    name: str
    type: str
    size: int
    inline: bool


def speaker(message: Message) -> str:
    """The name of whoever says it: agent, company (what we write by ourselves), or the sender."""
    if message.agent is not None:
        return message.agent.display_name
    if message.direction != Message.Direction.IN:
        return str(settings.ONEHAND.company)
    for person in (message.people or {}).get("from", ()):
        name = str(person.get("name") or person.get("address") or "")
        if name:
            return name
    return message.identity.customer.name or message.identity.value if message.identity is not None else "?"


def files(message: Message) -> list[File]:
    """The attachments, from the prefetched ones when there are."""
    return [shown_file(one) for one in message.attachments.all()]


def shown_file(attachment: Attachment) -> File:
    return File(attachment.pk, text.safe_name(attachment.name), attachment.type, attachment.size, attachment.inline)
