"""Whatever goes wrong within /api/ is a problem document with a sentence in the asker's language."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onehand.api import staff
from onehand.api.tests.client import ApiClient
from onehand.cases.models import Case
from onehand.team.models import Agent

As = Callable[[Agent], ApiClient]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/nothing", "/cases/", "/cases/abc", "/cases/-1", "/../x", "/openapi"])
def test_an_unknown_address_is_a_problem(path: str, anonymous: ApiClient) -> None:
    answer = anonymous.get(path)
    assert (answer.status, answer.code) == (404, "not_found")


@pytest.mark.django_db
def test_a_method_that_does_not_exist_names_those_that_do(anonymous: ApiClient) -> None:
    for method in ("DELETE", "PATCH", "PUT"):
        answer = anonymous.send(method, "/cases")
        assert (answer.status, answer.code) == (405, "method_not_allowed")
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "POST"}


@pytest.mark.django_db
def test_the_sentence_is_german_or_english(anonymous: ApiClient) -> None:
    assert anonymous.get("/me").json["detail"] == "A valid token is missing."
    anonymous.language = "de"
    assert anonymous.get("/me").json == {
        "type": "urn:onehand:problem:unauthorized", "title": "Unauthorized", "status": 401,
        "code": "unauthorized", "detail": "Es fehlt ein gültiges Token.",
    }  # fmt: skip


@pytest.mark.django_db
def test_an_unexpected_error_tells_nothing_of_the_inside(
    ada: Agent, as_agent: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_agent: Agent) -> None:
        raise RuntimeError("secret 4711")

    monkeypatch.setattr(staff, "agent_data", broken)
    answer = as_agent(ada).get("/me")
    assert (answer.status, answer.code) == (500, "internal")
    assert b"4711" not in answer.content


@pytest.mark.django_db
def test_answers_are_never_kept_by_caches(ada: Agent, as_agent: As) -> None:
    assert as_agent(ada).get("/me").headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_half_a_surrogate_pair_is_refused_and_not_a_fault(case: Case, as_agent: As, ada: Agent) -> None:
    answer = as_agent(ada).post(f"/cases/{case.pk}/messages", {"kind": "note", "text": "\ud800"})
    assert (answer.status, answer.code) == (400, "bad_request")
