"""Telling the customer, once for each stage: by mail to an address that we knew, else in the portal."""

from __future__ import annotations

from django.conf import settings

from onehand.actions.confirming import known_address
from onehand.actions.due_process import words
from onehand.actions.models.due_process import Blocking, HearingLink
from onehand.cases.choosing import mail_address
from onehand.cases.models import Case, Delivery, Message, Outgoing
from onehand.cases.notice import write_notice
from onehand.cases.targets import stop_clock
from onehand.foundation import clock, tokens
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Acts, record

KIND = "due_process"  # of these mails; they are waited for, so they keep no quiet hours
_TOLD = (Delivery.ACCEPTED, Delivery.DELIVERED, Delivery.OUTBOX)


def address_of(case: Case) -> str:
    """The surest one that was known before this case began; never one that only a mail in it named."""
    return known_address(case) or mail_address(case.customer)


def tell(blocking: Blocking, what: str, text: str, *, by: Acts, link: tuple[HearingLink, str] | None = None) -> Message:
    """Inside a verb. The key is unique: what was told once cannot be told again."""
    case, key = blocking.case, f"blocking:{blocking.pk}:{what}"
    recipient = address_of(case)
    earlier = Message.objects.filter(key=key).first()
    if earlier is not None:
        return earlier
    if not recipient:
        return _in_portal(case, text, key=key, by=by)
    buttons = []
    if link is not None:
        row, secret = link
        url = f"{settings.ONEHAND.public_url}/hearing/{secret}/"
        buttons = [{"label": words.buttons(case, row.purpose), "url": url}]
    return write_notice(
        case, recipient=recipient, text=text, kind=KIND, entry=Kind.NOTICE_SENT, by=by, key=key,
        subject=words.subject(case, what), buttons=buttons,
    )  # fmt: skip


def _in_portal(case: Case, text: str, *, key: str, by: Acts) -> Message:
    message = Message.objects.create(
        case=case, direction=Message.Direction.OUT, channel="portal", text=text, automatic=KIND, subject=case.subject,
        at=clock.now(), key=key, people={"to": []},
    )  # fmt: skip
    record("case", case.pk, Kind.NOTICE_SENT, by=by, audience="customer", ref=message.pk,
           values={"recipient": case.customer.shown_name})  # fmt: skip
    return message


def is_told(message: Message | None) -> bool:
    """Nothing counts as told until delivered (rule 5)."""
    if message is None:
        return False
    sent = Outgoing.objects.filter(message=message).order_by("-pk").first()
    return sent is None or sent.state in _TOLD


def answered_by_decision(case: Case) -> None:
    """A decision of a person with its reason is an answer: nobody waits for another one."""
    Case.objects.filter(pk=case.pk).update(**dict.fromkeys(stop_clock(case)))


def forged(secret: str) -> bool:
    return not secret or len(secret) > 100


def hashed(secret: str) -> str:
    return tokens.keyed_hash(b"hearing:" + secret.encode("utf-8", "replace"))
