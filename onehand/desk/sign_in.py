"""The door of the desk: a link by mail, and out again."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onehand.accounts import limits
from onehand.cases.signin_mail import request_link
from onehand.desk.entrance import SeeOther, agent_of, local_path

ASKED_PER_HOUR = 30


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The answer is the same whoever asks (S22); the work is done by a job."""
    target = local_path(request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST":
        if agent_of(request) is not None:
            return SeeOther(target or reverse("desk:today"))
        return _show(request, {"next": target})
    email = request.POST.get("email", "").strip()[:254]
    if "@" not in email or not email.isprintable():
        return _show(request, {"next": target, "email": email, "problem": _("This is no mail address.")}, 422)
    if not limits.within("sign-in", limits.origin(request), most=ASKED_PER_HOUR):
        problem = _("Too many links were asked for from here. Please try again in an hour.")
        return _show(request, {"next": target, "email": email, "problem": problem}, 429)
    request_link(email, purpose="desk", target=target)
    return _show(request, {"sent": True, "email": email})


def _show(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    shared = {"email": "", "sent": False, "problem": "", "next": ""}
    return render(request, "desk/sign_in.html", {**shared, **context}, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return SeeOther(reverse("desk:sign_in"))
