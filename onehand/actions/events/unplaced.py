"""What a system told and nobody could be found for: a person says whom or which case it concerns, or sets it aside."""

from __future__ import annotations

from django.db.models import QuerySet

from onehand.actions.events import intake, news
from onehand.actions.models.events import Event
from onehand.cases.access import LARGEST, may_ask
from onehand.cases.errors import NotFound, Refused
from onehand.cases.models import Case, State
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import record, verb


def listed() -> QuerySet[Event]:
    return Event.objects.filter(outcome=Event.Outcome.UNPLACED)


def access_unplaced(agent: Agent, pk: int) -> Event:
    """Every active agent may find out whom it concerns; nobody knows yet. Raises NotFound."""
    found = listed().filter(pk=pk).first() if 0 < pk <= LARGEST and may_ask(agent) else None
    if found is None:
        raise NotFound
    return found


@verb
def place(event: Event, *, by: Agent, case: Case | None = None, customer: Customer | None = None) -> Event:
    """With a case, or with a customer, whose open case about it is looked for or begun. It goes on as if it had been
    known at once: noted, or told. Raises Refused: decided, closed, customer_or_case."""
    if (case is None) == (customer is None):
        raise Refused("customer_or_case")
    _guard(event)
    if case is not None and case.state == State.CLOSED:
        raise Refused("closed")
    whose = case.customer if case is not None else customer
    assert whose is not None
    if whose.canonical.forgotten_at is not None:
        raise Refused("customer_or_case")
    intake.settle(event, whose.canonical, case)
    _say(event, Kind.EVENT_PLACED, by)
    return event


@verb
def set_aside(event: Event, *, reason: str, by: Agent) -> Event:
    """It concerns nobody of ours. Raises Refused: decided, reason_missing."""
    _guard(event)
    if not reason.strip():
        raise Refused("reason_missing")
    event.outcome = Event.Outcome.ASIDE
    event.save(update_fields=["outcome"])
    _say(event, Kind.EVENT_ASIDE, by, reason=" ".join(reason.split())[:300])
    return event


def _guard(event: Event) -> None:
    """Under the lock under which it may be placed by itself at this moment."""
    intake.in_turn(event.backend)
    event.refresh_from_db()
    if event.outcome != Event.Outcome.UNPLACED:
        raise Refused("decided")


def _say(event: Event, kind: Kind, by: Agent, **values: str) -> None:
    named = news.title(event.kind, event.reference).named()
    record("event", event.pk, kind, by=by, ref=event.case_id, values={**named, **values})
