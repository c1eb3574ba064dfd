"""The steps of giving a lost account back, in its case."""

from __future__ import annotations

from django.http import QueryDict

from onehand.actions.due_process import recovering
from onehand.actions.models.due_process import Recovery
from onehand.cases.access import LARGEST
from onehand.cases.errors import Refused
from onehand.desk import acting
from onehand.people.models import Customer
from onehand.team.models import Agent

_step = acting.step(lambda agent, pk: acting.row_of(Recovery, agent, pk)[0], kind="recovery")


def _number(given: str) -> int:
    return int(given) if given.isdecimal() and len(given) < 19 and int(given) <= LARGEST else 0


@_step
def person(row: Recovery, form: QueryDict, by: Agent) -> object:
    """By the number of a customer, or by an address that we know."""
    number, address = _number(form.get("customer", "")), form.get("address", "").strip().lower()
    found = Customer.objects.filter(pk=number).first()
    if found is None and address:
        found = Customer.objects.filter(identities__kind="email", identities__value=address[:320]).first()
    if found is None:
        raise Refused("unknown_person")
    return recovering.choose(row, found, by=by)


@_step
def order(row: Recovery, _form: QueryDict, by: Agent) -> object:
    return recovering.check_order(row, by=by)


@_step
def identification(row: Recovery, form: QueryDict, by: Agent) -> object:
    return recovering.identify(row, how=form.get("how", ""), by=by)


@_step
def announcement(row: Recovery, _form: QueryDict, by: Agent) -> object:
    return recovering.announce(row, by=by)


@_step
def giving_back(row: Recovery, form: QueryDict, by: Agent) -> object:
    return recovering.recover(row, by=by, lost=[_number(one) for one in form.getlist("lost")[:50]])


@_step
def refusal(row: Recovery, form: QueryDict, by: Agent) -> object:
    return recovering.refuse(row, reason=form.get("reason", ""), by=by)
