"""The provisioning system as programs and customers see it: through the API and the portal."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onehand.actions.provisioning import Lines
from onehand.actions.tests.fixtures import Connect
from onehand.api.tests.client import ApiClient
from onehand.cases.models import Case
from onehand.foundation import jobs
from onehand.people.models import Identity
from onehand.team.models import Agent
from tests.support.browser import SignedIn
from tests.support.provisioning import Provisioning

pytestmark = pytest.mark.django_db

NEW = {"street": "Lindenstraße 12", "postcode": "10969", "city": "Berlin"}


@pytest.fixture
def known(case: Case, lines: Lines, connect: Connect) -> Case:
    Identity.objects.create(customer=case.customer, kind="customer_number", value="L-5001")
    connect(lines)
    return case


def test_from_the_list_to_the_read_back_by_the_api(
    known: Case, ada: Agent, as_agent: Callable[[Agent], ApiClient], provisioning: Provisioning
) -> None:
    api = as_agent(ada)
    able = {one["action"] for one in api.get("/actions").json["items"] if one["systems"]}
    assert {"correct_address", "line_test"} <= able
    processes = api.get(f"/cases/{known.pk}/processes").json
    assert all(one["title"] and one["argument"].startswith("lines:") for one in processes["items"])
    body = {"action": "correct_address", "arguments": {"address": NEW}}
    seen = api.post(f"/cases/{known.pk}/dry-runs", body).json
    assert seen["possible"]
    assert all(one["what"] and one["why"] and one["instead"] for one in seen["cannot"])
    run = api.post(f"/cases/{known.pk}/runs", body | {"digest": seen["digest"]}, key="address").json
    jobs.run_due()
    done = api.get(f"/runs/{run['id']}").json
    assert done["state"] == "done"
    assert all(step["seen"] == step["wish"] for step in done["steps"])
    (row,) = provisioning.rows("SELECT street FROM customers WHERE number = 'L-5001'")
    assert row["street"] == "Lindenstraße 12"


def test_a_customer_sees_the_line_only_when_the_number_is_proved(known: Case, signed_in: SignedIn) -> None:
    browser = signed_in(known.customer)
    assert "30411" not in browser.get("/my/orders/").content.decode()
    Identity.objects.filter(kind="customer_number").update(assurance="proved")
    found = browser.get("/my/orders/")
    assert [thing.process.reference for thing in found.context["running"] + found.context["ended"]]
    assert not found.context["silent"]
