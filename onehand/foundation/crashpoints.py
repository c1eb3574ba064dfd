"""Named places at which a process may be killed to prove that nothing is lost (FAULTS R1).

Every place has its name in NAMES, so that one test can walk through all of them. In normal operation
reaching one costs a dictionary look-up. `ONEHAND_CRASH_AT=jobs.claimed` kills the process with SIGKILL the
first time it gets there, `ONEHAND_CRASH_AT=jobs.claimed:3` the third time.
"""

from __future__ import annotations

import os
import signal

NAMES: frozenset[str] = frozenset(
    {
        # taking in
        "intake.before_raw",
        "intake.raw_durable",
        "intake.ledger_durable",
        "intake.before_commit",
        "intake.after_commit",
        "fetch.fetched",
        "fetch.before_cursor",
        "fetch.after_cursor",
        "smtp.before_answer",
        "smtp.after_answer",
        # sending
        "sending.claimed",
        "sending.before_transmission",
        "sending.after_transmission",
        "sending.before_recorded",
        "sending.after_recorded",
        # jobs
        "jobs.claimed",
        "jobs.before_effect",
        "jobs.after_effect",
        "jobs.before_done",
        "jobs.after_done",
        # timers of promises
        "promises.late",
        "promises.told",
        "promises.after_told",
        # steps of a back-end action
        "actions.before_request",
        "actions.after_request",
        "actions.before_recorded",
        # expected courses
        "courses.missed",
        "courses.said",
        # telling the affected of a defect
        "defects.told",
    }
)

_seen: dict[str, int] = {}


class UnknownPoint(LookupError):
    """The place is not listed in NAMES, so no test would ever walk through it."""


def reached(name: str) -> None:
    """Say that the place called `name` is reached; kills this process if the environment asks for it here.

    Raises UnknownPoint for a name that is not in NAMES.
    """
    if name not in NAMES:
        raise UnknownPoint(name)
    wanted = os.environ.get("ONEHAND_CRASH_AT")
    if not wanted:
        return
    place, _, count = wanted.partition(":")
    if place not in NAMES:
        raise UnknownPoint(place)
    if place != name:
        return
    _seen[name] = _seen.get(name, 0) + 1
    if _seen[name] >= int(count or 1):
        os.kill(os.getpid(), signal.SIGKILL)
