"""Sending: each mail is claimed by one worker, handed over once, and what became of it is told honestly (R1, R4)."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError
from django.db.models import F

from onehand.cases.choosing import held_back_until
from onehand.cases.delivery import delivery_changed
from onehand.cases.models import Delivery, Outgoing
from onehand.channels.email.compose import Composed, compose, recipients, return_address
from onehand.channels.email.models import Attempt
from onehand.channels.email.places import relay
from onehand.channels.email.transmit import Outcome, transmit
from onehand.foundation import blobs, clock, jobs
from onehand.foundation.crashpoints import reached
from onehand.foundation.jobs import holder
from onehand.timeline.record import writing

log = logging.getLogger("onehand.mail")

# Waits after the first, second … temporary refusal; then four hours each time (RFC 5321, 4.5.4.1: 4 to 5 days).
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 3, 6, 15, 30, 60, 120, 240))
LONGEST = timedelta(days=5)
PATIENT_WITH_COPIES = 5  # tries for which a temporary refusal of a copy holds up the whole mail
# A try whose process is not known to be dead is over after this long: above all time limits of a transmission.
LEASE = timedelta(minutes=30)
AT_ONCE = 3  # mails on the way at a time, in one process
_lines = threading.BoundedSemaphore(AT_ONCE)
_active: set[int] = set()  # tries of this process that run


def enqueue(outgoing: Outgoing) -> None:
    """Have it sent once the caller's transaction is committed."""
    jobs.once(deliver, f"mail {outgoing.pk}").enqueue(outgoing.pk)


# Below the other jobs, and not on all threads at once: a slow server holds up mail, but nothing else (R13).
@jobs.task(max_tries=20, backoff=timedelta(seconds=10), priority=-1)
def deliver(outgoing_id: int) -> None:
    """Send one mail, or find out what became of a try that was cut short."""
    if not _lines.acquire(timeout=2):
        raise jobs.Again(timedelta(seconds=10))
    try:
        again = _deliver(outgoing_id)
    finally:
        _lines.release()
    if again is not None:
        raise jobs.Again(again)


def _deliver(outgoing_id: int) -> timedelta | None:
    """The wait until the next try, None when there is none to be made."""
    outgoing = Outgoing.objects.filter(pk=outgoing_id).select_related("case__customer__merged_into").first()
    if outgoing is None:
        return None
    held = _held_back(outgoing)
    if held is not None:
        return held
    if outgoing.state == Delivery.SENDING:
        if not settle(outgoing):
            return timedelta(minutes=1)
        outgoing.refresh_from_db()
    attempt = claim(outgoing)
    if attempt is None:
        return None
    _active.add(attempt.pk)
    try:
        reached("sending.claimed")
        outcome = _send(outgoing, attempt)
        record(outgoing, attempt, outcome)
    finally:
        _active.discard(attempt.pk)
    reached("sending.after_recorded")
    return wait_after(attempt) if outgoing.state == Delivery.DEFERRED else None


def _held_back(outgoing: Outgoing) -> timedelta | None:
    """How long a mail that nobody waits for keeps off its customer's quiet hours (B6); never one that was begun."""
    if outgoing.state != Delivery.QUEUED or outgoing.attempts:
        return None
    now = clock.now()
    until = held_back_until(outgoing, now)
    return until - now if until is not None else None


def claim(outgoing: Outgoing) -> Attempt | None:
    """Take it for sending, if nobody else has and it still wants to be sent."""
    now, before = clock.now(), outgoing.state
    last = Attempt.objects.filter(outgoing=outgoing).order_by("-pk").first()
    # A server that has accepted it may report a delay: that one tries again, not we.
    ours = before == Delivery.DEFERRED and last is not None and last.how == "deferred"
    if before != Delivery.QUEUED and not ours:
        return None
    began = last.series_began_at if ours and last is not None else now
    try:
        with writing():
            mine = Outgoing.objects.filter(pk=outgoing.pk, state=before)
            if not mine.update(state=Delivery.SENDING, state_at=now, attempts=F("attempts") + 1):
                return None
            attempt = Attempt.objects.create(outgoing=outgoing, holder=holder.me(), series_began_at=began, began_at=now)
    except IntegrityError:  # another try is open
        return None
    outgoing.refresh_from_db()
    return attempt


def _send(outgoing: Outgoing, attempt: Attempt) -> Outcome | None:
    """None means that it stays in the local outbox."""
    try:
        mail = rendered(outgoing)
        if not settings.ONEHAND.mail_out:
            return None
        reached("sending.before_transmission")
        outcome = transmit(
            mail,
            relay(settings.ONEHAND.mail_out),
            before_dot=lambda: _note_dot(attempt),
            patient=outgoing.attempts < PATIENT_WITH_COPIES,
            helo=settings.ONEHAND.mail_sender.rpartition("@")[2],
        )
    except Exception as error:
        # Before the final dot all is certain. The error is logged by its type: its text may hold an address.
        log.exception("mail %s could not be sent: %s", outgoing.pk, type(error).__name__)
        return Outcome("deferred", f"error before sending: {type(error).__name__}")
    reached("sending.after_transmission")
    return outcome


def rendered(outgoing: Outgoing) -> Composed:
    """The mail as it was at the first try: kept as a blob, so that every try sends the same bytes."""
    if outgoing.raw and blobs.exists(outgoing.raw):
        return Composed(blobs.get(outgoing.raw), return_address(outgoing), recipients(outgoing))
    mail = compose(outgoing)
    outgoing.raw = blobs.put(mail.raw)
    Outgoing.objects.filter(pk=outgoing.pk).update(raw=outgoing.raw)
    return mail


def _note_dot(attempt: Attempt) -> bool:
    """Durable before the final dot goes out; False when the try has been taken away meanwhile."""
    with writing():
        return bool(Attempt.objects.filter(pk=attempt.pk, ended_at__isnull=True).update(dot_at=clock.now()))


_STATES = {
    "accepted": Delivery.ACCEPTED,
    "deferred": Delivery.DEFERRED,
    "refused": Delivery.BOUNCED,
    "uncertain": Delivery.UNCERTAIN,
}


def record(outgoing: Outgoing, attempt: Attempt, outcome: Outcome | None) -> None:
    """Tell the case what became of it, and end the try, in one transaction."""
    state, error = (Delivery.OUTBOX, "") if outcome is None else (_STATES[outcome.how], outcome.answer)
    if state == Delivery.DEFERRED and clock.now() - attempt.series_began_at >= LONGEST:
        state, error = Delivery.BOUNCED, f"not accepted within {LONGEST.days} days: {error}"
    with writing():
        how = "kept" if outcome is None else outcome.how
        Attempt.objects.filter(pk=attempt.pk).update(ended_at=clock.now(), how=how)
        row = Outgoing.objects.select_for_update(of=("self",)).get(pk=outgoing.pk)
        # A bounce may be back before our own word is written; it knows more. So does a person's decision.
        if row.state in (Delivery.SENDING, Delivery.UNCERTAIN):
            delivery_changed(row, state, error=error, raw=outgoing.raw)
        reached("sending.before_recorded")
    outgoing.state, outgoing.error = row.state, row.error


def wait_after(attempt: Attempt) -> timedelta:
    tries = Attempt.objects.filter(outgoing_id=attempt.outgoing_id, series_began_at=attempt.series_began_at).count()
    return WAITS[min(tries, len(WAITS)) - 1]


def settle(outgoing: Outgoing) -> bool:
    """A try that was cut short: whether it is decided now. False while its process may still be at it.

    Without the final dot no server has the mail, so it is sent again; with it nobody knows, and a person decides.
    """
    attempt = Attempt.objects.filter(outgoing=outgoing, ended_at__isnull=True).first()
    if attempt is not None and _may_run(attempt):
        return False
    with writing():
        row = Outgoing.objects.select_for_update(of=("self",)).get(pk=outgoing.pk)
        if row.state != Delivery.SENDING:
            return True
        if attempt is not None and not Attempt.objects.filter(
            pk=attempt.pk, ended_at__isnull=True, dot_at=attempt.dot_at
        ).update(ended_at=clock.now()):
            return False  # it has moved on this instant
        if attempt is not None and attempt.dot_at is not None:
            delivery_changed(row, Delivery.UNCERTAIN, error="the process ended while the mail was being handed over")
        else:
            row.state, row.state_at = Delivery.QUEUED, clock.now()
            row.save(update_fields=["state", "state_at"])
    return True


def _may_run(attempt: Attempt) -> bool:
    if attempt.holder == holder.me():
        return attempt.pk in _active
    return not holder.is_dead(attempt.holder) and clock.now() - attempt.began_at < LEASE


@jobs.every(timedelta(minutes=1), name="mail that nobody sends")
@jobs.task()
def sweep() -> None:
    """Whatever wants to be sent has a job, also after a job has failed for good or was lost."""
    now = clock.now()
    waiting = Outgoing.objects.filter(channel="email")
    stale = {
        Delivery.QUEUED: timedelta(minutes=5),
        Delivery.SENDING: timedelta(minutes=1),
        Delivery.DEFERRED: WAITS[-1] + timedelta(minutes=30),
    }
    for state, age in stale.items():
        for outgoing in waiting.filter(state=state, state_at__lt=now - age).order_by("pk")[:200]:
            enqueue(outgoing)
