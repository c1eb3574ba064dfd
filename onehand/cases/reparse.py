"""Read messages anew from their raw bytes, with what the software knows today."""

from __future__ import annotations

from collections.abc import Iterator

from onehand.cases.indexing import index_again
from onehand.cases.models import Message
from onehand.cases.reading import read_raw
from onehand.cases.taking import people_of, write_attachments
from onehand.foundation import blobs
from onehand.timeline.record import verb


def with_raw() -> Iterator[Message]:
    return Message.objects.exclude(raw="").filter(direction=Message.Direction.IN).order_by("pk").iterator(500)


@verb
def reparse(message: Message) -> bool:
    """Whether the message could be read; one that cannot stays as it is. Raises blobs.Missing."""
    found = read_raw(blobs.get(message.raw))
    mail = found.mail
    if mail is None:
        return False
    message.subject, message.sent_at, message.people = mail.subject, mail.date, people_of(mail)
    message.text, message.quoted, message.signature = found.folded.visible, found.folded.quoted, found.folded.signature
    message.has_html, message.has_attachments = bool(mail.html), bool(mail.attachments)
    message.remark = ", ".join([*mail.remarks, *(["size:too-large"] if found.too_large else [])])[:300]
    message.save()
    message.attachments.filter(blob="").delete()
    write_attachments(message, mail)
    index_again(message)
    return True
