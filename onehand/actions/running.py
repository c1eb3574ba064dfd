"""Beginning an action: planned against live data, within the mandate or for approval, then carried out by a job."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from onehand.actions import arguments, asking, mandates, sealed
from onehand.actions.carrying import carry_out
from onehand.actions.hiding import hidden
from onehand.actions.kinds import Assurance, kind_of
from onehand.actions.models import Approval, Run, RunStep
from onehand.actions.planning import Preview, preview
from onehand.actions.replanning import is_disowned, look_again, show_anew
from onehand.actions.rows import said
from onehand.actions.runs import LOST, OPEN_END, end, tell_of, write_steps
from onehand.cases.errors import Refused
from onehand.cases.lock import lock
from onehand.cases.models import Case, OpenEnd, Promise
from onehand.foundation import clock, jobs
from onehand.foundation.money import Money
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Actor, verb


def start(
    case: Case,
    code: str,
    raw: Mapping[str, Any],
    *,
    by: Agent | Customer | Actor,
    digest: str | None = None,
    key: str | None = None,
    reason: str = "",
    tell: str = "",
    promise: Promise | None = None,
    assured: Assurance = Assurance.MAIL,
    first: Callable[[], None] | None = None,
    then: Callable[[Run], object] | None = None,
    within: str = "",
) -> Run:
    """Begin an action in this case. `digest` is that of the preview that was looked at: if the live data say something
    else by now, nothing is begun. `reason` is for the approver; `tell` is sent to the customer once it is done and read
    back; `promise` is kept by it; in both no whole IBAN is kept. The same `key` again gives the run of the first time.

    `assured` is what is proven for this wish alone; `first` and `then` are done in the transaction that
    begins it, before and after its row is written, and may refuse.
    The systems are read before that transaction, so that a slow one holds up nobody.
    Whoever looked at a plan (`digest`) has not seen what somebody else began a moment ago: the same wish, still being
    done in this case, is not begun twice.

    `within` names the process that begins it, for kinds that are no agent's to begin.

    Raises Refused: closed, arguments, unknown_action, not_by_itself, impossible (with `no`, a list of code and
    sentences), missing, needs_proof, plan_changed, being_done, needs_reason, nobody_may, not_of_this_case.
    """
    earlier = _earlier(case, key)
    if earlier is not None:
        return earlier
    _refuse_begun_elsewhere(code, within)
    seen = preview(case, code, raw, by=by if isinstance(by, Agent) else None, assured=assured)
    _guard(seen, digest)
    return _begin(
        case, seen, by=by, key=key, reason=hidden(reason.strip()), tell=hidden(tell.strip()), promise=promise,
        first=first, then=then, looked=digest is not None,
    )  # fmt: skip


def _refuse_begun_elsewhere(code: str, within: str) -> None:
    """Nobody blocks an account by a form: only a decision after a hearing does (D10)."""
    try:
        if kind_of(code).only_by != within:
            raise Refused("not_by_itself")
    except KeyError:
        raise Refused("unknown_action", what=code[:60]) from None


def _earlier(case: Case, key: str | None) -> Run | None:
    return Run.objects.filter(key=_kept(case, key)).first() if key else None


def _kept(case: Case, key: str) -> str:
    return f"{case.pk}:{key}"[:100]


def _guard(seen: Preview, digest: str | None) -> None:
    if seen.missing:
        raise Refused("missing", fields=list(seen.missing), what=", ".join(seen.missing))
    _refuse_impossible(seen)
    if seen.needs is not None:
        raise Refused("needs_proof", level=int(seen.needs))
    if digest is not None and not seen.silent and digest != seen.digest:
        raise Refused("plan_changed")


def _refuse_impossible(seen: Preview) -> None:
    refused = [replace(no, words=hidden(no.words), instead=hidden(no.instead)) for no in seen.refused]
    if refused:
        raise Refused(
            "impossible",
            no=[{"code": no.code, "words": no.words.data(), "instead": said(no.instead)} for no in refused],
            what=refused[0].words.de, words=refused[0].words,
        )  # fmt: skip


@verb
def _begin(
    case: Case, seen: Preview, *, by: Agent | Customer | Actor, key: str | None, reason: str, tell: str,
    promise: Promise | None, first: Callable[[], None] | None,
    then: Callable[[Run], object] | None, looked: bool,
) -> Run:  # fmt: skip
    lock(case)
    earlier = _earlier(case, key)
    if earlier is not None:
        return earlier
    if first is not None:
        first()
    _refuse_by_now(case, seen, promise, looked=looked)
    run = _row(case, seen, by=by, key=key, tell=tell, promise=promise)
    asks = _exceeds(seen, case, by)
    if asks and not reason:
        raise Refused("needs_reason")
    run.state = _state(seen, asks=asks)
    run.save()
    if then is not None:
        then(run)
    asking.spend(case, run.kind)  # from here on it is the run's, sealed in its turn
    if seen.silent and reason and not asks:  # the plan that comes later may need somebody's word
        run.plan = {"reason": reason[:2000]}
        run.save(update_fields=["plan"])
    if not seen.silent:  # else it is planned as a whole when all answer: half of it would not be what was wished
        write_steps(run, seen)
    OpenEnd.objects.create(case=case, kind=OPEN_END, reference=str(run.pk))
    if asks:
        _ask(run, by, reason)
    else:
        tell_of(run, Kind.ACTION_STARTED, by=by)
        _enqueue(run)
    return run


def _refuse_by_now(case: Case, seen: Preview, promise: Promise | None, *, looked: bool) -> None:
    """What only the case's lock makes certain."""
    if case.state == "closed":
        raise Refused("closed")
    if promise is not None and promise.case_id != case.pk:
        raise Refused("not_of_this_case")
    if looked and _being_done(case, seen):
        raise Refused("being_done")


def _ask(run: Run, by: Agent | Customer | Actor, reason: str) -> None:
    Approval.objects.create(run=run, asked_by=run.agent, reason=reason[:2000])
    if not mandates.approvers(run):
        raise Refused("nobody_may")
    tell_of(run, Kind.APPROVAL_ASKED, by=by, reason=reason[:300])


def _enqueue(run: Run) -> None:
    jobs.once(carry_out, f"run {run.pk}").enqueue(run.pk)


def _being_done(case: Case, seen: Preview) -> bool:
    same = arguments.masked(seen.kind, arguments.plain(seen.given))
    begun = Run.objects.filter(case=case, kind=seen.kind.code, undoes__isnull=True)
    begun = begun.filter(state__in=(Run.State.ASKED, Run.State.WAITING, Run.State.RUNNING))
    return any(run.arguments == same for run in begun)


def _row(
    case: Case, seen: Preview, *, by: Agent | Customer | Actor, key: str | None, tell: str, promise: Promise | None
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
    elif isinstance(by, Customer):
        run.customer = by
    if arguments.secrets_in(seen.kind, seen.given):
        run.sealed = sealed.seal({"arguments": plain})
    return run


def _exceeds(seen: Preview, case: Case, by: Agent | Customer | Actor) -> bool:
    """Asked under the case's lock: of twenty at once each sees what the others have given."""
    if seen.cost is None or not seen.cost.cents:
        return False
    agent = by if isinstance(by, Agent) else None
    return mandates.left(case, seen.kind.code, agent, seen.cost.currency) < seen.cost


def _state(seen: Preview, *, asks: bool) -> Run.State:
    if asks:
        return Run.State.ASKED
    return Run.State.WAITING if seen.silent else Run.State.RUNNING


def approve(run: Run, *, by: Agent, answer: str = "", digest: str | None = None) -> Run:
    """The systems are read once more, before the transaction: whoever approves must have seen what is done. If they say
    something else than the plan, the run gets the new plan, still to be approved. One that is silent does not hinder
    it: before each step is looked what stands there. `digest` is that of the plan that the approver looked at.

    Raises Refused: decided, own_run, beyond_mandate, impossible, needs_proof (disowned since), plan_renewed.
    """
    _undecided(run, by)
    if digest is not None and digest != run.digest:
        raise Refused("plan_renewed")
    seen = _seen_again(run)
    _refuse_impossible(seen)
    if is_disowned(run):
        raise Refused("needs_proof", level=int(seen.kind.assurance))
    if not seen.silent and (seen.digest != run.digest or seen.missing):
        show_anew(run, seen)
        raise Refused("plan_renewed")
    return _approve(run, by=by, answer=answer)


def _seen_again(run: Run) -> Preview:
    try:
        return look_again(run)
    except ValueError:  # what was sealed cannot be opened
        raise Refused("impossible", no=[], what=LOST.de, words=LOST) from None
    except KeyError:
        raise Refused("unknown_action", what=run.kind) from None


@verb
def _approve(run: Run, *, by: Agent, answer: str) -> Run:
    lock(run.case)
    digest = run.digest
    approval = _undecided(run, by)
    if run.digest != digest:  # another approver has got a new plan meanwhile
        raise Refused("plan_renewed")
    total = mandates.given(run.case, run.kind)
    if mandates.limit(by, run.kind) < total:
        raise Refused("beyond_mandate", limit=str(Money(mandates.limit(by, run.kind), run.currency)))
    _decide(approval, by, approved=True, answer=answer)
    _go_on(run)
    tell_of(run, Kind.APPROVAL_GIVEN, by=by)
    return run


@verb
def refuse(run: Run, *, by: Agent, answer: str) -> Run:
    """Raises Refused: decided, own_run, reason_missing."""
    lock(run.case)
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
    _go_on(run)
    tell_of(run, Kind.ACTION_STARTED, by=by)
    return run


def _go_on(run: Run) -> None:
    """Where its rows say it stands: one that has no plan yet is planned first."""
    run.state, run.why = Run.State.RUNNING if run.steps.exists() else Run.State.WAITING, {}
    run.save(update_fields=["state", "why"])
    _enqueue(run)


def _undecided(run: Run, by: Agent) -> Approval:
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
