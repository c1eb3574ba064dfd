"""A carrier's report, written after the published contract: what of it is an event, and what is left behind."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from onehand.actions import carrier
from onehand.actions.contract import Happened
from onehand.actions.events import intake
from onehand.actions.models.events import Event
from onehand.actions.tests.telling import Telling
from onehand.cases.models import Outgoing
from onehand.foundation import clock
from onehand.people.models import Customer

pytestmark = pytest.mark.django_db


def status(code: str, description: str = "", *, ago: int = 60, **more: Any) -> dict[str, Any]:
    at = (clock.now() - timedelta(minutes=ago)).isoformat()
    place = {"address": {"countryCode": "DE", "addressLocality": "Berlin", "streetAddress": "Hofweg 3"}}
    return {"timestamp": at, "location": place, "statusCode": code, "description": description, **more}


def report(*statuses: dict[str, Any], order: str = "20041", **more: Any) -> dict[str, Any]:
    references = [{"number": order, "type": "customer-reference"}] if order else []
    shipment = {
        "id": "00340434292135100186", "service": "parcel-de",
        "destination": {"address": {"countryCode": "DE", "postalCode": "10115", "addressLocality": "Berlin"}},
        "status": statuses[-1], "events": list(statuses), "serviceUrl": "https://example.org/track",
        "details": {"references": references, "carrier": {"organizationName": "DHL"}}, **more,
    }  # fmt: skip
    return {"url": "/shipments?trackingNumber=00340434292135100186", "shipments": [shipment]}


def read(*statuses: dict[str, Any], **more: Any) -> list[tuple[str, str, str]]:
    found = {one.id: one for one in carrier.read(report(*statuses, **more))}
    return [(one.kind, one.reference, one.values.get("reason", "")) for one in found.values()]


def take(*statuses: dict[str, Any], **more: Any) -> list[Event]:
    return [intake.happened(carrier.BACKEND, one) for one in carrier.read(report(*statuses, **more))]


def test_delivered_failed_and_returned_are_told_apart(telling: Telling) -> None:
    assert read(status("pre-transit"), status("transit", "On its way"), status("delivered", "JESSICA")) == [
        ("delivered", "20041", "")
    ]
    assert read(status("failure", "Recipient not at home")) == [("delivery_failed", "20041", "nobody_there")]
    assert read(status("failure", "Empfänger wurde nicht angetroffen")) == [
        ("delivery_failed", "20041", "nobody_there")
    ]
    assert read(status("failure", "Incorrect address")) == [("delivery_failed", "20041", "address")]
    assert read(status("failure", "Damaged")) == [("delivery_failed", "20041", "")]
    assert read(status("transit", remark="The shipment is being returned to the sender")) == [("returned", "20041", "")]
    assert read(status("unknown", "?")) == []


def test_without_an_order_number_the_parcel_is_named(telling: Telling) -> None:
    assert read(status("failure"), order="") == [("delivery_failed", "00340434292135100186", "")]


def test_the_same_report_again_has_no_second_effect(telling: Telling, carla: Customer) -> None:
    failed = status("failure", "Recipient not at home")
    first = take(failed)
    again = take(failed)
    assert {one.pk for one in first} == {one.pk for one in again}
    assert Outgoing.objects.filter(kind="notice").count() == 1
    assert "weil niemand angetroffen wurde" in Outgoing.objects.get(kind="notice").text


def test_a_later_estimate_is_a_delay_and_an_earlier_one_is_none(telling: Telling, carla: Customer) -> None:
    now = status("transit", "On its way")
    assert [one.outcome for one in take(now, estimatedTimeOfDelivery="2026-03-05")] == ["passed"]
    assert take(now, estimatedTimeOfDelivery="2026-03-05") == []
    (later,) = take(now, estimatedTimeOfDelivery="2026-03-09T00:00:00Z")
    assert (later.kind, later.outcome) == ("shipment_delayed", "told")
    assert "jetzt am 9.3.2026" in Outgoing.objects.get(kind="notice").text
    assert take(now, estimatedTimeOfDelivery="2026-03-09") == []
    assert [one.kind for one in take(now, estimatedTimeOfDelivery="2026-03-07")] == ["shipment_expected"]
    assert Outgoing.objects.filter(kind="notice").count() == 1


def test_whose_parcel_it_is_says_the_shop_that_sent_it(telling: Telling, carla: Customer) -> None:
    parcel = {"tracking": "00340434292135100186"}
    intake.happened("toy", Happened("s1", "shipment_sent", "20041", clock.now(), "K1", parcel))
    (told,) = {one.pk: one for one in take(status("failure"), order="", destination={})}.values()
    assert told.outcome == "told"
    assert told.case is not None
    assert told.case.customer == carla


def test_whose_parcel_nobody_knows_stays_unplaced(telling: Telling, carla: Customer) -> None:
    (lost,) = {one.pk: one for one in take(status("failure"), order="99999")}.values()
    assert lost.outcome == "unplaced"
    assert not Outgoing.objects.filter(kind="notice").exists()


def test_neither_courier_nor_place_nor_who_signed_is_kept(telling: Telling, carla: Customer) -> None:
    failed = status("failure", "Driver Max Mustermann, stop 14 of 60, nobody home", nextSteps="Call Max")
    delivered = status("delivered", "JESSICA", ago=5)
    take(failed, delivered)
    kept = json.dumps(list(Event.objects.values("kind", "reference", "values")))
    for word in ("Max", "14", "JESSICA", "Hofweg", "Berlin"):
        assert word not in kept.replace("20041", "").replace("00340434292135100186", "")


@pytest.mark.parametrize(
    "broken",
    [
        {}, {"shipments": None}, {"shipments": [1, None, {}]}, {"shipments": [{"id": "x", "status": "y"}]},
        {"shipments": [{"id": "x", "events": [{"timestamp": "never", "statusCode": "failure"}]}]},
        {"shipments": [{"id": "x", "events": [{"timestamp": 7, "statusCode": []}], "details": [], "destination": 3}]},
    ],
)  # fmt: skip
def test_what_is_not_after_the_contract_is_passed_over(broken: dict[str, Any]) -> None:
    assert carrier.read(broken) == []
