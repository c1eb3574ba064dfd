"""Rows as the data that `schemas` describes."""

from __future__ import annotations

from typing import Any

from onehand.cases.feed import last_seq
from onehand.cases.models import Case, Closure, Handover
from onehand.cases.shown import case_data
from onehand.people.models import Customer
from onehand.team.models import Agent


def agent_data(agent: Agent) -> dict[str, Any]:
    """Name and handle only: nothing about anybody's work (DESIGN, rule 6)."""
    return {"id": agent.pk, "name": agent.display_name, "handle": agent.handle}


def case_detail(case: Case) -> dict[str, Any]:
    offers = case.handovers.filter(accepted_at=None, refused_at=None, withdrawn_at=None)
    offer = offers.select_related("giver", "receiver").first()
    return case_data(case) | {"seen": last_seq(case) or None, "handover": handover_data(offer) if offer else None}


def handover_data(handover: Handover) -> dict[str, Any]:
    return {
        "id": handover.pk,
        "case": handover.case_id,
        "giver": agent_data(handover.giver),
        "receiver": agent_data(handover.receiver),
        "reason": handover.reason,
        "summary": handover.summary,
        "state": _handover_state(handover),
        "offered_at": handover.offered_at,
        "accepted_at": handover.accepted_at,
        "refused_at": handover.refused_at,
        "refusal": handover.refusal,
        "withdrawn_at": handover.withdrawn_at,
    }


def _handover_state(handover: Handover) -> str:
    if handover.accepted_at:
        return "accepted"
    if handover.refused_at:
        return "refused"
    return "withdrawn" if handover.withdrawn_at else "offered"


def closure_data(closure: Closure) -> dict[str, Any]:
    return {
        "case": closure.case_id,
        "state": closure.case.state,
        "asked_at": closure.asked_at,
        "silence_until": closure.silence_until,
        "closed_at": closure.closed_at,
        "how": closure.how,
        "reason": closure.reason,
    }


def customer_data(customer: Customer) -> dict[str, Any]:
    identities = customer.identities.order_by("pk")
    return {
        "id": customer.pk,
        "name": customer.shown_name,
        "language": customer.language,
        "identities": [{"kind": one.kind, "value": one.value, "assurance": one.assurance} for one in identities],
    }
