"""What was decided is carried out in the connected systems, and counts when it was read back (rules 4, 5).

One job looks what should be and what is, and begins the run that is lacking; it may be called again at any moment.
"""

from __future__ import annotations

from datetime import timedelta

from onehand.actions import finishing, running
from onehand.actions.kinds import DUE_PROCESS
from onehand.actions.models import Run
from onehand.actions.models.due_process import Blocking, Provisional
from onehand.actions.words import Words
from onehand.cases.errors import Refused
from onehand.cases.lock import lock
from onehand.cases.models import Case
from onehand.foundation import jobs
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, Actor, record, verb

BLOCK, RELEASE = "block_account", "release_account"
KINDS = (BLOCK, RELEASE)
BEHIND = timedelta(seconds=1)
_ALREADY = {True: "already_barred", False: "not_barred"}
_UNFINISHED = (Run.State.WAITING, Run.State.ASKED, Run.State.RUNNING, Run.State.STUCK)


def should_be(blocking: Blocking) -> bool:
    """Whether it is to be blocked, by what people have decided so far."""
    if blocking.state in (Blocking.State.EXECUTING, Blocking.State.BLOCKED, Blocking.State.APPEALED):
        return True
    if blocking.state in (Blocking.State.RELEASING, Blocking.State.ENDED):
        return False
    return Provisional.objects.filter(blocking=blocking, agreed=True, over_at__isnull=True).exists()


@jobs.task()
def carry(number: int) -> None:
    blocking = Blocking.objects.select_related("case__customer", "decider").filter(pk=number).first()
    if blocking is None or blocking.state == Blocking.State.ENDED:
        return
    runs = Run.objects.filter(case=blocking.case_id, kind__in=KINDS)
    unfinished = runs.filter(state__in=_UNFINISHED).order_by("pk").first()
    if unfinished is not None:
        if unfinished.state in (Run.State.STUCK, Run.State.ASKED):
            return  # a person must look; the end of the run calls this again
        raise jobs.Again(BEHIND)
    wish = should_be(blocking)
    if blocking.in_force == wish:
        _settle(number)
        return
    try:
        running.start(
            blocking.case, BLOCK if wish else RELEASE, {}, by=_by(blocking, wish), within=DUE_PROCESS,
            key=f"due-process:{number}:{runs.count()}", first=lambda: _guard(number, wish),
        )  # fmt: skip
    except Refused as no:
        _refused(number, wish, no)


def _by(blocking: Blocking, wish: bool) -> Agent | Actor:
    """In whose name; a release that nobody had to decide is the system's."""
    if wish and blocking.decider is not None:
        return blocking.decider
    provisional = Provisional.objects.filter(blocking=blocking).select_related("second").first()
    if wish and provisional is not None and provisional.second is not None:
        return provisional.second
    return SYSTEM


def _guard(number: int, wish: bool) -> None:
    """Under the case's lock, as the run begins: nobody has decided otherwise meanwhile."""
    blocking = Blocking.objects.get(pk=number)
    if should_be(blocking) != wish or blocking.in_force == wish:
        raise Refused("overtaken")


def _refused(number: int, wish: bool, no: Refused) -> None:
    if no.code == "overtaken":
        raise jobs.Again(BEHIND)
    reasons = no.values.get("no")
    codes = {str(one.get("code")) for one in reasons} if isinstance(reasons, list) else {no.code}
    if codes == {_ALREADY[wish]}:  # every system was asked just now, and shows it
        _settle(number, seen=wish)
        return
    _cannot(number, no)


@verb
def _cannot(number: int, no: Refused) -> None:
    """It stands for a person, and the customer is told nothing that is not so."""
    blocking = _locked(number)
    words = no.values.get("words")
    german, english = getattr(words, "de", ""), getattr(words, "en", "")
    if not german:
        from onehand.cases.sentences import sentence

        german, english = sentence(no, "de"), sentence(no, "en")
    if blocking.why.get("code") == no.code and blocking.why.get("de") == german:
        return
    blocking.why = {"code": no.code, "de": german, "en": english}
    blocking.save(update_fields=["why"])
    said = Words(german, english).named()
    record("case", blocking.case_id, Kind.BLOCK_NOT_DONE, by=SYSTEM, ref=blocking.pk, values=said)


@verb
def _settle(number: int, *, seen: bool | None = None) -> None:
    from onehand.actions.due_process.settling import settle

    blocking = _locked(number)
    if seen is not None:
        blocking.in_force = seen
        blocking.save(update_fields=["in_force"])
    settle(blocking)


def _locked(number: int) -> Blocking:
    found = Blocking.objects.select_related("case__customer", "case__team").get(pk=number)
    lock(found.case)
    found.refresh_from_db()
    return found


def followed(run: Run) -> None:
    """A run of ours was read back: inside the transaction that says so, under the case's lock."""
    from onehand.actions.due_process.settling import settle

    case = Case.objects.select_related("customer", "team").get(pk=run.case_id)
    blocking = Blocking.objects.filter(case=case).first()
    if blocking is None:
        return
    blocking.case = case
    blocking.in_force, blocking.why = run.kind == BLOCK, {}
    blocking.save(update_fields=["in_force", "why"])
    settle(blocking)


@verb
def again(blocking: Blocking, *, by: Agent) -> Blocking:
    """A person has looked why it could not be carried out. Raises Refused: decided."""
    lock(blocking.case)
    blocking.refresh_from_db()
    if blocking.state == Blocking.State.ENDED or blocking.in_force == should_be(blocking):
        raise Refused("decided")
    blocking.why = {}
    blocking.save(update_fields=["why"])
    record("case", blocking.case_id, Kind.BLOCK_AGAIN, by=by, ref=blocking.pk)
    jobs.once(carry, f"blocking {blocking.pk}").enqueue(blocking.pk)
    return blocking


for one in KINDS:
    finishing.follow(one, followed)
