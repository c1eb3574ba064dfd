"""Taking a read mail in: duplicate, into the case it proves to belong to, or a case of its own."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from onehand.cases import reference
from onehand.cases.batch import Batch, sender_of
from onehand.cases.bounce import note_report
from onehand.cases.indexing import document
from onehand.cases.joined import belongs
from onehand.cases.models import Case, Ledger, Message
from onehand.cases.open import arrived, begin
from onehand.cases.reading import Read
from onehand.cases.recognising import read as recognise_in
from onehand.cases.reopening import reopen_by_answer
from onehand.cases.size import tell_too_large
from onehand.foundation import clock, text
from onehand.foundation.mailparse import Mail
from onehand.foundation.rows import insert
from onehand.people import known
from onehand.people.models import Customer, Identity
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, record


@dataclass(frozen=True, slots=True)
class Taken:
    outcome: str  # new_case, added, duplicate, quarantined
    message: Message | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    customer: Customer
    identity: Identity | None
    name: str


def take_in(row: Ledger, read: Read, batch: Batch) -> Taken:
    """Inside the caller's savepoint. Raises IntegrityError when the same mail wins elsewhere."""
    earlier = batch.earlier(row)
    if earlier is not None:
        return Taken("duplicate", earlier.message, reason=f"the same mail as ledger row {earlier.pk}")
    if read.mail is None:
        return Taken("quarantined", reason=read.reason)
    mail = read.mail
    automatic = _automatic(mail, row)
    found = reference.find(mail, row.envelope_to)
    report = note_report(mail, found)
    case_number = found.case or report
    sender = _sender(mail, row, batch)
    if case_number is not None:
        # Locked, or an answer could be written into a case that is being closed at the same time without reopening it.
        locked = Case.objects.select_for_update(of=("self",), no_key=True).select_related("customer", "team")
        case = locked.get(pk=case_number)
        return _add(case, sender, row, read, automatic, batch, reported=report is not None)
    return _open(sender, row, read, automatic, batch, forged=found.forged)


def _automatic(mail: Mail, row: Ledger) -> str:
    """Why this is no person's word; our own addresses write no mail to us but in a loop."""
    if mail.automatic:
        return mail.automatic[:40]
    if row.envelope_from == "":
        return "null-sender"
    ours = any(reference.is_support_address(address.address) for address in mail.from_)
    return "own-address" if ours else ""


def _sender(mail: Mail, row: Ledger, batch: Batch) -> Sender:
    address = sender_of(mail, row)
    language = text.guess_language(mail.text, default=settings.ONEHAND.language)
    if address is None or not address.address:
        name = address.name if address else ""
        return Sender(Customer.objects.create(name=name[:200], language=language), None, name)
    name = text.one_line(address.name, 200)
    customer, identity = known.find_or_make(
        "email", address.address, name=name, language=language, known=batch.identities
    )
    return Sender(customer, identity, name)


def _open(sender: Sender, row: Ledger, read: Read, automatic: str, batch: Batch, *, forged: bool) -> Taken:
    mail = read.mail
    assert mail is not None
    language = text.guess_language(read.folded.visible, default=sender.customer.language)
    subject = mail.subject or text.one_line(read.folded.visible, 100)
    case = begin(
        sender.customer, subject=subject, language=language, channel=row.channel, by=sender.customer,
        ranking=batch.ranking, awaited=not automatic,
    )  # fmt: skip
    message = _write(case, sender, row, read, automatic, batch, held=False)
    if automatic:
        _note_automatic(case, message)
    else:
        arrived(case, message, by=sender.customer)
        recognise_in(message, zone=batch.zone, unheard=sender.customer.just_made)
        if forged:  # who forged a reference gets no word from us (S1)
            pass
        elif read.too_large:
            tell_too_large(message)
        else:
            batch.receipts.append(message.pk)
    return Taken("new_case", message, reason="reference not ours" if forged else "")


def _add(case: Case, sender: Sender, row: Ledger, read: Read, automatic: str, batch: Batch, *, reported: bool) -> Taken:
    # Of two From fields nobody knows which one a person has seen (S2).
    theirs = reported or (read.mail is not None and read.mail.from_count < 2 and belongs(case, sender.customer))
    message = _write(case, sender, row, read, automatic, batch, held=not theirs)
    if automatic:
        _note_automatic(case, message)
    elif not theirs:
        record("case", case.pk, Kind.MESSAGE_HELD, by=sender.customer, ref=message.pk)
        Case.objects.filter(pk=case.pk).update(touched_at=message.at)
    else:
        _seen(sender.identity)
        reopen_by_answer(case, by=sender.customer)
        arrived(case, message, by=sender.customer, ranking=batch.ranking)
        recognise_in(message, zone=batch.zone if case.team is None else None)
        if read.too_large:
            tell_too_large(message)
    return Taken("added", message, reason="" if theirs else "sender is not of this case: held for a decision")


def _seen(identity: Identity | None) -> None:
    """An answer to our own secret address came from here: surer than a bare claim."""
    if identity is not None and identity.assurance == Identity.Assurance.CLAIMED:
        identity.assurance = Identity.Assurance.SEEN
        identity.save(update_fields=["assurance"])


def _note_automatic(case: Case, message: Message) -> None:
    record("case", case.pk, Kind.AUTOMATIC_RECEIVED, by=SYSTEM, ref=message.pk)


def _write(case: Case, sender: Sender, row: Ledger, read: Read, automatic: str, batch: Batch, *, held: bool) -> Message:
    mail, folded = read.mail, read.folded
    assert mail is not None
    remarks = [*mail.remarks, *(["size:too-large"] if read.too_large else [])]
    message = insert(Message(
        case=case, direction=Message.Direction.IN, channel=row.channel, identity=sender.identity, at=clock.now(),
        sent_at=mail.date, subject=mail.subject, text=folded.visible, quoted=folded.quoted,
        signature=folded.signature, has_html=bool(mail.html), raw=row.raw, size=row.size, people=people_of(mail),
        external_id=mail.message_id, in_reply_to=" ".join(mail.in_reply_to[:5]), automatic=automatic, held=held,
        remark=", ".join(remarks)[:300], has_attachments=bool(mail.attachments),
    ))  # fmt: skip
    write_attachments(message, mail)
    names = [part.name for part in mail.attachments]
    batch.documents.append(document(message, case, sender.customer.name, names))
    return message


def people_of(mail: Mail) -> dict[str, list[dict[str, str]]]:
    """Names and addresses of the header fields, at most a hundred each."""
    fields = {"from": mail.from_, "to": mail.to, "cc": mail.cc, "reply_to": mail.reply_to}
    return {
        field: [{"name": one.name, "address": one.address} for one in addresses[:100]]
        for field, addresses in fields.items()
        if addresses
    }


def write_attachments(message: Message, mail: Mail) -> None:
    """Rows only: the bytes stay in the raw mail and are taken out of it when somebody opens them."""
    from onehand.cases.attachments import described

    if mail.attachments:
        for position, part in enumerate(mail.attachments):
            insert(described(message, position, part))
