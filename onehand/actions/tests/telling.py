"""A toy shop that tells what happens, and what became of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from onehand.actions.contract import Happened
from onehand.actions.events import intake
from onehand.actions.models.events import Event
from onehand.actions.tests.toy import CARLA, Toy
from onehand.cases.models import Case, Outgoing
from onehand.foundation import clock
from onehand.timeline.models import Entry


class Telling(Toy):
    """A shop that tells what happened, and has mail addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Happened] = []
        self.emails = {"K1": CARLA, "K2": "paul.meier@example.org"}

    def email(self, customer: str) -> str:
        self._up()
        return self.emails.get(customer, "")

    def prove(self, order: str, postcode: str) -> str:
        self._up()
        return "K1" if (order, postcode) == ("20041", "10115") else ""

    def happened(self, since: str) -> tuple[list[Happened], str]:
        self._up()
        return self.told[int(since or 0) :], str(len(self.told))


_numbers = iter(range(1, 100_000))


def event(kind: str = "shipment_delayed", reference: str = "20041", customer: str = "K1", **more: Any) -> Happened:
    at = clock.now() - timedelta(minutes=more.pop("ago", 5))
    return Happened(more.pop("id", f"e{next(_numbers)}"), kind, reference, at, customer, more)


def take(kind: str = "shipment_delayed", reference: str = "20041", customer: str = "K1", **more: Any) -> Event:
    return intake.happened("toy", event(kind, reference, customer, **more))


def sent() -> list[Outgoing]:
    return list(Outgoing.objects.filter(kind="notice").order_by("pk"))


def kinds(case: Case) -> list[str]:
    return list(
        Entry.objects.filter(subject_id=case.pk, subject_kind="case").order_by("seq").values_list("kind", flat=True)
    )
