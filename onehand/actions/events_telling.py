"""Telling the customer what happened: once, by a mail from the hand that can be answered, to an address that is theirs
(never to one that only a mail in the case named)."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from onehand.actions import events_news as news
from onehand.actions.models_events import Event
from onehand.cases import closing, unsettled
from onehand.cases.addressing import answered_message
from onehand.cases.choosing import mail_address
from onehand.cases.models import Case, Closure, Message, State
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
    text = news.mail(
        case, event.kind, event.reference, event.values, at=day_and_time(event.at, case.language), hand=name
    )
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
        buttons=_asked_whether_it_works(case) if news.of(event.kind).good else (),
    )  # fmt: skip
    record(
        "case", case.pk, Kind.NOTICE_SENT, by=SYSTEM, audience="customer", ref=message.pk,
        values={"recipient": recipient},
    )  # fmt: skip
    return True


def _asked_whether_it_works(case: Case) -> list[dict[str, str]]:
    """As at the end of any case: one click says yes, one says no, announced silence closes. Not while something else is
    still open in it; then the mail can be answered."""
    if not unsettled.is_settled(case) or unsettled.running_ends(case) or case.waiting_since is not None:
        return []
    now = clock.now()
    case.closures.filter(undone_at__isnull=True).update(undone_at=now)
    closure = Closure.objects.create(
        case=case, asked_at=now, asked_by=case.hand, silence_until=now + timedelta(days=settings.ONEHAND.silence_days)
    )
    case.state, case.touched_at, case.wait_until, case.wait_for = State.ASKED, now, None, ""
    case.save(update_fields=["state", "touched_at", "wait_until", "wait_for"])
    record("case", case.pk, Kind.ASKED_SOLVED, by=SYSTEM, audience="customer", ref=closure.pk)
    url, labels = closing.answer_url(closure), news.works_labels(case.language)
    return [{"label": labels[0], "url": f"{url}?answer=yes"}, {"label": labels[1], "url": f"{url}?answer=no"}]
