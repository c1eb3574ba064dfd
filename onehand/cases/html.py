"""The HTML body of a message, made safe anew at each look, so that a better sanitiser serves old mail too (S6)."""

from __future__ import annotations

from collections.abc import Callable

from onehand.cases.models import Attachment, Message
from onehand.foundation import blobs, mailparse, quotes, sanitise


def safe_html(message: Message, *, pictures: bool, summary: str, link: Callable[[Attachment], str]) -> str:
    """Sanitised HTML with quotes folded under `summary`; `link` gives the address of an inline picture.

    Raises blobs.Missing. Empty when the message has no HTML.
    """
    if not message.has_html:
        return ""
    mail = mailparse.parse(blobs.get(message.raw))
    cid = {one.content_id: link(one) for one in message.attachments.all() if one.content_id and is_picture(one)}
    return quotes.fold_html(sanitise.safe_html(mail.html, pictures=pictures, cid=cid), summary=summary)


def has_remote_pictures(message: Message) -> bool:
    return message.has_html and sanitise.has_remote_pictures(mailparse.parse(blobs.get(message.raw)).html)


# Raster pictures a browser decodes without running anything; SVG is a document (S7).
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def is_picture(attachment: Attachment) -> bool:
    return attachment.type.lower() in PICTURES
