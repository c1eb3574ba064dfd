"""Part: signed-in sessions (as many as the argument says), a token, and whom the pages are about in the data folder."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onehand.accounts.models import Account

HANDLE = "bench-reader"
PORTALS = 20


def _session(account: Account) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "onehand.accounts.backend.AccountBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def _portals() -> list[dict[str, object]]:
    """Customers of the bulk data who are signed in, each with a case of theirs."""
    from onehand.accounts.models import Account
    from onehand.cases.models import Case
    from onehand.config.bench.world import address_of
    from onehand.people.models import Customer

    found = []
    merged = Customer.objects.exclude(merged_into=None).order_by("pk").values_list("merged_into__pk", flat=True)
    others = Customer.objects.filter(merged_into__isnull=True).order_by("pk").values_list("pk", flat=True)
    for pk in dict.fromkeys([*merged[: PORTALS // 2], *others[: PORTALS // 2]]):
        case = Case.objects.filter(customer=pk).order_by("-pk").first()
        account = Account.objects.for_email(address_of(pk))
        Customer.objects.filter(pk=pk).update(account=account)
        if case is not None:
            found.append({"session": _session(account), "case": case.pk})
    return found


def _common() -> list[int]:
    """Customers who named a number that many others name too."""
    from onehand.cases.models import Fact
    from onehand.config.bench.saying import COMMON_PHONES

    named = Fact.objects.filter(kind="phone", value__in=COMMON_PHONES, customer__merged_into__isnull=True)
    return list(named.order_by("pk").values_list("customer_id", flat=True)[:50])


def main() -> None:
    import django

    django.setup()
    from onehand.accounts import tokens
    from onehand.accounts.models import Account
    from onehand.cases.models import Case
    from onehand.team.models import Agent, Calendar

    agent = Agent.objects.filter(handle="agent1").select_related("account").first()
    filled = agent is not None  # by the bulk generator
    if agent is None:
        account = Account.objects.for_email("bench@bench.example", name="Bench")
        agent, _ = Agent.objects.get_or_create(
            account=account, defaults={"display_name": "Bench", "handle": HANDLE, "calendar": Calendar.default()}
        )
    sessions = [_session(agent.account) for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 1)]
    newest = Case.objects.order_by("-pk").values_list("pk", "customer_id").first() or (0, 0)
    print(
        json.dumps(
            {
                "session": sessions[0],
                "sessions": sessions,
                "token": tokens.issue(agent.account, "bench"),
                "cases": newest[0],
                "customer": newest[1],
                "portals": _portals() if filled else [],
                "common": _common() if filled else [],
            }
        )
    )


if __name__ == "__main__":
    main()
