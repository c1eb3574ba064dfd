"""What could not be read waits here with its reason and raw bytes, until somebody retries or assigns it."""

from __future__ import annotations

from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q, QuerySet

from onehand.cases.attachments import described
from onehand.cases.errors import Refused
from onehand.cases.glimpse import glimpse, reason_sentence
from onehand.cases.indexing import index_message
from onehand.cases.intake import Received, read_rows, recover
from onehand.cases.models import Case, Ledger, Message
from onehand.cases.models.intake import UNREAD
from onehand.cases.open import arrived, begin
from onehand.cases.reopening import reopen_by_answer
from onehand.foundation import blobs, clock, jobs
from onehand.foundation.mailparse import Part
from onehand.people.known import find_or_make
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Acts, record, verb


@jobs.every(timedelta(seconds=30), name="read what a dead process left")
@jobs.task()
def recover_unread() -> None:
    recover()


def listed() -> QuerySet[Ledger]:
    """Newest first; what is being read this moment is not shown."""
    fresh = Q(reason=UNREAD, at__gt=clock.now() - timedelta(seconds=60))
    return Ledger.objects.filter(outcome=Ledger.Outcome.QUARANTINED).exclude(fresh).order_by("-pk")


def retry(row: Ledger, *, by: Acts) -> Received:
    """Read it once more, with what the software knows today."""
    if row.outcome != Ledger.Outcome.QUARANTINED:
        raise Refused("not_quarantined")
    row.reason, row.attempts = UNREAD, row.attempts + 1
    row.save(update_fields=["reason", "attempts"])
    received = read_rows([row])[0]
    _note_retry(row, by=by)
    return received


@verb
def _note_retry(row: Ledger, *, by: Acts) -> None:
    record("quarantine", row.pk, Kind.QUARANTINE_RETRIED, by=by, ref=row.pk)


def _sender(line: str) -> tuple[Customer, Identity | None]:
    """Whoever the guessed From line names, so that they can be answered; somebody without address otherwise."""
    name, address = parseaddr(line)
    try:
        validate_email(address)
    except ValidationError:
        return Customer.objects.create(name=name[:200]), None
    return find_or_make("email", address, name=name[:200], language=settings.ONEHAND.language)


@verb
def assign_to(row: Ledger, *, agent: Agent | None = None, case: Case | None = None, by: Acts) -> Message:
    """A person takes it as it is: into a case, or a new case of an agent, with the raw bytes as attachment."""
    if not Ledger.objects.filter(pk=row.pk, outcome=Ledger.Outcome.QUARANTINED).exists():
        raise Refused("not_quarantined")
    seen = glimpse(row)
    if case is None:
        customer, identity = _sender(seen.sender)
        language = customer.language or settings.ONEHAND.language
        subject = seen.subject or reason_sentence(row, language)
        case = begin(customer, subject=subject, language=language, channel=row.channel, by=by)
        if agent is not None and case.hand != agent:
            _to(case, agent)
    else:
        # Whoever wrote it: what is answered in this case goes to its own customer.
        identity = case.customer.canonical.identities.filter(kind="email").order_by("pk").first()
    message = Message.objects.create(
        case=case, direction=Message.Direction.IN, channel=row.channel, at=clock.now(), raw=row.raw, size=row.size,
        identity=identity, subject=case.subject, remark=row.reason, has_attachments=True,
        people={"from": [{"name": seen.sender, "address": ""}]} if seen.sender else {},
    )  # fmt: skip
    original = described(message, 0, Part("original.eml", "message/rfc822", raw_of(row), inline=False, content_id=""))
    original.blob = row.raw
    original.save()
    reopen_by_answer(case, by=by)
    arrived(case, message, by=case.customer)
    row.outcome, row.message = Ledger.Outcome.MESSAGE, message
    row.save(update_fields=["outcome", "message"])
    hand = case.hand
    record("quarantine", row.pk, Kind.QUARANTINE_ASSIGNED, by=by, values={"hand": hand.display_name if hand else ""})
    index_message(message, case=case, names=["original.eml"])
    return message


def _to(case: Case, agent: Agent) -> None:
    from onehand.cases.assign import give
    from onehand.cases.models import Holding

    give(case, agent, how=Holding.How.ASSIGNED, reasons=[{"code": "text", "text": "quarantine"}])


def raw_of(row: Ledger) -> bytes:
    return blobs.get(row.raw)
