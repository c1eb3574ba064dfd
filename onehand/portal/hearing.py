"""The customer's own page about a block that is considered or decided: why, where it stands, until when, what they can
do. By the link of a mail without signing in (it writes once), and on the page of the case."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from onehand.actions.due_process import appealing, links, shown
from onehand.actions.models.due_process import HearingLink
from onehand.cases import own, sentences
from onehand.cases.du_or_sie import worded
from onehand.cases.errors import Refused
from onehand.cases.models import Case
from onehand.cases.notice import day_and_time
from onehand.people.models import Customer
from onehand.portal.entrance import SeeOther, for_customers, page, person_of, reading_language, speaking_to
from onehand.portal.over import over
from onehand.portal.signing_in import unreferred

LONGEST = 20_000


@require_http_methods(["GET", "HEAD", "POST"])
def hearing(request: HttpRequest, secret: str) -> HttpResponse:
    link = links.link_of(secret)
    if link is None:
        return over(request, "hearing")
    with speaking_to(link.blocking.case.customer):
        return unreferred(_answer(request, link))


def _answer(request: HttpRequest, link: HearingLink) -> HttpResponse:
    if request.method != "POST":
        return _show(request, link)
    text = request.POST.get("text", "")[:LONGEST]
    try:
        appealing.write_by_link(link, text=text)
    except Refused as why:
        problem = sentences.sentence(why, reading_language())
        status = 422 if why.code == "empty" else 409
        return _show(request, link, text=text, problem=problem, status=status)
    return _show(request, link, written=True)


def _show(
    request: HttpRequest,
    link: HearingLink,
    *,
    text: str = "",
    problem: str = "",
    written: bool = False,
    status: int = 200,
) -> HttpResponse:
    case = link.blocking.case
    context = {
        **of(case), "text": text, "problem": problem, "written": written or link.used_at is not None,
        "writable": not written and appealing.is_open(link), "appeals": link.purpose == HearingLink.Purpose.APPEAL,
        "number": case.pk, **person_of(case),
    }  # fmt: skip
    return page(request, "portal/hearing.html", context, status=status)


def of(case: Case) -> dict[str, Any]:
    """For every page of the customer's that tells of it; nothing where there is none."""
    row = shown.blocking_of(case)
    if row is None:
        return {"standing": None}
    language, now = reading_language(), shown.standing(row)
    return {
        "standing": now, "stage": now.stage.say(language),
        "may": worded(case.customer, language, sie=now.may.de, du=now.may_du, en=now.may.en),
        "until": day_and_time(now.until, language) if now.until else "",
    }  # fmt: skip


@require_POST
@for_customers
def appeal(request: HttpRequest, customer: Customer, number: int) -> HttpResponse:
    """Signed in. Nobody who only takes part in the case appeals for its customer."""
    from onehand.portal.my_case import show_refused  # which shows where it stands

    case = own.access_as_customer(customer, number)
    row = shown.blocking_of(case)
    text, key = request.POST.get("text", "")[:LONGEST], request.POST.get("key", "").strip()[:60]
    try:
        if row is None:
            raise Refused("not_blocked")
        appealing.appeal(row, text=text, by=customer, key=f"appeal:{key}" if key else None)
    except Refused as why:
        return show_refused(request, customer, case, why)
    return SeeOther(reverse("portal:my_case", args=[case.pk]))
