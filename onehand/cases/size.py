"""A mail over the size limit is kept, shown to the hand with its head, and its sender is told once."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from onehand.cases.models import Message, Outgoing
from onehand.cases.notice import neutral_subject, write_notice
from onehand.foundation import clock
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM


def tell_too_large(message: Message) -> None:
    identity, case = message.identity, message.case
    if identity is None or identity.kind != "email" or message.automatic or _told_today(identity.value):
        return
    limit = settings.ONEHAND.mail_max_bytes // (1024 * 1024)
    if case.language == "de":
        text = (
            f"Guten Tag,\n\nIhre Mail ist angekommen und aufbewahrt, aber sie ist größer als {limit} MB. "
            "Deshalb sehen wir Text und Anhänge nicht auf Anhieb. Bitte antworten Sie mit dem Text und kleineren "
            "Anhängen auf diese Mail."
        )
    else:
        text = (
            f"Hello,\n\nyour mail has arrived and is kept, but it is larger than {limit} MB. "
            "Therefore we do not see its text and attachments at once. Please reply to this mail with the text and "
            "smaller attachments."
        )
    write_notice(
        case, recipient=identity.value, text=text, kind="notice", entry=Kind.NOTICE_SENT, by=SYSTEM,
        in_reply_to=message.external_id, subject=neutral_subject(case), key=f"too-large:{message.pk}",
    )  # fmt: skip


def _told_today(address: str) -> bool:
    """Once a day and address, or somebody else's address could be flooded through us (S4)."""
    since = clock.now() - timedelta(days=1)
    notices = Outgoing.objects.filter(recipient=address, kind="notice", created_at__gt=since)
    return notices.filter(message__key__startswith="too-large:").exists()
