"""The one door for what a back-end tells: each event once, placed in a case with a hand, and told before anybody must
ask (E12).

Twice, out of order, for an unknown order or an unknown customer: each has its outcome (`Event.Outcome`), and nothing is
lost. What cannot be placed stays visible as `unplaced` and is tried again.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.db import OperationalError

from onehand.actions.choices import collisions
from onehand.actions.contract import Happened
from onehand.actions.courses import learning
from onehand.actions.events import concerning, kept_values, news
from onehand.actions.events.telling import tell
from onehand.actions.events.whom import Whom, customer_of, look_up
from onehand.actions.models.events import Cursor, Event
from onehand.actions.words import Words
from onehand.cases import evidence, works
from onehand.cases.lock import lock
from onehand.cases.models import Case, State
from onehand.cases.open import begin
from onehand.cases.reopening import reopen_by_answer
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, record, savepoint, verb

log = logging.getLogger("onehand.actions")

Outcome = Event.Outcome
# What happened longer ago is kept and changes nothing: a system that is newly connected tells of years.
LONG_AGO = timedelta(days=30)
# So long nobody hears the same trouble in other words.
LATELY = timedelta(days=1)
_TOLD = (Outcome.TOLD, Outcome.UNTOLD)


def happened(backend: str, one: Happened) -> Event:
    """Take one event in. The same id again gives the event of the first time and has no effect."""
    earlier = Event.objects.filter(backend=backend, external_id=_id(one)).first()
    return earlier if earlier is not None else take(backend, [(one, meant(backend, one))])[0]


def meant(backend: str, one: Happened) -> Whom:
    """Whom it concerns, asked of the systems before the transaction begins."""
    event = _row(backend, one)
    return look_up(backend, event.customer_number, concerning.references_of(event), event.values)


def unknown(backend: str, many: Sequence[Happened]) -> list[Happened]:
    """Those that did not come before, in the order in which they happened."""
    ids = [_id(one) for one in many]
    known = set(Event.objects.filter(backend=backend, external_id__in=ids).values_list("external_id", flat=True))
    return sorted({_id(one): one for one in many if _id(one) not in known}.values(), key=_at)


@verb
def take(
    backend: str, many: Sequence[tuple[Happened, Whom]], *, since: str | None = None, until: str = ""
) -> list[Event]:
    """In one transaction, in the order in which they happened. With `since`, the cursor moves on to `until` in it,
    unless somebody else has read on meanwhile: then nothing is taken."""
    cursor = in_turn(backend)
    if since is not None and cursor.position != since:
        return []
    taken = [_take(backend, one, whom) for one, whom in sorted(many, key=lambda pair: _at(pair[0]))]
    if since is not None:
        cursor.position, cursor.at = until, clock.now()
        cursor.save(update_fields=["position", "at"])
    return taken


@verb
def try_again(event: Event, whom: Whom) -> Event:
    """What could not be placed before."""
    in_turn(event.backend)
    event.refresh_from_db()
    if event.outcome == Outcome.UNPLACED:
        event.tried_at = clock.now()
        _place_safely(event, whom)
    return event


def in_turn(backend: str) -> Cursor:
    """Inside a transaction. One after the other for each system: of two that tell the same only one finds it untold."""
    Cursor.objects.get_or_create(backend=backend)
    return Cursor.objects.select_for_update().get(backend=backend)


def _id(one: Happened) -> str:
    plain = _storable(one.id)
    return plain if len(plain) <= 200 else hashlib.sha256(plain.encode()).hexdigest()


def _at(one: Happened) -> datetime:
    """In UTC where no zone is named. A clock that runs ahead must not make all that follows look old."""
    at = one.at if one.at.tzinfo is not None else one.at.replace(tzinfo=UTC)
    return min(at, clock.now())


def _storable(value: str, most: int = 2000) -> str:
    """Half of a surrogate pair and NUL are no characters for a database."""
    plain = value[: most * 2].replace("\x00", "").encode("utf-8", "replace").decode()
    return " ".join(plain.split())[:most]


# Whoever reads it in the case must not act on it.
_LATE = Words(
    ", schon überholt: Neueres ist bekannt oder es ist zu lange her, daraus folgt nichts",
    ", overtaken by now: newer is known or it is too long ago, nothing follows from it",
)


def _row(backend: str, one: Happened) -> Event:
    kind = _storable(one.kind, 60)
    return Event(
        backend=backend[:40], external_id=_id(one), kind=kind, reference=_storable(one.reference, 120), at=_at(one),
        customer_number=_storable(one.customer, 120), received_at=clock.now(), tried_at=clock.now(),
        values=kept_values.kept(one.values, technical=news.of(kind).family in news.TECHNICAL),
    )  # fmt: skip


def _take(backend: str, one: Happened, whom: Whom) -> Event:
    earlier = Event.objects.filter(backend=backend, external_id=_id(one)).first()
    if earlier is not None:
        return earlier
    event = _row(backend, one)
    event.save()
    _place_safely(event, whom)
    return event


def _place_safely(event: Event, whom: Whom) -> None:
    """One that cannot be dealt with must not hold up those behind it; it stays, unplaced, for a person."""
    try:
        with savepoint():
            _place(event, whom)
            event.save()
    except OperationalError:  # the database is not there just now: all of it again later
        raise
    except Exception as error:
        log.error("event %s of %s: %s", event.pk, event.backend, type(error).__name__, exc_info=error)
        event.refresh_from_db()
        event.save(update_fields=["tried_at"])


def _place(event: Event, whom: Whom) -> None:
    customer = customer_of(whom)
    if customer is None:
        return
    if customer.forgotten_at is not None:
        event.outcome, event.values, event.customer_number, event.reference = Outcome.ERASED, {}, "", ""
        return
    event.customer_number = event.customer_number or whom.number
    _settle(event, customer)


def settle(event: Event, customer: Customer, case: Case | None) -> None:
    """Inside a verb, under the lock of its system: somebody knows whom it concerns, perhaps also in which case."""
    _settle(event, customer, case)
    event.save()


def _settle(event: Event, customer: Customer, case: Case | None = None) -> None:
    event.values = kept_values.placed(event.values)
    event.case = case or concerning.find(event, customer)
    if event.case is not None:
        lock(event.case)
    if _is_overtaken(event):
        event.outcome = Outcome.STALE
        if event.case is not None:
            _note(event, event.case, late=True)
        return
    _follow(event, customer)
    learning.from_event(event, customer)


def _is_overtaken(event: Event) -> bool:
    if event.at < clock.now() - LONG_AGO:
        return True
    newer = Event.objects.filter(
        backend=event.backend, reference=event.reference, kind__in=news.family_of(event.kind), at__gt=event.at
    ).exclude(kind__in=news.OURS)  # what we have concluded ourselves makes nothing old that a system tells
    return bool(event.reference) and newer.exclude(pk=event.pk).exists()


def _follow(event: Event, customer: Customer) -> None:
    what = news.of(event.kind)
    if what.told is None:
        event.case = collisions.by_event(event, customer) or event.case
        event.outcome = Outcome.NOTED if event.case is not None else Outcome.PASSED
        if event.case is not None:
            _note(event, event.case)
            _keep(event, event.case)
        return
    if event.case is None:
        event.case = _begin(event, customer)
    _note(event, event.case)
    _keep(event, event.case)
    if _is_known(event, event.case) or _is_said_to_be_fixed(event, event.case):
        event.outcome = Outcome.KNOWN
        return
    if event.case.state in (State.WAITING, State.ASKED):  # it is not what it was waited for any more
        reopen_by_answer(event.case, by=SYSTEM)
    event.outcome = Outcome.TOLD if tell(event, event.case) else Outcome.UNTOLD
    if event.outcome == Outcome.UNTOLD:
        title = news.title(event.kind, event.reference)
        record("case", event.case.pk, Kind.ACTION_UNTOLD, by=SYSTEM, values=_in_both(title.de, title.en))


def _begin(event: Event, customer: Customer) -> Case:
    """With its hand at once; nobody has asked anything, so no answer is due."""
    language = customer.language or "de"
    subject = news.title(event.kind, event.reference).say(language)
    return begin(customer, subject=subject, language=language, channel="email", by=SYSTEM, awaited=False)


def _note(event: Event, case: Case, *, late: bool = False) -> None:
    title = news.title(event.kind, event.reference)
    title = Words(f"{title.de}{_LATE.de}", f"{title.en}{_LATE.en}") if late else title
    record(
        "case", case.pk, Kind.HAPPENED, by=SYSTEM, audience="customer", ref=event.pk,
        values={**_in_both(title.de, title.en), "at": event.at.isoformat()},
    )  # fmt: skip


def _in_both(german: str, english: str) -> dict[str, str]:
    return {"what": german, "what_de": german, "what_en": english}


def _keep(event: Event, case: Case) -> None:
    """A promise that waits for such an event (rule 5: kept by evidence, by nothing else)."""
    kind = news.of(event.kind).keeps
    if kind:
        evidence.by_event(case, kind=kind, reference=f"{event.backend}:{event.external_id}", at=event.at)


def _is_known(event: Event, case: Case) -> bool:
    """Whether the last that they were told of it is the same: by another system, or again."""
    told = Event.objects.filter(
        case=case, reference=event.reference, kind__in=news.family_of(event.kind), outcome__in=_TOLD
    )
    last = told.exclude(pk=event.pk).order_by("-at", "-pk").first()
    if event.kind in news.OURS and last is not None and last.kind != event.kind:
        # The system itself has said so after that day.
        return last.received_at.date().isoformat() > str(event.values.get("until", ""))
    if last is not None and last.kind in news.of(event.kind).alike:
        return clock.now() - last.received_at < LATELY
    return last is not None and last.kind == event.kind and _same(last) == _same(event)


def _is_said_to_be_fixed(event: Event, case: Case) -> bool:
    """Whether the defect behind it was told to them as fixed: they were asked already whether it works."""
    if not news.of(event.kind).good:
        return False
    told = Event.objects.filter(case=case, reference=event.reference, at__lt=event.at)
    bad = told.filter(kind__in=news.family_of(event.kind))
    since = bad.exclude(kind=event.kind).order_by("-at").values_list("at", flat=True).first()
    return since is not None and works.told_since(case, since)


def _same(event: Event) -> list[str]:
    return [
        event.at.date().isoformat() if name == "at" else str(event.values.get(name, ""))
        for name in news.of(event.kind).same
    ]  # fmt: skip
