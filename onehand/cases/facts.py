"""What the customer told us: proposed by the recogniser, confirmed by a person, ended but never overwritten (B3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from onehand.cases import known_facts
from onehand.cases.consequences import follow, unfollow
from onehand.cases.errors import Refused
from onehand.cases.fact_kinds import told
from onehand.cases.fact_values import LONGEST, clean, expires_at, last_moment
from onehand.cases.known_facts import contradicts, known, meaning, proposed
from onehand.cases.models import Case, Fact, Message
from onehand.cases.recognise import found
from onehand.cases.signals import fact_confirmed
from onehand.cases.zone import zone_of
from onehand.foundation import clock
from onehand.foundation.rows import insert
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Acts, record, verb

__all__ = ["add", "confirm", "contradicts", "dismiss", "erase", "known", "propose", "proposed", "replace"]

Person = Agent | Customer
FIRST_YEAR, LAST_YEAR = 1900, 2200  # of what a customer can mean
_CHANGING = ("value", "since", "until", "due", "confirmed_at", "confirmed_by", "by_customer", "ended_at", "ended")


def propose(message: Message, items: Sequence[found.Fact], *, zone: ZoneInfo, unheard: bool = False) -> list[Fact]:
    """Facts recognised in a message, inside the transaction of the intake; what is known or proposed already is not
    proposed again. `unheard`: nothing can be known of this customer, so that nothing is asked."""
    if not items:
        return []
    person = message.identity.customer_id if message.identity is not None else message.case.customer_id
    heard = set() if unheard else {meaning(fact) for fact in known_facts.standing(message.case)}
    rows = []
    for item in items:
        if len(item.value) > LONGEST:  # cut it would be another one
            continue
        due = last_moment(item.due, zone)
        row = Fact(
            case=message.case, customer_id=person, message=message, kind=item.kind, value=item.value, since=item.since,
            until=item.until, due=due, start=item.start, end=item.end, at=message.at,
            expires_at=expires_at(item.kind, until=item.until, due=due, zone=zone),
        )  # fmt: skip
        if meaning(row) not in heard:
            heard.add(meaning(row))
            rows.append(insert(row))
    return rows


@verb
def add(
    case: Case,
    *,
    kind: str,
    value: str,
    by: Person,
    message: Message | None = None,
    since: date | None = None,
    until: date | None = None,
    due: date | datetime | None = None,
    replace: bool = False,
    beside: bool = False,
) -> Fact:
    """A person writes down what the customer said; it needs no further confirmation.

    Raises Refused: fact_kind, fact_value, fact_too_long, empty, not_of_this_case, contradicts (as `confirm`).
    """
    _lock(case)
    if message is not None and message.case_id != case.pk:
        raise Refused("not_of_this_case")
    told_by = message.identity if message is not None else None
    person = told_by.customer_id if told_by is not None else case.customer_id
    fact = _new(case, kind, value, person, message, since, until, due)
    earlier = next((one for one in known_facts.standing(case) if meaning(one) == meaning(fact)), None)
    if earlier is not None:
        return earlier if earlier.confirmed_at is not None else _settle(earlier, by, replace=replace, beside=beside)
    fact.save()
    return _settle(fact, by, replace=replace, beside=beside)


def _new(
    case: Case,
    kind: str,
    value: str,
    customer: int,
    message: Message | None,
    since: date | None,
    until: date | None,
    due: date | datetime | None,
) -> Fact:
    if since is not None and until is not None and until < since:
        raise Refused("fact_value")
    if any(one is not None and not FIRST_YEAR <= one.year <= LAST_YEAR for one in (since, until, due)):
        raise Refused("fact_value")
    zone = zone_of(case)
    moment = last_moment(due, zone)
    return Fact(
        case=case, customer_id=customer, message=message, kind=kind, value=clean(kind, value, of=case.customer),
        since=since, until=until, due=moment, at=clock.now(),
        expires_at=expires_at(kind, until=until, due=moment, zone=zone),
    )  # fmt: skip


@verb
def confirm(fact: Fact, *, by: Person, value: str | None = None, replace: bool = False, beside: bool = False) -> Fact:
    """It is so; `value` puts right what was read wrongly. Confirmed twice is confirmed once.

    Raises Refused: fact_over, contradicts (`known` says what stands: `replace` ends that one, `beside` lets both be
    true), and what `add` says of the value.
    """
    _lock(fact.case)
    _refresh(fact)
    if fact.confirmed_at is not None:
        return fact
    if value is not None and value != fact.value:
        fact.value = clean(fact.kind, value, of=fact.customer)
        fact.save(update_fields=["value"])
    return _settle(fact, by, replace=replace, beside=beside)


def _settle(fact: Fact, by: Person, *, replace: bool, beside: bool) -> Fact:
    """Confirm under the lock; what contradicts it is asked about first."""
    other = contradicts(fact)
    if other is not None and not (replace or beside):
        raise Refused("contradicts", known=other.value, fact=other.pk)
    fact.confirmed_at = clock.now()
    fact.confirmed_by = by if isinstance(by, Agent) else None
    fact.by_customer = isinstance(by, Customer)
    fact.save(update_fields=["confirmed_at", "confirmed_by", "by_customer"])
    _note(fact, Kind.FACT_CONFIRMED, by)
    while other is not None and replace:
        _end(other, Fact.Ended.REPLACED, by_fact=fact)
        _note(other, Kind.FACT_REPLACED, by)
        other = contradicts(fact)
    follow(fact, by=by)
    fact_confirmed.send(Fact, fact=fact)
    return fact


@verb
def dismiss(fact: Fact, *, by: Person) -> Fact:
    """It was misread. Raises Refused: fact_over."""
    _lock(fact.case)
    _refresh(fact)
    _end(fact, Fact.Ended.DISMISSED)
    _note(fact, Kind.FACT_DISMISSED, by)
    return fact


@verb
def replace(
    fact: Fact,
    *,
    value: str,
    by: Person,
    since: date | None = None,
    until: date | None = None,
    due: date | datetime | None = None,
) -> Fact:
    """A newer one stands: the old one ends and stays readable as what was known. Raises Refused as `add` does."""
    _lock(fact.case)
    _refresh(fact)
    newer = _new(fact.case, fact.kind, value, fact.customer_id, None, since, until, due)
    newer.save()
    _end(fact, Fact.Ended.REPLACED, by_fact=newer)
    _note(fact, Kind.FACT_REPLACED, by)
    return _settle(newer, by, replace=True, beside=False)


@verb
def erase(fact: Fact, *, by: Person) -> Fact:
    """The value is gone, also of one that has ended; that there was a fact of this kind stays."""
    _lock(fact.case)
    fact.refresh_from_db()
    if fact.ended == Fact.Ended.ERASED:
        return fact
    value = fact.value
    fact.value, fact.since, fact.until, fact.due, fact.expires_at = "", None, None, None, None
    fact.start = fact.end = 0
    fact.ended_at, fact.ended = fact.ended_at or clock.now(), Fact.Ended.ERASED
    fact.save()
    unfollow(fact, value)
    _note(fact, Kind.FACT_ERASED, by)
    return fact


def _lock(case: Case) -> None:
    """Of one person's facts one verb at a time decides: they may stand in several cases."""
    root = case.customer.canonical.pk
    list(Customer.objects.select_for_update(no_key=True).filter(pk=root).values_list("pk"))


def _refresh(fact: Fact) -> None:
    fact.refresh_from_db(fields=_CHANGING)
    if fact.ended_at is not None:
        raise Refused("fact_over")


def _end(fact: Fact, how: Fact.Ended, *, by_fact: Fact | None = None) -> None:
    fact.ended_at, fact.ended, fact.replaced_by = clock.now(), how, by_fact
    fact.save(update_fields=["ended_at", "ended", "replaced_by"])


def _note(fact: Fact, kind: Kind, by: Acts) -> None:
    record("case", fact.case_id, kind, by=by, ref=fact.pk, values=told(fact.kind))
