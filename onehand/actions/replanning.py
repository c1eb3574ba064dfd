"""A run that was begun while a system was silent is planned when it answers; nobody has seen that plan."""

from __future__ import annotations

from onehand.actions import arguments, mandates, sealed
from onehand.actions.contract import Unreachable
from onehand.actions.hiding import hidden
from onehand.actions.kinds import kind_of
from onehand.actions.models import Run
from onehand.actions.planning import Preview, preview
from onehand.actions.runs import tell_of, write_steps
from onehand.cases.lock import lock
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, verb


def plan_again(run: Run) -> None:
    """Raises Unreachable while a system that is concerned is silent. A plan that is refused, or costs more than was
    agreed, stands for a person."""
    given = sealed.unseal(run.sealed)["arguments"] if run.sealed else run.arguments
    seen = preview(run.case, run.kind, arguments.plain(arguments.read(kind_of(run.kind), given)), by=run.agent)
    if seen.silent:
        raise Unreachable(", ".join(seen.silent))
    _settle(run, seen)


@verb
def _settle(run: Run, seen: Preview) -> None:
    lock(run.case)
    run.refresh_from_db()
    if run.state != Run.State.WAITING:
        return
    cost = seen.cost.cents if seen.cost is not None else 0
    approved = hasattr(run, "approval") and run.approval.approved
    room = mandates.limit(run.agent, run.kind) - mandates.given(run.case, run.kind, run.currency) + run.cents
    if seen.refused or seen.missing or (cost > run.cents and (approved or cost > room)):
        words = hidden(seen.refused[0].words.data()) if seen.refused else _OTHER
        run.state, run.why = (
            Run.State.STUCK,
            {"code": seen.refused[0].code if seen.refused else "plan_changed", **words},
        )
        run.save(update_fields=["state", "why"])
        tell_of(run, Kind.ACTION_STUCK, by=SYSTEM, why=words["de"], why_de=words["de"], why_en=words["en"])
        return
    run.state, run.why, run.cents, run.digest = Run.State.RUNNING, {}, cost, seen.digest
    run.save(update_fields=["state", "why", "cents", "digest"])
    write_steps(run, seen)


_OTHER = {
    "de": "Der Plan sieht jetzt anders aus als erwartet. Bitte ansehen und neu beginnen.",
    "en": "The plan looks different from what was expected. Please look at it and begin anew.",
}
