"""What every stage of a run shares: its rows, its line in the timeline, its end."""

from __future__ import annotations

import secrets
from typing import Any

from onehand.actions import arguments, rows, sealed
from onehand.actions.hiding import hidden
from onehand.actions.kinds import kind_of
from onehand.actions.models import Run, RunStep, Touch
from onehand.actions.planning import Preview
from onehand.actions.words import Words
from onehand.cases.models import OpenEnd
from onehand.cases.unsettled import name_end
from onehand.foundation import clock
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Acts, record

OPEN_END = name_end("action", "eine Änderung in unseren Systemen", "a change in our systems")
LOST = Words(
    "Was zu tun war, lässt sich nicht mehr lesen: der Schlüssel des Servers ist ein anderer.",
    "What was to be done can no longer be read: the server's key is another one.",
)


def write_steps(run: Run, seen: Preview) -> None:
    """The steps of a plan, durable before any of them is sent. What is secret in them is only stored sealed: what was
    given, and bank details that the systems hold themselves."""
    contents = [rows.step_data(step) for _, step in seen.steps]
    secret = bool(arguments.secrets_in(seen.kind, seen.given)) or hidden(contents) != contents
    for position, (backend, step) in enumerate(seen.steps):
        data = contents[position]
        RunStep.objects.create(
            run=run, position=position, backend=backend, verb=step.verb, target=hidden(step.target)[:120],
            says=hidden(step.says.data()), content={} if secret else data, key=secrets.token_hex(16),
        )  # fmt: skip
    touched = {f"{part.backend}:{what}" for part in seen.parts for what in part.plan.touches}
    touched |= {f"{backend}:{step.target}" for backend, step in seen.steps}
    Touch.objects.bulk_create([Touch(run=run, what=what[:160]) for what in sorted(map(hidden, touched))])
    kept: dict[str, list[Any]] = {"cannot": [], "warns": [], "told": []}
    lasting = None
    for part in seen.parts:
        data = rows.plan_data(part.plan)
        kept["cannot"] += data["cannot"]
        kept["warns"] += data["warns"]
        kept["told"] += [data["told"]] if data["told"] else []
        lasting = lasting or data["lasting"]
    run.plan = hidden({**kept, "lasting": lasting})
    if secret:
        run.sealed = sealed.seal({"arguments": arguments.plain(seen.given), "steps": contents})
    run.save(update_fields=["plan", "sealed"])


def tell_of(run: Run, kind: Kind, *, by: Acts, **values: str) -> None:
    """One line in the case's timeline."""
    record("case", run.case_id, kind, by=by, ref=run.pk, values={**title_of(run).named(), **hidden(values)})


def title_of(run: Run) -> Words:
    try:
        return kind_of(run.kind).title
    except KeyError:  # of a back-end that is no longer connected
        return Words(run.kind, run.kind)


def end(run: Run, state: Run.State) -> None:
    """Inside a verb: nothing holds the case open for it any more, and what was secret is gone."""
    run.state, run.ended_at, run.sealed = state, clock.now(), ""
    run.save(update_fields=["state", "ended_at", "sealed"])
    run.touches.all().delete()
    OpenEnd.objects.filter(kind=OPEN_END, reference=str(run.pk), closed_at__isnull=True).update(closed_at=clock.now())
