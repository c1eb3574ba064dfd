"""Phone calls: noted as messages, agreed before we ring (B6), evidence of a promised call when somebody was reached."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from onehand.cases import evidence, questions, recognising
from onehand.cases.assign import give, remember
from onehand.cases.choosing import Allowed, by_card, called_lately, family, mail_address
from onehand.cases.errors import Refused
from onehand.cases.indexing import index_message
from onehand.cases.lock import lock, once
from onehand.cases.models import Call, Case, Holding, Message, Promise, Slot, State
from onehand.cases.open import LONGEST_TEXT
from onehand.cases.phone_number import claimed, e164
from onehand.cases.promise_state import OPEN
from onehand.cases.reopening import reopen_by_answer
from onehand.cases.slot_capacity import LIVE
from onehand.cases.slot_offers import offer_again
from onehand.cases.targets import due_for, start_clock, stop_clock
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import record, verb

IN, OUT = Message.Direction.IN.value, Message.Direction.OUT.value
AROUND = timedelta(minutes=30)  # before and after the beginning of an agreed callback
LONGEST_CALL = 24 * 3600  # seconds


def may_call(customer: Customer, at: datetime, *, asked: bool = False) -> Allowed:
    """Calls are agreed first, unless the customer called. `asked`: they just said so, in another channel.

    A callback that they chose, and a call of theirs within the hour, open the line whatever the card says. Otherwise
    the code is no_phone, quiet_hours (with `until`) or call_not_agreed: then times can be offered.
    """
    members = family(customer)
    ids = [one.pk for one in members]
    near = Slot.objects.filter(LIVE, customer__in=ids, since__lte=at + AROUND, since__gte=at - AROUND)
    if near.exists() or called_lately(members, at):
        return Allowed(True)
    word = by_card(members, at)
    if not word.ok or asked or any(one.preferred_channel == "phone" for one in members):
        return word
    promised = Promise.objects.filter(OPEN, kind=Promise.Kind.CALLBACK, case__customer__in=ids)
    return word if promised.exists() else Allowed(False, "call_not_agreed")


@verb
def log(
    case: Case,
    *,
    by: Agent,
    direction: str,
    number: str,
    reached: bool,
    text: str,
    keeps: Collection[int] = (),
    answers: Sequence[int] = (),
    answered: bool = False,
    asked: bool = False,
    began_at: datetime | None = None,
    seconds: int = 0,
    key: str | None = None,
) -> Message:
    """Note a call of this case's customer ("in") or to them ("out"). `text` is what the agent writes down of it.

    A call of ours that reached them is an answer and keeps the promises in `keeps`; one in vain keeps nothing, and
    another time is offered by mail. A call of theirs reopens and waits for an answer, unless it was `answered` while
    they spoke. `answers` are the questions that it settled. The same `key` again gives the call of the first time.

    Raises Refused: empty, number_unusable, not_of_this_case, and for a call of ours what `may_call` says.
    """
    lock(case)
    key, earlier = once(case, key)
    if earlier is not None:
        return earlier
    customer, began = case.customer.canonical, min(began_at or clock.now(), clock.now())
    ours = direction == OUT
    dialled = e164(number, customer) if number.strip() or ours else ""  # who calls may hide the number
    if ours:
        _guard_agreed(case, customer, began, keeps, asked=asked)
    message = _written(case, customer, dialled, text, by=by, ours=ours, reached=reached, key=key)
    call = Call.objects.create(
        message=message, number=dialled, began_at=began, reached=reached or not ours,
        seconds=min(max(seconds, 0), LONGEST_CALL),
    )  # fmt: skip
    record("case", case.pk, Kind.CALLED if ours else Kind.CALL_TAKEN, by=by, audience="customer", ref=message.pk)
    if ours:
        _called(case, call, keeps, by=by)
    else:
        _took(case, message, answered)
    if call.reached and answers:
        settled = questions.chosen(case, answers, questions.open_of(case))
        questions.answered_by(settled, message, by=by)
    index_message(message, case=case, sender=by.display_name if ours else case.customer.name)
    return message


def _guard_agreed(case: Case, customer: Customer, at: datetime, keeps: Collection[int], *, asked: bool) -> None:
    """A call that keeps an agreed callback was agreed, whenever it is written down."""
    if keeps and Slot.objects.filter(promise__in=list(keeps), case=case, cancelled_at__isnull=True).exists():
        return
    word = may_call(customer, at, asked=asked)
    if not word.ok:
        raise Refused(word.code, **word.values)


def _written(
    case: Case, customer: Customer, number: str, text: str, *, by: Agent, ours: bool, reached: bool, key: str | None
) -> Message:
    said = text.strip()[:LONGEST_TEXT]
    if not said and ours and not reached:
        said = "Angerufen, niemand hat abgenommen." if case.language == "de" else "Called, nobody answered."
    if not said:
        raise Refused("empty")
    person = {"name": customer.name, "address": number}
    identity = claimed(customer, number) if number else None
    return Message.objects.create(
        case=case, direction=OUT if ours else IN, channel="phone", identity=identity, agent=by, text=said,
        subject=case.subject, at=clock.now(), key=key, size=len(said.encode()),
        people={"to": [person]} if ours else spoken_by(customer, number),
    )  # fmt: skip


def spoken_by(customer: Customer, number: str, *, address: str = "") -> dict[str, list[dict[str, str]]]:
    """Who said it on the phone, and where a written answer reaches them."""
    people = {"from": [{"name": customer.name, "address": number}]}
    address = address or mail_address(customer)
    if address:
        people["reply_to"] = [{"name": customer.name, "address": address}]
    return people


def _called(case: Case, call: Call, keeps: Collection[int], *, by: Agent) -> None:
    chosen = [pk for pk in dict.fromkeys(keeps) if 0 < pk < 2**63]
    if len(chosen) != Promise.objects.filter(case=case, pk__in=chosen).count():
        raise Refused("not_of_this_case")
    if not call.reached:
        evidence.by_call(call, promises=chosen or None)
        case.touched_at = clock.now()
        case.save(update_fields=["touched_at"])
        offer_again(case, by=by)
        return
    if chosen:
        evidence.by_call(call, promises=chosen)
    reopen_by_answer(case, by=by)
    if case.hand is None:
        give(case, by, how=Holding.How.TAKEN, reasons=[{"code": "earlier_hand"}])
    case.touched_at = clock.now()
    if case.state == State.NEW:
        case.state = State.HELD
    case.save(update_fields=["touched_at", "state", *stop_clock(case)])
    remember(case, by)


def _took(case: Case, message: Message, answered: bool) -> None:
    reopen_by_answer(case, by=case.customer.canonical)
    case.touched_at = message.at
    moved = stop_clock(case) if answered else start_clock(case, message.at, due_for(case, message.at, "phone"))
    case.save(update_fields=["touched_at", *moved])
    recognising.read(message)
