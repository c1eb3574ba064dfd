"""Signing in by a link from a mail. Looking at a link consumes nothing, since mail scanners look too (S16)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onehand.accounts import limits, signin
from onehand.accounts.dead import why_dead
from onehand.accounts.language import COOKIE, KNOWN
from onehand.accounts.models import Account, SignInLink
from onehand.cases.signin_mail import MINUTES, prove_address, request_link
from onehand.portal.entrance import SeeOther, customer_of, page
from onehand.team.models import Agent

ASKED_PER_HOUR = 30


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The answer is the same whoever asks (S22); the work is done by a job."""
    if request.method != "POST":
        if customer_of(request) is not None:
            return SeeOther(reverse("portal:my_cases"))
        return page(request, "portal/sign_in.html", {"email": "", "problem": ""})
    email = request.POST.get("email", "").strip()[:254]
    if "@" not in email or not email.isprintable():
        return _refused(request, email, _("This is no mail address."), 422)
    if not limits.within("sign-in", limits.origin(request), most=ASKED_PER_HOUR):
        return _refused(request, email, _("Too many links were asked for from here. Please try again in an hour."), 429)
    request_link(email, purpose="portal")
    return page(request, "portal/link_sent.html", {"email": email, "minutes": MINUTES})


def _refused(request: HttpRequest, email: str, problem: str, status: int) -> HttpResponse:
    context = {"email": email, "problem": problem, "refused_by_rule": status == 429}
    return page(request, "portal/sign_in.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    link = signin.look_up(secret) if len(secret) <= 200 else None
    if link is None or not _welcome(link):
        return unreferred(gone(request, why_dead(secret)))
    if request.method != "POST":
        name = link.account.name or link.account.email
        context: dict[str, Any] = {"email": link.account.email, "name": name, "purpose": link.purpose}
        return unreferred(page(request, "portal/sign_in_confirm.html", context))
    path = signin.consume(request, secret)
    if path is None:
        return unreferred(gone(request, why_dead(secret)))
    if link.purpose == "portal":
        prove_address(secret, request.GET.get("for", ""), link.account)
    return unreferred(_go_on(path, link.account, request))


def _welcome(link: SignInLink) -> bool:
    """A link of the desk is of no use to a former agent."""
    return link.purpose != "desk" or Agent.objects.filter(account=link.account, active=True).exists()


def _go_on(path: str, account: Account, request: HttpRequest) -> HttpResponse:
    response = SeeOther(path)
    if account.language in KNOWN and COOKIE not in request.COOKIES:
        response.set_cookie(
            COOKIE, account.language, max_age=365 * 24 * 3600, samesite="Lax", secure=request.is_secure()
        )
    return response


def gone(request: HttpRequest, reason: str) -> HttpResponse:
    return page(request, "portal/gone.html", {"reason": reason}, status=410)


def unreferred(response: HttpResponse) -> HttpResponse:
    """The address holds a secret: no page that is opened from here learns it."""
    # Not "no-referrer": browsers then send "Origin: null" with the form, and it looks like a forged one.
    response["Referrer-Policy"] = "same-origin"
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return SeeOther(reverse("portal:home"))
