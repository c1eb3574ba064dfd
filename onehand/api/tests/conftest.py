"""A bank of a shop is connected, Carla is known, and Ada asks."""

from __future__ import annotations

import pytest

from onehand.actions.tests.fixtures import Connect
from onehand.api.tests.acting import As
from onehand.api.tests.bank import Bank
from onehand.api.tests.client import ApiClient
from onehand.team.models import Agent


@pytest.fixture
def shop(connect: Connect) -> Bank:
    return connect(Bank())


@pytest.fixture
def api(ada: Agent, as_agent: As) -> ApiClient:
    return as_agent(ada)
