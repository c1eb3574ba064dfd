"""Who may do what: a decision needs another person than the proposal, an appeal a third one."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from onehand.actions.models.due_process import Appeal, Blocking, Provisional
from onehand.cases.access import LARGEST, access_case, visible_to
from onehand.cases.errors import NotFound
from onehand.cases.models import Case, Message
from onehand.foundation import clock
from onehand.team.models import Agent


def access_blocking(agent: Agent, pk: int) -> Blocking:
    """Raises NotFound, whether it does not exist or its case is not for this agent."""
    found = (
        Blocking.objects.select_related("provisional", "appeal").filter(pk=pk).first() if 0 < pk <= LARGEST else None
    )
    if found is None:
        raise NotFound
    found.case = access_case(agent, found.case_id)
    return found


def provisional_of(blocking: Blocking) -> Provisional | None:
    return Provisional.objects.filter(blocking=blocking).first()


def appeal_of(blocking: Blocking) -> Appeal | None:
    return Appeal.objects.filter(blocking=blocking).first()


def able(case: Case, *, but: set[int]) -> list[Agent]:
    """The active people who see this case, without these."""
    others = Agent.objects.filter(active=True).exclude(pk__in=but).select_related("account").order_by("pk")
    return [one for one in others[:200] if visible_to(one).filter(pk=case.pk).exists()]


def took_part(blocking: Blocking) -> set[int]:
    """Who has proposed, asked for, agreed to or decided anything of it: none of them decides on the appeal."""
    found = {blocking.proposer_id, blocking.decider_id}
    provisional = provisional_of(blocking)
    if provisional is not None:
        found |= {provisional.asked_by_id, provisional.second_id}
    return {one for one in found if one is not None}


def appeal_deciders(blocking: Blocking) -> list[Agent]:
    return able(blocking.case, but=took_part(blocking))


def answers(blocking: Blocking) -> QuerySet[Message]:
    """What the customer wrote since the notice; what waits for a decision whether it is theirs does not count."""
    since = blocking.notice_id or 0
    return Message.objects.filter(
        case=blocking.case_id, direction=Message.Direction.IN, automatic="", held=False, pk__gt=since
    ).order_by("pk")


def open_ones() -> QuerySet[Blocking]:
    return Blocking.objects.filter(ended_at__isnull=True)


def waiting_for(agent: Agent) -> list[Blocking]:
    """What waits for this person's word: a decision, a second person, an appeal."""
    mine = visible_to(agent)
    found = (
        open_ones().filter(case__in=mine).select_related("case", "case__customer", "customer", "provisional", "appeal")
    )
    return [one for one in found.order_by("pk")[:100] if _waits_for(one, agent)]


def _waits_for(blocking: Blocking, agent: Agent) -> bool:
    state, provisional = blocking.state, getattr(blocking, "provisional", None)
    if provisional is not None and provisional.agreed is None and provisional.asked_by_id != agent.pk:
        return state in (Blocking.State.HEARING, Blocking.State.DECIDING)
    if state == Blocking.State.APPEALED:
        if agent.pk not in took_part(blocking):
            return True
        return agent.leads and not appeal_deciders(blocking)  # nobody is left: the lead sees to it
    if state == Blocking.State.DECIDING:
        return blocking.proposer_id != agent.pk
    return state == Blocking.State.HEARING and blocking.proposer_id != agent.pk and may_be_decided(blocking)


def may_be_decided(blocking: Blocking) -> bool:
    """The hearing is over, or they have answered."""
    return blocking.hearing_until <= clock.now() or answers(blocking).exists()


OPEN = Q(ended_at__isnull=True)
