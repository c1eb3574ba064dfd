"""Work orders by the API: given, seen by whoever does them, done when somebody has looked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onehand.api.tests.client import ApiClient
from onehand.cases.models import Case
from onehand.team.models import Agent, Team

pytestmark = pytest.mark.django_db
As = Callable[[Agent], ApiClient]

ORDER = {"what": "Bohrer nachliefern", "to": "nora", "due": "2026-03-04T17:00:00+01:00"}


def test_what_no_action_covers_is_ordered_and_done_when_it_was_seen(
    case: Case, ada: Agent, nora: Agent, as_agent: As
) -> None:
    api, path = as_agent(ada), f"/cases/{case.pk}/work-orders"
    given = api.post(path, ORDER)
    assert (given.status, given.json["agent"]["handle"], given.json["state"]) == (201, "nora", "open")
    assert api.post(f"/cases/{case.pk}/closure", {"without_asking": True, "reason": "x"}).status == 409
    done = f"/work-orders/{given.json['id']}/completion"
    assert api.post(done, {"seen": " "}).code == "reason_missing"
    case.team = Team.objects.create(name="Küchen")
    case.save()
    answer = as_agent(nora).post(done, {"seen": "Unterschrift liegt vor"})
    assert (answer.status, answer.json["state"], answer.json["seen"]) == (201, "done", "Unterschrift liegt vor")
    assert api.post(done, {"seen": "noch einmal"}).code == "decided"
    assert [one["state"] for one in api.get(path).json["items"]] == ["done"]


def test_one_is_given_up_with_a_reason(case: Case, ada: Agent, nora: Agent, lena: Agent, as_agent: As) -> None:
    api = as_agent(ada)
    order = api.post(f"/cases/{case.pk}/work-orders", ORDER).json["id"]
    answer = as_agent(lena).post(f"/work-orders/{order}/withdrawal", {"reason": "Kundin will nicht mehr"})
    assert answer.json["state"] == "withdrawn"


@pytest.mark.parametrize(
    ("change", "code"),
    [({"what": " "}, "empty"), ({"due": "2020-01-01T00:00:00Z"}, "due_past"),
     ({"to": "frida"}, "colleague_unavailable"), ({"to": "nobody"}, "not_found")],
)  # fmt: skip
def test_what_does_not_fit_is_said(
    change: dict[str, str], code: str, case: Case, ada: Agent, nora: Agent, former: Agent, as_agent: As
) -> None:
    assert as_agent(ada).post(f"/cases/{case.pk}/work-orders", ORDER | change).code == code
