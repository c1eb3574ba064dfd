"""Every minute each connected system is asked what has happened since; a silent one is asked again the next minute."""

from __future__ import annotations

from datetime import timedelta

from onehand.actions import backends, shaped
from onehand.actions.contract import Unreachable
from onehand.actions.events import concerning, intake
from onehand.actions.events.whom import look_up
from onehand.actions.models.events import Cursor, Event
from onehand.foundation import clock, jobs

AT_ONCE = 200  # events of one transaction
TRIED_AGAIN = 20  # unplaced events at a time
TRY_AFTER = timedelta(minutes=10)
GIVEN_UP = timedelta(days=30)  # they stay visible, nobody is asked about them any more


@jobs.every(timedelta(minutes=1), name="ask what has happened")
@jobs.task()
def ask_all() -> None:
    for one in backends.connected():
        poll(one.code)
    place_again()


def poll(code: str) -> int:
    """How many events were new. The cursor moves on in the transaction that holds them: after a crash they are asked
    for again, and none has two effects."""
    row = Cursor.objects.filter(backend=code).first()
    since = row.position if row is not None else ""
    try:
        found, until = backends.asked(code, lambda system: shaped.told(system.happened(since)), patient=False)
    except Unreachable:
        return 0
    new = intake.unknown(code, found)
    pairs = [(one, intake.meant(code, one)) for one in new]
    for start in range(0, max(0, len(pairs) - AT_ONCE), AT_ONCE):
        intake.take(code, pairs[start : start + AT_ONCE])
    last = pairs[(len(pairs) - 1) // AT_ONCE * AT_ONCE :] if pairs else []
    if pairs or until != since:
        intake.take(code, last, since=since, until=until)
    return len(pairs)


def place_again() -> int:
    """Whose customer or system was not known then may be by now; how many were placed."""
    now, placed = clock.now(), 0
    waiting = Event.objects.filter(
        outcome=Event.Outcome.UNPLACED, tried_at__lte=now - TRY_AFTER, received_at__gt=now - GIVEN_UP
    )
    for event in waiting.order_by("tried_at")[:TRIED_AGAIN]:
        whom = look_up(event.backend, event.customer_number, concerning.references_of(event), event.values)
        placed += intake.try_again(event, whom).outcome != Event.Outcome.UNPLACED
    return placed
