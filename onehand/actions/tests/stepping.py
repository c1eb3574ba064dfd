"""A toy shop whose processes have steps with days, and what became of what was expected of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from onehand.actions import viewing
from onehand.actions.contract import Plan, Process, Stage, Step, View, does, looks, plans
from onehand.actions.courses import looking
from onehand.actions.models.courses import Course
from onehand.actions.tests.toy import CARLA, Toy
from onehand.actions.words import Words
from onehand.cases.models import Outgoing
from onehand.foundation import clock
from onehand.people.models import Customer

NAMES = {"confirmed": "bestätigt", "reserved": "zurückgelegt", "shipped": "verschickt", "delivered": "zugestellt"}


class Stepping(Toy):
    """A stepping whose processes have steps with days."""

    def __init__(self) -> None:
        super().__init__()
        self.processes: dict[str, Process] = {}
        self.reads = 0

    def email(self, _customer: str) -> str:
        return CARLA

    def read(self, customer: str) -> View:
        self._up()
        self.reads += 1
        return View(customer, "Carla Kern", processes=tuple(self.processes.values()))

    def order(self, number: str = "20041", done: str = "", until: date | None = None, **more: Any) -> None:
        codes = list(NAMES)
        reached = codes.index(done) if done else -1
        stages = tuple(
            Stage(
                Words(NAMES[code], code), "done" if place <= reached else "now" if place == reached + 1 else "next",
                until=until if code == "delivered" and place > reached else None, code=code,
            )
            for place, code in enumerate(codes)
        )  # fmt: skip
        title = Words(f"Bestellung {number}", f"Order {number}")
        self.processes[number] = Process("order", number, title, "open", stages, expected=until, **more)

    def activation(self, number: str = "30412", *, state: str = "next", until: date | None = None) -> None:
        steps = (
            Stage(Words("Auftrag eingegangen", "Order received"), "done"),
            Stage(Words("Leitung geschaltet", "Line switched"), state, until=until),
        )
        title = Words("Freischaltung", "Activation")
        self.processes[number] = Process("activation", number, title, "ordered", steps, expected=until)

    @plans("activate")
    def _plan_activation(self, _customer: str, given: dict[str, Any]) -> Plan:
        self._up()
        number = given["contract"]
        step = Step("push", number, Words("Anstoßen", "Push"), {"state": "ordered"}, {"state": "active"})
        return Plan((step,), touches=(number,))

    @does("push")
    def _push(self, step: Step, key: str) -> dict[str, Any]:
        self.done[key] += 1
        self.activation(step.target, state="done")
        return {}

    @looks("push")
    def _look_at_push(self, step: Step) -> dict[str, Any]:
        done = all(stage.state == "done" for stage in self.processes[step.target].stages)
        return {"state": "active" if done else "ordered"}


def see(customer: Customer) -> None:
    """As the page of a case does."""
    looking.seen(customer, viewing.read_all(customer))


def today() -> date:
    return clock.now().date()


def in_days(days: int) -> date:
    return today() + timedelta(days=days)


def notices() -> list[Outgoing]:
    return list(Outgoing.objects.filter(kind="notice").order_by("pk"))


def states(course: Course | None = None) -> dict[str, str]:
    return {one.code: one.state for one in (course or Course.objects.get()).milestones.all()}


def pass_days(days: float) -> None:
    clock.advance(timedelta(days=days))
