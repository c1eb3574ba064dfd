"""Who takes part in a case, what they may, and putting right what was wrongly said of a customer."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onehand.cases import parties
from onehand.cases.claims import made
from onehand.cases.composed import Evidenced
from onehand.cases.models import Case, Claim, Message, Outgoing, Party
from onehand.cases.open import open_case
from onehand.cases.reply import reply
from onehand.people.models import Customer
from onehand.team.models import Agent, Team
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db
BLAME = "Sie haben die falsche Adresse angegeben."


def test_somebody_takes_part_with_rights_said_in_words(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    browser, path = signed_in(ada), f"/desk/cases/{case.pk}/parties/"
    fields = {"who": "otto@example.net", "name": "Otto Kern", "role": "payer", "channel": "portal", "told": "1"}
    assert browser.post(path, fields).status_code == 303
    party = Party.objects.get()
    assert (party.role, party.channel, party.told, party.sees_all) == ("payer", "portal", True, False)
    page = browser.get(path).content.decode()
    assert "Otto Kern" in page
    assert "liest unsere Antworten im Portal" in page
    assert "sieht, was seit" in page
    browser.post(f"/desk/parties/{party.pk}/", {"role": "holder", "channel": "", "sees_all": "1", "decides": "1"})
    party.refresh_from_db()
    assert (party.role, party.told, party.sees_all, party.decides) == ("holder", False, True, True)
    page = browser.get(path).content.decode()
    assert "sieht alles, vom ersten Wort an" in page
    assert "bekommt unsere Antworten nicht" in page
    browser.post(f"/desk/parties/{party.pk}/leaving/")
    assert parties.of(case) == []


def test_somebody_known_joins_by_their_number(ada: Agent, case: Case, sam: Customer, signed_in: SignedIn) -> None:
    browser, path = signed_in(ada), f"/desk/cases/{case.pk}/parties/"
    fields = {"who": str(sam.pk), "role": "recipient", "channel": ""}
    assert browser.post(path, fields).status_code == 422  # nobody whose cases Ada sees
    open_case(sam, None, subject="Lampe", text="Sie flackert", channel="portal", language="de", by=sam)
    assert browser.post(path, fields).status_code == 303
    assert Party.objects.get().customer == sam


@pytest.mark.parametrize("who", ["keine", "carla.kern@example.org", "999999", ""])
def test_what_is_refused_keeps_what_was_typed(ada: Agent, case: Case, signed_in: SignedIn, who: str) -> None:
    fields = {"who": who, "name": "Otto", "role": "payer", "channel": "phone", "decides": "1"}
    answer = signed_in(ada).post(f"/desk/cases/{case.pk}/parties/", fields)
    assert answer.status_code in (409, 422)
    assert answer.context["problem"]
    form = answer.context["form"]
    assert (form["who"], form["name"], form["role"], form["decides"]) == (who, "Otto", "payer", True)


def test_a_change_that_is_refused_stands_at_its_party(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    party = parties.add(case, by=ada, email="otto@example.net", name="Otto")
    answer = signed_in(ada).post(f"/desk/parties/{party.pk}/", {"role": "king", "channel": "", "told": "1"})
    assert answer.status_code == 422
    assert [(one.open, one.form["told"]) for one in answer.context["lines"]] == [(True, True)]


def test_ten_parties_cost_as_many_queries_as_two(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(ada)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(f"/desk/cases/{case.pk}/parties/").status_code == 200
        return len(queries)

    for number in range(2):
        parties.add(case, by=ada, email=f"p{number}@example.net")
    few = asked()
    for number in range(2, 10):
        parties.add(case, by=ada, email=f"p{number}@example.net")
    assert asked() == few <= 20


@pytest.fixture
def claim(case: Case, ada: Agent) -> Claim:
    reply(case, by=ada, text=BLAME, claims=[Evidenced(BLAME, case.messages.get().pk, evidence_text="Hausnummer 12")])
    return Claim.objects.get()


def test_the_correction_goes_to_all_who_heard_it(ada: Agent, case: Case, claim: Claim, signed_in: SignedIn) -> None:
    browser, path = signed_in(ada), f"/desk/claims/{claim.pk}/disproof/"
    page = browser.get(path).content.decode()
    assert "carla.kern@example.org" in page
    assert "Hausnummer 12" in page
    assert "der Fehler lag nicht bei Ihnen" in browser.get(path).context["text"].replace("Der", "der")
    assert browser.post(path, {"text": " ", "key": "k"}).status_code == 422
    answer = browser.post(path, {"text": "Das war unser Fehler.", "key": "k"})
    assert answer["Location"] == f"/desk/cases/{case.pk}/"
    assert browser.post(path, {"text": "Das war unser Fehler.", "key": "k"}).status_code == 303  # the same click again
    assert Outgoing.objects.filter(text="Das war unser Fehler.").count() == 1
    again = browser.post(path, {"text": "Noch ein Wort.", "key": "other"})
    assert again.status_code == 409
    assert "schon richtiggestellt" in again.content.decode()


def test_it_is_no_business_of_another_team(nora: Agent, ada: Agent, case: Case, signed_in: SignedIn) -> None:
    party = parties.add(case, by=ada, email="otto@example.net")
    message = Message.objects.create(case=case, direction="out", channel="email", text=BLAME, agent=ada)
    claim = made(message, text=BLAME, by=ada, evidence=case.messages.earliest("pk").pk)
    case.team = Team.objects.create(name="Buchhaltung")
    case.save()
    browser = signed_in(nora)
    assert browser.get(f"/desk/cases/{case.pk}/parties/").status_code == 404
    for path in (f"parties/{party.pk}/", f"parties/{party.pk}/leaving/", f"claims/{claim.pk}/disproof/"):
        assert browser.post(f"/desk/{path}").status_code == 404
