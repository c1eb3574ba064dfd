"""Attachments: what they are called, and their bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from onehand.cases.models import Attachment, Message
from onehand.foundation import blobs, mailparse
from onehand.foundation.mailparse import Part


@dataclass(frozen=True, slots=True)
class File:
    """A file from a form: name as given, media type as claimed, bytes."""

    name: str
    type: str
    data: bytes


def described(message: Message, position: int, part: Part) -> Attachment:
    """The row of a part of a raw mail."""
    return Attachment(
        message=message,
        name=part.name,
        position=position,
        sha256=hashlib.sha256(part.data).hexdigest(),
        md5=hashlib.md5(part.data, usedforsecurity=False).hexdigest(),
        type=part.type[:200],
        size=len(part.data),
        inline=part.inline,
        content_id=part.content_id,
    )


def attach(message: Message, *, name: str, type: str, data: bytes) -> Attachment:
    """Bytes that came by a form: stored as a blob of their own, inside the caller's transaction."""
    attachment = described(message, 0, Part(name=name, type=type, data=data, inline=False, content_id=""))
    attachment.blob = blobs.put(data)
    attachment.save()
    return attachment


def attach_all(message: Message, files: Sequence[File]) -> None:
    for file in files:
        attach(message, name=file.name, type=file.type, data=file.data)


def content(attachment: Attachment) -> bytes:
    """The decoded bytes. Raises blobs.Missing."""
    if attachment.blob:
        return blobs.get(attachment.blob)
    parts = mailparse.parse(blobs.get(attachment.message.raw)).attachments
    if attachment.position >= len(parts):
        raise blobs.Missing(attachment.message.raw)
    return parts[attachment.position].data
