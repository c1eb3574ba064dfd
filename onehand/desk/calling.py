"""Calls from the case: whether one may call, the notes of a call, and times for a callback where one may not."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onehand.cases import calls as verbs
from onehand.cases import known_facts, questions, sentences, slots
from onehand.cases.access import access_case
from onehand.cases.choosing import Allowed
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Promise, Slot
from onehand.cases.phone_number import readable
from onehand.cases.promise_state import open_of
from onehand.desk.acting import done, in_place, on_case, refusal, row_of, typed
from onehand.desk.case_page import status_of
from onehand.desk.composing import key_of
from onehand.desk.context import is_part, page
from onehand.desk.entrance import for_agents
from onehand.desk.language import reading_language
from onehand.foundation import clock
from onehand.people.models import Identity
from onehand.team.models import Agent

_MOST_TIMES = 24


@dataclass(frozen=True, slots=True)
class Number:
    """`dial` for the tel: link, `shown` as people read it."""

    dial: str
    shown: str


@require_safe
@for_agents
def call(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """The form of a call, or the reason why not and what can be done instead."""
    case = access_case(agent, number)
    context = _about(case, keeps=request.GET.get("keeps", ""))
    if is_part(request):
        return render(request, "desk/_call.html", context)
    return page(request, agent, "desk/call.html", context)


def _about(case: Case, *, keeps: str) -> dict[str, Any]:
    word = verbs.may_call(case.customer, clock.now())
    promised = [one for one in open_of(case) if one.needs == Promise.Evidence.CALL]
    chosen = {int(keeps)} if keeps.isdecimal() and len(keeps) < 19 else {one.pk for one in promised[:1]}
    return {
        "case": case, "here": "", "key": uuid.uuid4().hex, "closed": reason_of(word), "code": word.code,
        "numbers": numbers_of(case), "promised": promised, "chosen": chosen, "questions": questions.open_of(case),
        "booked": slots.booked_of(case), "times": times_of(case),
    }  # fmt: skip


def reason_of(word: Allowed) -> str:
    """Why one may not call, as a sentence; "" when one may."""
    if word.ok:
        return ""
    return sentences.sentence(Refused(word.code, **word.values), reading_language())


def numbers_of(case: Case) -> list[Number]:
    """What the customer told us as their number, the surest first."""
    identities = Identity.objects.filter(customer=case.customer_id, kind="phone").order_by("-verified_at", "pk")
    known = [one.value for one in identities[:10]]
    known += [one.value for one in known_facts.known(case) if one.kind == "phone"]
    return [Number(one, readable(one)) for one in dict.fromkeys(known)]


def times_of(case: Case) -> list[datetime]:
    return [span.start for span in slots.free(case)[:_MOST_TIMES]]


@require_POST
@for_agents
def calls(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """What was said on the phone. The case page has no field for it, so that a refusal shows the form of the call."""
    given, case = request.POST, access_case(agent, number)
    try:
        verbs.log(
            case, by=agent, direction="in" if given.get("direction") == "in" else "out",
            number=given.get("other", "").strip() or given.get("number", ""), reached=given.get("reached") != "no",
            text=given.get("text", ""), keeps=_ids(given.getlist("keeps")), answers=_ids(given.getlist("answers")),
            answered="answered" in given, asked="asked" in given, key=key_of(request, agent, number),
        )  # fmt: skip
    except Refused as why:
        if in_place(request):
            return refusal(request, agent, number, why, typed(request, "call"))
        problem = sentences.sentence(why, reading_language())
        context = _about(case, keeps="") | {"form": typed(request, "call"), "problem": problem}
        return page(request, agent, "desk/call.html", context, status=status_of(why))
    return done(request, number, said=_("Call noted"))


def _ids(given: Sequence[str]) -> list[int]:
    return [int(one) for one in given[:50] if one.isdecimal() and len(one) < 19]


@require_POST
@for_agents
def slot_offers(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """A link by which the customer chooses a time."""
    return on_case(
        request, agent, number, lambda case: slots.send_offer(case, by=agent), kind="slot_offer",
        said=_("The link is on its way"),
    )  # fmt: skip


@require_POST
@for_agents
def booking(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """A time that the customer has just named."""

    def book(case: Case) -> Slot:
        return slots.book(case, start=_start(request.POST), number=request.POST.get("number", ""), by=agent)

    return on_case(request, agent, number, book, kind="slot", said=_("Callback agreed"))


def _start(given: Mapping[str, str]) -> datetime:
    try:
        start = datetime.fromisoformat(str(given.get("start", ""))[:40])
    except ValueError:
        raise Refused("slot_gone") from None
    return start if start.tzinfo else start.replace(tzinfo=UTC)


@require_POST
@for_agents
def slot_cancellation(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    slot, case = row_of(Slot, agent, pk)
    why = request.POST.get("why", "")
    return on_case(
        request, agent, case.pk, lambda _case: slots.cancel(slot, by=agent, why=why), kind=f"slot-{pk}",
        said=_("Callback cancelled; the customer is told the reason"),
    )  # fmt: skip
