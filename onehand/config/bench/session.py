"""Part: signed-in sessions (as many as the argument says), a token, and the newest case of the data folder."""

from __future__ import annotations

import json
import sys

HANDLE = "bench-reader"


def main() -> None:
    import django

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from onehand.accounts import tokens
    from onehand.accounts.models import Account
    from onehand.cases.models import Case
    from onehand.team.models import Agent, Calendar

    agent = Agent.objects.filter(handle="agent1").select_related("account").first()
    if agent is None:
        account = Account.objects.for_email("bench@bench.example", name="Bench")
        agent, _ = Agent.objects.get_or_create(
            account=account, defaults={"display_name": "Bench", "handle": HANDLE, "calendar": Calendar.default()}
        )
    sessions = []
    for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 1):
        session = SessionStore()
        session[SESSION_KEY] = str(agent.account.pk)
        session[BACKEND_SESSION_KEY] = "onehand.accounts.backend.AccountBackend"
        session[HASH_SESSION_KEY] = agent.account.get_session_auth_hash()
        session.save()
        sessions.append(session.session_key)
    newest = Case.objects.order_by("-pk").values_list("pk", "customer_id").first() or (0, 0)
    print(
        json.dumps(
            {
                "session": sessions[0],
                "sessions": sessions,
                "token": tokens.issue(agent.account, "bench"),
                "cases": newest[0],
                "customer": newest[1],
            }
        )
    )


if __name__ == "__main__":
    main()
