"""Part: an agent with a token and mandates, and cases in which the customer was identified; `acting ROUNDS`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onehand.cases.models import Case
    from onehand.team.models import Agent

CARLA = ("carla.kern@kunde.example", "Carla Kern")
JONAS = ("jonas.weber@kunde.example", "Jonas Weber")
KARIM = ("karim.aydin@kunde.example", "Karim Aydın")
MANDATES = ("goodwill", "refund", "resend", "express", "exchange")
PLENTY = 1_000_000  # cents
TOGETHER = 1_000  # cents: what the agent may give in the case of twenty at once


def main() -> None:
    import django

    django.setup()
    from onehand.accounts import tokens

    agent, other = _agent("bench-one", PLENTY), _agent("bench-two", TOGETHER)
    _agent("bench-three", PLENTY)  # somebody who could approve
    rounds = int(sys.argv[1])
    print(
        json.dumps(
            {
                "token": tokens.issue(agent.account, "bench"),
                "limited": tokens.issue(other.account, "bench"),
                "cases": {
                    name: [_case(agent, person) for _ in range(rounds)]
                    for name, person in (("carla", CARLA), ("jonas", JONAS), ("karim", KARIM))
                },
                "together": _case(other, CARLA),
                "limit": TOGETHER,
            }
        )
    )


def _agent(handle: str, cents: int) -> Agent:
    from onehand.accounts.models import Account
    from onehand.team.models import Agent, Calendar, Mandate

    account = Account.objects.for_email(f"{handle}@bench.example", name=handle)
    agent: Agent = Agent.objects.create(
        account=account, display_name=handle, handle=handle, calendar=Calendar.default()
    )
    for kind in MANDATES:
        Mandate.objects.create(agent=agent, action_kind=kind, limit=cents)
    return agent


def _case(agent: Agent, person: tuple[str, str]) -> int:
    from onehand.actions import assurance
    from onehand.cases.open import open_case
    from onehand.people.known import find_or_make

    customer, identity = find_or_make("email", person[0], name=person[1])
    case: Case = open_case(
        customer, identity, subject="Bench", text="Bitte.", channel="email", language="de", by=customer
    )
    assurance.vouch(case, how="bench", by=agent)
    return int(case.pk)


if __name__ == "__main__":
    main()
