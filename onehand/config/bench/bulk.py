"""The one bulk generator: a company's years of mail with all that is remembered and promised, written beside the verbs
but whole: chain, ledger and search hold.

`python -m onehand.config.bench.bulk CASES MESSAGES_PER_CASE` fills the data folder of the environment.
"""

from __future__ import annotations

import sys
import time
from typing import Any

from onehand.config.bench.inserting import after, insert, insert_search
from onehand.config.bench.memory import Memory
from onehand.config.bench.world import World

AGENTS = 20


def fill(cases: int, per_case: int, *, seed: int = 11) -> None:
    """Write `cases` cases with `per_case` messages each; the newest 3 per cent are open."""
    from zoneinfo import ZoneInfo

    from django.conf import settings
    from django.db import transaction

    from onehand.cases.promise_board import midnight
    from onehand.foundation import clock

    now = clock.now()
    world = World(cases, per_case, _agents(), seed=seed, now=now)
    memory = Memory(world, zone=ZoneInfo(settings.ONEHAND.time_zone), midnight=midnight(now))
    with transaction.atomic():
        _insert_world(world)
        _insert_memory(memory)
        _insert_entries(memory)
    after()


def _agents() -> list[Any]:
    from onehand.accounts.models import Account
    from onehand.team.models import Agent, Calendar

    calendar = Calendar.default()
    found = []
    for number in range(AGENTS):
        account = Account.objects.for_email(f"agent{number}@bench.example", name=f"Agent {number}")
        agent, _ = Agent.objects.get_or_create(
            account=account,
            defaults={
                "display_name": f"Agent {number}",
                "handle": f"agent{number}",
                "calendar": calendar,
                "cap": 10_000,
            },
        )
        found.append(agent)
    return found


def _insert_world(world: World) -> None:
    from onehand.cases.models import Bond, Case, Holding, Ledger, Message, Outgoing
    from onehand.people.models import Customer, Identity

    insert(Customer, world.customer_rows())
    insert(Identity, world.identity_rows())
    insert(Case, world.case_rows())
    insert(Holding, world.holding_rows())
    insert(Bond, world.bond_rows())
    insert(Message, world.message_rows())
    insert(Outgoing, world.outgoing_rows())
    insert(Ledger, world.ledger_rows())
    insert_search(world.search_rows())


def _insert_memory(memory: Memory) -> None:
    from onehand.cases.models import Amends, Fact, Promise, Question
    from onehand.people.models import Consent, Identity, Merge

    insert(Question, memory.question_rows())
    insert(Fact, memory.fact_rows())
    insert(Identity, memory.identity_rows())
    insert(Promise, memory.promise_rows())
    insert(Amends, memory.amends_rows())
    insert(Consent, memory.consent_rows())
    insert(Merge, memory.merge_rows())


def _insert_entries(memory: Memory) -> None:
    from onehand.config.bench.entries import entry_rows
    from onehand.timeline.models import ChainHead, Entry

    head = ChainHead.objects.get(pk=1)
    insert(Entry, entry_rows(memory, head))
    head.save()


def main() -> None:
    import django

    django.setup()
    begun = time.perf_counter()
    fill(int(sys.argv[1]), int(sys.argv[2]))
    print(f"{time.perf_counter() - begun:.1f}")


if __name__ == "__main__":
    main()
