"""Questions, facts and promises by their keys, for who may see their case; access is part of the look-up."""

from __future__ import annotations

from typing import Any

from onehand.cases.access import LARGEST, access_case
from onehand.cases.errors import NotFound
from onehand.cases.models import Amends, Fact, Promise, Question, Slot
from onehand.team.models import Agent


def _found(rows: Any, agent: Agent, pk: int) -> Any:
    row = rows.filter(pk=min(pk, LARGEST)).first()
    if row is None:
        raise NotFound
    row.case = access_case(agent, row.case_id)
    return row


def access_question(agent: Agent, pk: int) -> Question:
    """Raises NotFound."""
    found: Question = _found(Question.objects.select_related("message"), agent, pk)
    return found


def access_fact(agent: Agent, pk: int) -> Fact:
    """Raises NotFound."""
    found: Fact = _found(Fact.objects.select_related("customer", "message"), agent, pk)
    return found


def access_promise(agent: Agent, pk: int) -> Promise:
    """Raises NotFound."""
    found: Promise = _found(Promise.objects.select_related("by"), agent, pk)
    return found


def access_slot(agent: Agent, pk: int) -> Slot:
    """Raises NotFound."""
    found: Slot = _found(Slot.objects.select_related("agent", "customer", "promise"), agent, pk)
    return found


def access_amends(agent: Agent, pk: int) -> Amends:
    """Raises NotFound."""
    found = Amends.objects.select_related("promise").filter(pk=min(pk, LARGEST)).first()
    if found is None:
        raise NotFound
    found.promise.case = access_case(agent, found.promise.case_id)
    return found
