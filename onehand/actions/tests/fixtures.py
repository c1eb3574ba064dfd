"""pytest fixtures for all tests that act, a pytest plugin: the root conftest names it in `pytest_plugins`.

Each system is connected for one test alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Protocol, TypeVar

import pytest

from onehand.actions import assurance, backends, carrying, viewing
from onehand.actions.contract import Backend, Happened
from onehand.actions.due_process import proposing
from onehand.actions.due_process.tests.barring import EVIDENCE, REASON, Barring, fresh, worked
from onehand.actions.events import intake
from onehand.actions.models.due_process import Blocking
from onehand.actions.tests.delivering import Delivering
from onehand.actions.tests.stepping import Stepping
from onehand.actions.tests.telling import Telling
from onehand.actions.tests.toy import Toy
from onehand.cases.models import Case
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent

B = TypeVar("B", bound=Backend)


class Connect(Protocol):
    def __call__(self, system: B, /) -> B: ...


@pytest.fixture
def connect(monkeypatch: pytest.MonkeyPatch) -> Iterator[Connect]:
    """Connects a system until the test ends. Nobody waits for real, and what an earlier test has read is forgotten."""
    viewing.forget()
    monkeypatch.setattr(carrying, "sleep", lambda _seconds: None)
    codes: list[str] = []

    def connected(system: B, /) -> B:
        backends.connect([system])
        codes.append(system.code)
        return system

    yield connected
    backends.disconnect(*codes)


@pytest.fixture
def toy(connect: Connect) -> Toy:
    """A toy shop with one open order, "1"."""
    return connect(Toy())


@pytest.fixture
def known(case: Case, ada: Agent) -> Case:
    """Carla's case, in which Ada has heard who she is."""
    assurance.vouch(case, how="am Telefon", by=ada)
    return case


@pytest.fixture
def delivering(connect: Connect, ada: Agent) -> Delivering:
    """A toy shop that delivers order 20041 on 20 March. Ada is there before, so that what comes from it has a hand."""
    return connect(Delivering())


@pytest.fixture
def delayed(delivering: Delivering, carla: Customer) -> Case:
    """The case that began with the delay of Carla's order 20041: she was told by a mail with choices."""
    clock.advance(timedelta(hours=1))
    event = Happened("e1", "shipment_delayed", "20041", clock.now(), "K1", {"planned": "2026-03-20"})
    case = intake.happened("toy", event).case
    assert case is not None
    return case


@pytest.fixture
def telling(connect: Connect, ada: Agent) -> Telling:
    """A toy shop that tells what happens. Ada is there before, so that what comes from it has a hand."""
    return connect(Telling())


@pytest.fixture
def stepping(connect: Connect, ada: Agent) -> Stepping:
    """A toy shop whose processes have steps with days. Ada is there before, as with `telling`."""
    return connect(Stepping())


@pytest.fixture
def barring(connect: Connect) -> Barring:
    """A toy shop that can bar a customer's line."""
    return connect(Barring())


@pytest.fixture
def blocking(carla: Customer, case: Case, ada: Agent, nora: Agent, lena: Agent, barring: Barring) -> Blocking:
    """Ada proposes to block Carla's account, and Carla was told; Nora and Lena are there to decide."""
    found = proposing.propose(carla, reason=REASON, evidence=EVIDENCE, by=ada, about=case)
    worked()
    return fresh(found)
