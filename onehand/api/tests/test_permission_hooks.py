"""Campaign tools hear when somebody may, or may no longer, be written to: signed, once, in order, by number only."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings

from onehand.api import permission_hooks
from onehand.api.models import PermissionTold
from onehand.api.signatures import signature
from onehand.cases.models import Case
from onehand.cases.open import open_case
from onehand.defects import fixing, linking, noting
from onehand.foundation import clock, jobs
from onehand.people import consent, forgetting
from onehand.people.known import find_or_make
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, record, writing
from tests.support.receiver import Receiver

pytestmark = pytest.mark.django_db

SECRET = "a-secret-that-two-systems-share"


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """The campaign tool, which the operator has allowed although it is inside."""
    with Receiver() as one:
        hook: dict[str, Any] = {
            "permission_hook": one.url, "permission_hook_secret": SECRET, "permission_hook_internal": True,
        }  # fmt: skip
        monkeypatch.setattr(settings, "ONEHAND", dataclasses.replace(settings.ONEHAND, **hook))
        permission_hooks.follow.func()  # from now on
        yield one


def follow() -> None:
    permission_hooks.follow.func()
    jobs.run_due()


def said(tool: Receiver, purpose: str = "sales") -> list[tuple[int, bool, str]]:
    bodies = [json.loads(one.body) for one in tool.received]
    return [(one["customer"], one["allowed"], one["reason"]) for one in bodies if one["purpose"] == purpose]


def opened(carla: Customer, ada: Agent) -> Case:
    return open_case(
        carla, carla.identities.get(), subject="Schrank", text="Wann kommt er?", channel="portal", language="de",
        by=carla,
    )  # fmt: skip


def test_a_case_that_opens_and_ends_is_told(tool: Receiver, carla: Customer, ada: Agent) -> None:
    consent.give(carla, "sales", by=carla, how="Karte")
    follow()
    case = opened(carla, ada)
    follow()
    with writing():
        case.state = "closed"
        case.save(update_fields=["state"])
        record("case", case.pk, Kind.CLOSED, by=SYSTEM, values={"reason": "x"})
    follow()
    assert said(tool) == [(carla.pk, True, ""), (carla.pk, False, "case_open"), (carla.pk, True, "")]
    assert said(tool, "survey") == [
        (carla.pk, False, "consent_missing"), (carla.pk, False, "case_open"), (carla.pk, False, "consent_missing"),
    ]  # fmt: skip


def test_a_defect_that_outlives_the_case_is_told_until_it_is_repaired(
    tool: Receiver, carla: Customer, ada: Agent
) -> None:
    consent.give(carla, "sales", by=carla, how="Karte")
    follow()
    case = opened(carla, ada)
    defect = noting.note(by=ada, owner=ada, title="Scharnier bricht", what_de="Türen hängen.", what_en="Doors sag.")
    linking.link(defect, case, by=ada)
    with writing():
        case.state = "closed"
        case.save(update_fields=["state"])
        record("case", case.pk, Kind.CLOSED, by=SYSTEM, values={"reason": "x"})
    follow()
    assert said(tool)[-1] == (carla.pk, False, "defect")
    Case.objects.filter(pk=case.pk).update(state="closed")
    fixing.fix(defect, by=ada, done_de="Neue Scharniere.", done_en="New hinges.")
    follow()
    assert said(tool)[-1] == (carla.pk, True, "")


def test_it_is_signed_and_names_nobody(tool: Receiver, carla: Customer, ada: Agent) -> None:
    consent.give(carla, "sales", by=carla, how="Karte")
    follow()
    for one in tool.received:
        id, at = one.headers["webhook-id"], one.headers["webhook-timestamp"]
        assert one.headers["webhook-signature"] == signature(SECRET, id, at, one.body)
        body = json.loads(one.body)
        assert set(body) == {"id", "type", "at", "customer", "purpose", "allowed", "reason", "until"}
        assert body["id"] == id
        assert b"carla" not in one.body.lower()
        assert "authorization" not in one.headers


def test_what_changes_nothing_is_no_news(tool: Receiver, carla: Customer, ada: Agent) -> None:
    opened(carla, ada)
    follow()
    before = len(tool.received)
    opened(carla, ada)  # a second one: the answer stays no
    follow()
    follow()
    assert len(tool.received) == before


def test_a_receiver_that_is_down_gets_it_later_under_the_same_id(tool: Receiver, carla: Customer, ada: Agent) -> None:
    tool.statuses = [500, 503, 302, 404, 500, 503]
    consent.give(carla, "sales", by=carla, how="Karte")
    follow()
    for _ in range(9):
        clock.advance(timedelta(hours=2))
        jobs.run_due()
    ids = [one.headers["webhook-id"] for one in tool.received]
    assert len(set(ids)) == 2  # one for each purpose
    assert len(ids) == 6 + 2
    times = {one.headers["webhook-timestamp"] for one in tool.received}
    assert len(times) > 1  # each try bears its own time, so that a replay is noticed
    assert not PermissionTold.objects.filter(delivered_at__isnull=True).exists()
    clock.advance(timedelta(hours=2))
    jobs.run_due()
    assert len(tool.received) == 8


def test_what_was_overtaken_before_it_arrived_is_not_told(tool: Receiver, carla: Customer, ada: Agent) -> None:
    tool.statuses = [500] * 2
    consent.give(carla, "sales", by=carla, how="Karte")
    follow()
    consent.withdraw(carla, "sales", by=carla)
    follow()
    for _ in range(4):
        clock.advance(timedelta(hours=2))
        jobs.run_due()
    arrived = [json.loads(one.body) for one in tool.received[2:]]
    assert [one["allowed"] for one in arrived if one["purpose"] == "sales"] == [False]


def test_a_crash_between_reading_and_writing_loses_and_doubles_nothing(
    tool: Receiver, carla: Customer, ada: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    consent.give(carla, "sales", by=carla, how="Karte")
    note = permission_hooks._note

    def breaks(*_args: Any) -> None:
        raise RuntimeError("killed")

    monkeypatch.setattr(permission_hooks, "_note", breaks)
    with pytest.raises(RuntimeError):
        permission_hooks.follow.func()
    monkeypatch.setattr(permission_hooks, "_note", note)
    follow()
    follow()
    assert said(tool) == [(carla.pk, True, "")]


def test_whoever_is_erased_is_told_as_a_no(tool: Receiver, carla: Customer, ada: Agent) -> None:
    consent.give(carla, "sales", by=carla, how="Karte")
    follow()
    forgetting.forget(carla, by=carla)
    follow()
    assert said(tool)[-1] == (carla.pk, False, "consent_missing")


def test_both_numbers_of_who_were_joined_are_told(tool: Receiver, carla: Customer, ada: Agent) -> None:
    consent.give(carla, "sales", by=carla, how="Karte")
    twin, _ = find_or_make("email", "c.kern@example.net", name="C. Kern", language="de")
    twin.merged_into = carla
    twin.save()
    opened(carla, ada)
    follow()
    assert {number for number, _, _ in said(tool)} == {carla.pk, twin.pk}


def test_many_at_once_are_read_in_parts(
    tool: Receiver, carla: Customer, ada: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(permission_hooks, "AT_ONCE", 1)
    consent.give(carla, "sales", by=carla, how="Karte")
    opened(carla, ada)
    follow()
    assert said(tool)[-1] == (carla.pk, False, "case_open")


def test_nothing_is_followed_where_no_tool_is_set(carla: Customer, ada: Agent) -> None:
    consent.give(carla, "sales", by=carla, how="Karte")
    follow()
    assert not PermissionTold.objects.exists()
