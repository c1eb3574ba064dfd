"""Giving a case its hand. The open holding is the owner; a change of owner is a swap in one transaction."""

from __future__ import annotations

from datetime import datetime

from onehand.cases.models import Bond, Case, Holding, State
from onehand.cases.ranking import Ranking, Reason
from onehand.cases.reasons import in_words
from onehand.foundation import clock
from onehand.foundation.rows import insert
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Acts, record, verb


@verb
def assign(case: Case, *, by: Acts, ranking: Ranking | None = None, without: tuple[int, ...] = ()) -> Holding | None:
    """Give the case to the first of the ranking; None only when no active agent exists (the case stays new)."""
    ranking = ranking or Ranking.now()
    customer = None if case.customer.just_made else case.customer_id
    rank = ranking.best(customer, language=case.language, team=case.team, without=without)
    if rank is None:
        return None
    ranking.took(rank.agent)
    holding = give(case, rank.agent, how=Holding.How.ASSIGNED, reasons=rank.reasons)
    note_assigned(holding, by=by)
    return holding


def note_assigned(holding: Holding, *, by: Acts) -> None:
    reasons = {f"reason_{language}": in_words(holding.reason, language) for language in ("de", "en")}
    record(
        "case", holding.case_id, Kind.ASSIGNED, by=by, audience="customer", ref=holding.pk,
        values={"hand": holding.agent.display_name, **reasons},
    )  # fmt: skip


def give(
    case: Case,
    agent: Agent,
    *,
    how: Holding.How,
    reasons: list[Reason],
    planned_return: datetime | None = None,
    stands_in_for: Agent | None = None,
) -> Holding:
    """Swap the hand inside the caller's transaction; the one-hand constraint guards against a second giver."""
    now = clock.now()
    if case.state != State.NEW and not case.awaits_first_hand:
        case.holdings.filter(until__isnull=True).update(until=now)
    holding = insert(Holding(
        case=case, agent=agent, since=now, how=how, reason=reasons,
        planned_return=planned_return, stands_in_for=stands_in_for,
    ))  # fmt: skip
    case.awaits_first_hand = False
    if case.state == State.NEW:
        case.state = State.HELD
        case.save(update_fields=["state"])
    return holding


def remember(case: Case, agent: Agent) -> None:
    """The customer is bound to whoever really helped them."""
    Bond.objects.update_or_create(customer_id=case.customer_id, defaults={"agent": agent})
