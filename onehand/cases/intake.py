"""The one door for what arrives: raw bytes durable first, then ledger, customer, case, message, timeline.

`receive` answers after everything is committed; a channel acknowledges to the outside world only then. When reading
fails, the row stays in the quarantine with its reason and its raw bytes; when the process dies, `recover` goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import DatabaseError, IntegrityError, OperationalError
from django.db.models import F

from onehand.cases import recognise
from onehand.cases.batch import Batch
from onehand.cases.models import Ledger, Message
from onehand.cases.models.intake import UNREAD
from onehand.cases.reading import Read, read, read_raw
from onehand.cases.taking import Taken, take_in
from onehand.foundation import blobs, clock, tokens
from onehand.foundation.crashpoints import reached
from onehand.foundation.mailparse import trace_free
from onehand.foundation.rows import update
from onehand.foundation.sqlite import queue
from onehand.timeline.record import writing

log = logging.getLogger("onehand.intake")

BATCH = 50
MOST_ATTEMPTS = 3
STALE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that came in, as bytes. `cursor` names it within its source (a mailbox's UIDVALIDITY:UID)."""

    source: str
    raw: bytes
    channel: str = "email"
    cursor: str = ""
    envelope_from: str | None = None  # "" is the null sender of RFC 5321, None is unknown
    envelope_to: tuple[str, ...] = ()
    authentication: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Received:
    """What became of an arrival. outcome: new_case, added, duplicate or quarantined; numbers are ids."""

    source: str
    outcome: str
    case: int | None = None
    message: int | None = None
    automatic: bool = False
    held: bool = False
    reason: str = ""
    row: int = 0


def receive(arrival: Arrival) -> Received:
    """Take in one arrival. Raises OSError or OperationalError when it could not be made durable: do not acknowledge."""
    return receive_many([arrival])[0]


def receive_many(arrivals: Sequence[Arrival]) -> list[Received]:
    """Take in a batch; answers in the same order. Raises as `receive` does, and then nothing is acknowledged."""
    reached("intake.before_raw")
    raws = [arrival.raw for arrival in arrivals]
    with ThreadPoolExecutor(1) as disk:
        # Parsing goes on while the disk flushes; whoever sent it hears nothing before both are done.
        durable = disk.submit(blobs.put_together if len(raws) > 1 else blobs.put_many, raws)
        reads = [read_raw(raw) for raw in raws]
        keys = durable.result()
    return read_rows(accept(arrivals, keys), reads)


def accept(arrivals: Sequence[Arrival], keys: Sequence[str]) -> list[Ledger]:
    """Enter durable bytes in the ledger, born quarantined as unread."""
    reached("intake.raw_durable")
    rows = [_row(arrival, key) for arrival, key in zip(arrivals, keys, strict=True)]
    known = _already_entered(rows)
    fresh = [row for row in rows if (row.source, row.cursor) not in known]
    try:
        with writing():
            Ledger.objects.bulk_create(fresh)
    except IntegrityError:  # another worker entered one of these positions this instant: take them one by one
        return [_enter(row) for row in rows]
    reached("intake.ledger_durable")
    return [known.get((row.source, row.cursor), row) for row in rows]


def _enter(row: Ledger) -> Ledger:
    try:
        with writing():
            row.pk = None
            row.save(force_insert=True)
            return row
    except IntegrityError:
        return Ledger.objects.get(source=row.source, cursor=row.cursor)


def _already_entered(rows: Sequence[Ledger]) -> dict[tuple[str, str], Ledger]:
    cursors = [row.cursor for row in rows if row.cursor]
    if not cursors:
        return {}
    sources = {row.source for row in rows}
    found = Ledger.objects.filter(source__in=sources, cursor__in=cursors)
    return {(row.source, row.cursor): row for row in found}


def _row(arrival: Arrival, key: str) -> Ledger:
    return Ledger(
        source=arrival.source[:1000],
        cursor=arrival.cursor,
        channel=arrival.channel,
        at=clock.now(),
        content_hash=tokens.keyed_hash(trace_free(arrival.raw)),
        raw=key,
        size=len(arrival.raw),
        envelope_from=None if arrival.envelope_from is None else arrival.envelope_from[:320],
        envelope_to=list(arrival.envelope_to),
        attempts=1,
        authentication=dict(arrival.authentication),
    )


def read_rows(rows: Sequence[Ledger], reads: Sequence[Read] | None = None) -> list[Received]:
    """Read unread rows into messages. Parsing happens before the write transaction, so that others can write."""
    answers: dict[int, Received] = {}
    unread: dict[int, tuple[Ledger, Read]] = {}
    for position, row in enumerate(rows):
        if row.reason != UNREAD or row.outcome != Ledger.Outcome.QUARANTINED:
            answers[row.pk] = standing(row)
        elif row.pk not in unread:
            unread[row.pk] = row, reads[position] if reads is not None else read(row)
    pending = list(unread.values())
    recognise.get_ready()
    while pending:
        try:
            done = _write_some(pending)
        except IntegrityError:
            # Somebody else took in the same mail or customer this instant: one by one it shows which.
            done = _write_some(pending, careful=True)
        for received in done:
            answers[received.row] = received
        pending = pending[len(done) :]
        reached("intake.after_commit")
    return [answers[row.pk] for row in rows]


def _write_some(pending: Sequence[tuple[Ledger, Read]], *, careful: bool = False) -> list[Received]:
    """One transaction over at most a batch; it ends early when somebody else of this node waits to write."""
    done: list[Received] = []
    with writing():
        chosen = pending[:BATCH]
        unread = _lock_unread([row for row, _ in chosen])
        batch = Batch.of(chosen)
        batch.careful = careful
        for row, mail in chosen:
            done.append(_take(row, mail, batch) if row.pk in unread else _standing_now(row))
            if queue.waiting():
                break
        batch.finish()
        reached("intake.before_commit")
    return done


def _lock_unread(rows: Sequence[Ledger]) -> set[int]:
    """Which of these nobody has read meanwhile: a slow process and `recover` may hold the same row at once."""
    unread = Ledger.objects.filter(outcome=Ledger.Outcome.QUARANTINED, reason=UNREAD, pk__in=[row.pk for row in rows])
    return set(unread.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))


def _standing_now(row: Ledger) -> Received:
    return standing(Ledger.objects.select_related("message").get(pk=row.pk))


def _take(row: Ledger, mail: Read, batch: Batch) -> Received:
    written = len(batch.receipts), len(batch.documents)
    try:
        with batch.one(row, mail):
            received = _settle(row, take_in(row, mail, batch))
        batch.settled(row)
        return received
    except OperationalError:
        raise  # the database is not to be had: the row stays unread and is tried again
    except IntegrityError:
        # The unique hash of read mails: the same mail was taken in at the same time elsewhere.
        _undo(batch, written)
        return _settle(row, Taken("duplicate", reason="the same mail was taken in at the same time"))
    except Exception as error:
        # Whatever a mail provokes, it must not stop the next one. The type is logged, never the content.
        _undo(batch, written)
        log.exception("mail of ledger row %s could not be read: %s", row.pk, type(error).__name__)
        return _settle(row, Taken("quarantined", reason=f"error while reading: {type(error).__name__}"))


def _undo(batch: Batch, written: tuple[int, int]) -> None:
    """A customer made for the failed mail is gone with its savepoint: from now on the database is asked."""
    batch.undo_to(*written)
    batch.pen.flush()
    batch.identities = None


_OUTCOMES = {
    "new_case": Ledger.Outcome.MESSAGE,
    "added": Ledger.Outcome.MESSAGE,
    "duplicate": Ledger.Outcome.DUPLICATE,
    "quarantined": Ledger.Outcome.QUARANTINED,
}


def _settle(row: Ledger, taken: Taken) -> Received:
    row.outcome, row.reason = _OUTCOMES[taken.outcome], taken.reason[:300]
    row.message = taken.message
    update(row, ("outcome", "reason", "message"))
    return _received(row, taken.outcome, taken.message)


def _received(row: Ledger, outcome: str, message: Message | None) -> Received:
    return Received(
        source=row.source,
        outcome=outcome,
        case=message.case_id if message else None,
        message=message.pk if message else None,
        automatic=bool(message and message.automatic),
        held=bool(message and message.held),
        reason=row.reason,
        row=row.pk,
    )


def standing(row: Ledger) -> Received:
    """What a row that was read before has become."""
    outcome = {
        Ledger.Outcome.MESSAGE: "added",
        Ledger.Outcome.DUPLICATE: "duplicate",
        Ledger.Outcome.ERASED: "duplicate",
    }.get(Ledger.Outcome(row.outcome), "quarantined")
    return _received(row, outcome, row.message)


def recover(*, older_than: timedelta = STALE) -> int:
    """Read what a process left unread when it died. A mail that killed three processes stays in quarantine."""
    rows = list(
        Ledger.objects.filter(
            outcome=Ledger.Outcome.QUARANTINED, reason=UNREAD, at__lt=clock.now() - older_than
        ).order_by("pk")[:BATCH]
    )
    for row in rows:
        if row.attempts >= MOST_ATTEMPTS:
            row.reason = "reading it stopped the process several times"
            row.save(update_fields=["reason"])
            continue
        Ledger.objects.filter(pk=row.pk).update(attempts=F("attempts") + 1)
        try:
            read_rows([row])
        except (DatabaseError, OSError) as error:
            log.warning("ledger row %s stays unread: %s", row.pk, type(error).__name__)
    return len(rows)
