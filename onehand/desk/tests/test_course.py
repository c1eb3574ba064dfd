"""Waiting, going on, closing and opening again, each with its undo."""

from __future__ import annotations

import pytest

from onehand.cases.models import Case, State
from onehand.team.models import Agent
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db


def state(case: Case) -> str:
    case.refresh_from_db()
    return case.state


def test_waiting_is_in_local_time_and_can_be_undone(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    fields = {"until": "2026-03-05T12:00", "what": "die Spedition"}
    assert browser.post(f"/desk/cases/{case.pk}/waiting/", fields).status_code == 303
    assert state(case) == State.WAITING
    assert case.wait_until is not None
    assert case.wait_until.isoformat() == "2026-03-05T11:00:00+00:00"
    undo = browser.get(f"/desk/cases/{case.pk}/").context["undo"]
    browser.post(undo["url"], undo["fields"])
    assert state(case) == State.HELD


@pytest.mark.parametrize(
    ("until", "problem"),
    [
        ("", "bis wann"),
        ("quatsch", "bis wann"),
        ("2026-03-01T12:00", "Vergangenheit"),
        ("9999-99-99T00:00", "bis wann"),
    ],
)
def test_a_time_that_cannot_be_keeps_what_was_typed(
    ada: Agent, case: Case, signed_in: SignedIn, until: str, problem: str
) -> None:
    answer = signed_in(ada).post(f"/desk/cases/{case.pk}/waiting/", {"until": until, "what": "die Spedition"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert problem in page
    assert "die Spedition" in page


def test_closing_without_asking_can_be_undone(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    assert browser.post(f"/desk/cases/{case.pk}/closure/", {"reason": ""}).status_code == 422
    assert browser.post(f"/desk/cases/{case.pk}/closure/", {"reason": "Werbung"}).status_code == 303
    assert state(case) == State.CLOSED
    undo = browser.get(f"/desk/cases/{case.pk}/").context["undo"]
    browser.post(undo["url"])
    assert state(case) == State.HELD
    assert Case.objects.get(pk=case.pk).hand == ada


def test_opening_an_open_case_is_a_conflict(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    answer = signed_in(ada).post(f"/desk/cases/{case.pk}/reopening/")
    assert answer.status_code == 409
    assert "nicht geschlossen" in answer.content.decode()
