"""Response targets: read by all, set and dropped by leads, with a way back."""

from __future__ import annotations

import pytest

from onehand.cases.models import Target
from onehand.cases.targets import set_target
from onehand.team.models import Agent
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db


def test_a_lead_sets_changes_and_drops_one(lena: Agent, signed_in: SignedIn) -> None:
    browser = signed_in(lena)
    fields = {"channel": "email", "group": "Stammkunden", "amount": "1,5", "unit": "hours"}
    assert browser.post("/desk/targets/", fields).status_code == 303
    target = Target.objects.get()
    assert (target.channel, target.group, target.minutes) == ("email", "Stammkunden", 90)
    page = browser.get("/desk/targets/?channel=email&group=Stammkunden")
    assert "1 h 30" in page.content.decode()
    assert (page.context["chosen"], page.context["form"]["amount"]) == (target, "90")
    assert page.context["undo"]["url"] == f"/desk/targets/{target.pk}/end/"
    browser.post("/desk/targets/", {**fields, "amount": "30", "unit": "minutes"})
    assert browser.get("/desk/targets/").context["undo"]["fields"]["amount"] == "90"
    browser.post(f"/desk/targets/{target.pk}/end/")
    assert not Target.objects.exists()
    undo = browser.get("/desk/targets/").context["undo"]
    browser.post(undo["url"], undo["fields"])
    assert Target.objects.get().minutes == 30


def test_what_is_not_set_shows_what_holds(lena: Agent, signed_in: SignedIn) -> None:
    set_target("", "", 480, by=lena)
    set_target("phone", "", 60, by=lena)
    set_target("", "VIP", 120, by=lena)
    groups = signed_in(lena).get("/desk/targets/").context["groups"]
    held = {(one["name"], cell.channel): (cell.text, cell.own) for one in groups for cell in one["cells"]}
    assert held["", ""] == ("8 Std.", True)
    assert held["", "email"] == ("8 Std.", False)
    assert held["VIP", "phone"] == ("1 Std.", False)
    assert held["VIP", "email"] == ("2 Std.", False)


@pytest.mark.parametrize("amount", ["", "0", "-3", "x", "nan", "inf", "9" * 300])
def test_an_impossible_time_is_said_and_kept(lena: Agent, signed_in: SignedIn, amount: str) -> None:
    fields = {"channel": "email", "group": "VIP", "amount": amount, "unit": "hours"}
    answer = signed_in(lena).post("/desk/targets/", fields)
    assert answer.status_code == 422
    assert "zwischen 1 und" in answer.content.decode()
    assert answer.context["form"]["group"] == "VIP"
    assert not Target.objects.exists()


def test_an_agent_reads_and_does_not_set(ada: Agent, lena: Agent, signed_in: SignedIn) -> None:
    target = set_target("", "", 480, by=lena)
    browser = signed_in(ada)
    page = browser.get("/desk/targets/").content.decode()
    assert "8 Std." in page
    assert "Diese Zeiten setzt die Leitung." in page
    assert 'name="amount"' not in page
    assert browser.post("/desk/targets/", {"amount": "1", "unit": "hours"}).status_code == 403
    assert browser.post(f"/desk/targets/{target.pk}/end/").status_code == 403
    assert Target.objects.get().minutes == 480
