"""A company's years: customers, cases and messages as rows by column, made again from the same seeds for each table."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from onehand.config.bench import saying
from onehand.config.bench.inserting import Row
from onehand.config.bench.mails import NAMES, WORDS_DE, WORDS_EN
from onehand.config.bench.saying import Said, draw

BEGIN = datetime(2024, 1, 2, 7, 0, tzinfo=UTC)
_MERGED = 200  # one customer of so many stands behind the one before


class Placed(NamedTuple):
    """A message: its key, its case, its place in it. Even places come in, odd ones go out."""

    pk: int
    case: int
    position: int

    @property
    def comes_in(self) -> bool:
        return self.position % 2 == 0


class World:
    def __init__(self, cases: int, per_case: int, agents: Sequence[Any], *, seed: int, now: datetime) -> None:
        rng = random.Random(seed)
        self.cases, self.per_case, self.agents, self.now = cases, per_case, agents, now
        # A vocabulary with common and rare words, as real language has.
        self.common = [*WORDS_DE, *WORDS_EN]
        self.rare = [f"{rng.choice(self.common).lower()}{number:x}" for number in range(20_000)]
        self.open_from = cases - max(200, cases * 3 // 100)
        self.step = timedelta(days=700) / max(1, cases)

    @property
    def customers_count(self) -> int:
        return max(1, self.cases * 2 // 3)

    def customer_of(self, case: int) -> int:
        return (case * 7919) % self.customers_count + 1

    def agent_of(self, case: int) -> int:
        return int(self.agents[case % len(self.agents)].pk)

    def is_open(self, case: int) -> bool:
        return case > self.open_from

    def at(self, case: int, position: int = 0) -> datetime:
        return BEGIN + self.step * case + timedelta(minutes=30) * position

    def ended(self, case: int) -> datetime:
        return self.at(case, self.per_case)

    def merged_into(self, customer: int) -> int | None:
        return customer - 1 if customer % _MERGED == 0 else None

    def messages(self) -> Iterator[Placed]:
        pk = 0
        for case in range(1, self.cases + 1):
            for position in range(self.per_case):
                pk += 1
                yield Placed(pk, case, position)

    def said(self, message: Placed) -> Said:
        pk, case, position = message
        if not message.comes_in:
            # What is owed is owed in open cases: there every second answer holds a promise.
            return saying.outgoing(pk, one_of=2 if self.is_open(case) else 4)
        ahead = self.now + timedelta(days=1 + draw(pk, 7) % 30) if self.is_open(case) else None
        return saying.incoming(pk, case, position, self.customer_of(case), self.at(case, position), ahead)

    def words(self, message: int) -> list[str]:
        rng = random.Random(message)
        common = rng.choices(self.common, k=40)
        return [*common, rng.choice(self.rare), str(100_000 + message)]

    def text(self, message: Placed) -> str:
        return " ".join([*filter(None, [self.said(message).text]), *self.words(message.pk)])

    def customer_rows(self) -> Iterator[Row]:
        for pk in range(1, self.customers_count + 1):
            channel = ("email", "phone", "letter", "portal")[draw(pk, 8) % 4] if draw(pk, 9) % 20 == 0 else ""
            source = {"preferred_channel": {"by": "customer", "at": BEGIN.isoformat(), "message": None}}
            yield {
                "id": pk, "name": f"{NAMES[pk % len(NAMES)]} {pk}", "language": "de", "salutation": "",
                "preferred_channel": channel, "sources": source if channel else {},
                "merged_into_id": self.merged_into(pk), "created_at": BEGIN,
            }  # fmt: skip

    def identity_rows(self) -> Iterator[Row]:
        for pk in range(1, self.customers_count + 1):
            yield identity(pk, pk, "email", address_of(pk), assurance="seen", at=BEGIN)

    def case_rows(self) -> Iterator[Row]:
        for pk in range(1, self.cases + 1):
            is_open, last = self.is_open(pk), self.ended(pk)
            waits = is_open and pk % 2 == 0
            yield {
                "number": pk, "customer_id": self.customer_of(pk),
                "subject": " ".join(self.words(pk * self.per_case)[:6]),
                "state": "held" if is_open else "closed", "language": "de", "channel": "email", "public": False,
                "opened_at": self.at(pk), "touched_at": last, "waiting_since": last if waits else None,
                "answer_due": last + timedelta(hours=8) if waits else None, "wait_for": "",
                "closed_at": None if is_open else last,
            }  # fmt: skip

    def holding_rows(self) -> Iterator[Row]:
        for pk in range(1, self.cases + 1):
            yield {
                "id": pk, "case_id": pk, "agent_id": self.agent_of(pk), "since": self.at(pk),
                "until": None if self.is_open(pk) else self.ended(pk), "how": "assigned", "reason": [],
            }  # fmt: skip

    def bond_rows(self) -> Iterator[Row]:
        for pk in range(1, self.customers_count + 1):
            yield {"id": pk, "customer_id": pk, "agent_id": self.agent_of(pk)}

    def message_rows(self) -> Iterator[Row]:
        for message in self.messages():
            pk, case, position = message
            incoming = message.comes_in
            yield {
                "id": pk, "case_id": case, "direction": "in" if incoming else "out", "channel": "email",
                "identity_id": self.customer_of(case) if incoming else None,
                "agent_id": None if incoming else self.agent_of(case),
                "at": self.at(case, position), "subject": "Anliegen", "text": self.text(message), "size": 900,
                "people": {}, "external_id": f"<b{pk}@bench.example>",
            }  # fmt: skip

    def outgoing_rows(self) -> Iterator[Row]:
        """Each answer was accepted by the customer's mail server."""
        for message in self.messages():
            if not message.comes_in:
                at = self.at(message.case, message.position)
                yield {
                    "id": message.pk,
                    "message_id": message.pk,
                    "case_id": message.case,
                    "kind": "reply",
                    "recipient": address_of(self.customer_of(message.case)),
                    "subject": "Anliegen",
                    "external_id": f"<b{message.pk}@bench.example>",
                    "state": "accepted",
                    "attempts": 1,
                    "created_at": at,
                    "state_at": at,
                }

    def ledger_rows(self) -> Iterator[Row]:
        for message in self.messages():
            if message.comes_in:
                yield {
                    "id": message.pk, "source": "bench", "channel": "email",
                    "at": self.at(message.case, message.position), "content_hash": f"{message.pk:064x}", "size": 900,
                    "envelope_to": [], "outcome": "message", "message_id": message.pk, "attempts": 1,
                    "authentication": {},
                }  # fmt: skip

    def search_rows(self) -> Iterator[tuple[int, int, str]]:
        from onehand.foundation import text

        forms: dict[str, str] = {}
        for message in self.messages():
            pk, case, _ = message
            said = self.said(message).text.split()
            words = [*self.words(pk), NAMES[self.customer_of(case) % len(NAMES)], str(case), *said]
            for word in [*words[:41], *said]:  # numbers are too many to be kept
                if word not in forms and not word[-2:-1].isdecimal():
                    forms[word] = text.search_words(word)
            yield pk, case, " ".join(forms.get(word) or text.search_words(word) for word in words)


def address_of(customer: int) -> str:
    return f"kunde{customer}@bench.example"


def identity(pk: int, customer: int, kind: str, value: str, *, assurance: str, at: datetime) -> Row:
    return {
        "id": pk, "customer_id": customer, "kind": kind, "value": value, "display": value, "assurance": assurance,
        "created_at": at,
    }  # fmt: skip
