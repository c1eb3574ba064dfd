"""Pictures inside a mail as data: addresses, since a sandboxed frame sends no cookies and could not fetch them."""

from __future__ import annotations

import base64

from onehand.cases.html import is_picture
from onehand.cases.models import Attachment, Message
from onehand.foundation import blobs, mailparse

LARGEST = 3 * 1024 * 1024  # bytes of one picture
MOST = 12 * 1024 * 1024  # bytes of all of them in one mail


def embedded(message: Message) -> dict[int, str]:
    """By attachment: its data: address, for raster pictures with a Content-ID. Raises blobs.Missing."""
    wanted = [one for one in message.attachments.all() if _fits(one)]
    if not wanted:
        return {}
    parts = mailparse.parse(blobs.get(message.raw)).attachments
    found: dict[int, str] = {}
    left = MOST
    for one in wanted:
        if one.position < len(parts) and one.size <= left:
            left -= one.size
            coded = base64.b64encode(parts[one.position].data).decode("ascii")
            found[one.pk] = f"data:{one.type.lower()};base64,{coded}"
    return found


def _fits(attachment: Attachment) -> bool:
    return bool(attachment.content_id) and is_picture(attachment) and attachment.size <= LARGEST
