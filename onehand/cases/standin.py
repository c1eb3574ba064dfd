"""When the owner is away, a stand-in is owner for the time, and the customer knows (A4)."""

from __future__ import annotations

from datetime import timedelta

from onehand.cases.assign import give
from onehand.cases.lock import lock
from onehand.cases.models import Case, Holding, Message, State
from onehand.cases.notice import day_and_time, write_notice
from onehand.cases.ranking import Ranking
from onehand.cases.reply import answered_message, recipient_of
from onehand.foundation import clock, jobs
from onehand.team.absence import absent_at
from onehand.team.models import Absence, Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, Acts, record, verb

AT_ONCE = 50


@jobs.every(timedelta(minutes=1), name="cover absences")
@jobs.task()
def cover_absences() -> None:
    cover()


def cover(*, by: Acts = SYSTEM) -> int:
    """Give the cases of the absent to stand-ins, and the cases of the returned back; how many hands were swapped."""
    return sum(_cover_one(absence, by=by) for absence in absent_at(clock.now())) + _return(by=by)


def _cover_one(absence: Absence, *, by: Acts) -> int:
    swapped = 0
    while True:
        held = list(
            Holding.objects.filter(agent=absence.agent, until__isnull=True)
            .exclude(case__state=State.CLOSED)
            .select_related("case", "case__customer", "case__team", "stands_in_for")[:AT_ONCE]
        )
        done = sum(_stand_in(holding, absence, by=by) for holding in held)
        swapped += done
        if not done:  # nobody else is there, or all are swapped
            return swapped


@verb
def _stand_in(holding: Holding, absence: Absence, *, by: Acts) -> int:
    case = holding.case
    if not _still_open(holding):
        return 0
    ranking = Ranking.now()
    stand_in = _chosen(absence, case, ranking)
    if stand_in is None:
        return 0
    ranking.took(stand_in)
    # Of a chain of stand-ins the case returns to the one who held it first.
    owner = holding.stands_in_for or absence.agent
    give(
        case, stand_in, how=Holding.How.STAND_IN, reasons=[{"code": "earlier_hand_away"}],
        planned_return=absence.until, stands_in_for=owner,
    )  # fmt: skip
    until = absence.until
    record(
        "case", case.pk, Kind.STOOD_IN, by=by, audience="customer",
        values={"hand": stand_in.display_name, "away": owner.display_name, "until": until.isoformat()},
    )  # fmt: skip
    if case.waiting_since is not None:
        _tell(case, stand_in, owner, absence, by=by)
    return 1


def _still_open(holding: Holding) -> bool:
    """Under the case's lock: whether nobody has swapped the hand or closed the case meanwhile."""
    lock(holding.case)
    return Holding.objects.filter(pk=holding.pk, until__isnull=True).exists()


def _chosen(absence: Absence, case: Case, ranking: Ranking) -> Agent | None:
    named = absence.stand_in
    if named is not None and named.active and named.pk not in ranking.away:
        return named
    rank = ranking.best(case.customer_id, language=case.language, team=case.team, without=tuple(ranking.away))
    return rank.agent if rank else None


def _tell(case: Case, stand_in: Agent, owner: Agent, absence: Absence, *, by: Acts) -> None:
    """Who waits for an answer hears who will give it; the others read it in the portal or with the next answer."""
    answered = answered_message(case)
    recipient = recipient_of(case, answered)
    key = f"stand-in:{absence.pk}:{case.pk}"
    if not recipient or Message.objects.filter(key=key).exists():
        return  # told once, even if the hand has come and gone during the absence
    until = day_and_time(absence.until, case.language)
    if case.language == "de":
        text = (
            f"Guten Tag,\n\n{owner.display_name} ist bis {until} nicht da. So lange kümmert sich "
            f"{stand_in.display_name} um Ihr Anliegen (Nr. {case.pk}) und kennt alles, was Sie uns geschrieben haben. "
            "Sie müssen nichts wiederholen."
        )
    else:
        text = (
            f"Hello,\n\n{owner.display_name} is away until {until}. Until then {stand_in.display_name} takes care of "
            f"your concern (no. {case.pk}) and knows everything you told us. You need not repeat anything."
        )
    write_notice(
        case, recipient=recipient, text=text, kind="notice", entry=Kind.NOTICE_SENT, by=by,
        in_reply_to=answered.external_id if answered else "", key=key,
    )  # fmt: skip


def _return(*, by: Acts) -> int:
    away = set(absent_at(clock.now()).values_list("agent_id", flat=True))
    stand_ins = Holding.objects.filter(until__isnull=True, how=Holding.How.STAND_IN, stands_in_for__active=True)
    ready = stand_ins.exclude(stands_in_for__in=away).exclude(case__state=State.CLOSED)
    return sum(_give_back(holding, by=by) for holding in ready.select_related("case", "stands_in_for"))


@verb
def _give_back(holding: Holding, *, by: Acts) -> int:
    owner = holding.stands_in_for
    assert owner is not None
    if not _still_open(holding):
        return 0
    give(holding.case, owner, how=Holding.How.RETURNED, reasons=[{"code": "earlier_hand"}])
    record("case", holding.case_id, Kind.CAME_BACK, by=by, audience="customer", values={"hand": owner.display_name})
    return 1
