"""A known absence that meets the day of a delivery is seen without anybody asking (D12).

When an absence is confirmed a job reads the systems; when an event names a day it is compared at once. Each absence,
order and day is seen once: an entry in the case, the proposal beside the reply (`proposals.py`), and for the customer
the mail with the choices, unless they have these choices already. A parcel that is with its carrier is nothing that the
shop can change: then the mail says so and what can be done, and offers and proposes nothing (`carried.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from onehand.actions import viewing
from onehand.actions.choices import carried, carried_words, choosing
from onehand.actions.choices import collision_words as words
from onehand.actions.choices.carried import Parcel
from onehand.actions.contract import Process
from onehand.actions.events import concerning
from onehand.actions.models.choices import Collision
from onehand.actions.models.events import Event
from onehand.actions.viewing import Read
from onehand.cases.choosing import mail_address
from onehand.cases.family import members
from onehand.cases.lock import lock
from onehand.cases.models import Case, Fact, State
from onehand.cases.notice import write_notice
from onehand.cases.open import begin
from onehand.cases.reopening import reopen_by_answer
from onehand.foundation import clock, jobs
from onehand.people.models import Customer
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, record, verb

# Nobody waits for this mail: it keeps the quiet hours.
NOTICE = "notice"
# Events that name the day of a delivery.
NAMING = frozenset({"shipment_expected", "shipment_delayed"})
AHEAD = ("stuck", "now", "next")
LATER = timedelta(minutes=10)  # a silent system is read again


@dataclass(frozen=True, slots=True)
class Due:
    """A delivery that is planned for a day; `order` as `choices` names it. `parcels`: those that are with the carrier;
    None while it is still in the house."""

    order: str
    day: date
    parcels: tuple[Parcel, ...] | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the mail about an event says of an absence; `carried`: nothing of it can be changed by us."""

    text: str
    carried: bool


def absence_confirmed(*, fact: Fact, **_signal: Any) -> None:
    """Inside the transaction that confirms it: the systems are read afterwards."""
    if fact.kind == "absence":
        jobs.once(look, f"absence {fact.pk}").enqueue(fact.pk)


@jobs.task()
def look(number: int) -> None:
    """All that is still to come for whoever is away."""
    fact = standing(Fact.objects.filter(pk=number)).select_related("case__customer__merged_into").first()
    if fact is None:
        return
    reads = viewing.read_all(fact.case.customer)
    for due in deliveries(reads):
        if _meets(fact, due.day):
            see(fact, due)
    if any(read.down_since is not None for read in reads):
        raise jobs.Again(LATER)


def deliveries(reads: Sequence[Read]) -> list[Due]:
    return [
        Due(f"{read.code}:{one.reference}", one.expected, carried.parcels_of(one, read.processes))
        for read in reads
        for one in read.processes
        if one.kind == "order" and one.expected is not None and _is_ahead(one)
    ]


def _is_ahead(one: Process) -> bool:
    return any(stage.state in AHEAD for stage in one.stages)


def _meets(fact: Fact, day: date) -> bool:
    return (fact.since or date.min) <= day <= (fact.until or date.max)


def standing(facts: QuerySet[Fact]) -> QuerySet[Fact]:
    """Absences that a person confirmed and that are not over."""
    current = Q(expires_at__isnull=True) | Q(expires_at__gt=clock.now())
    return facts.filter(current, kind="absence", confirmed_at__isnull=False, ended_at__isnull=True)


@verb
def see(fact: Fact, due: Due, *, case: Case | None = None) -> Case | None:
    """The case in which it stands now; None if it was seen before. In the case about the order, else where the absence
    was told, else in a new one."""
    customer = fact.customer.canonical
    if customer.forgotten_at is not None or _was_seen(fact, due):
        return None
    case = case or _about(customer, due) or _told_in(fact) or _begin(customer, due)
    lock(case)
    if not keep(case, fact, due):
        return None
    if case.state == State.ASKED:  # it is not all well
        reopen_by_answer(case, by=SYSTEM)
    _tell(case, fact, due)
    return case


def by_event(event: Event, customer: Customer) -> Case | None:
    """Inside the transaction that places an event that tells the customer nothing by itself."""
    due = _due(event)
    fact = _away_on(customer, due.day) if due is not None else None
    return see(fact, due, case=event.case) if fact is not None and due is not None else None


def in_mail(event: Event, case: Case) -> Meeting | None:
    """Said in the mail about an event; the entry is written with it. None where no absence meets it."""
    due = _due(event)
    fact = _away_on(case.customer, due.day) if due is not None else None
    if fact is None or due is None:
        return None
    keep(case, fact, due)
    if due.parcels is not None:
        return Meeting(carried_words.in_mail(case, fact, due.parcels), carried=True)
    return Meeting(words.you_are_away(case, fact), carried=False)


def _due(event: Event) -> Due | None:
    day = event.values.get("expected") or event.values.get("planned")
    if event.kind not in NAMING or not day:
        return None
    return Due(choosing.order_of(event) or event.reference, date.fromisoformat(day), carried.told_of(event))


def _away_on(customer: Customer, day: date) -> Fact | None:
    away = standing(Fact.objects.filter(customer__in=members(customer)))
    away = away.filter(Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gte=day))
    return away.order_by(F("until").desc(nulls_first=True), "pk").first()


def _was_seen(fact: Fact, due: Due) -> bool:
    return Collision.objects.filter(fact=fact, order=due.order, day=due.day).exists()


def keep(case: Case, fact: Fact, due: Due) -> bool:
    """The row and the line in the timeline; False if they are there."""
    away = due.parcels is not None
    _, new = Collision.objects.get_or_create(
        fact=fact, order=due.order[:120], day=due.day, defaults={"case": case, "carried": away}
    )
    if new:
        said = words.entry(due.order, due.day, fact)
        said = carried_words.entry(said) if away else said
        values = {"what": said.de, "what_de": said.de, "what_en": said.en}
        record("case", case.pk, Kind.COLLISION_SEEN, by=SYSTEM, ref=fact.pk, values=values)
    return new


def _about(customer: Customer, due: Due) -> Case | None:
    system, _, number = due.order.rpartition(":")
    return concerning.find(Event(backend=system, kind="shipment_expected", reference=number), customer)


def _told_in(fact: Fact) -> Case | None:
    return fact.case if fact.case.state != State.CLOSED else None


def _begin(customer: Customer, due: Due) -> Case:
    """With its hand at once; nobody has asked anything, so no answer is due."""
    language = customer.language or "de"
    subject = words.title(due.order).say(language)
    return begin(customer, subject=subject, language=language, channel="email", by=SYSTEM, awaited=False)


def _tell(case: Case, fact: Fact, due: Due) -> None:
    if due.parcels is None and choosing.open_for(case, due.order).exists():
        return  # a mail with these choices lies before them
    recipient = mail_address(case.customer)
    if not recipient:
        title = words.title(due.order)
        values = {"what": title.de, "what_de": title.de, "what_en": title.en}
        record("case", case.pk, Kind.ACTION_UNTOLD, by=SYSTEM, values=values)
        return
    if due.parcels is not None:
        buttons = carried_words.buttons(case, due.parcels)
        text = carried_words.mail(case, fact, due.order, due.day, due.parcels)
    else:
        buttons = choosing.offer(case, order=due.order, recipient=recipient)
        text = words.mail(case, fact, due.order, due.day, choosable=bool(buttons))
    write_notice(
        case, recipient=recipient, text=text, kind=NOTICE, entry=Kind.NOTICE_SENT, by=SYSTEM, buttons=buttons
    )  # fmt: skip
