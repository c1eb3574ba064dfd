"""A message with a true reference from somebody else: an agent decides whether they belong to the case."""

from __future__ import annotations

from onehand.cases import recognising
from onehand.cases.errors import Refused
from onehand.cases.indexing import index_again
from onehand.cases.lock import lock
from onehand.cases.models import Case, Message, Party
from onehand.cases.open import arrived, begin
from onehand.cases.receipt import request_receipt
from onehand.cases.reopening import reopen_by_answer
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import record, verb


@verb
def accept_held(message: Message, *, by: Agent) -> Message:
    """Take the message into the case; its sender becomes a party and the case reopens."""
    _decide(message)
    case, customer = message.case, _sender(message)
    if customer is not None:
        _let_in(case, customer)
    lock(case)
    record("case", case.pk, Kind.MESSAGE_RELEASED, by=by, ref=message.pk)
    if not message.automatic:
        reopen_by_answer(case, by=by)
        arrived(case, message, by=customer or by)
        recognising.read(message)
    return message


def _let_in(case: Case, customer: Customer) -> None:
    """Whoever left comes back as somebody new: what was said before stays closed to them."""
    party, made = Party.objects.get_or_create(case=case, customer=customer)
    if not made and party.until is not None and party.until <= clock.now():
        Party.objects.filter(pk=party.pk).delete()
        Party.objects.create(case=case, customer=customer)


@verb
def split_held(message: Message, *, by: Agent) -> Case:
    """Make the message a case of its own, of its sender; nothing of the first case goes along."""
    _decide(message)
    old, customer = message.case, _sender(message)
    if customer is None:
        raise Refused("no_address")
    case = begin(
        customer, subject=message.subject or message.text, language=old.language, channel=message.channel, by=by
    )
    message.case = case
    message.save(update_fields=["case"])
    record("case", old.pk, Kind.MESSAGE_SPLIT, by=by, ref=None, values={"case": case.pk})
    if not message.automatic:
        arrived(case, message, by=customer)
        recognising.read(message)
        request_receipt(message)
    index_again(message)
    return case


def _decide(message: Message) -> None:
    if not Message.objects.filter(pk=message.pk, held=True).update(held=False):
        raise Refused("not_held")
    message.held = False


def _sender(message: Message) -> Customer | None:
    return message.identity.customer.canonical if message.identity is not None else None
