"""Ownership passes only when the receiver accepts; until then the giver keeps it (A2)."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from onehand.cases.assign import assign, give
from onehand.cases.errors import Refused
from onehand.cases.lock import lock
from onehand.cases.models import Case, Handover, Holding, State
from onehand.cases.ranking import Ranking
from onehand.foundation import clock
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import record, verb


@verb
def offer(case: Case, *, to: Agent, reason: str, summary: str = "", by: Agent) -> Handover:
    """Offer the case to a colleague. The hand, or a lead, may do so."""
    hand = case.hand
    if hand is None or (hand.pk != by.pk and not by.leads):
        raise Refused("not_yours")
    if not reason.strip():
        raise Refused("reason_missing")
    if to.pk == hand.pk:
        raise Refused("already_hand")
    if not to.active:
        raise Refused("colleague_unavailable")
    try:
        with transaction.atomic():
            handover = Handover.objects.create(
                case=case, giver=hand, receiver=to, reason=reason.strip()[:300], summary=summary.strip()
            )
    except IntegrityError:
        raise Refused("handover_open") from None
    record(
        "case", case.pk, Kind.HANDOVER_OFFERED, by=by, ref=handover.pk, text=handover.summary,
        values={"receiver": to.display_name, "reason": handover.reason},
    )  # fmt: skip
    return handover


@verb
def accept(handover: Handover, *, by: Agent) -> Handover:
    """The receiver takes the hand."""
    _guard(handover, by)
    case = handover.case
    lock(case)
    _decide(handover, accepted_at=clock.now())
    give(case, by, how=Holding.How.HANDOVER, reasons=[{"code": "text", "text": handover.reason}])
    record(
        "case", case.pk, Kind.HANDOVER_ACCEPTED, by=by, audience="customer", ref=handover.pk,
        values={"giver": handover.giver.display_name, "hand": by.display_name},
    )  # fmt: skip
    return handover


@verb
def refuse(handover: Handover, *, by: Agent, reason: str = "") -> Handover:
    """The receiver declines; the giver stays the hand."""
    _guard(handover, by)
    _decide(handover, refused_at=clock.now(), refusal=reason.strip()[:300])
    record("case", handover.case_id, Kind.HANDOVER_REFUSED, by=by, ref=handover.pk, values={"reason": handover.refusal})
    return handover


@verb
def withdraw(handover: Handover, *, by: Agent) -> Handover:
    if handover.giver_id != by.pk and not by.leads:
        raise Refused("not_yours")
    _decide(handover, withdrawn_at=clock.now())
    record("case", handover.case_id, Kind.HANDOVER_WITHDRAWN, by=by, ref=handover.pk)
    return handover


def _guard(handover: Handover, by: Agent) -> None:
    if handover.receiver_id != by.pk:
        raise Refused("not_offered_to_you")


def _decide(handover: Handover, **changes: object) -> None:
    """Only an open one can be decided: the conditional update is the guard against two deciders at once."""
    still_open = Handover.objects.filter(
        pk=handover.pk, accepted_at__isnull=True, refused_at__isnull=True, withdrawn_at__isnull=True
    )
    if not still_open.update(**changes):
        raise Refused("handover_over")
    for field, value in changes.items():
        setattr(handover, field, value)


@verb
def refuse_assignment(case: Case, *, by: Agent, reason: str) -> Holding:
    """An assignment can be refused (A8): the next of the ranking takes it, so that it is never nobody's."""
    lock(case)
    holding = case.holding
    if holding is None or holding.agent_id != by.pk:
        raise Refused("not_yours")
    if not reason.strip():
        raise Refused("reason_missing")
    refused_before = {*case.holdings.filter(how=Holding.How.ASSIGNED).values_list("agent_id", flat=True), by.pk}
    ranking = Ranking.now()
    if ranking.best(case.customer_id, language=case.language, team=case.team, without=(by.pk,)) is None:
        raise Refused("nobody")
    record("case", case.pk, Kind.ASSIGNMENT_REFUSED, by=by, ref=holding.pk, values={"reason": reason.strip()[:300]})
    others = [agent for agent in ranking.agents if agent.pk not in refused_before]
    without = tuple(refused_before) if others else (by.pk,)
    given = assign(case, by=by, ranking=ranking, without=without)
    assert given is not None
    return given


@verb
def take(case: Case, *, by: Agent, reason: str = "") -> Holding:
    """Whoever is reached can finish (A7): a colleague with access, or a lead, takes the hand and says why."""
    lock(case)
    if case.state == State.CLOSED:
        raise Refused("closed")
    hand = case.hand
    if hand is not None and hand.pk == by.pk:
        raise Refused("already_hand")
    if hand is not None and not reason.strip():
        raise Refused("reason_missing")
    case.handovers.filter(accepted_at__isnull=True, refused_at__isnull=True, withdrawn_at__isnull=True).update(
        withdrawn_at=clock.now()
    )
    holding = give(case, by, how=Holding.How.TAKEN, reasons=[{"code": "text", "text": reason.strip()[:300]}])
    record(
        "case", case.pk, Kind.TAKEN, by=by, audience="customer", ref=holding.pk,
        values={"reason": reason.strip()[:300], "hand": by.display_name},
    )  # fmt: skip
    return holding
