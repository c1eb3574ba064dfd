"""What goes out about callbacks: to the customer whose callback it is, and never to whom the case was copied to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from onehand.cases import slot_words as words
from onehand.cases.addressing import answered_message, recipient_of
from onehand.cases.attachments import File
from onehand.cases.choosing import mail_address
from onehand.cases.models import Case, Message, Slot, SlotOffer
from onehand.cases.notice import write_notice
from onehand.cases.slot_calendar import as_file
from onehand.people.models import Customer
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Acts

KIND = "callback"  # the customer waits for it: it keeps no quiet hours

Buttons = Callable[[], list[dict[str, str]]]


def write(
    case: Case,
    customer: Customer,
    text: str,
    *,
    by: Acts,
    buttons: Buttons = list,
    files: Sequence[File] = (),
    key: str | None = None,
) -> Message | None:
    """None when there is no address; `buttons` are made only when there is one."""
    answered = answered_message(case)
    theirs = answered is not None and _of(answered, customer)
    recipient = (recipient_of(case, answered) if theirs else "") or mail_address(customer)
    if not recipient:
        return None
    return write_notice(
        case, recipient=recipient, text=text, kind=KIND, entry=Kind.NOTICE_SENT, by=by, buttons=buttons(), files=files,
        in_reply_to=answered.external_id if answered is not None and theirs else "", key=key,
    )  # fmt: skip


def _of(message: Message, customer: Customer) -> bool:
    identity = message.identity
    return identity is not None and identity.customer.canonical.pk == customer.canonical.pk


def confirm(slot: Slot, *, was: Slot | None, offer: SlotOffer | None, by: Acts) -> Message | None:
    """With the calendar file. Who came by a link keeps it for changing; everybody else gets one."""
    from onehand.cases.slot_offers import make

    if offer is not None:
        offer.slot = slot
        offer.save(update_fields=["slot"])
    label = words.change_label(slot.case)
    return write(
        slot.case, slot.customer, words.agreed(slot, was=was, by_link=offer is not None), by=by,
        buttons=list if offer is not None else lambda: [{"label": label, "url": make(slot.case, slot)}],
        files=[as_file(slot, instead_of=was)], key=f"callback:{slot.pk}",
    )  # fmt: skip


def tell_called_off(slot: Slot, why: str, *, by: Acts) -> Message | None:
    from onehand.cases.slot_offers import make

    label = words.choose_label(slot.case)
    return write(
        slot.case, slot.customer, words.called_off(slot, why), by=by, key=f"callback-off:{slot.pk}",
        buttons=lambda: [{"label": label, "url": make(slot.case)}],
    )  # fmt: skip
