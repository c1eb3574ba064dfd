"""A bank of a shop is connected, Carla is known, and Ada asks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from onehand.actions import assurance, backends, carrying, viewing
from onehand.api.tests.acting import As
from onehand.api.tests.bank import Bank
from onehand.api.tests.client import ApiClient
from onehand.cases.models import Case
from onehand.team.models import Agent


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bank]:
    one = Bank()
    viewing.forget()
    backends.connect([one])
    monkeypatch.setattr(carrying, "sleep", lambda _seconds: None)
    yield one
    backends.disconnect("toy")


@pytest.fixture
def known(case: Case, ada: Agent) -> Case:
    assurance.vouch(case, how="Ausweis gesehen", by=ada)
    return case


@pytest.fixture
def api(ada: Agent, as_agent: As) -> ApiClient:
    return as_agent(ada)
