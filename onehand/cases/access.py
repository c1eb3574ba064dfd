"""Who may see what. Access is part of the look-up: nothing is fetched first and checked later."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from onehand.accounts.models import Account
from onehand.cases.errors import NotFound
from onehand.cases.joined import present
from onehand.cases.models import Attachment, Case, Handover, Ledger, Message, Outgoing
from onehand.cases.visibility import SeenBy
from onehand.foundation import clock
from onehand.foundation.prepared import Blanks, Prepared
from onehand.people.models import Customer
from onehand.team.models import Agent

LARGEST = 2**63 - 1


def visible_to(agent: Agent) -> QuerySet[Case]:
    """Cases of the agent's teams, those they hold or are consulted on or offered, and those without a team."""
    if not agent.active or not agent.account.is_active:
        return Case.objects.none()
    if agent.role == Agent.Role.ADMIN:
        return Case.objects.all()
    return Case.objects.filter(SeenBy(agent.pk))


def reader(blank: Blanks, role: str) -> Agent:
    """Stands for any active agent of this role in a prepared question; the blank "agent" takes the key."""
    return Agent(pk=blank("agent"), role=role, active=True, account=Account(is_active=True))


def may_ask(agent: Agent) -> bool:
    """Whether a prepared question may be asked for this agent: `reader` stands for active ones only."""
    return agent.active and agent.account.is_active


_CASE: Prepared[Case] = Prepared(
    lambda blank, role: visible_to(reader(blank, role)).select_related("customer", "team").filter(pk=blank("number"))
)


def access_case(agent: Agent, number: int) -> Case:
    """Raises NotFound, whether the case does not exist or is not for this agent."""
    if not 0 < number <= LARGEST or not may_ask(agent):
        raise NotFound
    case = _CASE.first(str(agent.role), agent=agent.pk, number=number)
    if case is None:
        raise NotFound
    return case


def own_cases(customer: Customer) -> QuerySet[Case]:
    """The cases of a customer and of all merged into them, and those they are a party of until they leave."""
    return _belonging_to(customer.canonical.pk)


def _belonging_to(root: Any, now: Any = None) -> QuerySet[Case]:
    """`root` and `now` may be the blanks of a prepared question."""
    family = Q(customer=root) | Q(customer__merged_into=root)
    party = Q(parties__customer=root) | Q(parties__customer__merged_into=root)
    return Case.objects.filter(family | (party & present("parties__", now))).distinct()


_OWN_CASE: Prepared[Case] = Prepared(
    lambda blank: (
        _belonging_to(blank("customer"), blank("now")).select_related("customer", "team").filter(pk=blank("number"))
    )
)


def access_own_case(customer: Customer, number: int) -> Case:
    if not 0 < number <= LARGEST:
        raise NotFound
    case = _OWN_CASE.first(customer=customer.canonical.pk, now=clock.now(), number=number)
    if case is None:
        raise NotFound
    return case


def access_message(agent: Agent, pk: int) -> Message:
    message = Message.objects.select_related("case", "identity", "agent").filter(pk=min(pk, LARGEST)).first()
    if message is None:
        raise NotFound
    message.case = access_case(agent, message.case_id)
    return message


def access_attachment(agent: Agent, pk: int) -> Attachment:
    attachment = Attachment.objects.select_related("message").filter(pk=min(pk, LARGEST)).first()
    if attachment is None:
        raise NotFound
    access_case(agent, attachment.message.case_id)
    return attachment


def access_own_attachment(customer: Customer, pk: int) -> Attachment:
    """Attachments of what the customer may read: no notes, no held messages, no automatic mail of others (S3)."""
    attachment = Attachment.objects.select_related("message").filter(pk=min(pk, LARGEST)).first()
    if attachment is None or not readable_by_customer(attachment.message):
        raise NotFound
    access_own_case(customer, attachment.message.case_id)
    return attachment


def readable_by_customer(message: Message) -> bool:
    """Mail from automatic senders, notes and held messages are never shown to customers."""
    if message.direction == Message.Direction.NOTE or message.held:
        return False
    return not (message.direction == Message.Direction.IN and message.automatic)


def access_handover(agent: Agent, pk: int) -> Handover:
    handover = (
        Handover.objects.select_related("case", "case__customer", "case__team", "giver", "receiver")
        .filter(Q(giver=agent) | Q(receiver=agent) | Q(case__in=visible_to(agent)), pk=min(pk, LARGEST))
        .first()
    )
    if handover is None:
        raise NotFound
    return handover


def access_outgoing(agent: Agent, pk: int) -> Outgoing:
    """A mail of the outbox: of a case this agent may see; mails without a case (sign-in links) only for admins."""
    outgoing = Outgoing.objects.select_related("case", "message").filter(pk=min(pk, LARGEST)).first()
    if outgoing is None:
        raise NotFound
    if outgoing.case_id is None:
        if agent.role != Agent.Role.ADMIN:
            raise NotFound
    else:
        access_case(agent, outgoing.case_id)
    return outgoing


def access_quarantined(agent: Agent, pk: int) -> Ledger:
    """Every active agent may rescue what could not be read; whose it is nobody knows yet."""
    row = Ledger.objects.filter(pk=min(pk, LARGEST), outcome=Ledger.Outcome.QUARANTINED).first()
    if row is None or not agent.active:
        raise NotFound
    return row
