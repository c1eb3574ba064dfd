"""Whether a back-end keeps the contract, tried against its real system. Needs no database and no settings.

    trials = [Trial("cancel", "7", {"order": "501", "reason": "x"}),
              Trial("cancel", "7", {"order": "502", "reason": "x"}, refused="already_shipped")]
    assert conformance.faults(Bikes(), Who(emails=("…",)), trials, silence=switched_off) == []

Trials change something and take it back where that is possible: never try them on people who live. `reading` changes
nothing; `onehand check --back-end CODE` asks it of a connected system.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from onehand.actions import kinds, rows
from onehand.actions.contract import Backend, BackendError, Of, Plan, Rejected, Step, Unclear, Unreachable, View, Who

# Nobody has this number or address anywhere.
NOBODY = Who(numbers=("no-such-number-0",), emails=("nobody@onehand.invalid",))
_GIVEN = ("order", "contract")  # what an action is about, and not what is chosen for it
Switch = Callable[[], AbstractContextManager[Any]]


@dataclass(frozen=True, slots=True)
class Trial:
    """One action on one customer, with values as `arguments.read` makes them (str, date, Money, Address …); `refused`
    is the code with which the system must say no."""

    kind: str
    customer: str
    given: Mapping[str, Any]
    refused: str = ""

    def __str__(self) -> str:
        return f"{self.kind} for {self.customer}"


def faults(backend: Backend, who: Who, trials: Sequence[Trial], *, silence: Switch | None = None) -> list[str]:
    """A sentence for each rule that is broken; empty when all hold. `silence` makes the system unreachable as long as
    its context lasts. Raises Unreachable when the system is not there at all."""
    found = [*of_class(backend), *reading(backend, who)]
    found += [fault for trial in trials for fault in _trial(backend, trial)]
    if silence is not None:
        planned = [_planned(backend, trial) for trial in trials]
        with silence():
            found += _silent(backend, who, [(trial, plan) for trial, plan in zip(trials, planned, strict=True) if plan])
    return found


def of_class(backend: Backend) -> Iterator[str]:
    """What can be seen without asking the system."""
    if not (isinstance(backend.code, str) and backend.code.isidentifier() and len(backend.code) <= 40):
        yield f"its code {backend.code!r} must be a plain name of at most 40 characters"
    known = {kind.code for kind in kinds.known()}
    for kind in sorted(backend.kinds() - known):
        yield f"it plans {kind!r}, which is no kind: register it"
    verbs = {role: {name for one, name in backend._marks if one == role} for role in ("does", "looks")}
    for verb in sorted(verbs["does"] ^ verbs["looks"]):
        yield f"{verb!r} needs both a method that does it and one that looks at it"


def reading(backend: Backend, who: Who) -> Iterator[str]:
    """It is only read. Raises Unreachable."""
    if not backend.version().strip():
        yield "version() says nothing"
    if list(backend.find(NOBODY)):
        yield "find() knows a customer whom nobody knows"
    if list(backend.find(Who())):
        yield "find() knows a customer of whom nothing is proven"
    for number in backend.find(who):
        view = backend.read(number)
        yield from _view(number, view)
        if backend.read(number) != view:
            yield f"read({number!r}) says something else the second time"
    first, since = backend.happened("")
    yield from _events(first)
    if list(backend.happened(since)[0]):
        yield "happened() tells again what lies before its own cursor"


def _view(number: str, view: View) -> Iterator[str]:
    if view.customer != number:
        yield f"read({number!r}) answers with {view.customer!r}"
    named = [(one.kind, one.reference) for one in view.processes]
    for kind, reference in sorted({one for one in named if named.count(one) > 1}):
        yield f"read({number!r}) has two of {kind} {reference}"


def _events(many: Sequence[Any]) -> Iterator[str]:
    ids = [one.id for one in many]
    if len(set(ids)) < len(ids):
        yield "happened() has one id for two events"
    if any(one.at.tzinfo is None for one in many):
        yield "happened() names moments without their zone"


def _trial(backend: Backend, trial: Trial) -> Iterator[str]:
    before = backend.read(trial.customer)
    try:
        plan = backend.plan(trial.kind, trial.customer, trial.given)
        again = backend.plan(trial.kind, trial.customer, trial.given)
    except Rejected as no:
        yield from _refused(backend, trial, no)
        if backend.read(trial.customer) != before:
            yield f"{trial}: it was refused and changed something"
        return
    if trial.refused:
        yield f"{trial}: it should be refused with {trial.refused!r}, and was planned"
        return
    if _data(plan) != _data(again):
        yield f"{trial}: two plans in a row differ"
    if backend.read(trial.customer) != before:
        yield f"{trial}: planning changed something"
    if not plan.steps and not plan.missing:
        yield f"{trial}: the plan has no steps; try it on something that can be changed"
    for step in plan.steps:
        yield from _step(backend, trial, step, _key())
    yield from _undone(backend, trial, plan)


def _refused(backend: Backend, trial: Trial, no: Rejected) -> Iterator[str]:
    if not trial.refused:
        yield f"{trial}: refused ({no})"
    elif no.code != trial.refused:
        yield f"{trial}: refused with {no.code!r} instead of {trial.refused!r}"
    if not (no.words.de.strip() and no.words.en.strip()):
        yield f"{trial}: {no.code!r} is not said in both languages"
    if trial.refused:
        yield from _hangs_on(backend, trial, no)


def _hangs_on(backend: Backend, trial: Trial, no: Rejected) -> Iterator[str]:
    """What it says of itself: a choice of a customer's is closed by it, or stays open."""
    kind = next((one for one in kinds.known() if one.code == trial.kind), None)
    asks = kind is not None and any(one.kind not in _GIVEN and one.name != "reason" for one in kind.fields)
    if no.of is None and asks:
        yield f"{trial}: {no.code!r} does not say whether it hangs on the order or on what was chosen (of=)"
    if no.of == Of.VALUE and not asks:
        yield f"{trial}: {no.code!r} hangs on what was chosen, and there is nothing to choose"
    for name, value in _otherwise(trial.given) if no.of == Of.ORDER else ():
        try:
            backend.plan(trial.kind, trial.customer, {**trial.given, name: value})
        except Rejected:
            continue
        yield f"{trial}: {no.code!r} hangs on the order, and with another {name!r} it is planned"


def _otherwise(given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Other days: each of the next week, and a longer span."""
    for name, value in given.items():
        if isinstance(value, date):
            yield from ((name, value + timedelta(days=further)) for further in range(1, 8))
        elif isinstance(value, tuple) and value and all(isinstance(one, date) for one in value):
            yield name, (value[0], value[-1] + timedelta(days=60))


def _data(plan: Plan) -> Any:
    return [rows.step_data(step) for step in plan.steps]


def _shape(trial: Trial, step: Step) -> Iterator[str]:
    if set(step.before) != set(step.wish) or not step.wish:
        yield f"{trial}, {step.verb}: before and wish must have the same names, and some"
    if dict(step.before) == dict(step.wish):
        yield f"{trial}, {step.verb}: what is wished is so already"
    if not (step.says.de.strip() and step.says.en.strip()):
        yield f"{trial}, {step.verb}: it is not said in both languages"
    try:
        if rows.step_of(json.loads(json.dumps(rows.step_data(step)))) != step:
            yield f"{trial}, {step.verb}: it becomes another one when it is written down (tuples, dates?)"
    except TypeError:
        yield f"{trial}, {step.verb}: before, wish and arguments must be JSON"


def _key() -> str:
    return f"conformance-{secrets.token_hex(8)}"


def _step(backend: Backend, trial: Trial, planned: Step, key: str) -> Iterator[str]:
    shape = list(_shape(trial, planned))
    yield from shape
    if shape:
        return
    step = rows.step_of(rows.step_data(planned), key=key)
    if dict(backend.look(step)) != dict(step.before):
        yield f"{trial}, {step.verb}: looking does not show what was planned as before"
        return
    answer = dict(backend.do(step, key))
    if step.within == 0 and dict(backend.look(step)) != dict(step.wish):
        yield f"{trial}, {step.verb}: it was done, and looking does not show the wish"
        return
    once = backend.read(trial.customer)
    if dict(backend.do(step, key)) != answer:
        yield f"{trial}, {step.verb}: the same key again is answered otherwise"
    if backend.read(trial.customer) != once:
        yield f"{trial}, {step.verb}: the same key again changes something"


def _undone(backend: Backend, trial: Trial, plan: Plan) -> Iterator[str]:
    for step in reversed(plan.steps):
        if step.undo is None:
            if plan.lasting is None:
                yield f"{trial}, {step.verb}: it cannot be taken back, and the plan does not say so (lasting)"
            continue
        key = _key()
        undo = rows.step_of(rows.step_data(step.undo), key=key)
        backend.do(undo, key)
        if undo.within == 0 and dict(backend.look(undo)) != dict(undo.wish):
            yield f"{trial}, {step.verb}: it was taken back, and looking does not show it"


def _planned(backend: Backend, trial: Trial) -> Plan | None:
    try:
        return backend.plan(trial.kind, trial.customer, trial.given)
    except Rejected:
        return None


def _silent(backend: Backend, who: Who, planned: Sequence[tuple[Trial, Plan]]) -> Iterator[str]:
    yield from _unreachable("version()", backend.version)
    yield from _unreachable("find()", partial(backend.find, who))
    if type(backend).happened is not Backend.happened:
        yield from _unreachable("happened()", partial(backend.happened, ""))
    for trial, plan in planned:
        yield from _unreachable(f"read({trial.customer!r})", partial(backend.read, trial.customer))
        asked = partial(backend.plan, trial.kind, trial.customer, trial.given)
        yield from _unreachable(f"planning {trial}", asked)
        for step in plan.steps:
            yield from _unreachable(f"looking at {step.verb}", partial(backend.look, step))
            yield from _unreachable(f"doing {step.verb}", partial(backend.do, step, _key()))


def _unreachable(name: str, ask: Callable[[], object]) -> Iterator[str]:
    """A step that was perhaps sent may be Unclear."""
    try:
        ask()
    except Unreachable:
        return
    except BackendError as other:
        if not (isinstance(other, Unclear) and name.startswith("doing")):
            yield f"{name}: while the system is silent it raises {type(other).__name__} instead of Unreachable"
    except Exception as other:
        yield f"{name}: while the system is silent it raises {type(other).__name__} instead of Unreachable"
    else:
        yield f"{name}: it answers although the system is silent"
