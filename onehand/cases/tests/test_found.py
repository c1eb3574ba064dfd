"""Search over everything in cases."""

from __future__ import annotations

import pytest

from onehand.cases import lists, note, reply
from onehand.cases.models import Case
from onehand.cases.tests import mails
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


@pytest.fixture
def kirsch(ada: Agent) -> Case:
    raw = mails.with_attachment(
        "Rechnung_2024-118.pdf", text="Die Türen des Kleiderschranks aus Kirschholz klemmen.\n", subject="Beschädigung"
    )
    return mails.case_of(mails.take(raw))


@pytest.mark.parametrize(
    "query",
    [
        "Kirschholz", "kirsch", "KIRSCHHOLZ", "Türen", "tueren", "turen", "Tür", "Kleiderschrank",
        "Beschädigung", "beschaedigung", "Carla", "Kern", "carla.kern@example.org", "Rechnung_2024-118.pdf", "2024-118",
        "klemmen tür", "Kern Kirschholz",
    ],
)  # fmt: skip
def test_it_is_found_by(kirsch: Case, ada: Agent, query: str) -> None:
    assert lists.found(ada, query) == [kirsch]


@pytest.mark.parametrize(
    "query", ["Eiche", "Kirschholz Eiche", "", "   ", '"', "AND", "*", "'; DROP TABLE", "%", "holz"]
)
def test_it_is_not_found_by(kirsch: Case, ada: Agent, query: str) -> None:
    assert lists.found(ada, query) == []


def test_it_is_found_by_its_number(kirsch: Case, ada: Agent) -> None:
    assert lists.found(ada, f"#{kirsch.pk}")[0] == kirsch


def test_notes_and_answers_are_found_too(kirsch: Case, ada: Agent) -> None:
    note.note(kirsch, by=ada, text="Kulanzregelung beachten")
    reply.reply(kirsch, by=ada, text="Der Monteur kommt.")
    assert lists.found(ada, "Kulanzregelung") == [kirsch]
    assert lists.found(ada, "Monteure") == [kirsch]


def test_the_newest_hit_comes_first(kirsch: Case, ada: Agent) -> None:
    newer = mails.case_of(mails.take(mails.mail("Auch Kirschholz.\n")))
    assert lists.found(ada, "Kirschholz") == [newer, kirsch]
