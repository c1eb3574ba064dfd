"""The bytes of attachments, sent so that no browser runs them (S7)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import Router

from onehand.api.auth import AgentToken, agent_of
from onehand.cases.access import access_attachment
from onehand.cases.attachments import content
from onehand.cases.html import is_picture
from onehand.cases.models import Attachment
from onehand.foundation.text import safe_name

router = Router(auth=AgentToken(), tags=["messages"])

BYTES = {
    "responses": {
        200: {
            "description": "The decoded bytes",
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


def bytes_answer(data: bytes, name: str) -> HttpResponse:
    """A download that is never rendered, whatever it is."""
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, safe_name(name)) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def attachment_answer(attachment: Attachment) -> HttpResponse:
    response = bytes_answer(content(attachment), attachment.name)
    if is_picture(attachment):
        response["Content-Type"] = attachment.type.lower()
    return response


@router.get("/attachments/{int:id}", summary="The bytes of an attachment", openapi_extra=BYTES)
def one_attachment(request: HttpRequest, id: int) -> HttpResponse:
    """Pictures bear their own type, everything else is application/octet-stream."""
    return attachment_answer(access_attachment(agent_of(request), id))
