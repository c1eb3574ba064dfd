"""The contact page: tell us once. The address is only claimed, so nothing of it is shown to whoever typed it."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onehand.cases import sentences
from onehand.cases.contact import first_words
from onehand.cases.enclosed import came_along, files_of
from onehand.cases.errors import Refused
from onehand.cases.models import Case
from onehand.cases.notice import day_and_time
from onehand.cases.targets import answer_due
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.portal import typed
from onehand.portal.entrance import SeeOther, customer_of, page, reading_language
from onehand.team.answering import first_names
from onehand.team.models import Calendar

POSTS_PER_HOUR = 20
LONGEST = 100_000  # characters


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    customer = customer_of(request)
    if request.method != "POST":
        return _show(request, customer, {})
    form = {name: request.POST.get(name, "").strip() for name in ("text", "name", "email", "key", "website")}
    problem = _problem(form, customer)
    if problem:
        return _show(request, customer, form, problem, 422)
    problem = typed.too_often(request, "contact", most=POSTS_PER_HOUR)
    if problem:
        return _show(request, customer, form, problem, 429)
    try:
        case = first_words(
            customer, text=form["text"], name=form["name"], email=form["email"], language=reading_language(),
            key=form["key"], files=files_of(request),
        )  # fmt: skip
    except Refused as why:
        return _show(request, customer, form, sentences.sentence(why, reading_language()), 422)
    request.session["sent"] = _facts(case, customer, form["email"])
    return SeeOther(reverse("portal:sent"))


def _problem(form: dict[str, str], customer: Customer | None) -> str:
    problem = typed.machine(form) or typed.words(form, longest=LONGEST)
    return problem or ("" if customer is not None else typed.name(form) or typed.address(form))


def _facts(case: Case, customer: Customer | None, email: str) -> dict[str, Any]:
    hand = case.hand
    due = day_and_time(case.answer_due, reading_language()) if case.answer_due else ""
    name = hand.display_name if hand else ""
    if name and due:
        step = _("%(name)s answers by %(due)s") % {"name": name, "due": due}
    else:
        step = _("We answer as soon as somebody is there.")
    return {
        "email": "" if customer is not None else email, "hand": name, "next_step": step,
        "number": case.pk if customer is not None else None,
    }  # fmt: skip


def _show(
    request: HttpRequest, customer: Customer | None, form: dict[str, str], problem: str = "", status: int = 200
) -> HttpResponse:
    now, language = clock.now(), reading_language()
    due = day_and_time(answer_due(now, Calendar.default().business), language)
    mail = settings.ONEHAND.mail_sender
    context = {
        "ways": [
            {
                "kind": "email", "name": _("Mail"), "value": mail, "href": f"mailto:{mail}",
                "time": _("answered by %(due)s") % {"due": due}, "now": False,
            }
        ],
        "answer": _("Answer by %(due)s") % {"due": due},
        "people": first_names(),
        "form": form,
        "key": form.get("key") or uuid.uuid4().hex,
        "problem": problem,
        "choose_again": bool(problem) and came_along(request),
        # Too often, or taken for a machine: nobody has looked at it, and somebody can.
        "refused_by_rule": status == 429 or bool(form.get("website")),
    }  # fmt: skip
    return page(request, "portal/home.html", context, customer=customer, status=status)


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    facts = request.session.get("sent")
    if not isinstance(facts, dict):
        return SeeOther(reverse("portal:home"))
    return page(request, "portal/sent.html", facts, customer=customer_of(request))
