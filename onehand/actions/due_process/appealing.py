"""The customer says no to the decision: by a link, in the portal or by any reply. A third person decides on it."""

from __future__ import annotations

from django.conf import settings

from onehand.actions.due_process import days, links, words
from onehand.actions.due_process.ending import end
from onehand.actions.due_process.proposing import written
from onehand.actions.due_process.roles import appeal_deciders, took_part
from onehand.actions.due_process.telling import answered_by_decision, tell
from onehand.actions.models.due_process import Appeal, Blocking, HearingLink
from onehand.actions.words import Words
from onehand.cases.errors import Refused
from onehand.cases.lock import lock
from onehand.cases.models import Message
from onehand.cases.write import write
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, record, verb

_WHAT = {
    True: Words("die Sperre wird aufgehoben", "the block is lifted").named(),
    False: Words("die Sperre bleibt", "the block stays").named(),
}


@verb
def write_by_link(link: HearingLink, *, text: str) -> Message:
    """What they typed behind a link: their side in the hearing, or an appeal. Raises Refused: link_over, empty."""
    blocking = link.blocking
    case = blocking.case
    lock(case)
    blocking.refresh_from_db()
    if not text.strip():
        raise Refused("empty")
    if not is_open(link):
        raise Refused("link_over")
    links.spend(link)
    customer = case.customer.canonical
    message = write(case, by=customer, text=text, channel="form", key=f"hearing-link:{link.pk}")
    if link.purpose == HearingLink.Purpose.APPEAL:
        open_appeal(blocking, message, by=customer)
    return message


def is_open(link: HearingLink) -> bool:
    """Whether something can still be written by it."""
    if link.used_at is not None:
        return False
    if link.purpose == HearingLink.Purpose.HEARING:
        return link.blocking.state in (Blocking.State.HEARING, Blocking.State.DECIDING)
    return link.blocking.state == Blocking.State.BLOCKED and not Appeal.objects.filter(blocking=link.blocking).exists()


@verb
def appeal(blocking: Blocking, *, text: str, by: Customer, key: str | None = None) -> Appeal:
    """Signed in, on the page of the case. Raises Refused: not_blocked, appealed, empty."""
    lock(blocking.case)
    blocking.refresh_from_db()
    earlier = Appeal.objects.filter(blocking=blocking).first()
    if earlier is not None:
        raise Refused("appealed")
    if blocking.state != Blocking.State.BLOCKED:
        raise Refused("not_blocked")
    message = write(blocking.case, by=by, text=text, key=key)
    return open_appeal(blocking, message, by=by)


def open_appeal(blocking: Blocking, message: Message, *, by: Customer) -> Appeal:
    """Inside a verb, under the case's lock."""
    within = settings.ONEHAND.appeal_days
    row = Appeal.objects.create(blocking=blocking, message=message, decide_by=days.end_of(blocking.case, within))
    blocking.state = Blocking.State.APPEALED
    blocking.save(update_fields=["state"])
    blocking.links.update(hashed=None)
    record("case", blocking.case_id, Kind.APPEALED, by=by, audience="customer", ref=blocking.pk)
    tell(blocking, "appeal", words.appeal_received(blocking, row), by=SYSTEM)
    tell_if_nobody(blocking, row)
    return row


def tell_if_nobody(blocking: Blocking, row: Appeal) -> bool:
    """Everybody who could decide had a part in it: that is said, and the leads see to it."""
    if row.nobody_at is not None or appeal_deciders(blocking):
        return False
    row.nobody_at = clock.now()
    row.save(update_fields=["nobody_at"])
    for audience in ("agent", "lead"):
        record("case", blocking.case_id, Kind.APPEAL_NOBODY, by=SYSTEM, audience=audience, ref=blocking.pk)
    return True


@verb
def decide_appeal(blocking: Blocking, *, upheld: bool, reason: str, by: Agent, corrected: str = "") -> Appeal:
    """`corrected` says what was wrong and how it is put right; the customer reads both.

    Raises Refused: decided, took_part, reason_missing, corrected_missing.
    """
    lock(blocking.case)
    blocking.refresh_from_db()
    row = Appeal.objects.filter(blocking=blocking).first()
    if row is None or row.upheld is not None or blocking.state != Blocking.State.APPEALED:
        raise Refused("decided")
    if by.pk in took_part(blocking):
        raise Refused("took_part")
    row.reason = written(reason)
    if upheld and not corrected.strip():
        raise Refused("corrected_missing")
    row.corrected = written(corrected) if upheld else ""
    row.upheld, row.decider, row.decided_at = upheld, by, clock.now()
    row.save()
    record("case", blocking.case_id, Kind.APPEAL_DECIDED, by=by, audience="customer", ref=blocking.pk,
           values=_WHAT[upheld])  # fmt: skip
    if upheld:
        end(blocking, Blocking.Outcome.UPHELD, by=by)
        return row
    blocking.state = Blocking.State.BLOCKED
    blocking.save(update_fields=["state"])
    row.told = tell(blocking, "appeal_decision", words.rejected(blocking, row), by=by)
    row.save(update_fields=["told"])
    answered_by_decision(blocking.case)
    return row
