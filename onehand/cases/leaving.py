"""An agent leaves: access ends at once, and nothing they had in hand is nobody's."""

from __future__ import annotations

from onehand.cases.assign import assign
from onehand.cases.models import Handover, Holding, State
from onehand.cases.ranking import Ranking
from onehand.foundation import clock
from onehand.team.models import Agent
from onehand.team.staff import disable_agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Acts, record, verb


@verb
def leave(agent: Agent, *, by: Acts) -> Agent:
    """Disable the agent and let the ranking find a new hand for each open case. Raises StaffRefused."""
    disable_agent(agent, by=by)
    _withdraw_offers(agent, by=by)
    held = Holding.objects.filter(agent=agent, until__isnull=True).select_related("case", "case__team")
    ranking = Ranking.now()
    for holding in held.order_by("case_id"):
        _pass_on(holding, ranking, by=by)
    return agent


def _withdraw_offers(agent: Agent, *, by: Acts) -> None:
    """What was offered to them cannot be accepted any more."""
    offers = Handover.objects.filter(receiver=agent, accepted_at=None, refused_at=None, withdrawn_at=None)
    for offer in offers:
        offer.withdrawn_at = clock.now()
        offer.save(update_fields=["withdrawn_at"])
        record("case", offer.case_id, Kind.HANDOVER_WITHDRAWN, by=by, ref=offer.pk)


def _pass_on(holding: Holding, ranking: Ranking, *, by: Acts) -> None:
    case = holding.case
    if assign(case, by=by, ranking=ranking) is None:  # nobody is left: the case waits, openly, for a hand
        holding.until = clock.now()
        holding.save(update_fields=["until"])
        case.state = State.NEW
        case.save(update_fields=["state"])
