"""What a customer wrote, as an action with its arguments; begun by whoever posts it as a run."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onehand.actions.models import Run
from onehand.api.tests.client import ApiClient
from onehand.cases.models import Case
from onehand.cases.tests import mails
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db
As = Callable[..., ApiClient]


@pytest.fixture
def away(delayed: Case) -> Case:
    mails.take(mails.answer(delayed, "I am away from 18 to 25 March.\n"))
    return delayed


@pytest.fixture
def api(ada: Agent, as_agent: As) -> ApiClient:
    return as_agent(ada)


def test_it_is_told_with_what_a_run_takes(away: Case, api: ApiClient) -> None:
    (one,) = api.get(f"/cases/{away.pk}/proposals").json["items"]
    assert one["action"] == "hold_delivery"
    assert one["because"]
    assert one["message"] == away.messages.get(direction="in").pk
    assert not Run.objects.exists()
    given = {"action": one["action"], "arguments": one["arguments"]}
    assert api.post(f"/cases/{away.pk}/dry-runs", given).json["possible"] is True
    assert api.post(f"/cases/{away.pk}/runs", given).status == 201
    assert api.get(f"/cases/{away.pk}/proposals").json["items"] == []
