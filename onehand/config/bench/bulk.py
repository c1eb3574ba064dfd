"""The one bulk generator: a company's years of mail, written beside the verbs but whole: chain, ledger and search hold.

`python -m onehand.config.bench.bulk CASES MESSAGES_PER_CASE` fills the data folder of the environment.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

CHUNK = 5000
AGENTS = 20
BEGIN = datetime(2024, 1, 2, 7, 0, tzinfo=UTC)


def fill(cases: int, per_case: int, *, seed: int = 11) -> None:
    """Write `cases` cases with `per_case` messages each; the newest 3 per cent are open."""
    from django.db import transaction

    from onehand.cases.models import Bond, Case, Holding, Ledger, Message
    from onehand.people.models import Customer, Identity
    from onehand.timeline.models import ChainHead, Entry

    agents = _agents()
    world = _World(cases, per_case, agents, random.Random(seed))
    with transaction.atomic():
        _insert(Customer, world.customers())
        _insert(Identity, world.identities())
        _insert(Case, world.cases_rows())
        _insert(Holding, world.holdings())
        _insert(Bond, world.bonds())
        _insert(Message, world.messages())
        _insert(Ledger, world.ledger())
        _insert_search(world.search())
        head = ChainHead.objects.get(pk=1)
        _insert(Entry, world.entries(head))
        head.save()
    _after()


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


class _World:
    """Rows as dictionaries by column, made again from the same seeds for each table."""

    def __init__(self, cases: int, per_case: int, agents: Sequence[Any], rng: random.Random) -> None:
        from onehand.config.bench.mails import NAMES, WORDS_DE, WORDS_EN

        self.cases, self.per_case, self.agents = cases, per_case, agents
        self.names = NAMES
        # A vocabulary with common and rare words, as real language has.
        self.common = [*WORDS_DE, *WORDS_EN]
        self.rare = [f"{rng.choice(self.common).lower()}{number:x}" for number in range(20_000)]
        self.open_from = cases - max(200, cases * 3 // 100)
        self.step = timedelta(days=700) / max(1, cases)

    def count_customers(self) -> int:
        return max(1, self.cases * 2 // 3)

    def customer_of(self, case: int) -> int:
        return (case * 7919) % self.count_customers() + 1

    def at(self, case: int, position: int = 0) -> datetime:
        return BEGIN + self.step * case + timedelta(minutes=30) * position

    def subject(self, case: int) -> str:
        return " ".join(self.text(case * self.per_case)[:6])

    def text(self, message: int) -> list[str]:
        rng = random.Random(message)
        common = rng.choices(self.common, k=40)
        return [*common, rng.choice(self.rare), str(100_000 + message)]

    def customers(self) -> Iterator[dict[str, Any]]:
        for pk in range(1, self.count_customers() + 1):
            yield {
                "id": pk,
                "name": f"{self.names[pk % len(self.names)]} {pk}",
                "language": "de",
                "salutation": "",
                "created_at": BEGIN,
            }

    def identities(self) -> Iterator[dict[str, Any]]:
        for pk in range(1, self.count_customers() + 1):
            address = f"kunde{pk}@bench.example"
            yield {
                "id": pk,
                "customer_id": pk,
                "kind": "email",
                "value": address,
                "display": address,
                "assurance": "seen",
                "created_at": BEGIN,
            }

    def cases_rows(self) -> Iterator[dict[str, Any]]:
        for pk in range(1, self.cases + 1):
            is_open = pk > self.open_from
            last = self.at(pk, self.per_case)
            waits = is_open and pk % 2 == 0
            yield {
                "number": pk, "customer_id": self.customer_of(pk), "subject": self.subject(pk),
                "state": "held" if is_open else "closed", "language": "de", "channel": "email", "public": False,
                "opened_at": self.at(pk), "touched_at": last, "waiting_since": last if waits else None,
                "answer_due": last + timedelta(hours=8) if waits else None, "wait_for": "",
                "closed_at": None if is_open else last,
            }  # fmt: skip

    def holdings(self) -> Iterator[dict[str, Any]]:
        for pk in range(1, self.cases + 1):
            until = None if pk > self.open_from else self.at(pk, self.per_case)
            agent = self.agents[pk % len(self.agents)]
            yield {
                "id": pk,
                "case_id": pk,
                "agent_id": agent.pk,
                "since": self.at(pk),
                "until": until,
                "how": "assigned",
                "reason": "[]",
            }

    def bonds(self) -> Iterator[dict[str, Any]]:
        for pk in range(1, self.count_customers() + 1):
            yield {"id": pk, "customer_id": pk, "agent_id": self.agents[pk % len(self.agents)].pk}

    def _each(self) -> Iterator[tuple[int, int, int]]:
        """(message, case, position) over all messages; even positions come in, odd ones go out."""
        message = 0
        for case in range(1, self.cases + 1):
            for position in range(self.per_case):
                message += 1
                yield message, case, position

    def messages(self) -> Iterator[dict[str, Any]]:
        for pk, case, position in self._each():
            incoming = position % 2 == 0
            yield {
                "id": pk, "case_id": case, "direction": "in" if incoming else "out", "channel": "email",
                "identity_id": self.customer_of(case) if incoming else None,
                "agent_id": None if incoming else self.agents[case % len(self.agents)].pk,
                "at": self.at(case, position), "subject": "Anliegen", "text": " ".join(self.text(pk)),
                "quoted": "", "signature": "", "has_html": False, "raw": "", "size": 900, "people": "{}",
                "external_id": f"<b{pk}@bench.example>", "in_reply_to": "", "automatic": "", "held": False,
                "remark": "", "has_attachments": False,
            }  # fmt: skip

    def ledger(self) -> Iterator[dict[str, Any]]:
        for pk, case, position in self._each():
            if position % 2 == 0:
                yield {
                    "id": pk, "source": "bench", "cursor": "", "channel": "email", "at": self.at(case, position),
                    "content_hash": f"{pk:064x}", "raw": "", "size": 900, "envelope_to": "[]", "outcome": "message",
                    "reason": "", "message_id": pk, "attempts": 1, "authentication": "{}",
                }  # fmt: skip

    def search(self) -> Iterator[tuple[int, int, str]]:
        from onehand.foundation import text

        forms: dict[str, str] = {}
        for pk, case, _ in self._each():
            words = [*self.text(pk), self.names[self.customer_of(case) % len(self.names)], str(case)]
            for word in words[:41]:
                if word not in forms:
                    forms[word] = text.search_words(word)
            yield pk, case, " ".join(forms.get(word) or text.search_words(word) for word in words)

    def entries(self, head: Any) -> Iterator[dict[str, Any]]:
        from onehand.timeline.models import Entry

        for entry in self._bare_entries(Entry):
            head.seq += 1
            entry.seq = head.seq
            entry.digest = entry.payload_digest()
            head.chain = entry.chain = entry.link(head.chain)
            yield {
                "seq": entry.seq, "subject_kind": "case", "subject_id": entry.subject_id, "kind": entry.kind,
                "audience": "customer", "at": entry.at, "ref": entry.ref, "digest": entry.digest, "chain": entry.chain,
                "actor_kind": entry.actor_kind, "actor_id": entry.actor_id, "actor_name": entry.actor_name,
                "text": "", "values": "{}", "salt": entry.salt,
            }  # fmt: skip

    def _bare_entries(self, entry: Any) -> Iterator[Any]:
        for message, case, position in self._each():
            at = self.at(case, position)
            common = {
                "subject_kind": "case",
                "subject_id": case,
                "audience": "customer",
                "at": at,
                "salt": f"{message:032x}",
            }
            if position == 0:
                yield entry(
                    kind="case_opened",
                    actor_kind="customer",
                    actor_id=self.customer_of(case),
                    actor_name="Kunde",
                    **common,
                )
            incoming = position % 2 == 0
            yield entry(
                kind="message_received" if incoming else "replied", ref=message,
                actor_kind="customer" if incoming else "agent", actor_id=1, **common,
            )  # fmt: skip


def _insert(model: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Rows into the model's table, past the ORM, in chunks."""
    from django.db import connection

    columns = {field.attname: field for field in model._meta.concrete_fields}
    iterator = iter(rows)
    first = next(iterator, None)
    if first is None:
        return
    names = [columns[name].column for name in first]
    adapt = _adapted if connection.vendor == "sqlite" else (lambda value: value)
    marks = ", ".join(["%s"] * len(names))
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    sql = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({quoted}) VALUES ({marks})"  # noqa: S608
    values = (tuple(adapt(value) for value in row.values()) for row in _chain(first, iterator))
    with connection.cursor() as cursor:
        while chunk := list(islice(values, CHUNK)):
            cursor.executemany(sql, chunk)


def _adapted(value: Any) -> Any:
    return value.strftime("%Y-%m-%d %H:%M:%S.%f") if isinstance(value, datetime) else value


def _chain(first: dict[str, Any], rest: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    yield first
    yield from rest


def _insert_search(rows: Iterator[tuple[int, int, str]]) -> None:
    from onehand.foundation.search import index

    while chunk := list(islice(rows, CHUNK)):
        index.add_words(chunk)


def _after() -> None:
    """Sequences and statistics as a database that has lived has them."""
    from django.apps import apps
    from django.core.management.color import no_style
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(apps.get_models())):
            cursor.execute(statement)
        cursor.execute("ANALYZE")


def main() -> None:
    import django

    django.setup()
    begun = time.perf_counter()
    fill(int(sys.argv[1]), int(sys.argv[2]))
    print(f"{time.perf_counter() - begun:.1f}")


if __name__ == "__main__":
    main()
