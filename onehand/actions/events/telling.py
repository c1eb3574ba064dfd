"""Telling the customer what happened: once, by a mail from the hand that can be answered, to an address that is theirs
(never to one that only a mail in the case named)."""

from __future__ import annotations

from onehand.actions.choices import choosing, collisions
from onehand.actions.events import news
from onehand.actions.models.events import Event
from onehand.cases import works
from onehand.cases.addressing import answered_message
from onehand.cases.choosing import mail_address
from onehand.cases.models import Case, Message
from onehand.cases.notice import day_and_time, send
from onehand.foundation import clock
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, record

AUTOMATIC = "event"
KIND = "notice"  # nobody waits for it: it keeps the quiet hours


def tell(event: Event, case: Case) -> bool:
    """Inside the transaction, under the case's lock; False when there is no address."""
    recipient = mail_address(case.customer)
    if not recipient:
        return False
    hand = case.hand
    name = hand.display_name if hand is not None else ""
    away = collisions.in_mail(event, case)
    # Of a parcel that the carrier has nothing could be carried out.
    buttons = _buttons(event, case, recipient) if away is None or not away.carried else []
    text = news.mail(
        case, event.kind, event.reference, event.values, at=day_and_time(event.at, case.language), hand=name,
        away=away.text if away is not None else "", choosable=bool(buttons) and not news.of(event.kind).good,
    )  # fmt: skip
    answered = answered_message(case)
    theirs = answered is not None and answered.identity is not None and answered.identity.value == recipient
    message = Message.objects.create(
        case=case, direction=Message.Direction.OUT, channel="email", text=text, automatic=AUTOMATIC,
        subject=case.subject, at=clock.now(), key=f"event:{event.pk}",
        people={"to": [{"name": "", "address": recipient}]},
    )  # fmt: skip
    send(
        message, case=case, kind=KIND, recipient=recipient, from_name=name, automatic=True,
        in_reply_to=answered.external_id if answered is not None and theirs else "",
        buttons=buttons,
    )  # fmt: skip
    record(
        "case", case.pk, Kind.NOTICE_SENT, by=SYSTEM, audience="customer", ref=message.pk,
        values={"recipient": recipient},
    )  # fmt: skip
    return True


def _buttons(event: Event, case: Case, recipient: str) -> list[dict[str, str]]:
    what = news.of(event.kind)
    if what.good:
        return news.answered(event.kind, works.ask(case), case.language)
    return (
        choosing.offer(case, order=choosing.order_of(event), recipient=recipient, event=event) if what.choices else []
    )
