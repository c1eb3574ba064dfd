"""The register on the desk: noted, linked, told, repaired; what stands beside a case; few questions to the database."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onehand.actions.events import intake
from onehand.cases.models import Case, Outgoing
from onehand.defects import linking, noting
from onehand.defects.models import Defect, Link, NotThis, Telling
from onehand.defects.tests.conftest import asks, defect, person  # noqa: F401 - a fixture
from onehand.defects.tests.test_beside_others import activated
from onehand.defects.tests.test_likeness import hangs, numbered
from onehand.foundation import clock, jobs
from onehand.team.models import Agent, Team
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db


def queries(browser: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert browser.get(path).status_code == 200
    return len(found)


def test_a_defect_is_noted_from_a_case_and_stands_in_the_register(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    form = browser.get(f"/desk/defects/new/?case={case.pk}").content.decode()
    assert f'name="case" value="{case.pk}"' in form
    assert "Schrank beschädigt" in form
    answer = browser.post(
        "/desk/defects/",
        {"title": "Verpackung zu dünn", "what_de": "Möbel kommen beschädigt an.", "owner": str(ada.pk),
         "case": str(case.pk), "expected": "2026-03-09T12:00", "public": "1"},
    )  # fmt: skip
    made = Defect.objects.get()
    assert answer["Location"] == f"/desk/defects/{made.pk}/"
    assert (made.owner, made.public) == (ada, True)
    assert made.expected_at is not None
    assert made.expected_at.isoformat() == "2026-03-09T11:00:00+00:00"
    assert Link.objects.get().case == case
    clock.advance(timedelta(hours=5))
    page = browser.get("/desk/defects/").content.decode()
    assert "Verpackung zu dünn" in page
    assert "5 Std." in page
    assert "100 %" in page


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"what_de": "x", "owner": ""}, "wer sich darum kümmert"),
        ({"title": "x", "owner": "ada"}, "in einem Satz"),
        ({"what_de": "x", "department": "y", "expected": "gestern"}, "Bitte nennen Sie, bis wann"),
        ({"what_de": "x", "department": "y", "expected": "2020-01-01T10:00"}, "in der Vergangenheit"),
        ({"what_de": "x", "owner": "987654321"}, "nicht mehr im Team"),
        ({"what_de": "x" * 501, "department": "y"}, "zu lang"),
    ],
)
def test_a_form_that_lacks_something_comes_back_with_what_was_typed(
    ada: Agent, signed_in: SignedIn, fields: dict[str, str], says: str
) -> None:
    answer = signed_in(ada).post(
        "/desk/defects/", {**fields, "owner": str(ada.pk)} if fields.get("owner") == "ada" else fields
    )
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Defect.objects.exists()


def test_suggestions_are_taken_up_or_put_aside_by_one_click(
    defect: Defect,  # noqa: F811
    ada: Agent,
    signed_in: SignedIn,
) -> None:
    yes, no = (asks(person(name), "Mein Surfstick ist nicht freigeschaltet.") for name in ("Mira", "Paul"))
    jobs.run_due()
    browser = signed_in(ada)
    page = browser.get(f"/desk/defects/{defect.pk}/").content.decode()
    assert "gleiche Worte:" in page
    beside = browser.get(f"/desk/cases/{yes.pk}/defects/").content.decode()
    assert "Vielleicht:" in beside
    path = f"/desk/defects/{defect.pk}/cases/"
    answer = browser.post(path, {"case": str(yes.pk), "how": "suggestion", "back": "case"})
    assert answer["Location"] == f"/desk/cases/{yes.pk}/#panel-defects"
    assert Link.objects.get().how == "suggestion"
    browser.post(path, {"case": str(no.pk), "do": "not_this"})
    assert NotThis.objects.get().case == no
    beside = browser.get(f"/desk/cases/{yes.pk}/defects/").content.decode()
    assert "Bekannte defekte Stelle" in beside
    assert "/me-too/" in beside
    assert "Vielleicht:" not in browser.get(f"/desk/cases/{no.pk}/defects/").content.decode()
    browser.post(path, {"case": str(yes.pk), "do": "unlink"})
    assert Link.objects.get().ended_at is not None


def test_it_is_repaired_and_each_is_told(defect: Defect, ada: Agent, signed_in: SignedIn) -> None:  # noqa: F811
    for name in ("Mira", "Paul"):
        linking.link(defect, asks(person(name)), by=ada)
    browser, base = signed_in(ada), f"/desk/defects/{defect.pk}/"
    assert browser.post(f"{base}fix/", {}).status_code == 422
    assert "In 2 Anliegen wird es je einmal mitgeteilt" in browser.get(base).content.decode()
    assert browser.post(f"{base}fix/", {"done_de": "Umgestellt."}).status_code == 303
    jobs.run_due()
    assert Outgoing.objects.filter(kind="notice").count() == 2
    page = browser.get(base).content.decode()
    assert "behoben" in page
    assert browser.post(f"{base}fix/", {"done_de": "Noch einmal."}).status_code == 409
    assert browser.post(f"{base}reopening/").status_code == 303
    assert "nicht bei allen behoben" in browser.get(base).content.decode()


def test_what_the_systems_show_stands_beside_what_is_written(
    defect: Defect,  # noqa: F811
    ada: Agent,
    signed_in: SignedIn,
) -> None:
    numbered(person("Mira"), "L-1")
    case = intake.happened("lines", hangs("30412", "L-1")).case
    assert case is not None
    linking.link(defect, case, by=ada)
    browser, base = signed_in(ada), f"/desk/defects/{defect.pk}/"
    page = browser.get(base).content.decode()
    assert "Bei 1 Person hängt es noch an diesem Schritt" in page
    assert "Die Systeme zeigen es noch nicht:" in page
    assert "hängt noch an diesem Schritt</span>" in page
    browser.post(f"{base}fix/", {"done_de": "Umgestellt.", "evidence": "Ein Teststick ging."})
    intake.happened("lines", activated())
    jobs.run_due()
    page = browser.get(base).content.decode()
    for words in ("Ein Teststick ging.", "An diesem Schritt hängt nichts mehr", "Bei 1 der Betroffenen geht es",
                  "Anschluss 30412 ist freigeschaltet", "hing es dort noch bei 1."):  # fmt: skip
        assert words in page, words
    assert "noch an diesem Schritt" not in page


def test_a_new_time(defect: Defect, ada: Agent, nora: Agent, signed_in: SignedIn) -> None:  # noqa: F811
    base = f"/desk/defects/{defect.pk}/"
    assert signed_in(ada).post(f"{base}expectation/", {"expected": "2026-03-10T12:00"}).status_code == 303
    defect.refresh_from_db()
    assert str(defect.expected_at).startswith("2026-03-10 11:00")
    for given, status in (("", 422), ("2026", 422), ("2020-01-01T00:00", 422), ("9999-12-31T23:59", 422)):
        assert signed_in(ada).post(f"{base}expectation/", {"expected": given}).status_code == status, given
    refused = signed_in(nora).post(f"{base}expectation/", {"expected": "2026-03-11T12:00"})
    assert refused.status_code == 409
    assert "oder eine Leitung" in refused.content.decode()
    assert f'action="{base}fix/"' not in signed_in(nora).get(base).content.decode()


def test_words_are_changed_and_handed_over(defect: Defect, ada: Agent, nora: Agent, signed_in: SignedIn) -> None:  # noqa: F811
    fields = {"title": "Neu", "what_de": "Anders.", "what_en": "Else.", "owner": str(nora.pk), "public": ""}
    assert signed_in(ada).post(f"/desk/defects/{defect.pk}/wording/", fields).status_code == 303
    defect.refresh_from_db()
    assert (defect.title, defect.owner, defect.public, defect.step) == ("Neu", nora, False, "line_switched")


def test_cases_of_other_teams_are_only_counted(
    defect: Defect,  # noqa: F811
    ada: Agent,
    nora: Agent,
    signed_in: SignedIn,
) -> None:
    hidden = asks(person("Geheim"), "Streng geheim")
    hidden.holdings.update(agent=ada)
    Case.objects.filter(pk=hidden.pk).update(team=Team.objects.create(name="Andere"))
    linking.link(defect, hidden, by=ada)
    page = signed_in(nora).get(f"/desk/defects/{defect.pk}/").content.decode()
    assert "Geheim" not in page
    assert "1 weiteres liegt bei einem anderen Team" in page
    assert signed_in(nora).post(f"/desk/defects/{defect.pk}/cases/", {"case": str(hidden.pk)}).status_code == 404


def test_many_cost_as_many_questions_as_few(defect: Defect, ada: Agent, signed_in: SignedIn) -> None:  # noqa: F811
    browser, base = signed_in(ada), f"/desk/defects/{defect.pk}/"

    def more(number: int) -> None:
        for _ in range(number):
            at = Case.objects.count()
            case = asks(person(f"Kunde{at}"), "Mein Surfstick ist nicht freigeschaltet.")
            asks(person(f"Gast{at}"), "Mein Surfstick ist nicht freigeschaltet.")
            linking.link(defect, case, by=ada)
            noting.note(by=ada, owner=ada, what_de=f"Etwas {at}")
        jobs.run_due()

    more(2)
    guest = Case.objects.order_by("pk")[1].pk
    paths = ("/desk/defects/", "/desk/defects/?view=fixed", base, f"/desk/cases/{guest}/defects/")
    few = {path: queries(browser, path) for path in paths}
    more(10)
    for path in paths:
        # A suggestion looks for at most eight words.
        assert queries(browser, path) <= max(few[path], 0) + (4 if path == base else 0), path
        assert few[path] <= 45, (path, few[path])


def test_no_figure_is_about_an_agent(defect: Defect, ada: Agent, signed_in: SignedIn) -> None:  # noqa: F811
    linking.link(defect, asks(person("Mira")), by=ada)
    page = signed_in(ada).get("/desk/defects/").content.decode()
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert table.count("Ada Brandt") == 1
    assert not re.search(r"Ada Brandt[^<]*\d", table)
    assert Telling.objects.count() == 0


def test_english(defect: Defect, ada: Agent, signed_in: SignedIn) -> None:  # noqa: F811
    browser = signed_in(ada)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    page = browser.get(f"/desk/defects/{defect.pk}/").content.decode()
    assert "New sticks are not activated." in page
    assert "Expected repair" in page
