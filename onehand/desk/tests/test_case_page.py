"""The case page: what it shows, what it asks of the database, and who gets it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onehand.cases.drafts import save_draft
from onehand.cases.feed import last_seq
from onehand.cases.models import Case
from onehand.cases.note import note
from onehand.cases.open import open_case
from onehand.cases.reply import reply
from onehand.cases.tests import mails
from onehand.cases.write import write
from onehand.foundation.live import presence
from onehand.people.models import Customer
from onehand.team.models import Agent, Team
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db


def asked(browser: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(path).status_code == 200
    return len(queries)


def test_it_shows_the_conversation_and_marks_it_as_seen(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    answer = signed_in(ada).get(f"/desk/cases/{case.pk}/")
    page = answer.content.decode()
    assert "Die linke Tür hat einen Riss." in page
    assert answer.context["seen"] == last_seq(case)
    assert f'name="seen" value="{last_seq(case)}"' in page
    assert answer.context["contacts"] == 1


def test_it_asks_the_same_number_of_queries_however_long_the_conversation_is(
    ada: Agent, nora: Agent, case: Case, carla: Customer, signed_in: SignedIn
) -> None:
    browser, path = signed_in(ada), f"/desk/cases/{case.pk}/"

    def talk(times: int) -> None:
        for _ in range(times):
            write(case, by=carla, text="Wie sieht es aus?")
            note(case, by=ada, text="@nora kennst du das?")
            reply(case, by=ada, text="Ich melde mich.")

    talk(2)
    few = asked(browser, path)
    talk(10)
    assert asked(browser, path) == few
    assert few <= 32


def test_a_saved_draft_is_there_again(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    save_draft(case, text="Halb geschrieben", by=ada)
    answer = signed_in(ada).get(f"/desk/cases/{case.pk}/")
    assert answer.context["composer"]["text"] == "Halb geschrieben"
    assert answer.context["composer"]["saved_at"] is not None


def test_colleagues_who_look_at_it_are_shown_and_oneself_not(
    ada: Agent, nora: Agent, case: Case, signed_in: SignedIn
) -> None:
    for agent in (ada, nora):
        presence.say(f"case:{case.pk}", agent.pk, agent.display_name, "viewing")
    answer = signed_in(ada).get(f"/desk/cases/{case.pk}/")
    assert answer.context["presence"] == [{"name": "Nora Lindt", "doing": "viewing"}]


def test_a_colleague_may_take_it_and_the_hand_may_hand_over(
    ada: Agent, nora: Agent, case: Case, signed_in: SignedIn
) -> None:
    mine = signed_in(ada).get(f"/desk/cases/{case.pk}/").context["can"]
    theirs = signed_in(nora).get(f"/desk/cases/{case.pk}/").context["can"]
    assert mine.hand_over
    assert not mine.take
    assert theirs.take
    assert not theirs.hand_over


def test_a_case_of_another_team_is_not_found(nora: Agent, case: Case, signed_in: SignedIn) -> None:
    case.team = Team.objects.create(name="Buchhaltung")
    case.save()
    for path in ("", "timeline/", "preview/"):
        assert signed_in(nora).get(f"/desk/cases/{case.pk}/{path}").status_code == 404


def test_a_long_conversation_has_a_link_to_what_came_before(
    ada: Agent, case: Case, carla: Customer, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onehand.desk.case_page.SIZE", 3)
    for number in range(5):
        write(case, by=carla, text=f"Frage {number}")
    browser = signed_in(ada)
    newest = browser.get(f"/desk/cases/{case.pk}/")
    assert newest.context["older"] is not None
    assert [item.message.text for item in newest.context["items"]] == ["Frage 2", "Frage 3", "Frage 4"]
    earlier = browser.get(f"/desk/cases/{case.pk}/?before={newest.context['older']}")
    assert earlier.context["items"][-1].message.text == "Frage 1"


def test_j_and_k_go_on_in_the_list_the_reader_came_from(
    ada: Agent, carla: Customer, case: Case, clock: object, signed_in: SignedIn
) -> None:
    from datetime import timedelta

    from onehand.foundation import clock as the_clock

    the_clock.advance(timedelta(minutes=5))
    newer = open_case(carla, None, subject="Neuer", text="Hallo", channel="portal", language="de", by=carla)
    browser = signed_in(ada)
    browser.get("/desk/cases/?view=all")
    shown = browser.get(f"/desk/cases/{newer.pk}/").context
    assert (shown["here"], shown["previous"], shown["next"]) == ("all", None, case.pk)
    assert browser.get(f"/desk/cases/{case.pk}/").context["previous"] == newer.pk


def test_the_live_address_names_the_case(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    page = signed_in(ada).get(f"/desk/cases/{case.pk}/").content.decode()
    assert f'data-live-url="/desk/live/?topic=case:{case.pk}"' in page
    assert 'data-live-url="/desk/live/"' in signed_in(ada).get("/desk/").content.decode()


def test_a_copy_is_offered_only_to_whom_the_customer_named(ada: Agent, signed_in: SignedIn) -> None:
    received = mails.take(mails.mail(headers={"Cc": "Ralf <ralf@example.net>, hilfe@moebelhaus.example"}))
    composer = signed_in(ada).get(f"/desk/cases/{received.case}/").context["composer"]
    assert [one.address for one in composer["cc"]] == ["ralf@example.net"]
    assert [one.address for one in composer["to"]] == [mails.CARLA]


def test_a_customer_without_a_name_is_shown_by_the_address(ada: Agent, signed_in: SignedIn) -> None:
    received = mails.take(mails.mail(sender="carla.kern@example.org"))
    for path in (f"/desk/cases/{received.case}/", "/desk/cases/?view=all", "/desk/"):
        assert "carla.kern@example.org" in signed_in(ada).get(path).content.decode()
