"""Acting from the case: seen before it is done, done when it is read back, and what was typed is never lost."""

from __future__ import annotations

import re

import pytest

from onehand.actions import backends
from onehand.actions.models import Proof, Run, WorkOrder
from onehand.actions.tests.toy import Toy
from onehand.cases import facts
from onehand.cases.models import Case, Message
from onehand.foundation import jobs
from onehand.team.models import Agent, Mandate
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db


def page(signed_in: SignedIn, agent: Agent, case: Case, query: str = "") -> str:
    return signed_in(agent).get(f"/desk/cases/{case.pk}/act/{query}").content.decode()


def test_only_what_a_connected_system_can_do_is_offered(ada: Agent, case: Case, toy: Toy, signed_in: SignedIn) -> None:
    shown = page(signed_in, ada, case)
    assert "Bestellung stornieren" in shown
    assert "Leitung prüfen" not in shown
    backends.disconnect("toy")
    assert "Kein System ist verbunden" in page(signed_in, ada, case)


def test_a_contract_of_a_system_that_cannot_do_it_is_not_offered(
    ada: Agent, known: Case, toy: Toy, signed_in: SignedIn
) -> None:
    shown = page(signed_in, ada, known, "?action=line_test")
    assert 'value="toy:' not in shown
    assert 'value="toy:1"' in page(signed_in, ada, known, "?action=cancel")


def test_the_first_thing_that_is_missing_has_the_focus(ada: Agent, known: Case, toy: Toy, signed_in: SignedIn) -> None:
    shown = page(signed_in, ada, known, "?action=cancel")
    assert shown.count(" autofocus") == 1
    assert re.search(r'name="reason"[^>]* autofocus', shown)
    assert " autofocus" not in page(signed_in, ada, known, "?action=cancel&reason=Doppelt")


def test_own_limits_stand_at_what_they_limit(ada: Agent, known: Case, toy: Toy, signed_in: SignedIn) -> None:
    Mandate.objects.create(agent=ada, action_kind="goodwill", limit=5000)
    shown = page(signed_in, ada, known)
    assert re.search(r"Gutschrift aus Kulanz <span[^>]*>bis 50,00", shown)


def test_the_form_begins_with_what_is_known_and_shows_what_will_happen(
    ada: Agent, known: Case, toy: Toy, signed_in: SignedIn
) -> None:
    shown = page(signed_in, ada, known, "?action=cancel&reason=Doppelt")
    assert '<option value="toy:1" selected>' in shown  # the only order there is
    assert "Bestellung 1 stornieren" in shown
    assert "wir haben Ihre Bestellung storniert." in shown
    assert toy.orders == {"1": "open"}


def test_a_told_address_stands_in_the_form(ada: Agent, known: Case, toy: Toy, signed_in: SignedIn) -> None:
    facts.add(known, kind="postal_address", value="Lindenweg 5, 04229 Leipzig", by=ada)
    shown = page(signed_in, ada, known, "?action=correct_address")
    for part in ("Lindenweg 5", "04229", "Leipzig"):
        assert f'value="{part}"' in shown


def test_what_is_begun_is_done_read_back_and_told(ada: Agent, known: Case, toy: Toy, signed_in: SignedIn) -> None:
    desk = signed_in(ada)
    fields = {"action": "cancel", "order": "toy:1", "reason": "Doppelt", "key": "k1", "tell": "Ist storniert."}
    look = desk.post(f"/desk/cases/{known.pk}/act/", {**fields, "do": "preview"}, headers={"HX-Request": "true"})
    digest = look.content.decode().split('name="digest" value="')[1].split('"')[0]
    for _twice in range(2):
        begun = desk.post(f"/desk/cases/{known.pk}/act/", {**fields, "do": "run", "digest": digest})
        assert begun.status_code == 303
    jobs.run_due()
    assert Run.objects.get().state == "done"
    assert Message.objects.filter(case=known, text="Ist storniert.").count() == 1
    shown = desk.get(f"/desk/cases/{known.pk}/").content.decode()
    assert "nachgelesen" in shown
    assert "Zurücknehmen" in shown


def test_a_plan_that_has_changed_is_shown_anew_with_everything_typed(
    ada: Agent, known: Case, toy: Toy, signed_in: SignedIn
) -> None:
    fields = {"action": "cancel", "order": "toy:1", "reason": "Doppelt", "tell": "Ist storniert.", "digest": "old"}
    answer = signed_in(ada).post(f"/desk/cases/{known.pk}/act/", {**fields, "do": "run"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Ist storniert." in shown
    assert 'value="Doppelt"' in shown
    assert not Run.objects.exists()


def test_whoever_asks_for_a_new_address_is_identified_first(
    ada: Agent, case: Case, toy: Toy, signed_in: SignedIn
) -> None:
    case.messages.update(channel="email")
    new = "&address-street=Weg+1&address-postcode=10115&address-city=Berlin"
    shown = page(signed_in, ada, case, f"?action=correct_address{new}")
    assert 'value="run"' not in shown
    answer = signed_in(ada).post(
        f"/desk/cases/{case.pk}/proofs/", {"how": "Bestellnummer und Postleitzahl", "action": "correct_address"}
    )
    assert answer["Location"].endswith("/act/?action=correct_address")
    assert Proof.objects.get().note == "Bestellnummer und Postleitzahl"
    assert 'value="run"' in page(signed_in, ada, case, f"?action=correct_address{new}")


def test_an_approver_finds_it_today_and_decides_in_the_case(
    ada: Agent, lena: Agent, known: Case, toy: Toy, signed_in: SignedIn
) -> None:
    Mandate.objects.create(agent=lena, action_kind="goodwill", limit=5000)
    fields = {"action": "goodwill", "amount": "20,00", "reason": "Drei Wochen", "for-approval": "Sehr lange gewartet"}
    desk = signed_in(ada)
    look = desk.post(f"/desk/cases/{known.pk}/act/", {**fields, "do": "preview"}).content.decode()
    digest = look.split('name="digest" value="')[1].split('"')[0]
    assert desk.post(f"/desk/cases/{known.pk}/act/", {**fields, "do": "run", "digest": digest}).status_code == 303
    run = Run.objects.get()
    assert "Sehr lange gewartet" in signed_in(lena).get("/desk/").content.decode()
    assert "Sehr lange gewartet" not in desk.get("/desk/").content.decode()
    assert desk.post(f"/desk/runs/{run.pk}/approval/", {"approved": "1"}).status_code == 409
    assert signed_in(lena).post(f"/desk/runs/{run.pk}/approval/", {"approved": "1"}).status_code == 303
    jobs.run_due()
    assert list(toy.credits.values()) == [2000]


def test_orders_are_read_beside_the_conversation_after_it_stands(
    ada: Agent, case: Case, toy: Toy, signed_in: SignedIn
) -> None:
    desk = signed_in(ada)
    assert f"/desk/cases/{case.pk}/processes/" in desk.get(f"/desk/cases/{case.pk}/").content.decode()
    assert "Bestellung 1" in desk.get(f"/desk/cases/{case.pk}/processes/").content.decode()
    toy.down = True
    shown = desk.get(f"/desk/cases/{case.pk}/processes/").content.decode()
    assert "antwortet nicht" in shown
    assert "Bestellung 1" in shown  # what it said last


def test_a_work_order_is_given_and_done(ada: Agent, nora: Agent, case: Case, signed_in: SignedIn) -> None:
    desk = signed_in(ada)
    given = desk.post(
        f"/desk/cases/{case.pk}/work-orders/", {"what": "Bohrer nachliefern", "to": nora.pk, "due": "2026-03-20"}
    )
    assert given.status_code == 303
    order = WorkOrder.objects.get()
    assert "Bohrer nachliefern" in signed_in(nora).get("/desk/").content.decode()
    assert desk.post(f"/desk/work-orders/{order.pk}/completion/", {"evidence": "Liegt vor"}).status_code == 303
    assert "Liegt vor" in desk.get(f"/desk/cases/{case.pk}/").content.decode()


def test_bank_details_are_never_written_back_into_a_page(
    ada: Agent, known: Case, toy: Toy, signed_in: SignedIn
) -> None:
    iban = "DE89370400440532013000"
    shown = signed_in(ada).post(
        f"/desk/cases/{known.pk}/act/", {"action": "change_payer", "holder": "C. Kern", "iban": iban, "do": "preview"}
    )
    assert iban not in shown.content.decode()
