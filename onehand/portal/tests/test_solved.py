"""The page behind "is it solved?" in a mail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from onehand.cases.closing import answer_url, ask_solved
from onehand.cases.models import Case, State
from onehand.foundation import clock as the_clock
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(ada: Agent, case: Case) -> str:
    return "/" + answer_url(ask_solved(case, by=ada)).split("/", 3)[3]


def state(case: Case) -> str:
    case.refresh_from_db()
    return case.state


def test_looking_changes_nothing(path: str, case: Case) -> None:
    answer = Client().get(path + "?answer=yes")
    assert (answer.status_code, answer.context["chosen"]) == (200, "solved")
    assert answer["Referrer-Policy"] == "same-origin"  # other sites learn nothing; our own form needs an Origin
    assert state(case) == State.ASKED


def test_solved_closes_and_says_so(path: str, case: Case) -> None:
    answer = Client(headers={"accept-language": "de"}).post(path, {"answer": "solved"}, follow=True)
    assert answer.context["answered"] == "solved"
    assert answer.context["hand"] == "Ada Brandt"
    assert state(case) == State.CLOSED


def test_not_solved_goes_back_to_the_hand_and_ends_the_link(path: str, case: Case) -> None:
    answer = Client().post(path, {"answer": "not_solved", "text": "Es quietscht"})
    assert (answer.status_code, answer.context["answered"]) == (200, "not_solved")
    assert state(case) == State.HELD
    assert case.messages.latest("pk").text == "Es quietscht"
    assert Client().get(path).status_code == 410
    assert Client().post(path, {"answer": "solved"}).status_code == 410
    assert state(case) == State.HELD


def test_neither_answer_is_a_sentence_and_keeps_the_text(path: str, case: Case) -> None:
    answer = Client().post(path, {"answer": "perhaps", "text": "Hm"})
    assert answer.status_code == 422
    assert "Hm" in answer.content.decode()
    assert state(case) == State.ASKED


def test_a_forged_or_old_link_is_gone(path: str, case: Case) -> None:
    assert Client().get(path[:-3] + "x/").status_code == 410
    assert Client().get("/solved/x.y/").status_code == 410
    the_clock.advance(timedelta(days=61))
    assert Client().post(path, {"answer": "solved"}).status_code == 410
