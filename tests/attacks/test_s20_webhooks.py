"""S20: a webhook is taken only under a secret, signed over id, time and body, within five minutes, and once. S14: what
it says leads us to no address of its own."""

from __future__ import annotations

import dataclasses
import json
import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from onehand.actions import backends
from onehand.actions.models.events import Event
from onehand.actions.tests.telling import Telling
from onehand.actions.tests.test_carrier import report, status
from onehand.api.signatures import LARGEST, signature
from onehand.api.tests.client import Answer, ApiClient
from onehand.cases.models import Case, Outgoing
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db

SECRET = "a-secret-that-two-systems-share"


@pytest.fixture(autouse=True)
def shop(ada: Agent, carla: Customer) -> Iterator[Telling]:
    backends.connect([one := Telling()])
    yield one
    backends.disconnect("toy")


@pytest.fixture
def secret(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(settings, "ONEHAND", dataclasses.replace(settings.ONEHAND, events_secret=SECRET))
    return SECRET


def failed(**more: Any) -> dict[str, Any]:
    at = (clock.now() - timedelta(minutes=9)).isoformat()
    event = {"id": "e1", "backend": "toy", "kind": "delivery_failed", "reference": "20041", "at": at, "customer": "K1"}
    return {**event, "values": {"reason": "nobody_there", "driver": "Max"}, **more}


def post(
    body: Any, *, key: str = SECRET, id: str = "m1", ago: int = 0, signed: str | None = None, **more: str
) -> Answer:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    at = str(int(clock.now().timestamp()) - ago)
    headers = {
        "webhook-id": id, "webhook-timestamp": at,
        "webhook-signature": signature(key, id, at, raw) if signed is None else signed, **more,
    }  # fmt: skip
    answer = Client(raise_request_exception=False).post(
        "/api/v1/events", raw, "application/json", headers={k: v for k, v in headers.items() if v}
    )
    is_json = "json" in answer.headers.get("Content-Type", "")
    return Answer(answer.status_code, answer.headers, answer.content, answer.json() if is_json else None)


def nothing_happened() -> bool:
    return not Event.objects.exists() and not Outgoing.objects.exists()


def test_without_a_secret_nothing_is_taken() -> None:
    for key in ("", SECRET, "None"):
        answer = post(failed(), key=key)
        assert (answer.status, answer.code) == (403, "events_closed")
    assert nothing_happened()


def test_a_signed_event_is_placed_and_told(secret: str) -> None:
    answer = post(failed())
    assert answer.status == 200
    assert (answer.json["id"], answer.json["outcome"]) == ("e1", "told")
    assert Event.objects.get().values == {"reason": "nobody_there"}
    assert Outgoing.objects.get(kind="notice").recipient == "carla.kern@example.org"


def test_a_secret_in_base64_is_understood_as_libraries_write_it(monkeypatch: pytest.MonkeyPatch) -> None:
    # Secret, id, time, body and signature of the published Standard Webhooks example.
    key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    signed = signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", b'{"test": 2432232314}')
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "another-secret-of-some-length"}, {"signed": ""}, {"signed": "v1,"}, {"signed": "v1,AAAA"},
        {"signed": "v0,g0hM9SsE"}, {"signed": "\xff\xfe"}, {"ago": 301}, {"ago": -301}, {"webhook-timestamp": "soon"},
        {"webhook-timestamp": ""}, {"webhook-id": ""}, {"webhook-id": "m2"}, {"webhook-timestamp": "1" * 400},
        {"webhook-signature": "", "authorization": "Bearer x"},
    ],
)  # fmt: skip
def test_what_is_not_signed_so_is_refused(secret: str, wrong: dict[str, Any]) -> None:
    answer = post(failed(), **wrong)
    assert (answer.status, answer.code) == (401, "unauthorized")
    assert nothing_happened()


def test_another_body_under_a_good_signature_is_refused(secret: str) -> None:
    at = str(int(clock.now().timestamp()))
    signed = signature(SECRET, "m1", at, json.dumps(failed()).encode())
    assert post(failed(customer="K2"), signed=signed).status == 401
    assert nothing_happened()


def test_a_replay_gets_the_same_answer_and_has_no_second_effect(secret: str) -> None:
    first, again = post(failed()), post(failed())
    assert (again.status, again.json) == (first.status, first.json)
    other = post(failed(kind="returned", reference="20099"), id="m2")
    assert other.json == first.json
    assert (Event.objects.count(), Case.objects.count(), Outgoing.objects.filter(kind="notice").count()) == (1, 1, 1)


def test_a_replay_after_five_minutes_is_refused(secret: str) -> None:
    assert post(failed(), ago=299).status == 200
    clock.advance(timedelta(minutes=6))
    assert post(failed(), ago=360).status == 401


def test_a_large_body_is_refused_unread(secret: str) -> None:
    answer = post(failed(values={"x": "y" * LARGEST}))
    assert (answer.status, answer.code) == (413, "too_large")
    assert nothing_happened()


@pytest.mark.parametrize(
    "change",
    [
        {"at": "yesterday"}, {"at": "2026-03-02T09:00:00"}, {"kind": "A B"}, {"backend": "../x"}, {"id": ""},
        {"values": []}, {"more": 1}, {"customer": "\x00"},
    ],
)  # fmt: skip
def test_a_signed_body_that_does_not_fit_is_a_problem(secret: str, change: dict[str, Any]) -> None:
    answer = post(failed(**change))
    assert (answer.status, answer.code) == (422, "invalid")
    assert nothing_happened()


def test_no_json_is_a_problem(secret: str) -> None:
    for raw in (b"", b"{", b"\xff", b'{"id": "\\ud800"}'):
        assert post(raw).status in (400, 422)
    assert nothing_happened()


def test_a_carriers_report_is_taken_and_a_foreign_address_in_it_is_not_asked(secret: str) -> None:
    """S14: a listener of ours gets no hit, whatever address a report names."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.3)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        body = report(status("failure", "Recipient not at home"), serviceUrl=url, rerouteUrl=url)
        body["shipments"][0]["details"]["proofOfDelivery"] = {"documentUrl": url, "signatureUrl": url}
        body["nextUrl"] = url
        answer = post(body)
        assert post(failed(id="e2", values={"url": url, "until": url, "tracking": url})).status == 200
        with pytest.raises(TimeoutError):
            listener.accept()
    assert answer.status == 202
    assert {one["outcome"] for one in answer.json["items"]} == {"told"}
    assert url not in json.dumps(list(Event.objects.values("values", "reference")))


def test_what_no_database_can_look_up_is_read_without_it(secret: str) -> None:
    told = report(status("failure"), id="JJD\x001", details={"references": [{"type": "reference", "number": "a\x00b"}]})
    answer = post({**told, "shipments": [{**told["shipments"][0], "estimatedTimeOfDelivery": "2026-03-09T09:00:00"}]})
    assert answer.status == 202
    assert {event.reference for event in Event.objects.all()} == {"ab"}
    assert {event.values["tracking"] for event in Event.objects.all()} == {"JJD1"}


def test_what_is_unplaced_is_seen_by_leads_and_nobody_else(
    secret: str, lena: Agent, nora: Agent, as_agent: Any, anonymous: ApiClient
) -> None:
    assert post(failed(customer="K9")).json["outcome"] == "unplaced"
    seen = as_agent(lena).get("/events").json
    assert [one["id"] for one in seen["items"]] == ["e1"]
    assert as_agent(lena).get("/events", outcome="told").json["items"] == []
    assert as_agent(nora).get("/events").status == 403
    assert anonymous.get("/events").status == 401
