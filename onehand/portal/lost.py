"""I cannot get in any more: a case with a person, without signing in. The page says the same to everybody (S22), and
so much at most from one place (S4)."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onehand.accounts import limits
from onehand.actions.due_process import lost as verbs
from onehand.actions.due_process import recovering, recovery_links
from onehand.actions.models.due_process import RecoveryLink
from onehand.cases import sentences
from onehand.cases.errors import Refused
from onehand.cases.notice import day_and_time
from onehand.people import proof
from onehand.portal import typed
from onehand.portal.entrance import SeeOther, customer_of, page, reading_language
from onehand.portal.over import over
from onehand.portal.signing_in import unreferred

PER_HOUR = 5  # from one place
PER_ADDRESS = 2  # to one address: each of them is a receipt to somebody
FIELDS = ("text", "name", "email", "old", "order", "postcode", "key", "website")


@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _show(request, {})
    form = {name: request.POST.get(name, "").strip() for name in FIELDS}
    problem = typed.machine(form) or typed.words(form) or typed.name(form) or typed.address(form)
    if problem:
        return _show(request, form, problem, 422)
    problem = typed.too_often(request, "lost", most=PER_HOUR) or _too_often_there(form["email"])
    if problem:
        return _show(request, form, problem, 429)
    try:
        verbs.ask(
            email=form["email"], words=form["text"], language=reading_language(), key=form["key"], name=form["name"],
            claimed_email=form["old"], order=form["order"], postcode=form["postcode"],
        )  # fmt: skip
    except Refused as why:
        return _show(request, form, sentences.sentence(why, reading_language()), 422)
    return SeeOther(reverse("portal:lost_sent"))


def _too_often_there(email: str) -> str:
    return "" if limits.within("lost-address", email.lower(), most=PER_ADDRESS) else typed.too_much()


def _show(request: HttpRequest, form: dict[str, str], problem: str = "", status: int = 200) -> HttpResponse:
    context = {
        "form": form, "key": form.get("key") or uuid.uuid4().hex, "problem": problem, "by_order": proof.is_possible(),
        "refused_by_rule": status == 429,
    }  # fmt: skip
    return page(request, "portal/lost.html", context, customer=customer_of(request), status=status)


@require_safe
def lost_sent(request: HttpRequest) -> HttpResponse:
    return page(request, "portal/lost_sent.html", customer=customer_of(request))


@require_http_methods(["GET", "HEAD", "POST"])
def recovery(request: HttpRequest, secret: str) -> HttpResponse:
    """The link in a mail of ours: "this address is mine", or "was that you?". Opening it changes nothing."""
    link = recovery_links.link_of(secret)
    if link is None:
        return over(request, "recovery")
    is_new = link.purpose == RecoveryLink.Purpose.NEW
    if request.method != "POST":
        return unreferred(_ask(request, link, is_new=is_new))
    answer = request.POST.get("answer", "")
    if answer not in (("yes",) if is_new else ("yes", "no")):
        problem = _("Please choose one of the two answers.")
        return unreferred(_ask(request, link, is_new=is_new, problem=problem, status=422))
    try:
        if is_new:
            recovering.confirm_new(link)
        else:
            recovering.answer_known(link, yes=answer == "yes")
    except Refused:
        return over(request, "recovery")
    return unreferred(_ask(request, link, is_new=is_new, answered=answer))


def _ask(
    request: HttpRequest, link: RecoveryLink, *, is_new: bool, answered: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    until = link.recovery.wait_until
    context = {
        "is_new": is_new, "answered": answered, "problem": problem,
        "until": day_and_time(until, reading_language()) if until is not None else "",
    }  # fmt: skip
    return page(request, "portal/recovery.html", context, status=status)
