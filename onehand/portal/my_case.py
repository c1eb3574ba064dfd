"""One case as its customer sees it: whose hand, where it stands, what was said, and the word whether it is solved."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from onehand.cases import closing, own, sentences, slots, speaking, standing, telling, waiting
from onehand.cases.access import access_own_case
from onehand.cases.attachments import content
from onehand.cases.disposition import headers_of
from onehand.cases.enclosed import came_along, files_of
from onehand.cases.errors import Refused
from onehand.cases.feed import FeedItem
from onehand.cases.models import Case, Message, Question, State
from onehand.cases.promise_state import all_of, state_of
from onehand.cases.speaking import File as Shown
from onehand.cases.write import write
from onehand.foundation import blobs, clock
from onehand.foundation.prepared import Prepared
from onehand.people.models import Customer
from onehand.portal import hearing
from onehand.portal.entrance import SeeOther, for_customers, page, reading_language

# What is wrong in the form itself; everything else is a conflict with what the case is now.
_INCOMPLETE = frozenset({"empty", "until_past", "until_far", "files_too_big", "files_too_many"})


@dataclass(frozen=True, slots=True)
class Item:
    seq: int
    kind: str
    at: datetime
    sentence: str
    actor: str
    message: Message | None = None
    name: str = ""
    attachments: list[Shown] = field(default_factory=list)


def item_of(one: FeedItem, language: str) -> Item:
    entry, message = one.entry, one.message
    if message is None:
        said = telling.sentence(entry, language, for_customer=True)
        return Item(entry.seq, entry.kind, entry.at, said, entry.actor_name)
    return Item(
        entry.seq,
        entry.kind,
        message.at,
        "",
        entry.actor_name,
        message,
        speaking.speaker(message),
        speaking.files(message),
    )


@require_safe
@for_customers
def my_case(request: HttpRequest, customer: Customer, number: int) -> HttpResponse:
    return _show(request, customer, access_own_case(customer, number))


def _show(
    request: HttpRequest,
    customer: Customer,
    case: Case,
    *,
    text: str = "",
    key: str = "",
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    language = reading_language()
    theirs = own.joined_at(case, customer) is None
    hand = standing.hands([case]).get(case.pk, "")
    items = [item_of(one, language) for one in own.own_timeline(case, customer)]
    context = {
        "case": case, "hand": hand, "state_line": standing.state_line(case, hand, language),
        "asked": case.state == State.ASKED, "closed": case.state == State.CLOSED,
        "decides": own.may_decide(case, customer),
        "theirs": theirs, **(_owed(case) if theirs else {}),
        "items": items,
        **(hearing.of(case) if theirs and any(one.kind.startswith("block") for one in items) else {}),
        "key": key or uuid.uuid4().hex, "text": text, "problem": problem,
        "choose_again": bool(problem) and came_along(request),
    }  # fmt: skip
    return page(request, "portal/my_case.html", context, customer=customer, status=status)


def show_refused(request: HttpRequest, customer: Customer, case: Case, why: Refused) -> HttpResponse:
    """The page again with the reason and what was typed."""
    return _show(
        request, customer, access_own_case(customer, case.pk), text=request.POST.get("text", ""),
        key=request.POST.get("key", "")[:60], problem=sentences.sentence(why, reading_language()),
        status=422 if why.code in _INCOMPLETE else 409,
    )  # fmt: skip


_QUESTIONS: Prepared[Question] = Prepared(
    lambda blank: Question.objects.filter(case=blank("case")).exclude(ended=Question.Ended.MISREAD).order_by("pk")[:100]
)


def _owed(case: Case) -> dict[str, object]:
    """What we promised and what was asked, with what became of it; the agreed callback."""
    now = clock.now()
    promises = [{"promise": one, "state": state_of(one, now)} for one in all_of(case)]
    return {
        "promises": [one for one in promises if one["state"] not in ("renewed", "withdrawn")],
        "ended": [one for one in promises if one["state"] in ("renewed", "withdrawn")],
        "questions": _QUESTIONS.rows(case=case.pk),
        "slot": next(iter(slots.booked_of(case)), None),
    }


def _act(request: HttpRequest, customer: Customer, case: Case, verb: Callable[[Case], object]) -> HttpResponse:
    try:
        verb(case)
    except Refused as why:
        return show_refused(request, customer, case, why)
    return SeeOther(reverse("portal:my_case", args=[case.pk]))


@require_POST
@for_customers
def messages(request: HttpRequest, customer: Customer, number: int) -> HttpResponse:
    given = request.POST.get("key", "").strip()[:60]
    key = f"portal:{customer.pk}:{number}:{given}" if given else None
    return _act(
        request, customer, access_own_case(customer, number),
        lambda case: write(
            case, by=customer, text=request.POST.get("text", ""), key=key, files=files_of(request)
        ),
    )  # fmt: skip


@require_POST
@for_customers
def closure(request: HttpRequest, customer: Customer, number: int) -> HttpResponse:
    return _act(
        request, customer, own.access_to_decide(customer, number), lambda case: closing.confirm(case, by=customer)
    )


@require_POST
@for_customers
def objection(request: HttpRequest, customer: Customer, number: int) -> HttpResponse:
    text = request.POST.get("text", "")
    return _act(
        request, customer, own.access_to_decide(customer, number),
        lambda case: closing.deny(case, by=customer, text=text),
    )  # fmt: skip


@require_POST
@for_customers
def wish(request: HttpRequest, customer: Customer, number: int) -> HttpResponse:
    """The customer need not be answered before this day."""
    try:
        day = date.fromisoformat(request.POST.get("until", ""))
    except ValueError:
        day = None
    zone = ZoneInfo(settings.ONEHAND.time_zone)
    until = datetime.combine(day, time(12), zone) if day else clock.now()
    return _act(
        request, customer, own.access_to_decide(customer, number),
        lambda case: waiting.wish(case, until, by=customer, what=request.POST.get("what", "")),
    )  # fmt: skip


@require_safe
@for_customers
def attachment(_request: HttpRequest, customer: Customer, pk: int) -> HttpResponse:
    found = own.own_attachment(customer, pk)
    try:
        data = content(found)
    except blobs.Missing:
        raise Http404 from None
    return HttpResponse(data, headers=headers_of(found))
