"""Quarantine, outgoing mail, absence and own settings, new cases, presence."""

from __future__ import annotations

import pytest

from onehand.accounts.language import COOKIE
from onehand.cases.models import Case, Delivery, Ledger, Outgoing
from onehand.cases.reply import reply
from onehand.cases.tests import mails
from onehand.foundation import blobs
from onehand.foundation.live import presence
from onehand.team.models import Agent, Team
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(ada: Agent) -> Ledger:
    return mails.row_of(mails.take(mails.many_parts(3_000)))


def test_the_quarantine_shows_reason_and_source(ada: Agent, row: Ledger, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    assert "Die Mail besteht aus zu vielen Teilen." in browser.get("/desk/quarantine/").content.decode()
    item = browser.get(f"/desk/quarantine/{row.pk}/")
    assert "Content-Type: multipart/mixed" in item.context["raw"]
    assert not item.context["raw_cut"]
    raw = browser.get(f"/desk/quarantine/{row.pk}/raw/")
    assert raw["Content-Disposition"].startswith("attachment;")
    assert browser.get("/desk/").context["desk"].counts.quarantined == "1"


def test_a_retry_that_fails_says_so(ada: Agent, row: Ledger, signed_in: SignedIn) -> None:
    answer = signed_in(ada).post(f"/desk/quarantine/{row.pk}/retry/", follow=True)
    assert answer.redirect_chain == [(f"/desk/quarantine/{row.pk}/", 303)]
    assert "lässt sich weiterhin nicht lesen" in answer.content.decode()


def test_what_is_unreadable_can_be_put_into_a_case(ada: Agent, case: Case, row: Ledger, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    assert browser.post(f"/desk/quarantine/{row.pk}/assignment/", {"case": "987654"}).status_code == 422
    answer = browser.post(f"/desk/quarantine/{row.pk}/assignment/", {"case": case.pk})
    assert answer["Location"] == f"/desk/cases/{case.pk}/"
    assert browser.get(f"/desk/quarantine/{row.pk}/").status_code == 404


def test_what_is_unreadable_can_be_given_to_a_colleague(
    ada: Agent, nora: Agent, row: Ledger, signed_in: SignedIn
) -> None:
    answer = signed_in(ada).post(f"/desk/quarantine/{row.pk}/assignment/", {"agent": nora.pk})
    assert answer.status_code == 303
    assert Case.objects.get().hand == nora


@pytest.fixture
def outgoing(ada: Agent, case: Case) -> Outgoing:
    reply(case, by=ada, text="Wir tauschen die Tür.")
    return Outgoing.objects.get(kind="reply")


def test_the_outbox_shows_the_mail_with_its_headers(ada: Agent, outgoing: Outgoing, signed_in: SignedIn) -> None:
    outgoing.raw = blobs.put(
        b"From: Ada <hilfe@moebelhaus.example>\r\nReply-To: hilfe+x@moebelhaus.example\r\n"
        b"Content-Type: text/html\r\n\r\n<p>Wir tauschen</p>"
    )
    outgoing.state = Delivery.OUTBOX
    outgoing.save()
    browser = signed_in(ada)
    assert browser.get("/desk/outbox/").context["rows"][0].pk == outgoing.pk
    item = browser.get(f"/desk/outbox/{outgoing.pk}/")
    assert ("Reply-To", "hilfe+x@moebelhaus.example") in item.context["headers"]
    shown = browser.get(f"/desk/outbox/{outgoing.pk}/html/")
    assert "<p>Wir tauschen</p>" in shown.content.decode()
    assert shown["Content-Security-Policy"].startswith("default-src 'none'")


def test_only_what_is_uncertain_or_came_back_is_sent_again(ada: Agent, outgoing: Outgoing, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    assert browser.post(f"/desk/outbox/{outgoing.pk}/sending/").status_code == 409
    Outgoing.objects.filter(pk=outgoing.pk).update(state=Delivery.UNCERTAIN)
    assert browser.get(f"/desk/outbox/{outgoing.pk}/").context["can_send"]
    assert browser.post(f"/desk/outbox/{outgoing.pk}/sending/").status_code == 303
    outgoing.refresh_from_db()
    assert outgoing.state == Delivery.QUEUED


def test_mails_of_other_teams_are_not_in_the_outbox(
    nora: Agent, case: Case, outgoing: Outgoing, signed_in: SignedIn
) -> None:
    case.team = Team.objects.create(name="Buchhaltung")
    case.save()
    assert signed_in(nora).get("/desk/outbox/").context["rows"] == []
    assert signed_in(nora).get(f"/desk/outbox/{outgoing.pk}/").status_code == 404


def test_an_absence_is_planned_and_undone(ada: Agent, nora: Agent, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    fields = {"since": "2026-03-02T08:00", "until": "2026-03-06T17:00", "stand_in": nora.pk}
    assert browser.post("/desk/absences/", fields).status_code == 303
    page = browser.get("/desk/team/")
    assert page.context["absences"][0]["current"]
    assert page.context["desk"].away is not None
    browser.post(page.context["undo"]["url"])
    assert browser.get("/desk/team/").context["absences"] == []


@pytest.mark.parametrize("until", ["", "2026-03-01T12:00"])
def test_an_impossible_absence_keeps_what_was_typed(ada: Agent, signed_in: SignedIn, until: str) -> None:
    answer = signed_in(ada).post("/desk/absences/", {"since": "2026-03-05T12:00", "until": until})
    assert answer.status_code == 422
    assert answer.context["form"]["since"] == "2026-03-05T12:00"


def test_nobody_ends_the_absence_of_a_colleague_but_a_lead(
    ada: Agent, nora: Agent, lena: Agent, signed_in: SignedIn
) -> None:
    signed_in(ada).post("/desk/absences/", {"since": "2026-03-02T08:00", "until": "2026-03-06T17:00"})
    absence = ada.absences.get()
    assert signed_in(nora).post(f"/desk/absences/{absence.pk}/end/").status_code == 404
    assert signed_in(lena).post(f"/desk/absences/{absence.pk}/end/").status_code == 303


def test_own_settings_change_the_language_at_once(ada: Agent, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    answer = browser.post("/desk/team/me/", {"display_name": "Ada B.", "cap": "12", "language": "en"})
    assert answer.status_code == 303
    assert answer.cookies[COOKIE].value == "en"
    ada.refresh_from_db()
    assert (ada.display_name, ada.cap, ada.account.language) == ("Ada B.", 12, "en")
    assert '<html lang="en"' in browser.get("/desk/team/").content.decode()
    assert browser.post("/desk/team/me/", {"display_name": "", "cap": "12", "language": "en"}).status_code == 422


def test_a_phone_call_becomes_a_case(ada: Agent, signed_in: SignedIn) -> None:
    fields = {
        "email": "carla.kern@example.org", "name": "Carla Kern", "subject": "Anruf", "text": "Schrank fehlt",
        "channel": "phone", "language": "de", "key": "k",
    }  # fmt: skip
    browser = signed_in(ada)
    first, second = (browser.post("/desk/cases/new/", fields)["Location"] for _ in range(2))
    case = Case.objects.get()
    assert first == second == f"/desk/cases/{case.pk}/"
    assert (case.channel, case.customer.name) == ("phone", "Carla Kern")
    bad = browser.post("/desk/cases/new/", {**fields, "email": "keine", "key": "other"})
    assert bad.status_code == 422
    assert "Schrank fehlt" in bad.content.decode()


def test_presence_is_told_and_taken_back(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    browser, topic = signed_in(ada), f"case:{case.pk}"
    assert browser.post(f"/desk/cases/{case.pk}/presence/", {"doing": "typing"}).status_code == 204
    assert [one.doing for one in presence.here(topic)] == ["typing"]
    assert browser.post(f"/desk/cases/{case.pk}/presence/", {"doing": "dancing"}).status_code == 400
    assert browser.post(f"/desk/cases/{case.pk}/presence/", {"doing": "gone"}).status_code == 204
    assert presence.here(topic) == []
