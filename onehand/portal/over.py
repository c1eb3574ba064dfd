"""A link of a mail of ours that is over, was answered, or never was: what that means, and the way on (S16)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from onehand.portal.entrance import page
from onehand.portal.signing_in import unreferred


def over(request: HttpRequest, what: str) -> HttpResponse:
    """`what` it was for, as the page names the way on: asked, callback, choice, confirmation, hearing, me_too, recovery
    or solved. It says the same whether the link ever was one."""
    response = page(request, "portal/link_over.html", {"what": what}, status=410)
    response["Cache-Control"] = "no-store"
    return unreferred(response)
