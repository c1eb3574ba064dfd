"""Lists of cases: newest first, by keyset, with a fixed number of queries and without counting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from onehand.cases.access import LARGEST, reader, visible_to
from onehand.cases.models import Case, Consult, Handover, Holding, State
from onehand.foundation import clock
from onehand.foundation.prepared import Prepared
from onehand.foundation.search import index
from onehand.team.models import Agent

if TYPE_CHECKING:
    from onehand.people.models import Customer

PAGE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """`next` is the cursor of the following page, "" at the end."""

    items: list[Case]
    next: str


_HANDS: Prepared[Holding] = Prepared(
    lambda blank: Holding.objects.filter(case__pk__in=blank("cases"), until__isnull=True).select_related("agent")
)


def with_row_details(cases: QuerySet[Case]) -> list[Case]:
    """Customer and hand along, in one more query for a whole page."""
    return with_hands(list(cases.select_related("customer")))


def with_hands(cases: list[Case]) -> list[Case]:
    """The same cases, whose `holding` and `hand` need no further query."""
    open_ones = {one.case_id: one for one in _HANDS.rows(cases=[case.pk for case in cases])} if cases else {}
    for case in cases:
        vars(case)["open_holdings"] = [open_ones[case.pk]] if case.pk in open_ones else []
    return cases


def page(cases: QuerySet[Case], cursor: str = "", size: int = PAGE) -> Page:
    """One page of cases, newest touched first. An unreadable cursor begins at the start."""
    after = read_cursor(cursor)
    if after is not None:
        cases = older_than(cases, *after)
    return page_of(list(cases.select_related("customer").order_by("-touched_at", "-number")[: size + 1]), size)


def page_of(found: list[Case], size: int) -> Page:
    """A page of what was found: `size` cases and, if there are more, one beyond."""
    items = with_hands(found[:size])
    return Page(items, cursor_of(items[-1]) if len(found) > size else "")


def older_than(cases: QuerySet[Case], at: Any, number: Any) -> QuerySet[Case]:
    """What comes behind this place in a list that is sorted newest first."""
    return cases.filter(Q(touched_at__lt=at) | Q(touched_at=at, number__lt=number), touched_at__lte=at)


def newer_than(cases: QuerySet[Case], at: Any, number: Any) -> QuerySet[Case]:
    """What comes before it."""
    return cases.filter(Q(touched_at__gt=at) | Q(touched_at=at, number__gt=number), touched_at__gte=at)


def cursor_of(case: Case) -> str:
    return f"{int(case.touched_at.timestamp() * 1_000_000)}-{case.pk}"


def read_cursor(cursor: str) -> tuple[datetime, int] | None:
    """Touched at and number of the last case of the page before."""
    at, _, number = cursor.partition("-")
    if not (at.isdecimal() and number.isdecimal()) or len(cursor) > 40:
        return None
    try:
        seconds, micros = divmod(int(at), 1_000_000)
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=micros), min(int(number), LARGEST)
    except (ValueError, OverflowError, OSError):
        return None


def held_by(agent: Agent) -> Q:
    return Q(Exists(Holding.objects.filter(case=OuterRef("pk"), agent=agent.pk, until__isnull=True)))


def my_cases(agent: Agent) -> QuerySet[Case]:
    """What this agent has in hand, closed ones not."""
    return Case.objects.filter(holdings__agent=agent.pk, holdings__until__isnull=True).exclude(state=State.CLOSED)


def without_hand(agent: Agent) -> QuerySet[Case]:
    return visible_to(agent).filter(state=State.NEW)


def all_open(agent: Agent) -> QuerySet[Case]:
    return filtered(agent, state="open")


def closed(agent: Agent) -> QuerySet[Case]:
    return filtered(agent, state=State.CLOSED)


def filtered(agent: Agent, *, state: str = "", owner: str = "", customer: Customer | None = None) -> QuerySet[Case]:
    """The cases this agent may see, narrowed. `owner` is me, none or a colleague's handle; a colleague's cases are
    only the open ones, so that nobody's past work can be listed (DESIGN, rule 6)."""
    cases = visible_to(agent)
    if owner == "me":
        cases = cases.filter(held_by(agent))
    elif owner == "none":
        cases = cases.filter(state=State.NEW)
    elif owner:
        other = Agent.objects.filter(handle=owner.lower()).first()
        cases = cases.exclude(state=State.CLOSED).filter(held_by(other)) if other else cases.none()
    if state == "open":
        cases = cases.exclude(state=State.CLOSED)
    elif state:
        cases = cases.filter(state=state)
    if customer is not None:
        cases = cases.filter(Q(customer=customer) | Q(customer__merged_into=customer))
    return cases


def found(agent: Agent, query: str, cases: QuerySet[Case] | None = None, size: int = PAGE) -> list[Case]:
    """Search over everything in cases, newest hit first, within what this agent may see."""
    places = index.places(query)
    number = query.strip().lstrip("#")
    if number.isdecimal() and len(number) < 18 and int(number) not in places:
        places.insert(0, int(number))
    if not places:
        return []
    seen = with_row_details((cases if cases is not None else visible_to(agent)).filter(pk__in=places))
    by_number = {case.pk: case for case in seen}
    return [by_number[place] for place in places if place in by_number][:size]


@dataclass(frozen=True, slots=True)
class Today:
    """An agent's own day: what is owed first."""

    late: list[Case]  # an answer is overdue
    waiting: list[Case]  # somebody waits for an answer, oldest first
    offered: list[Handover]
    consulted: list[Consult]
    quiet: int  # own cases that wait for the customer or an event
    back: list[Case]  # own cases that are neither owed nor quiet


_DAY: Prepared[Case] = Prepared(
    lambda blank, role: (
        my_cases(reader(blank, role))
        .select_related("customer")
        .order_by(F("waiting_since").asc(nulls_last=True), "-touched_at")[:300]
    )
)
_OFFERED: Prepared[Handover] = Prepared(
    lambda blank: (
        Handover.objects.filter(receiver=blank("agent"), accepted_at=None, refused_at=None, withdrawn_at=None)
        .select_related("case", "case__customer", "giver")
        .order_by("offered_at")[:100]
    )
)
_CONSULTED: Prepared[Consult] = Prepared(
    lambda blank: (
        Consult.objects.filter(agent=blank("agent"), answered_at__isnull=True)
        .exclude(case__state=State.CLOSED)
        .select_related("case", "case__customer", "asker", "note")
        .order_by("asked_at")[:100]
    )
)


def today(agent: Agent) -> Today:
    now = clock.now()
    mine = with_hands(_DAY.rows(str(agent.role), agent=agent.pk))
    owed = [case for case in mine if case.waiting_since is not None]
    late = [case for case in owed if case.answer_due is not None and case.answer_due < now]
    quiet = [case for case in mine if case.waiting_since is None and case.state in (State.WAITING, State.ASKED)]
    return Today(
        late=late,
        waiting=[case for case in owed if case not in late],
        offered=offered_to(agent),
        consulted=consulted(agent),
        quiet=len(quiet),
        back=[case for case in mine if case.waiting_since is None and case not in quiet],
    )


def offered_to(agent: Agent) -> list[Handover]:
    return _OFFERED.rows(agent=agent.pk)


def consulted(agent: Agent) -> list[Consult]:
    return _CONSULTED.rows(agent=agent.pk)
