"""Words about a promise on their way to the customer: from an agent a reply, from the system a marked notice."""

from __future__ import annotations

from onehand.cases.addressing import customers_word, recipient_of
from onehand.cases.models import Case, Message
from onehand.cases.notice import write_notice
from onehand.foundation import clock
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Acts, record

_CLOCKS = ("waiting_since", "answer_due", "answer_late_at")


def say(case: Case, *, by: Agent, text: str, answers: bool = True) -> Message:
    """An ordinary reply. With `answers` False it says nothing of what the customer asked: their clock runs on (C4)."""
    from onehand.cases.reply import reply  # replies make promises themselves

    clocks = Case.objects.filter(pk=case.pk).values(*_CLOCKS)
    before = clocks.get()
    message = reply(case, by=by, text=text)
    if not answers:
        Case.objects.filter(pk=case.pk).update(**before)
    case.refresh_from_db(fields=[*_CLOCKS, "state", "touched_at", "closed_at"])
    return message


def notify(case: Case, *, text: str, kind: str, key: str, by: Acts) -> Message:
    """An automatic message: by mail where there is an address, else in the portal. It stops no clock.

    The key is unique in the database: what was told once cannot be told again.
    """
    answered = customers_word(case)
    recipient = recipient_of(case, answered)
    if recipient:
        return write_notice(
            case, recipient=recipient, text=text, kind=kind, entry=Kind.NOTICE_SENT, by=by,
            in_reply_to=answered.external_id if answered else "", key=key,
        )  # fmt: skip
    message = Message.objects.create(
        case=case, direction=Message.Direction.OUT, channel="portal", text=text, automatic=kind, subject=case.subject,
        at=clock.now(), key=key, people={"to": []},
    )  # fmt: skip
    record(
        "case", case.pk, Kind.NOTICE_SENT, by=by, audience="customer", ref=message.pk,
        values={"recipient": case.customer.shown_name},
    )  # fmt: skip
    return message
