"""The customer's own side of the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType

import pytest

from onehand.api.tests.client import ApiClient
from onehand.cases.attachments import attach
from onehand.cases.closing import close_without_asking
from onehand.cases.models import Case, Party
from onehand.cases.note import note
from onehand.cases.reply import reply
from onehand.people.models import Customer
from onehand.team.models import Agent

AsCustomer = Callable[[Customer], ApiClient]


@pytest.mark.django_db
def test_the_customer_sees_the_own_cases_with_owner_and_state(
    case: Case, carla: Customer, sam: Customer, as_customer: AsCustomer
) -> None:
    (mine,) = as_customer(carla).get("/my/cases").json["items"]
    assert (mine["number"], mine["owner"], mine["state"]) == (case.pk, {"name": "Ada Brandt"}, "held")
    assert as_customer(carla).get(f"/my/cases/{case.pk}").json == mine
    assert as_customer(sam).get("/my/cases").json["items"] == []


@pytest.mark.django_db
def test_notes_stay_in_the_house(case: Case, ada: Agent, carla: Customer, as_customer: AsCustomer) -> None:
    secret = note(case, by=ada, text="Kundin ist schwierig")
    attached = attach(secret, name="a.txt", type="text/plain", data=b"a")
    reply(case, by=ada, text="Wir kümmern uns.")
    answer = as_customer(carla).get(f"/my/cases/{case.pk}/timeline")
    assert b"schwierig" not in answer.content
    texts = [item["text"] for item in answer.json["items"] if item["message"]]
    assert texts == ["Die linke Tür hat einen Riss.", "Wir kümmern uns."]
    assert as_customer(carla).get(f"/my/attachments/{attached.pk}").code == "not_found"


@pytest.mark.django_db
def test_the_customer_writes_and_a_closed_case_reopens(
    case: Case, ada: Agent, carla: Customer, as_customer: AsCustomer
) -> None:
    close_without_asking(case, by=ada, reason="erledigt")
    api = as_customer(carla)
    assert api.get(f"/my/cases/{case.pk}").json["state"] == "closed"
    written = api.post(f"/my/cases/{case.pk}/messages", {"text": "Doch nicht."})
    assert (written.status, written.json["direction"], written.json["text"]) == (201, "in", "Doch nicht.")
    reopened = api.get(f"/my/cases/{case.pk}").json
    assert (reopened["state"], reopened["owner"]) == ("held", {"name": "Ada Brandt"})


@pytest.mark.django_db
def test_the_customer_opens_a_case(ada: Agent, carla: Customer, as_customer: AsCustomer) -> None:
    opened = as_customer(carla).post("/my/cases", {"text": "Wann kommt der Tisch?"})
    assert (opened.status, opened.json["subject"]) == (201, "Wann kommt der Tisch?")
    assert opened.json["owner"] == {"name": "Ada Brandt"}


@pytest.mark.django_db
def test_attachments_of_the_own_case_are_handed_out(case: Case, carla: Customer, as_customer: AsCustomer) -> None:
    attached = attach(case.messages.get(), name="riss.jpg", type="image/jpeg", data=b"j")
    assert as_customer(carla).get(f"/my/attachments/{attached.pk}").content == b"j"


@pytest.mark.django_db
def test_who_joined_later_reads_and_decides_nothing_of_before(
    case: Case, ada: Agent, carla: Customer, sam: Customer, as_customer: AsCustomer, clock: ModuleType
) -> None:
    """S3 by the API, as the portal holds it."""
    first = case.messages.get()
    attached = attach(first, name="a.txt", type="text/plain", data=b"a")
    Party.objects.create(case=case, customer=sam)
    clock.advance(timedelta(minutes=1))
    reply(case, by=ada, text="Wir kümmern uns.")
    answer = as_customer(sam).get(f"/my/cases/{case.pk}/timeline")
    assert [item["text"] for item in answer.json["items"] if item["message"]] == ["Wir kümmern uns."]
    assert b"Riss" not in answer.content
    assert as_customer(sam).get(f"/my/attachments/{attached.pk}").code == "not_found"
    assert as_customer(sam).post(f"/my/cases/{case.pk}/closure", {}).code == "not_found"
    assert as_customer(sam).delete(f"/my/cases/{case.pk}/closure").code == "not_found"
    assert len(as_customer(carla).get(f"/my/cases/{case.pk}/timeline").json["items"]) > 1
    assert as_customer(carla).get(f"/my/attachments/{attached.pk}").status == 200
