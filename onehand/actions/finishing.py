"""The end of a run that was read back: only now the customer is told, the promise is kept, the case may close."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from onehand.actions.choices import telling
from onehand.actions.contract import Paper
from onehand.actions.courses import learning
from onehand.actions.models import Run
from onehand.actions.runs import end, tell_of
from onehand.actions.told import Unfilled, filled
from onehand.cases import evidence
from onehand.cases.attachments import File
from onehand.cases.errors import Outdated, Refused
from onehand.cases.lock import lock
from onehand.cases.models import Promise
from onehand.cases.reply import reply
from onehand.foundation import clock
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, savepoint, verb

Followed = Callable[[Run], None]
_followers: dict[str, Followed] = {}


def follow(kind: str, done: Followed) -> None:
    """Call this in the transaction in which a run of this kind was read back: the next stage of a process."""
    _followers[kind] = done


@verb
def finish(run: Run, *, papers: Sequence[Paper] = ()) -> None:
    """`papers` go along with what the customer is told."""
    lock(run.case)
    run.refresh_from_db()
    if run.state != Run.State.RUNNING:
        return
    end(run, Run.State.DONE)
    tell_of(run, Kind.ACTION_UNDONE if run.undoes_id else Kind.ACTION_DONE, by=SYSTEM)
    _keep(run)
    _tell(run, papers)
    if run.kind in _followers:
        _followers[run.kind](run)
    learning.from_run(run)


def _keep(run: Run) -> None:
    """A promise made by this action, or one that waits for an action of its kind."""
    kind = run.promise.kind if run.promise is not None else Promise.Kind.ACTION
    evidence.by_action(run.case, kind=kind, reference=str(run.pk), at=clock.now(), promise=run.promise)


def _tell(run: Run, papers: Sequence[Paper]) -> None:
    """What the agent wrote when they began it. If it cannot be sent, it stays here and is said to be untold."""
    if telling.done(run):
        run.told_at = clock.now()
        run.save(update_fields=["told_at"])
        return
    if not run.tell or run.agent is None:
        return
    try:
        with savepoint():
            files = [File(one.name, one.type, one.content) for one in papers]
            reply(run.case, by=run.agent, text=filled(run, run.tell), key=f"run{run.pk}", files=files)
    except (Refused, Outdated, Unfilled):
        tell_of(run, Kind.ACTION_UNTOLD, by=SYSTEM)
        return
    run.told_at = clock.now()
    run.save(update_fields=["told_at"])
