"""The open case that an event is about, if there is one: about the same order, line or parcel."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onehand.actions.events import news
from onehand.actions.models.events import Event
from onehand.cases.family import members
from onehand.cases.models import Case, Message, Promise, State
from onehand.cases.promise_state import OPEN
from onehand.people.models import Customer

MOST = 50  # open cases of one person, and messages of each, that are looked through
SHORTEST = 4  # letters of a reference that is looked for in texts


def references_of(event: Event) -> list[str]:
    found = (event.reference, *(event.values.get(name, "") for name in ("order", "shipment", "tracking")))
    return list(dict.fromkeys(one for one in found if one))


def find(event: Event, customer: Customer) -> Case | None:
    cases = list(
        Case.objects.filter(customer__in=members(customer)).exclude(state=State.CLOSED).order_by("-touched_at")[:MOST]
    )
    references = references_of(event)
    return next((case for case in cases if _is_about(case, event, references)), None) or _waited_for(cases, event)


def _is_about(case: Case, event: Event, references: Sequence[str]) -> bool:
    if case.events.filter(reference__in=references).exists():
        return True
    tracking = event.values.get("tracking")
    if tracking and case.events.filter(values__tracking=tracking).exists():
        return True
    if case.facts.filter(value__in=references, ended_at__isnull=True).exists():
        return True
    if case.runs.filter(steps__backend=event.backend, steps__target__in=references).exists():
        return True
    return _is_named(case, references)


def _is_named(case: Case, references: Sequence[str]) -> bool:
    long = [re.escape(one) for one in references if len(one) >= SHORTEST]
    if not long:
        return False
    named = re.compile(rf"(?<![\w-])(?:{'|'.join(long)})(?![\w-])")
    said = Message.objects.filter(case=case, held=False).exclude(direction=Message.Direction.NOTE).order_by("-pk")
    return any(named.search(f"{subject}\n{text}") for subject, text in said.values_list("subject", "text")[:MOST])


def _waited_for(cases: Sequence[Case], event: Event) -> Case | None:
    """Without its number: where such an event was promised, and in one case only."""
    keeps = news.of(event.kind).keeps
    if not keeps:
        return None
    promised = Promise.objects.filter(OPEN, case__in=cases, needs=Promise.Evidence.EVENT, kind=keeps)
    ids = set(promised.values_list("case_id", flat=True))
    return next((case for case in cases if case.pk in ids), None) if len(ids) == 1 else None
