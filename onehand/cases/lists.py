"""Lists of cases: newest first, by keyset, with a fixed number of queries and without counting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from onehand.cases.access import visible_to
from onehand.cases.models import Case, Consult, Handover, Holding, State
from onehand.foundation import clock
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


def with_row_details(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Customer and hand along, in one more query for a whole page."""
    holdings = Holding.objects.filter(until__isnull=True).select_related("agent")
    return cases.select_related("customer").prefetch_related(Prefetch("holdings", holdings, to_attr="open_holdings"))


def page(cases: QuerySet[Case], cursor: str = "", size: int = PAGE) -> Page:
    """One page of cases, newest touched first. An unreadable cursor begins at the start."""
    after = _read_cursor(cursor)
    if after is not None:
        at, number = after
        cases = cases.filter(Q(touched_at__lt=at) | Q(touched_at=at, number__lt=number), touched_at__lte=at)
    items = list(with_row_details(cases.order_by("-touched_at", "-number"))[: size + 1])
    more = len(items) > size
    items = items[:size]
    return Page(items, cursor_of(items[-1]) if more else "")


def cursor_of(case: Case) -> str:
    return f"{int(case.touched_at.timestamp() * 1_000_000)}-{case.pk}"


def _read_cursor(cursor: str) -> tuple[datetime, int] | None:
    at, _, number = cursor.partition("-")
    if not (at.isdecimal() and number.isdecimal()) or len(cursor) > 40:
        return None
    try:
        seconds, micros = divmod(int(at), 1_000_000)
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=micros), int(number)
    except (ValueError, OverflowError, OSError):
        return None


def held_by(agent: Agent) -> Q:
    return Q(Exists(Holding.objects.filter(case=OuterRef("pk"), agent=agent, until__isnull=True)))


def my_cases(agent: Agent) -> QuerySet[Case]:
    """What this agent has in hand, closed ones not."""
    return Case.objects.filter(holdings__agent=agent, holdings__until__isnull=True).exclude(state=State.CLOSED)


def without_hand(agent: Agent) -> QuerySet[Case]:
    return visible_to(agent).filter(state=State.NEW)


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


def today(agent: Agent) -> Today:
    now = clock.now()
    mine = list(
        with_row_details(my_cases(agent)).order_by(F("waiting_since").asc(nulls_last=True), "-touched_at")[:300]
    )
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
    open_offers = Handover.objects.filter(receiver=agent, accepted_at=None, refused_at=None, withdrawn_at=None)
    return list(open_offers.select_related("case", "case__customer", "giver").order_by("offered_at")[:100])


def consulted(agent: Agent) -> list[Consult]:
    unanswered = Consult.objects.filter(agent=agent, answered_at__isnull=True).exclude(case__state=State.CLOSED)
    return list(unanswered.select_related("case", "case__customer", "asker", "note").order_by("asked_at")[:100])
