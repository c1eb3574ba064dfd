"""Carrying out a run: each step is written down before it is sent, read back before it counts, and never done twice.

What a crash, a lost answer or a silent system leaves is looked up in the system itself: when it is as wished the step
is done; when it is as before it is sent again under the same key; anything else stands for a person (R1, D5).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from onehand.actions import backends, rows, sealed, shaped
from onehand.actions.choices import telling
from onehand.actions.contract import Paper, Rejected, Step, Unclear, Unreachable
from onehand.actions.finishing import finish
from onehand.actions.hiding import hidden
from onehand.actions.models import Run, RunStep, Touch
from onehand.actions.replanning import plan_again
from onehand.actions.runs import LOST, tell_of
from onehand.actions.words import Words
from onehand.foundation import clock, crashpoints, jobs
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, verb

BEHIND = timedelta(seconds=1)  # another run works on the same order
LATER = timedelta(seconds=20)  # a system does not answer
# A system may take a moment until what it was told can be read; seconds between the looks.
PATIENCE = (0.0, 0.2, 0.6, 1.5)
MOST_TRIES = 5

_CHANGED = (
    "changed",
    Words(
        "Inzwischen steht dort etwas anderes als beim Planen. Es wurde nichts überschrieben.",
        "By now the system holds something else than when this was planned. Nothing was overwritten.",
    ),
)
_DIFFERS = (
    "differs",
    Words(
        "Das System hat angenommen, zeigt beim Nachlesen aber etwas anderes.",
        "The system accepted it, but shows something else when read back.",
    ),
)
_UNCLEAR = (
    "unclear",
    Words(
        "Es ist nicht sicher, ob der Schritt ausgeführt wurde. Bitte im System nachsehen.",
        "It is not certain whether the step was done. Please look in the system.",
    ),
)
_LOST = ("lost", LOST)
_SILENT = {
    "code": "silent",
    "de": "Ein System antwortet gerade nicht. Es geht von selbst weiter, sobald es antwortet.",
    "en": "A system does not answer right now. It goes on by itself as soon as it does.",
}
_WORKING = {
    "code": "working",
    "de": "Das System hat angenommen und braucht noch etwas. Es wird von selbst nachgelesen.",
    "en": "The system has accepted it and still takes a while. It is read back by itself.",
}


class _Stand(Exception):
    """A person must look at it."""

    def __init__(self, code: str, words: Words) -> None:
        super().__init__(code)
        self.code = code
        self.words = words


class _Working(Exception):
    """The system has said yes and still works on it, as it may."""


@jobs.task()
def carry_out(number: int) -> None:
    """The job of one run. It may be called again at any moment and goes on where the rows say it stands."""
    run = Run.objects.select_related("case").filter(pk=number).first()
    if run is None or run.state not in (Run.State.WAITING, Run.State.RUNNING):
        return
    if _is_behind(run):
        raise jobs.Again(BEHIND)
    try:
        if run.state == Run.State.WAITING:
            _plan_late(run)
            run.refresh_from_db()
            if _is_behind(run):  # only now it is known what it works on
                raise jobs.Again(BEHIND)
        if run.state == Run.State.RUNNING:
            _all_steps(run)
            behind = _next(run)
            finish(run, papers=_papers(run))
            _call(behind)
    except Unreachable:
        _wait(run, Kind.ACTION_WAITS, _SILENT)
        raise jobs.Again(LATER) from None
    except _Working:
        _wait(run, Kind.ACTION_WORKS, _WORKING)
        raise jobs.Again(LATER) from None
    except _Stand as stand:
        _stand(run, stand.code, stand.words)


def _plan_late(run: Run) -> None:
    try:
        plan_again(run)
    except ValueError:  # what was sealed cannot be opened
        raise _Stand(*_LOST) from None


def _is_behind(run: Run) -> bool:
    """Whether an earlier run that has not ended works on something of this one."""
    return Touch.objects.filter(
        what__in=run.touches.values("what"), run__lt=run.pk,
        run__state__in=(Run.State.RUNNING, Run.State.WAITING),
    ).exists()  # fmt: skip


def _next(run: Run) -> list[int]:
    """The first run behind this one on each thing that it works on."""
    others = Touch.objects.filter(
        what__in=run.touches.values("what"), run__gt=run.pk, run__state__in=(Run.State.RUNNING, Run.State.WAITING)
    )
    first: dict[str, int] = {}
    for what, number in others.order_by("run").values_list("what", "run"):
        first.setdefault(what, number)
    return sorted(set(first.values()))


def _call(behind: list[int]) -> None:
    """They would look again by themselves; twenty on one order need not wait a second each."""
    for number in behind:
        jobs.once(carry_out, f"run {number}").enqueue(number)


def _all_steps(run: Run) -> None:
    contents = _contents(run)
    for row in run.steps.order_by("position"):
        if row.state in (RunStep.State.DONE, RunStep.State.DROPPED):
            continue
        _one(row, step_of(row, contents))


def _papers(run: Run) -> list[Paper]:
    """What goes along with the message, if there is one to be sent."""
    if not run.tell:
        return []
    contents = _contents(run)
    return [
        paper
        for row in run.steps.filter(state=RunStep.State.DONE).order_by("position")
        for paper in backends.asked(row.backend, lambda one, row=row: one.papers(step_of(row, contents)))  # type: ignore[misc]
    ]


def step_of(row: RunStep, contents: Mapping[int, Mapping[str, Any]]) -> Step:
    return rows.step_of(contents[row.position], key=row.key)


def _contents(run: Run) -> Mapping[int, Mapping[str, Any]]:
    """Opened where they are stored sealed."""
    if not run.sealed:
        return {row.position: row.content for row in run.steps.all()}
    try:
        return dict(enumerate(sealed.unseal(run.sealed).get("steps", ())))
    except ValueError:
        raise _Stand(*_LOST) from None


def _one(row: RunStep, step: Step) -> None:
    """One step to its end: sent, answered, read back."""
    seen = _look(row, step)
    if not is_wished(seen, step):
        _give_time(row, step, seen)
        if not _is_before(seen, step):
            raise _Stand(*(_CHANGED if row.state == RunStep.State.PLANNED else _UNCLEAR))
        answered = _send(row, step)
        seen = _look_until(row, step)
        if not is_wished(seen, step):
            _give_time(row, step, seen)
            if not answered and _is_before(seen, step):
                raise Unreachable("the answer was lost, and it is as before")
            raise _Stand(*(_DIFFERS if answered else _UNCLEAR))
    row.state = RunStep.State.DONE
    row.save(update_fields=["state"])


def _give_time(row: RunStep, step: Step, seen: Mapping[str, Any]) -> None:
    """Where the system may take its time: raises _Working until that has passed, _Stand after it."""
    if not step.within or row.sent_at is None or row.state not in (RunStep.State.SENT, RunStep.State.ANSWERED):
        return
    if row.state == RunStep.State.SENT and _is_before(seen, step):
        return  # the request may not have come: it is sent again under its key
    if clock.now() < row.sent_at + timedelta(seconds=step.within):
        raise _Working
    raise _Stand(*_DIFFERS)


def _send(row: RunStep, step: Step) -> bool:
    """Whether there was an answer."""
    if row.tries >= MOST_TRIES:
        raise _Stand(*_UNCLEAR)
    row.state, row.tries, row.sent_at = RunStep.State.SENT, row.tries + 1, clock.now()
    row.save(update_fields=["state", "tries", "sent_at"])  # durable before it leaves
    crashpoints.reached("actions.before_request")
    try:
        answer = backends.asked(row.backend, lambda one: one.do(step, row.key), sends=True)
    except Unclear:
        return False  # read back next: that says what became of it
    except Rejected as no:
        raise _Stand(no.code, no.words) from None
    crashpoints.reached("actions.after_request")
    row.state, row.answer = RunStep.State.ANSWERED, None if row.run.sealed else _kept(answer)
    crashpoints.reached("actions.before_recorded")
    row.save(update_fields=["state", "answer"])
    return True


def _kept(answer: Any) -> dict[str, Any] | None:
    """The step was sent: whatever it was answered with, what is read back next says what became of it."""
    try:
        return shaped.values(answer)
    except Unreachable:
        return None


def _look_until(row: RunStep, step: Step) -> Mapping[str, Any]:
    seen: Mapping[str, Any] = {}
    for span in PATIENCE:
        sleep(span)
        seen = _look(row, step)
        if is_wished(seen, step):
            break
    return seen


def _look(row: RunStep, step: Step) -> Mapping[str, Any]:
    seen = backends.asked(row.backend, lambda one: shaped.values(one.look(step)))
    row.seen_at = clock.now()
    row.seen = None if row.run.sealed else seen  # what is secret is compared, never stored
    row.save(update_fields=["seen", "seen_at"])
    return seen


def is_wished(seen: Mapping[str, Any], step: Step) -> bool:
    return bool(step.wish) and all(name in seen and seen[name] == value for name, value in step.wish.items())


def _is_before(seen: Mapping[str, Any], step: Step) -> bool:
    return all(name in seen and seen[name] == value for name, value in step.before.items())


@verb
def _wait(run: Run, kind: Kind, why: Mapping[str, str]) -> None:
    """It is said once for what it waits; the job comes back by itself."""
    if run.why.get("code") == why["code"]:
        return
    run.why = dict(why)
    run.save(update_fields=["why"])
    tell_of(run, kind, by=SYSTEM)


@verb
def _stand(run: Run, code: str, words: Words) -> None:
    words = hidden(words)
    run.state, run.why = Run.State.STUCK, {"code": code, **words.data()}
    run.save(update_fields=["state", "why"])
    run.steps.filter(state__in=(RunStep.State.SENT, RunStep.State.ANSWERED)).update(state=RunStep.State.STUCK)
    tell_of(run, Kind.ACTION_STUCK, by=SYSTEM, why=words.de, why_de=words.de, why_en=words.en)
    telling.handed_over(run)


sleep: Callable[[float], None] = time.sleep
