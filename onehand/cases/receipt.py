"""The honest receipt: who owns it, what happens next, until when. It is no answer and stops no clock (C4)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from onehand.cases.choosing import mail_address
from onehand.cases.du_or_sie import greeting, worded
from onehand.cases.models import Case, Message, Outgoing
from onehand.cases.notice import day_and_time, neutral_subject, write_notice
from onehand.foundation import clock, jobs
from onehand.people.models import Identity
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, verb


@jobs.task(atomic=True)
def write_receipts(message_ids: list[int]) -> None:
    """One job for the mails of a batch; a receipt that is written already is not written again."""
    for message_id in message_ids:
        receipt(message_id)


def request_receipt(message: Message) -> None:
    """Let the worker write the receipt for a person's message; inside the caller's transaction."""
    if not message.automatic:
        write_receipts.enqueue([message.pk])


@verb
def receipt(message_id: int) -> Message | None:
    """Write the receipt if due: at most one a day and address, a cap an hour over all, none to automatic mail."""
    message = (
        Message.objects.select_related("case", "case__customer__merged_into", "identity").filter(pk=message_id).first()
    )
    if message is None or message.automatic or message.held or not may_be_written(message):
        return None
    case = message.case
    hand = case.hand
    if hand is None or case.answer_due is None:
        return None
    called = message.channel == "phone"
    text = receipt_text(case, hand.display_name, case.answer_due, called=called)
    return write_notice(
        case, recipient=address_of(message), text=text, kind="receipt", entry=Kind.RECEIPT_SENT, by=SYSTEM,
        in_reply_to=message.external_id, subject=neutral_subject(case), key=f"receipt:{message.pk}",
    )  # fmt: skip


def address_of(message: Message) -> str:
    """Where they wrote from; to who called, an address that has answered us before."""
    identity = message.identity
    if identity is not None and identity.kind == "email":
        return identity.value
    if message.channel == "phone":
        return mail_address(message.case.customer, at_least=Identity.Assurance.SEEN)
    return ""


def may_be_written(message: Message) -> bool:
    """At most one a day and address, a cap an hour over all, none twice and none after a person's answer (S4)."""
    address = address_of(message)
    if not address or Message.objects.filter(key=f"receipt:{message.pk}").exists():
        return False
    if message.case.messages.filter(direction=Message.Direction.OUT, automatic="", pk__gt=message.pk).exists():
        return False  # a person was quicker than the receipt
    # Under the identity's lock, so that two workers at once do not both find that there was none today.
    list(Identity.objects.select_for_update().filter(kind="email", value=address))
    now = clock.now()
    receipts = Outgoing.objects.filter(kind="receipt")
    if receipts.filter(recipient=address, created_at__gt=now - timedelta(days=1)).exists():
        return False
    in_this_hour = receipts.filter(created_at__gt=now - timedelta(hours=1))
    return in_this_hour[: settings.ONEHAND.receipts_per_hour].count() < settings.ONEHAND.receipts_per_hour


def receipt_text(case: Case, hand: str, until: datetime, *, called: bool = False) -> str:
    """Bears no text of the sender, so that nobody can send words to strangers through us (S4). `called`: they rang."""
    when, who = day_and_time(until, case.language), case.customer
    return "\n\n".join((
        greeting(who, case.language),
        _arrived(case, called) + " " + worded(
            who, case.language,
            sie=f"{hand} kümmert sich um Ihr Anliegen (Nr. {case.pk}) und antwortet Ihnen bis {when}.",
            du=f"{hand} kümmert sich um dein Anliegen (Nr. {case.pk}) und antwortet dir bis {when}.",
            en=f"{hand} takes care of your concern (no. {case.pk}) and will answer you by {when}.",
        ),
        worded(
            who, case.language,
            sie="Wenn Ihnen noch etwas einfällt, antworten Sie einfach auf diese Mail: "
            f"Das kommt bei {hand} an. Sie müssen nichts wiederholen.",
            du="Wenn dir noch etwas einfällt, antworte einfach auf diese Mail: "
            f"Das kommt bei {hand} an. Du musst nichts wiederholen.",
            en=f"If there is anything to add, simply reply to this mail: it reaches {hand}. "
            "You need not repeat anything.",
        ),
    ))  # fmt: skip


def _arrived(case: Case, called: bool) -> str:
    if called:
        return worded(
            case.customer, case.language, sie="wir haben festgehalten, was Sie uns am Telefon gesagt haben.",
            du="wir haben festgehalten, was du uns am Telefon gesagt hast.",
            en="we have noted what you told us on the phone.",
        )  # fmt: skip
    return worded(
        case.customer, case.language, sie="Ihre Nachricht ist angekommen.", du="deine Nachricht ist angekommen.",
        en="your message has arrived.",
    )  # fmt: skip
