"""The cast and the ground of all tests: customer Carla, her hand Ada, colleague Nora, stranger Sam, lead Lena."""

# ruff: noqa: ARG001 - fixtures name others that must stand before them
from __future__ import annotations

import dataclasses
import gc
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.test import Client

from onehand.accounts import tokens
from onehand.accounts.models import Account
from onehand.api.tests.client import ApiClient
from onehand.cases.models import Case
from onehand.cases.open import open_case
from onehand.foundation import clock as the_clock
from onehand.people.known import find_or_make
from onehand.people.models import Customer
from onehand.team.models import Agent

pytest_plugins = ["tests.support.fixtures", "onehand.actions.tests.fixtures"]

SUPPORT = "hilfe@moebelhaus.example"
MONDAY_MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def pytest_collection_finish() -> None:
    """Thousands of collected tests are millions of objects that the collector need not walk again and again: a test
    that measures time would pay for it."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _ground(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Each test has a data folder of its own, so that blobs of one are not seen by another, and the real time."""
    ours = dataclasses.replace(
        settings.ONEHAND,
        data=tmp_path / "data",
        mail_addresses=(SUPPORT,),
        mail_any=False,
        company="Möbelhaus",
        language="de",
        time_zone="Europe/Berlin",
    )
    monkeypatch.setattr(settings, "ONEHAND", ours)
    yield
    the_clock.reset()


@pytest.fixture(autouse=True)
def _chain_begins(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests with real transactions empty all tables when they end: the chain's first row and the index too."""
    marker = request.node.get_closest_marker("django_db")
    fixtures = {"db", "transactional_db", "live_server"} & set(request.fixturenames)
    if marker is None and not fixtures:
        yield
        return
    request.getfixturevalue("_django_db_helper")
    from onehand.timeline.models import ChainHead

    ChainHead.objects.get_or_create(pk=1)
    yield
    if (marker and marker.kwargs.get("transaction")) or fixtures - {"db"}:
        _empty_search()


def _empty_search() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_document")


@pytest.fixture
def clock() -> Iterator[ModuleType]:
    """The clock, standing at Monday, 2 March 2026, 9 o'clock in Berlin, until the test moves it."""
    the_clock.set(MONDAY_MORNING)
    yield the_clock
    the_clock.reset()


def _agent(handle: str, name: str, role: str = "agent") -> Agent:
    account = Account.objects.for_email(f"{handle}@moebelhaus.example", name=name)
    return Agent.objects.create(account=account, handle=handle, display_name=name, role=role)


def _customer(address: str, name: str) -> Customer:
    customer, _ = find_or_make("email", address, name=name, language="de")
    customer.account = Account.objects.for_email(address, name=name)
    customer.save(update_fields=["account"])
    return customer


@pytest.fixture
def ada(db: None, clock: ModuleType) -> Agent:
    """The owner: of all agents the ranking takes her first."""
    return _agent("ada", "Ada Brandt")


@pytest.fixture
def nora(ada: Agent) -> Agent:
    """The colleague."""
    return _agent("nora", "Nora Lindt")


@pytest.fixture
def lena(ada: Agent) -> Agent:
    """The lead."""
    return _agent("lena", "Lena Vogt", "lead")


@pytest.fixture
def admin(ada: Agent) -> Agent:
    """Who runs the installation."""
    return _agent("alma", "Alma Riedel", "admin")


@pytest.fixture
def former(ada: Agent) -> Agent:
    """A former agent: no longer active, the account still there."""
    agent = _agent("frida", "Frida Wolf")
    agent.active = False
    agent.save(update_fields=["active"])
    return agent


@pytest.fixture
def carla(db: None, clock: ModuleType) -> Customer:
    """The customer, with an account for the portal."""
    return _customer("carla.kern@example.org", "Carla Kern")


@pytest.fixture
def sam(db: None, clock: ModuleType) -> Customer:
    """The stranger: another customer, who has no part in Carla's case."""
    return _customer("sam@example.net", "Sam Fremd")


@pytest.fixture
def case(carla: Customer, ada: Agent) -> Case:
    """Carla's case, opened by her in the portal; Ada has the hand."""
    opened = open_case(
        carla, carla.identities.get(), subject="Schrank beschädigt", text="Die linke Tür hat einen Riss.",
        channel="portal", language="de", by=carla,
    )  # fmt: skip
    assert opened.hand == ada
    return opened


@pytest.fixture
def as_agent() -> Callable[[Agent], ApiClient]:
    """The API as this agent sees it, with a bearer token: `as_agent(ada).get("/cases")`."""
    return lambda agent: ApiClient(tokens.issue(agent.account, "test"))


@pytest.fixture
def as_customer() -> Callable[[Customer], ApiClient]:
    """The API as this customer sees it, with a bearer token."""

    def client(customer: Customer) -> ApiClient:
        assert customer.account is not None
        return ApiClient(tokens.issue(customer.account, "test"))

    return client


@pytest.fixture
def anonymous() -> ApiClient:
    """The API without any token."""
    return ApiClient("")


@pytest.fixture
def signed_in() -> Callable[[Agent | Customer], Client]:
    """A browser's client with a session: `signed_in(ada).get("/desk/")`, `signed_in(carla).get("/my/")`."""

    def client(person: Agent | Customer) -> Client:
        assert person.account is not None
        browser = Client(headers={"accept-language": "de"})
        browser.force_login(person.account, backend="onehand.accounts.backend.AccountBackend")
        return browser

    return client
