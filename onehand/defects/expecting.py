"""When it is expected to be repaired: a word to all who are affected. When it changes each is told, once."""

from __future__ import annotations

from datetime import datetime, timedelta

from onehand.cases.errors import Refused
from onehand.cases.models import State
from onehand.defects import telling
from onehand.defects.access import guard_owner
from onehand.defects.models import Defect, Telling
from onehand.foundation import clock
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import record, verb

FURTHEST = timedelta(days=366)


def guard_time(at: datetime) -> None:
    """Raises Refused: expected_past, expected_far."""
    now = clock.now()
    if at <= now or at > now + FURTHEST:
        raise Refused("expected_past" if at <= now else "expected_far")


@verb
def expect(defect: Defect, at: datetime, *, by: Agent, tell: bool = True) -> Defect:
    """A new time. All whose case is still open hear of it, unless nobody had been given one (`tell` false).

    Raises Refused: defect_fixed, expected_past, expected_far, expected_same, not_the_defects_owner.
    """
    defect.refresh_from_db(from_queryset=Defect.objects.select_for_update(of=("self",), no_key=True))
    guard_owner(defect, by)
    if not defect.is_open:
        raise Refused("defect_fixed")
    guard_time(at)
    if defect.expected_at == at:
        raise Refused("expected_same")
    defect.expected_at = at
    defect.turn += 1
    defect.save(update_fields=["expected_at", "turn"])
    record("defect", defect.pk, Kind.DEFECT_EXPECTED, by=by, ref=defect.pk, values={"due": at.isoformat()})
    if tell:
        live = defect.links.filter(ended_at__isnull=True).exclude(case__state=State.CLOSED).exclude(works=True)
        telling.plan(defect, Telling.Kind.EXPECTED, live)
    return defect
