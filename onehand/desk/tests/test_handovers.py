"""Handing over in the browser: offered, accepted, declined, withdrawn, taken, refused."""

from __future__ import annotations

import pytest

from onehand.cases.handover import offer
from onehand.cases.models import Case, Handover
from onehand.team.models import Agent, Team
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def handover(case: Case, ada: Agent, nora: Agent) -> Handover:
    return offer(case, to=nora, reason="Urlaub", summary="Tür ist bestellt.", by=ada)


def test_an_offer_can_be_undone_at_once(ada: Agent, nora: Agent, case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    fields = {"to": nora.pk, "reason": "Urlaub", "summary": "Tür ist bestellt."}
    assert browser.post(f"/desk/cases/{case.pk}/handovers/", fields).status_code == 303
    page = browser.get(f"/desk/cases/{case.pk}/")
    assert "Nora Lindt" in page.context["undo"]["sentence"]
    assert browser.post(page.context["undo"]["url"]).status_code == 303
    assert case.handovers.get().withdrawn_at is not None
    assert browser.get("/desk/").context["undo"] is None


def test_a_refused_offer_keeps_what_was_typed(ada: Agent, nora: Agent, case: Case, signed_in: SignedIn) -> None:
    fields = {"to": nora.pk, "reason": "", "summary": "Lange Geschichte"}
    answer = signed_in(ada).post(f"/desk/cases/{case.pk}/handovers/", fields)
    assert answer.status_code == 422
    assert "Lange Geschichte" in answer.content.decode()


def test_the_receiver_sees_the_offer_and_accepts(
    handover: Handover, nora: Agent, case: Case, signed_in: SignedIn
) -> None:
    browser = signed_in(nora)
    assert browser.get("/desk/").context["offers"] == [handover]
    assert browser.get(f"/desk/cases/{case.pk}/").context["offer_role"] == "receiver"
    assert browser.post(f"/desk/handovers/{handover.pk}/acceptance/").status_code == 303
    assert Case.objects.get(pk=case.pk).hand == nora


def test_who_declines_and_may_no_longer_see_the_case_goes_to_today(
    handover: Handover, nora: Agent, case: Case, signed_in: SignedIn
) -> None:
    case.team = Team.objects.create(name="Buchhaltung")
    case.save()
    answer = signed_in(nora).post(f"/desk/handovers/{handover.pk}/refusal/", {"reason": "Zu voll"})
    assert (answer.status_code, answer["Location"]) == (303, "/desk/")


def test_somebody_else_cannot_accept(handover: Handover, lena: Agent, case: Case, signed_in: SignedIn) -> None:
    answer = signed_in(lena).post(f"/desk/handovers/{handover.pk}/acceptance/")
    assert answer.status_code == 409
    assert "jemand anderem angeboten" in answer.content.decode()


def test_taking_a_case_needs_a_reason(nora: Agent, case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(nora)
    assert browser.post(f"/desk/cases/{case.pk}/taking/", {"reason": ""}).status_code == 422
    assert browser.post(f"/desk/cases/{case.pk}/taking/", {"reason": "Ich war am Telefon"}).status_code == 303
    assert Case.objects.get(pk=case.pk).hand == nora


def test_an_assignment_can_be_refused(ada: Agent, nora: Agent, case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    assert browser.get(f"/desk/cases/{case.pk}/").context["assignment"]["refusable"]
    answer = browser.post(f"/desk/cases/{case.pk}/assignment-refusal/", {"reason": "Nicht mein Fach"})
    assert answer.status_code == 303
    assert Case.objects.get(pk=case.pk).hand == nora


def test_an_unknown_colleague_is_a_sentence_not_an_error(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    for to in ("", "999999", "9" * 40, "abc"):
        answer = signed_in(ada).post(f"/desk/cases/{case.pk}/handovers/", {"to": to, "reason": "x"})
        assert answer.status_code == 422
