"""A toy system that can bar lines, and what became of a blocking."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from onehand.actions.contract import Plan, Rejected, Step, does, looks, plans
from onehand.actions.due_process import deciding, timers
from onehand.actions.models.due_process import Blocking
from onehand.actions.tests.toy import Toy
from onehand.actions.words import Words
from onehand.cases.models import Case, Message, Outgoing
from onehand.foundation import clock, jobs
from onehand.team.models import Agent
from onehand.timeline.models import Entry

REASON = "Von Ihrem Konto wurden an einem Tag 14 Verträge unter fremden Namen bestellt."
EVIDENCE = "Vertragsanträge vom 27. Februar, alle von derselben Adresse."
WHY = "Die Verträge wurden nachweislich aus Ihrem Konto bestellt."


class Barring(Toy):
    def __init__(self) -> None:
        super().__init__()
        self.barred = False

    @plans("block_account")
    def _plan_block(self, customer: str, _given: Mapping[str, Any]) -> Plan:
        return self._bar(customer, True)

    @plans("release_account")
    def _plan_release(self, customer: str, _given: Mapping[str, Any]) -> Plan:
        return self._bar(customer, False)

    def _bar(self, customer: str, barred: bool) -> Plan:
        self._up()
        if self.barred == barred:
            raise Rejected("already_barred" if barred else "not_barred", Words("Schon so.", "So already."))
        step = Step("bar", customer, Words("Sperren", "Bar"), {"barred": not barred}, {"barred": barred})
        return Plan((step,), touches=(customer,))

    @does("bar")
    def _do_bar(self, step: Step, key: str) -> dict[str, Any]:
        self._up()
        self.done[key] += 1
        if not self.ignores:
            self.barred = bool(step.wish["barred"])
        return {}

    @looks("bar")
    def _look_bar(self, _step: Step) -> dict[str, Any]:
        self._up()
        return {"barred": self.barred}


def worked() -> None:
    jobs.run_due()


def fresh(blocking: Blocking) -> Blocking:
    return Blocking.objects.select_related("case__customer", "case__team").get(pk=blocking.pk)


def after_hearing(blocking: Blocking) -> Blocking:
    clock.set(blocking.hearing_until + timedelta(minutes=1))
    timers.fire()
    return fresh(blocking)


def blocked(blocking: Blocking, by: Agent) -> Blocking:
    deciding.decide(after_hearing(blocking), blocks=True, reason=WHY, by=by)
    worked()
    return fresh(blocking)


def kinds(case: Case, **more: Any) -> list[str]:
    found = Entry.objects.filter(subject_kind="case", subject_id=case.pk, **more)
    return list(found.order_by("seq").values_list("kind", flat=True))


def mails_of(case: Case) -> list[Outgoing]:
    return list(Outgoing.objects.filter(case=case).order_by("pk"))


def secret_of(mail: Outgoing) -> str:
    return str(mail.buttons[0]["url"]).rstrip("/").rpartition("/")[2]


def told(blocking: Blocking) -> list[str]:
    """What the customer was told, by the stages."""
    keys = Message.objects.filter(key__startswith=f"blocking:{blocking.pk}:").order_by("pk")
    return [str(one).rpartition(":")[2] for one in keys.values_list("key", flat=True)]
