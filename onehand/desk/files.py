"""Foreign bytes: attachments, HTML mail, raw sources. All headers are ours (S6, S7)."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onehand.cases import html, pictures
from onehand.cases.access import access_attachment, access_message
from onehand.cases.attachments import content
from onehand.cases.disposition import DOCUMENT, as_attachment, frame_policy, headers_of
from onehand.desk.entrance import for_agents
from onehand.foundation import blobs
from onehand.team.models import Agent


@require_safe
@for_agents
def attachment(_request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    found = access_attachment(agent, pk)
    try:
        data = content(found)
    except blobs.Missing:
        raise Http404 from None
    return HttpResponse(data, headers=headers_of(found))


@require_safe
@for_agents
def message_html(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    """The mail as its sender laid it out, for a sandboxed frame; remote pictures only when asked for."""
    message = access_message(agent, pk)
    remote = request.GET.get("pictures") == "1"
    try:
        shown = pictures.embedded(message)
        body = html.safe_html(
            message, pictures=remote, summary=_("Quoted text"), link=lambda one: shown.get(one.pk, "data:,")
        )
    except blobs.Missing:
        raise Http404 from None
    return framed(body, remote=remote)


def framed(body: str, *, remote: bool = False) -> HttpResponse:
    """A document of its own that may run nothing, ask nothing and send nothing."""
    return HttpResponse(DOCUMENT.replace("{body}", body), headers=frame_policy(remote=remote))


@require_safe
@for_agents
def message_raw(_request: HttpRequest, agent: Agent, pk: int) -> HttpResponse | FileResponse:
    message = access_message(agent, pk)
    return raw(message.raw, f"message-{message.pk}.eml.txt")


def raw(key: str, name: str) -> FileResponse:
    """A stored source as a text file to save."""
    try:
        file = blobs.path(key).open("rb")
    except (OSError, blobs.Missing):
        raise Http404 from None
    response = FileResponse(file, content_type="text/plain; charset=utf-8")
    for header, value in as_attachment(name).items():
        response[header] = value
    return response
