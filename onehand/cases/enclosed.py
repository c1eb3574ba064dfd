"""Files that come with a form, as the verbs take them."""

from __future__ import annotations

from django.http import HttpRequest

from onehand.cases.attachments import File
from onehand.cases.errors import Refused
from onehand.foundation import uploads

MOST_FILES = 20


def files_of(request: HttpRequest) -> list[File]:
    """The files of the field `files`. Raises Refused when they are too many, or together more than a mail carries."""
    given = request.FILES.getlist("files")
    if uploads.too_long(request) or sum(one.size or 0 for one in given) > uploads.MOST_BYTES:
        raise Refused("files_too_big", most=uploads.MEGABYTES)
    if len(given) > MOST_FILES:
        raise Refused("files_too_many", most=MOST_FILES)
    return [File(one.name or "", one.content_type or "application/octet-stream", one.read()) for one in given]


def came_along(request: HttpRequest) -> bool:
    """Whether files were chosen: no browser fills them in again, so a refusal has to say so."""
    return bool(request.FILES) or uploads.too_long(request)
