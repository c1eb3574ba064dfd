"""A plan that is looked at again: of a run that was begun while a system was silent, and of one that waited for its
approval. Whoever agreed must have seen what is done."""

from __future__ import annotations

from typing import Any

from onehand.actions import arguments, mandates, sealed
from onehand.actions.assurance import assurance_of, disowned_since
from onehand.actions.choices import telling
from onehand.actions.contract import Unreachable
from onehand.actions.hiding import hidden
from onehand.actions.kinds import kind_of
from onehand.actions.models import Approval, Run
from onehand.actions.planning import Preview, preview
from onehand.actions.runs import tell_of, write_steps
from onehand.cases.lock import lock
from onehand.foundation import clock
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, verb

_OTHER = {
    "de": "Der Plan sieht jetzt anders aus als erwartet. Bitte ansehen und neu beginnen.",
    "en": "The plan looks different from what was expected. Please look at it and begin anew.",
}
_DEARER = {
    "de": "Beim Beginn war ein System stumm. Der Plan, der jetzt vorliegt, kostet mehr als vereinbart.",
    "en": "A system was silent at the beginning. The plan that there is now costs more than was agreed.",
}
_DISOWNED = {
    "de": "Von einer bekannten Adresse kam inzwischen: Das war ich nicht. Nichts wurde begonnen.",
    "en": "By now a known address has said: that was not me. Nothing was begun.",
}
_NOBODY = {
    "de": "Der Plan kostet mehr als vereinbart, und niemand, der dieses Anliegen sieht, darf so viel geben.",
    "en": "The plan costs more than was agreed, and nobody who sees this case may give that much.",
}


def look_again(run: Run) -> Preview:
    """The same wish against the live data of now. Raises ValueError where what was sealed cannot be opened, KeyError
    for a kind that is no longer known."""
    given = sealed.unseal(run.sealed)["arguments"] if run.sealed else run.arguments
    return preview(run.case, run.kind, arguments.plain(arguments.read(kind_of(run.kind), given)), by=run.agent)


def plan_again(run: Run) -> None:
    """Of a run that waited for a silent system. Raises Unreachable while one that is concerned is silent. A plan that
    is refused stands for a person; one that costs more than was agreed is asked for."""
    seen = look_again(run)
    if seen.silent:
        raise Unreachable(", ".join(seen.silent))
    _settle(run, seen)


def is_disowned(run: Run) -> bool:
    """Whether the holder of a known address has said since it was begun: that was not me. Who was identified after that
    has said it anew. Raises KeyError for a kind that is no longer known."""
    return disowned_since(run.case, run.created_at) and assurance_of(run.case) < kind_of(run.kind).assurance


@verb
def show_anew(run: Run, seen: Preview) -> None:
    """What waits for an approval would be done differently by now: the approver sees the new plan."""
    lock(run.case)
    run.refresh_from_db()
    if run.state != Run.State.ASKED:
        return
    _take_over(run, seen)
    tell_of(run, Kind.PLAN_CHANGED, by=SYSTEM)


@verb
def _settle(run: Run, seen: Preview) -> None:
    lock(run.case)
    run.refresh_from_db()
    if run.state != Run.State.WAITING:
        return
    if seen.refused or seen.missing:
        no = seen.refused[0] if seen.refused else None
        _stand(run, no.code if no else "plan_changed", hidden(no.words.data()) if no else _OTHER)
    elif is_disowned(run):
        _stand(run, "disowned", _DISOWNED)
    elif _exceeds(run, seen):
        _ask(run, seen)
    else:
        run.state, run.why = Run.State.RUNNING, {}
        _take_over(run, seen)


def _exceeds(run: Run, seen: Preview) -> bool:
    """Whether it gives more than was agreed: by an approver, or by the agent's own mandate."""
    if _cost(seen) <= run.cents:
        return False
    if Approval.objects.filter(run=run, approved=True).exists():
        return True
    given = mandates.given(run.case, run.kind) - run.cents
    return _cost(seen) > mandates.limit(run.agent, run.kind) - given


def _cost(seen: Preview) -> int:
    return seen.cost.cents if seen.cost is not None else 0


def _ask(run: Run, seen: Preview) -> None:
    """For the approval of this plan, whatever was decided on the one before."""
    earlier = Approval.objects.filter(run=run).first()
    reason = earlier.reason if earlier is not None else str(run.plan.get("reason", ""))
    agreed, run.cents = run.cents, _cost(seen)
    run.save(update_fields=["cents"])
    if not mandates.approvers(run):
        run.cents = agreed  # nobody has agreed to more: who goes on is asked for it again
        run.save(update_fields=["cents"])
        _stand(run, "nobody_may", _NOBODY)
        return
    run.state, run.why = Run.State.ASKED, {"code": "dearer", **_DEARER}
    _take_over(run, seen)
    asked: dict[str, Any] = {"asked_by": run.agent, "reason": reason, "asked_at": clock.now()}
    open_again: dict[str, Any] = {"approved": None, "decided_by": None, "decided_at": None, "answer": ""}
    Approval.objects.update_or_create(run=run, defaults={**asked, **open_again})
    tell_of(run, Kind.APPROVAL_ASKED, by=SYSTEM, reason=reason[:300])


def _take_over(run: Run, seen: Preview) -> None:
    run.cents, run.digest = _cost(seen), seen.digest
    run.currency = seen.cost.currency if seen.cost is not None else run.currency
    run.save(update_fields=["state", "why", "cents", "currency", "digest"])
    run.steps.all().delete()
    run.touches.all().delete()
    write_steps(run, seen)


def _stand(run: Run, code: str, words: dict[str, str]) -> None:
    run.state, run.why = Run.State.STUCK, {"code": code, **words}
    run.save(update_fields=["state", "why"])
    tell_of(run, Kind.ACTION_STUCK, by=SYSTEM, why=words["de"], why_de=words["de"], why_en=words["en"])
    telling.handed_over(run)
