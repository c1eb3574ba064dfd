"""What can be done for a customer, as the page offers it: together what belongs together, with the own limits."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy

from onehand.actions import backends, mandates
from onehand.actions.kinds import Kind, known
from onehand.foundation.money import Money
from onehand.team.models import Agent

# By what somebody would look for; a company's own kinds, which stand nowhere here, come last.
_GROUPS = (
    (gettext_lazy("Delivery"), (
        "correct_address", "hold_delivery", "change_delivery_date", "pick_up", "express", "resend")),
    (gettext_lazy("Order and money"), ("cancel", "return", "exchange", "refund", "goodwill", "hold_dunning")),
    (gettext_lazy("Contract and line"), (
        "activate", "line_test", "change_payer", "pause", "move", "transfer", "cancel_contract")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """`limit` is what the agent may give by it in one case without asking; "" where nothing is given away."""

    code: str
    name: str
    limit: str


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    offers: tuple[Offer, ...]


def able() -> list[Kind]:
    """The kinds that some connected system can do, and that an agent may begin."""
    codes = {code for one in backends.connected() for code in one.kinds()}
    return [kind for kind in known() if kind.code in codes and not kind.only_by]


def offered(language: str) -> list[tuple[str, str]]:
    """With their titles."""
    return [(kind.code, kind.title.say(language)) for kind in able()]


def groups(agent: Agent, language: str) -> list[Group]:
    rest = {kind.code: kind for kind in able()}
    made = []
    for name, codes in _GROUPS:
        made.append(Group(str(name), tuple(_offer(rest.pop(code), agent, language) for code in codes if code in rest)))
    made.append(Group(gettext("More"), tuple(_offer(kind, agent, language) for kind in rest.values())))
    return [one for one in made if one.offers]


def _offer(kind: Kind, agent: Agent, language: str) -> Offer:
    limit = Money(mandates.limit(agent, kind.code)).text(language) if kind.mandate else ""
    return Offer(kind.code, kind.title.say(language), limit)
