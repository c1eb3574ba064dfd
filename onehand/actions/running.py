"""Beginning an action: planned against live data, within the mandate or for approval, then carried out by a job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from onehand.actions import arguments, asking, mandates, sealed
from onehand.actions.carrying import carry_out
from onehand.actions.hiding import hidden
from onehand.actions.models import Approval, Run, RunStep
from onehand.actions.planning import Preview, preview
from onehand.actions.rows import said
from onehand.actions.runs import OPEN_END, end, tell_of, write_steps
from onehand.cases.errors import Refused
from onehand.cases.lock import lock
from onehand.cases.models import Case, OpenEnd, Promise
from onehand.foundation import clock, jobs
from onehand.foundation.money import Money
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import verb


def start(
    case: Case,
    code: str,
    raw: Mapping[str, Any],
    *,
    by: Agent | Customer,
    digest: str | None = None,
    key: str | None = None,
    reason: str = "",
    tell: str = "",
    promise: Promise | None = None,
) -> Run:
    """Begin an action in this case. `digest` is that of the preview that was looked at: if the live data say something
    else by now, nothing is begun. `reason` is for the approver; `tell` is sent to the customer once it is done and read
    back; `promise` is kept by it; in both no whole IBAN is kept. The same `key` again gives the run of the first time.

    The systems are read before the transaction begins, so that a slow one holds up nobody.

    Raises Refused: closed, arguments, unknown_action, impossible (with `no`, a list of code and sentences), missing,
    needs_proof, plan_changed, needs_reason, nobody_may, not_of_this_case.
    """
    earlier = _earlier(case, key)
    if earlier is not None:
        return earlier
    seen = preview(case, code, raw, by=by if isinstance(by, Agent) else None)
    _guard(seen, digest)
    return _begin(case, seen, by=by, key=key, reason=hidden(reason.strip()), tell=hidden(tell.strip()), promise=promise)


def _earlier(case: Case, key: str | None) -> Run | None:
    return Run.objects.filter(key=_kept(case, key)).first() if key else None


def _kept(case: Case, key: str) -> str:
    return f"{case.pk}:{key}"[:100]


def _guard(seen: Preview, digest: str | None) -> None:
    if seen.missing:
        raise Refused("missing", fields=list(seen.missing), what=", ".join(seen.missing))
    refused = [replace(no, words=hidden(no.words), instead=hidden(no.instead)) for no in seen.refused]
    if refused:
        raise Refused(
            "impossible",
            no=[{"code": no.code, "words": no.words.data(), "instead": said(no.instead)} for no in refused],
            what=refused[0].words.de, words=refused[0].words,
        )  # fmt: skip
    if seen.needs is not None:
        raise Refused("needs_proof", level=int(seen.needs))
    if digest is not None and not seen.silent and digest != seen.digest:
        raise Refused("plan_changed")


@verb
def _begin(
    case: Case, seen: Preview, *, by: Agent | Customer, key: str | None, reason: str, tell: str, promise: Promise | None
) -> Run:
    lock(case)
    earlier = _earlier(case, key)
    if earlier is not None:
        return earlier
    if case.state == "closed":
        raise Refused("closed")
    if promise is not None and promise.case_id != case.pk:
        raise Refused("not_of_this_case")
    run = _row(case, seen, by=by, key=key, tell=tell, promise=promise)
    asks = _exceeds(seen, case, by)
    if asks and not reason:
        raise Refused("needs_reason")
    run.state = _state(seen, asks=asks)
    run.save()
    asking.spend(case, run.kind)  # from here on it is the run's, sealed in its turn
    if not seen.silent:  # else it is planned as a whole when all answer: half of it would not be what was wished
        write_steps(run, seen)
    OpenEnd.objects.create(case=case, kind=OPEN_END, reference=str(run.pk))
    if asks:
        Approval.objects.create(run=run, asked_by=run.agent, reason=reason[:2000])
        if not mandates.approvers(run):
            raise Refused("nobody_may")
        tell_of(run, Kind.APPROVAL_ASKED, by=by, reason=reason[:300])
        return run
    tell_of(run, Kind.ACTION_STARTED, by=by)
    jobs.once(carry_out, f"run {run.pk}").enqueue(run.pk)
    return run


def _row(
    case: Case, seen: Preview, *, by: Agent | Customer, key: str | None, tell: str, promise: Promise | None
) -> Run:
    plain = arguments.plain(seen.given)
    run = Run(
        case=case, kind=seen.kind.code, arguments=arguments.masked(seen.kind, plain),
        cents=seen.cost.cents if seen.cost is not None else 0,
        currency=seen.cost.currency if seen.cost is not None else "EUR",
        key=_kept(case, key) if key else None, tell=tell, promise=promise, digest=seen.digest,
    )  # fmt: skip
    if isinstance(by, Agent):
        run.agent = by
    else:
        run.customer = by
    if arguments.secrets_in(seen.kind, seen.given):
        run.sealed = sealed.seal({"arguments": plain})
    return run


def _exceeds(seen: Preview, case: Case, by: Agent | Customer) -> bool:
    """Asked under the case's lock: of twenty at once each sees what the others have given."""
    if seen.cost is None or not seen.cost.cents:
        return False
    agent = by if isinstance(by, Agent) else None
    return mandates.left(case, seen.kind.code, agent, seen.cost.currency) < seen.cost


def _state(seen: Preview, *, asks: bool) -> Run.State:
    if asks:
        return Run.State.ASKED
    return Run.State.WAITING if seen.silent else Run.State.RUNNING


@verb
def approve(run: Run, *, by: Agent, answer: str = "") -> Run:
    """Raises Refused: decided, own_run, beyond_mandate, closed. What has changed since it was planned is
    noticed before each step."""
    approval = _undecided(run, by)
    total = mandates.given(run.case, run.kind, run.currency)
    if mandates.limit(by, run.kind) < total:
        raise Refused("beyond_mandate", limit=str(Money(mandates.limit(by, run.kind), run.currency)))
    _decide(approval, by, approved=True, answer=answer)
    run.state = Run.State.RUNNING if run.steps.exists() else Run.State.WAITING
    run.save(update_fields=["state"])
    tell_of(run, Kind.APPROVAL_GIVEN, by=by)
    jobs.once(carry_out, f"run {run.pk}").enqueue(run.pk)
    return run


@verb
def refuse(run: Run, *, by: Agent, answer: str) -> Run:
    """Raises Refused: decided, own_run, reason_missing."""
    approval = _undecided(run, by)
    if not answer.strip():
        raise Refused("reason_missing")
    _decide(approval, by, approved=False, answer=answer)
    end(run, Run.State.REFUSED)
    tell_of(run, Kind.APPROVAL_REFUSED, by=by, reason=answer.strip()[:300])
    return run


@verb
def drop(run: Run, *, by: Agent, why: str) -> Run:
    """Give it up: what was done stays done and visible, and so does a step of which nobody knows what became of it.

    One that is being carried out is given up only while a system is silent. Raises Refused: running, reason_missing.
    """
    lock(run.case)
    run.refresh_from_db()
    if not why.strip():
        raise Refused("reason_missing")
    if run.state not in (Run.State.WAITING, Run.State.ASKED, Run.State.STUCK) and not run.is_silent:
        raise Refused("running")
    run.steps.filter(state=RunStep.State.PLANNED).update(state=RunStep.State.DROPPED)
    run.steps.filter(state__in=(RunStep.State.SENT, RunStep.State.ANSWERED)).update(state=RunStep.State.STUCK)
    end(run, Run.State.DROPPED)
    tell_of(run, Kind.ACTION_DROPPED, by=by, reason=" ".join(why.split())[:300])
    return run


@verb
def again(run: Run, *, by: Agent) -> Run:
    """A person has looked: go on where it stands. What has happened by now is read first, nothing is assumed.

    Raises Refused: running."""
    lock(run.case)
    run.refresh_from_db()
    if run.state not in (Run.State.STUCK, Run.State.WAITING):
        raise Refused("running")
    run.steps.filter(state=RunStep.State.STUCK).update(state=RunStep.State.SENT, tries=0)
    run.state = Run.State.RUNNING if run.steps.exists() else Run.State.WAITING
    run.why = {}
    run.save(update_fields=["state", "why"])
    tell_of(run, Kind.ACTION_STARTED, by=by)
    jobs.once(carry_out, f"run {run.pk}").enqueue(run.pk)
    return run


def _undecided(run: Run, by: Agent) -> Approval:
    lock(run.case)
    run.refresh_from_db()
    approval = Approval.objects.filter(run=run).first()
    if approval is None or approval.approved is not None or run.state != Run.State.ASKED:
        raise Refused("decided")
    if run.agent_id == by.pk:
        raise Refused("own_run")
    return approval


def _decide(approval: Approval, by: Agent, *, approved: bool, answer: str) -> None:
    approval.approved, approval.decided_by, approval.decided_at = approved, by, clock.now()
    approval.answer = hidden(answer.strip())[:2000]
    approval.save()
