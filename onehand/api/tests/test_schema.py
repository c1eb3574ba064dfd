"""The API does what its own description says, tried with generated requests (schemathesis)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from onehand.actions import assurance, orders, running
from onehand.actions.tests.fixtures import Connect
from onehand.actions.tests.toy import Toy
from onehand.api.app import routes
from onehand.api.tests.client import PREFIX, ApiClient
from onehand.cases.attachments import attach
from onehand.cases.handover import offer
from onehand.cases.models import Case, Ledger
from onehand.defects import linking, noting
from onehand.defects.models import Defect
from onehand.foundation import blobs, clock, tokens
from onehand.people.models import Customer
from onehand.team.models import Agent

EXAMPLES = 12


@pytest.mark.django_db
def test_the_description_names_every_operation(anonymous: ApiClient) -> None:
    described = anonymous.get("/openapi.json").json
    assert described["openapi"].startswith("3.1")
    named = {(method.upper(), path) for path, methods in described["paths"].items() for method in methods}
    ours = {(r.method, PREFIX + r.path.replace("{int:", "{")) for r in routes() if r.name != "openapi"}
    assert named == ours
    ids = [one["operationId"] for methods in described["paths"].values() for one in methods.values()]
    assert len(set(ids)) == len(ids)


@pytest.mark.django_db
def test_every_body_refuses_what_it_does_not_describe(anonymous: ApiClient) -> None:
    described = anonymous.get("/openapi.json").json
    for methods in described["paths"].values():
        for operation in methods.values():
            for content in operation.get("requestBody", {}).get("content", {}).values():
                text = str(content["schema"])
                name = text.partition("schemas/")[2].partition("'")[0]
                schema = described["components"]["schemas"].get(name, content["schema"])
                assert schema.get("additionalProperties") is False, (operation["operationId"], content)


@pytest.fixture
def world(case: Case, ada: Agent, nora: Agent, toy: Toy) -> Case:
    """One of everything, so that many of the generated ids are somebody's."""
    attach(case.messages.get(), name="a.txt", type="text/plain", data=b"a")
    offer(case, to=nora, reason="x", by=ada)
    raw = b"From: x"
    Ledger.objects.create(source="x", content_hash=tokens.keyed_hash(raw), raw=blobs.put(raw), size=7, reason="x")
    assurance.vouch(case, how="x", by=ada)
    for order in ("1", "2"):
        running.start(case, "cancel", {"order": order, "reason": "x"}, by=ada)
    orders.give(case, what="x", to=nora, due=clock.now() + timedelta(days=1), by=ada)
    for title in ("first", "second"):  # one of them with a case, at a step
        step = "line_switched" if title == "first" else ""
        defect = noting.note(by=ada, owner=ada, title=title, what_en="x", backend="lines", kind="activation", step=step)
        if title == "first":
            linking.link(defect, case, by=ada)
    return case


@pytest.fixture
def toy(connect: Connect) -> Toy:
    return connect(Toy(**{"1": "open", "2": "open"}))


@contextmanager
def one_connection() -> Iterator[None]:
    """Requests stay in the test's own transaction, as those of Django's test client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def answer_as_described(route: Any, client: ApiClient, there: Mapping[str, int] | None = None) -> None:
    """`there` are path parameters, and fields of the body, that are put in place of generated ones."""
    schema = schemathesis.openapi.from_dict(client.get("/openapi.json").json)
    schema.app = WSGIHandler()
    operation = schema[PREFIX + route.path.replace("{int:", "{")][route.method]

    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def answered(case: Any) -> None:
        for name, value in (there or {}).items():
            for part in (case.path_parameters, case.body):
                if isinstance(part, dict) and name in part:
                    part[name] = value
        # Not checked: that all data of the right form is taken. A verb may refuse what no schema can tell.
        case.call_and_validate(
            headers={"Authorization": f"Bearer {client.token}"}, excluded_checks=[positive_data_acceptance]
        )

    with one_connection():
        answered()


@pytest.mark.django_db
@pytest.mark.parametrize("route", [r for r in routes() if r.name != "openapi"], ids=lambda r: f"{r.method} {r.path}")
def test_generated_requests_are_answered_as_described(
    route: Any,
    world: Case,
    lena: Agent,
    carla: Customer,
    as_agent: Callable[[Agent], ApiClient],
    as_customer: Callable[[Customer], ApiClient],
) -> None:
    answer_as_described(route, as_customer(carla) if route.who == "customer" else as_agent(lena))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "route", [r for r in routes() if "/defects" in r.path and "{" in r.path], ids=lambda r: f"{r.method} {r.path}"
)
def test_generated_requests_about_a_defect_that_is_there(
    route: Any, world: Case, lena: Agent, as_agent: Callable[[Agent], ApiClient]
) -> None:
    """A generated id is seldom one's; here each request reaches the verb, open or repaired before."""
    defect = Defect.objects.earliest("pk")
    answer_as_described(route, as_agent(lena), {"id": defect.pk, "number": world.pk, "case": world.pk})
