"""Bearer tokens (RFC 6750): of an agent, of a lead, of a customer."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from ninja.security import HttpBearer

from onehand.accounts import tokens
from onehand.accounts.models import Account
from onehand.foundation.prepared import Prepared
from onehand.people.models import Customer
from onehand.team.models import Agent

_AGENT: Prepared[Agent] = Prepared(
    lambda blank: Agent.objects.select_related("account").filter(account=blank("account"))
)


class Forbidden(Exception):
    """The token is good, but not for this. `code` is told in words by the answer."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class AgentToken(HttpBearer):
    openapi_description = "A token of an active agent, made by `onehand user token NAME`."
    who = "agent"

    def authenticate(self, request: HttpRequest, token: str) -> Agent | None:  # noqa: ARG002 - ninja's signature
        """None (401) for no token, a revoked one, or a former agent's; Forbidden (403) for a customer's."""
        account = tokens.find(token.strip())
        if account is None:
            return None
        agent = _AGENT.first(account=account.pk)
        if agent is None:
            raise Forbidden("not_an_agent")
        return agent if agent.active else None


class LeadToken(AgentToken):
    openapi_description = "A token of an active lead or admin."
    who = "lead"

    def authenticate(self, request: HttpRequest, token: str) -> Agent | None:
        agent = super().authenticate(request, token)
        if agent is not None and not agent.leads:
            raise Forbidden("leads_only")
        return agent


class CustomerToken(HttpBearer):
    openapi_description = "A token of a customer's portal account."
    who = "customer"

    def authenticate(self, request: HttpRequest, token: str) -> Customer | None:  # noqa: ARG002 - ninja's signature
        account = tokens.find(token.strip())
        if account is None:
            return None
        customer = Customer.objects.select_related("account", "merged_into").filter(account=account).first()
        if customer is None:
            raise Forbidden("not_a_customer")
        return customer.canonical


def agent_of(request: HttpRequest) -> Agent:
    """The agent whose token the request bears."""
    return cast("Agent", request.auth)  # type: ignore[attr-defined]


def customer_of(request: HttpRequest) -> Customer:
    """The customer whose token the request bears."""
    return cast("Customer", request.auth)  # type: ignore[attr-defined]


def account_of(request: HttpRequest) -> Account | None:
    """The account of the request's token, whoever it is."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return tokens.find(token.strip()) if kind.lower() == "bearer" else None
