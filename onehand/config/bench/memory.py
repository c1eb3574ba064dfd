"""What is remembered of the generated company: questions, facts, promises, consents, merges, as rows by column.

Keys follow from those of the messages: a question and a fact have their message's, a promise twice it, and one more
when it took the place of another.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from onehand.config.bench.inserting import Row
from onehand.config.bench.saying import PROMISES, Fact, draw
from onehand.config.bench.world import BEGIN, Placed, World, identity

_SOON = timedelta(minutes=10)
_A_DAY = timedelta(days=1)
_AS_IDENTITY = {"phone": "phone", "postal_address": "postal"}
PURPOSES = (("memory", 3), ("sales", 1), ("survey", 2))  # of ten customers
WHY_NOT = "Dazu dürfen wir nichts sagen."
WHY = "Das Teil wird nicht mehr hergestellt."


class Ended(NamedTuple):
    how: str  # "" while it is open
    at: datetime | None = None
    answer: int | None = None


class Memory:
    def __init__(self, world: World, *, zone: ZoneInfo, midnight: datetime) -> None:
        self.world, self.now, self.midnight, self.zone = world, world.now, midnight, zone
        # A page of late ones and one of those due today in the smallest set, a small part of all in a large one.
        owed = max(1, (world.cases - world.open_from) // 2)
        self.late, self.today = max(0.05, min(0.4, 40 / owed)), max(0.10, min(0.4, 40 / owed))

    # Questions

    def question_ended(self, message: Placed) -> Ended:
        pk, case, position = message
        at, luck = self.world.at(case, position), draw(pk, 10) % 100
        if luck < 4:
            return Ended("misread", at + _SOON)
        if position + 1 < self.world.per_case:
            return Ended("no_answer" if luck < 6 else "answered", self.world.at(case, position + 1), pk + 1)
        return Ended("") if self.world.is_open(case) else Ended("settled", self.world.ended(case))

    def question_rows(self) -> Iterator[Row]:
        for message in self.world.messages():
            text = self.world.said(message).question
            if text:
                ended = self.question_ended(message)
                yield {
                    "id": message.pk, "case_id": message.case, "message_id": message.pk, "text": text, "start": 0,
                    "end": len(text), "asked_at": self.world.at(message.case, message.position),
                    "ended_at": ended.at, "ended": ended.how, "answer_id": ended.answer,
                    "why": WHY_NOT if ended.how == "no_answer" else "",
                }  # fmt: skip

    # Facts

    def fate_of_fact(self, message: Placed) -> str:
        luck = draw(message.pk, 11) % 100
        return "confirmed" if luck < 60 else "dismissed" if luck < 70 else "proposed"

    def told(self) -> Iterator[tuple[Placed, Fact]]:
        for message in self.world.messages():
            fact = self.world.said(message).fact
            if fact is not None:
                yield message, fact

    def fact_rows(self) -> Iterator[Row]:
        from onehand.cases.fact_values import expires_at

        for message, fact in self.told():
            at, fate = self.world.at(message.case, message.position), self.fate_of_fact(message)
            expires = expires_at(fact.kind, until=fact.until, due=fact.due, zone=self.zone)
            ended = (at + _SOON, "dismissed") if fate == "dismissed" else (None, "")
            if ended[0] is None and expires is not None and expires <= self.now:
                ended = expires, "expired"
            confirmed = fate == "confirmed"
            yield {
                "id": message.pk, "case_id": message.case, "customer_id": self.world.customer_of(message.case),
                "kind": fact.kind, "value": fact.value, "since": fact.since, "until": fact.until, "due": fact.due,
                "message_id": message.pk, "start": fact.start, "end": fact.end, "at": at,
                "confirmed_at": at + _SOON if confirmed else None,
                "confirmed_by_id": self.world.agent_of(message.case) if confirmed else None,
                "expires_at": expires, "ended_at": ended[0], "ended": ended[1],
            }  # fmt: skip

    def named(self) -> Iterator[tuple[Placed, Fact]]:
        """Confirmed addresses, each once: they became identities."""
        seen: set[tuple[int, str]] = set()
        for message, fact in self.told():
            kind = _AS_IDENTITY.get(fact.kind)
            if kind is None or self.fate_of_fact(message) != "confirmed":
                continue
            key = (self.world.customer_of(message.case), kind)
            if key not in seen:
                seen.add(key)
                yield message, fact

    def identity_of(self, message: Placed) -> int:
        return self.world.customers_count + message.pk

    def identity_rows(self) -> Iterator[Row]:
        for message, fact in self.named():
            yield identity(
                self.identity_of(message), self.world.customer_of(message.case), _AS_IDENTITY[fact.kind], fact.value,
                assurance="claimed", at=self.world.at(message.case, message.position),
            )  # fmt: skip

    # Promises

    def fate_of_promise(self, message: Placed) -> str:
        """open, late, today, at_risk; kept, kept_late, renewed (and kept then), withdrawn."""
        luck = draw(message.pk, 12) % 100
        last = message.position + 2 >= self.world.per_case
        if self.world.is_open(message.case) and luck < (95 if last else 20):
            due = draw(message.pk, 13) / 65536
            if due < self.late:
                return "late"
            if due < self.late + self.today:
                return "at_risk" if message.pk % 4 == 0 else "today"
            return "open"
        return "kept" if luck < 80 else "renewed" if luck < 90 else "withdrawn" if luck < 95 else "kept_late"

    def due_of(self, message: Placed, fate: str) -> datetime:
        share = draw(message.pk, 14) / 65536
        if fate == "late":
            return self.now - timedelta(hours=1) - share * timedelta(days=9)
        if fate in ("today", "at_risk"):
            return self.now + (self.midnight - self.now) * (0.5 + share / 2.1)
        if fate == "open":
            return self.midnight + share * timedelta(days=30)
        made = self.world.at(message.case, message.position)
        return made + (_SOON if fate in ("kept_late", "renewed") else _A_DAY)

    def promised(self) -> Iterator[tuple[Placed, int, str]]:
        for message in self.world.messages():
            said = self.world.said(message)
            if said.promise >= 0:
                yield message, said.promise, self.fate_of_promise(message)

    def kept(self, message: Placed, needs: str) -> tuple[datetime, int | None]:
        """When, and by which message if by one."""
        following = message.position + 2
        if needs == "message" and following < self.world.per_case:
            return self.world.at(message.case, following), message.pk + 2
        return self.world.ended(message.case), None

    def promise_rows(self) -> Iterator[Row]:
        """The old row of a renewed one comes first."""
        for message, which, fate in self.promised():
            kind, needs, text, due_text = PROMISES[which]
            due = self.due_of(message, fate)
            row = self._promise(message, kind, needs, text, due_text, due)
            if fate == "renewed":
                told = self.world.at(message.case, message.position) + _SOON / 2
                yield row | {"renewed_at": told, "told_id": message.pk}
                due = self.world.at(message.case, message.position) + _A_DAY
                row = self._promise(message, kind, needs, text, "", due)
                row |= {"id": message.pk * 2 + 1, "renews_id": message.pk * 2, "made_at": told}
            if fate == "withdrawn":
                row |= {"withdrawn_at": self.world.ended(message.case), "why": WHY, "told_id": message.pk}
            elif fate.startswith(("kept", "renewed")):
                row |= self._proof(message, needs)
            if fate in ("late", "kept_late"):
                row |= {"late_since": due}
            yield row | self._timers(fate, due)

    def _promise(self, message: Placed, kind: str, needs: str, text: str, due_text: str, due: datetime) -> Row:
        """All columns, since all rows have the same."""
        return {
            "id": message.pk * 2, "case_id": message.case, "text": text, "kind": kind,
            "by_id": self.world.agent_of(message.case), "made_at": self.world.at(message.case, message.position),
            "message_id": message.pk, "start": 0, "end": len(text), "due": due, "due_text": due_text,
            "needs": needs, "answer_id": None, "renews_id": None, "kept_at": None, "evidence": {},
            "renewed_at": None, "withdrawn_at": None, "why": "", "told_id": None, "late_since": None,
            "remind_at": due, "reminded_at": due, "risk_at": due, "at_risk_since": due,
        }  # fmt: skip

    def _proof(self, message: Placed, needs: str) -> Row:
        at, answer = self.kept(message, needs)
        proof: dict[str, Any] = {"kind": needs if answer or needs != "message" else "call", "at": at.isoformat()}
        if answer:
            proof["id"] = answer
        if needs == "letter":
            proof["posted_on"] = at.date().isoformat()
        return {"kept_at": at, "evidence": proof, "answer_id": answer, "needs": proof["kind"]}

    def _timers(self, fate: str, due: datetime) -> Row:
        """Of open ones, as they would have fired until now."""
        remind, risk = due - timedelta(hours=2), due - timedelta(hours=1)
        if fate in ("at_risk", "today"):
            risk = remind = self.now - _SOON if fate == "at_risk" else max(self.now + _SOON, remind)
        return {
            "remind_at": remind, "reminded_at": remind if remind <= self.now else None,
            "risk_at": risk, "at_risk_since": risk if risk <= self.now else None,
        }  # fmt: skip

    def amends_rows(self) -> Iterator[Row]:
        for message, _, fate in self.promised():
            if fate == "late":
                yield {"promise_id": message.pk * 2, "kind": "apology", "proposed_at": self.due_of(message, fate)}

    # Customers

    def consents(self) -> Iterator[tuple[int, int, str, datetime, datetime | None]]:
        """Key, customer, purpose, given, withdrawn."""
        for customer in range(1, self.world.customers_count + 1):
            for number, (purpose, of_ten) in enumerate(PURPOSES):
                luck = draw(customer * 3 + number, 15)
                if luck % 10 < of_ten:
                    given = BEGIN + luck * timedelta(minutes=1)
                    yield customer * 3 + number, customer, purpose, given, given + _A_DAY if luck % 20 == 0 else None

    def consent_rows(self) -> Iterator[Row]:
        for pk, customer, purpose, given, withdrawn in self.consents():
            yield {
                "id": pk, "customer_id": customer, "purpose": purpose, "given_at": given, "how": "portal",
                "withdrawn_at": withdrawn,
            }  # fmt: skip

    def merges(self) -> Iterator[tuple[int, int]]:
        for customer in range(1, self.world.customers_count + 1):
            into = self.world.merged_into(customer)
            if into is not None:
                yield customer, into

    def merge_rows(self) -> Iterator[Row]:
        for customer, into in self.merges():
            yield {
                "id": customer, "customer_id": customer, "into_id": into, "how": "agent",
                "why": "dieselbe Rufnummer", "reasons": [{"code": "phone", "value": "+4930123456"}],
                "merged_at": BEGIN, "merged_by": f"agent:{self.world.agent_of(customer)}",
            }  # fmt: skip
