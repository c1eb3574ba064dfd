"""S22: signing in tells nobody who is a customer or an agent."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onehand.accounts import limits
from onehand.cases.models import Outgoing
from onehand.foundation import jobs
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db

ADDRESSES = ["carla.kern@example.org", "ada@moebelhaus.example", "nobody@example.org", "frida@moebelhaus.example"]


def ask(path: str, email: str) -> tuple[int, str, int]:
    with CaptureQueriesContext(connection) as queries:
        answer = Client().post(path, {"email": email})
    page = answer.content.decode().replace(email, "ADDRESS")
    return answer.status_code, re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page), len(queries)


@pytest.mark.parametrize("path", ["/sign-in/", "/desk/in/", "/in/"])
def test_the_answer_and_its_cost_are_the_same_whoever_asks(
    path: str, carla: Customer, ada: Agent, former: Agent
) -> None:
    ask(path, "first@example.org")
    answers = [ask(path, address) for address in ADDRESSES]
    assert all(answer == answers[0] for answer in answers)
    assert not Outgoing.objects.exists()  # the mail is the work of a job


@pytest.mark.parametrize("path", ["/sign-in/", "/desk/in/"])
def test_an_exhausted_address_is_answered_alike(path: str, carla: Customer, ada: Agent) -> None:
    first = ask(path, ADDRESSES[0])
    for _ in range(8):
        ask(path, ADDRESSES[0])
    jobs.run_due()
    assert ask(path, ADDRESSES[0])[:2] == first[:2]


def test_only_agents_in_service_get_a_link_for_the_desk(carla: Customer, ada: Agent, former: Agent) -> None:
    for address in ADDRESSES:
        Client().post("/desk/in/", {"email": address})
    jobs.run_due()
    assert [mail.recipient for mail in Outgoing.objects.all()] == ["ada@moebelhaus.example"]


def test_one_place_cannot_ask_without_end(db: None) -> None:
    statuses = [Client().post("/sign-in/", {"email": f"v{n}@example.org"}).status_code for n in range(40)]
    assert statuses.count(200) == 30
    assert statuses.count(429) == 10


@pytest.mark.parametrize(
    ("given", "kept"),
    [("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"), ("unix", "unix"), ("", "")],
)
def test_a_household_of_ipv6_is_one_place(given: str, kept: str) -> None:
    from django.test import RequestFactory

    assert limits.origin(RequestFactory().get("/", REMOTE_ADDR=given)) == kept
