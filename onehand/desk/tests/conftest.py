"""A toy shop is connected, and the customer of the case identified."""

from __future__ import annotations

import pytest

from onehand.actions import assurance
from onehand.actions.tests.conftest import toy  # noqa: F401 - a fixture
from onehand.cases.models import Case
from onehand.team.models import Agent


@pytest.fixture
def known(case: Case, ada: Agent) -> Case:
    assurance.vouch(case, how="am Telefon", by=ada)
    return case
