"""A callback at a time of the customer's choice: by the link of a mail without signing in, or in the own case (C5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from onehand.accounts import limits
from onehand.cases import own, sentences, slots
from onehand.cases.access import access_own_case
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Slot, SlotOffer
from onehand.cases.phone_number import readable
from onehand.foundation import clock
from onehand.people import sentences as people_sentences
from onehand.people.errors import PeopleRefused
from onehand.people.models import Customer
from onehand.portal.entrance import SeeOther, for_customers, page, reading_language, speaking_to
from onehand.portal.over import over
from onehand.portal.signing_in import unreferred

CHANGES_PER_HOUR = 20


@dataclass(frozen=True, slots=True)
class Day:
    """The free times of one day; `start` is the ISO form that is sent back."""

    at: datetime
    times: list[dict[str, Any]]


def days_of(case: Case) -> list[Day]:
    zone = ZoneInfo(settings.ONEHAND.time_zone)
    days: dict[Any, Day] = {}
    for span in slots.free(case):
        local = span.start.astimezone(zone)
        day = days.setdefault(local.date(), Day(span.start, []))
        day.times.append(
            {"start": span.start.isoformat(), "at": span.start, "word": f"{local:%H:%M}", "who": span.agent}
        )
    return list(days.values())


def number_of(customer: Customer) -> str:
    """The number that we know, so that nobody types it twice."""
    family = [customer.canonical.pk, customer.pk]
    known = customer.identities.model.objects.filter(customer__in=family, kind="phone").order_by("-pk").first()
    return readable(known.value) if known is not None else ""


@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Whoever holds the link may choose, change and cancel this one callback, and nothing else."""
    offer = slots.offer_of(secret)
    if offer is None:
        return over(request, "callback")
    here = reverse("portal:callback", args=[secret])
    with speaking_to(offer.customer):
        if request.method != "POST":
            return unreferred(_show(request, offer.case, offer.customer, offer.slot, here))
        return unreferred(_act(request, offer.case, offer.customer, offer.slot, offer, here))


@require_http_methods(["GET", "HEAD", "POST"])
@for_customers
def in_case(request: HttpRequest, customer: Customer, number: int) -> HttpResponse:
    case = access_own_case(customer, number)
    if own.joined_at(case, customer) is not None:
        raise Http404
    slot = next((one for one in slots.booked_of(case) if one.customer.canonical.pk == customer.pk), None)
    here = reverse("portal:callback_in_case", args=[number])
    if request.method != "POST":
        return _show(request, case, customer, slot, here, signed_in=True)
    return _act(request, case, customer, slot, None, here, signed_in=True)


def _act(
    request: HttpRequest,
    case: Case,
    customer: Customer,
    slot: Slot | None,
    offer: SlotOffer | None,
    here: str,
    *,
    signed_in: bool = False,
) -> HttpResponse:
    problem = ""
    try:
        if limits.within("callback", str(case.pk), most=CHANGES_PER_HOUR):  # each of them is a mail (S4)
            _chosen(request, case, customer, slot, offer)()
        else:
            problem = people_sentences.sentence(PeopleRefused("asked_too_often"), reading_language())
    except Refused as why:
        problem = sentences.sentence(why, reading_language())
    if problem:
        return _show(request, case, customer, slot, here, signed_in=signed_in, problem=problem)
    return SeeOther(here)


def _chosen(
    request: HttpRequest, case: Case, customer: Customer, slot: Slot | None, offer: SlotOffer | None
) -> Callable[[], object]:
    live = slot if slot is not None and slots.is_live(slot) else None
    if request.POST.get("cancel") and live is not None:
        return lambda: slots.cancel(live, by=customer)
    try:
        start = datetime.fromisoformat(request.POST.get("start", ""))
    except ValueError:
        raise Refused("slot_gone") from None
    if start.tzinfo is None:
        raise Refused("slot_gone")
    number = request.POST.get("number", "")
    if live is not None:
        return lambda: slots.rebook(live, start=start, number=number, by=customer, offer=offer)
    return lambda: slots.book(case, start=start, number=number, by=customer, offer=offer)


def _show(
    request: HttpRequest,
    case: Case,
    customer: Customer,
    slot: Slot | None,
    here: str,
    *,
    signed_in: bool = False,
    problem: str = "",
) -> HttpResponse:
    live = slot if slot is not None and slots.is_live(slot) else None
    context = {
        "case": case, "slot": live, "days": days_of(case), "here": here, "problem": problem,
        "number": request.POST.get("number", "") or number_of(customer), "signed_in": signed_in,
        "chosen": request.POST.get("start", ""), "change": "change" in request.GET or bool(problem),
        "calendar": f"{here}calendar.ics", "now": clock.now(),
    }  # fmt: skip
    shown = customer if signed_in else None
    return page(request, "portal/callback.html", context, customer=shown, status=409 if problem else 200)


@require_safe
def calendar_by_link(_request: HttpRequest, secret: str) -> HttpResponse:
    offer = slots.offer_of(secret)
    if offer is None or offer.slot is None:
        raise Http404
    return unreferred(_calendar(offer.slot))


@require_safe
@for_customers
def calendar_in_case(_request: HttpRequest, customer: Customer, number: int) -> HttpResponse:
    case = access_own_case(customer, number)
    slot = next((one for one in slots.booked_of(case) if one.customer.canonical.pk == customer.pk), None)
    if slot is None:
        raise Http404
    return _calendar(slot)


def _calendar(slot: Slot) -> HttpResponse:
    return HttpResponse(
        slots.calendar_file(slot), content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="callback.ics"'},
    )  # fmt: skip
