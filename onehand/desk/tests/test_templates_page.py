"""Templates are written, tried on a case, changed and ended; what is refused keeps what was typed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onehand.cases import templates
from onehand.cases.models import Case, Template
from onehand.foundation import clock
from onehand.team.models import Agent
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db

FIELDS: dict[str, Any] = {
    "name": "Dank", "language": "de", "text": "{{ anrede }}\n\nvielen Dank zu {{ nummer }}.", "claims": "",
    "do": ["wait", "note", "card", "card", ""], "days": ["3", "", "", "", ""],
    "line": ["name", "name", "form", "no_phone", "name"], "words": ["die Spedition", "Angerufen", "du", "true", ""],
}  # fmt: skip


def post(browser: Client, path: str, **changes: Any) -> Any:
    return browser.post(f"/desk/templates/{path}", {**FIELDS, **changes})


def test_a_template_with_steps_is_written_and_listed_in_words(ada: Agent, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    assert post(browser, "new/").status_code == 303
    kept = Template.objects.get()
    assert kept.steps == [
        {"do": "wait", "days": 3, "what": "die Spedition"}, {"do": "note", "text": "Angerufen"},
        {"do": "card", "lines": {"form": "du", "no_phone": "true"}},
    ]  # fmt: skip
    listed = browser.get("/desk/templates/").content.decode()
    assert "wartet 3 Tage, hinterlässt eine Notiz" in listed
    assert "passt überall" in listed
    rows = browser.get(f"/desk/templates/{kept.pk}/").context["rows"]
    assert [row.do for row in rows] == ["wait", "note", "card", "card", ""]


def test_it_is_changed_and_another_window_is_not_overwritten(ada: Agent, nora: Agent, signed_in: SignedIn) -> None:
    kept = templates.save("Dank", "de", "Danke.", by=ada)
    first = signed_in(ada)
    known = first.get(f"/desk/templates/{kept.pk}/").context["form"].known
    clock.advance(timedelta(seconds=1))
    templates.change(kept, by=nora, text="Merci.")
    answer = post(first, f"{kept.pk}/", known=known, text="Meine Worte.")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Inzwischen hat jemand diese Vorlage geändert" in page
    assert "Meine Worte." in page
    assert post(first, f"{kept.pk}/", known=answer.context["known"], text="Meine Worte.").status_code == 303
    kept.refresh_from_db()
    assert kept.text == "Meine Worte."


@pytest.mark.parametrize(
    ("changes", "sentence", "place"),
    [
        ({"text": "{{ bestelnummer }}"}, "Den Platzhalter „bestelnummer“ gibt es nicht", "text"),
        ({"text": "Ihr Geld wurde erstattet."}, "dass schon etwas geschehen ist", "claims"),
        ({"name": " "}, "Es fehlt noch der Name.", "name"),
        ({"do": ["wait"], "days": ["x"], "line": [""], "words": ["y"]}, "stört etwas: warten", "steps"),
        ({"do": ["wait", "ask_solved"], "days": ["3", ""], "line": ["", ""], "words": ["y", ""]}, "passen nicht zusamm",
         "steps"),
    ],
)  # fmt: skip
def test_what_is_refused_says_what_and_where_and_keeps_the_words(
    ada: Agent, signed_in: SignedIn, changes: dict[str, Any], sentence: str, place: str
) -> None:
    answer = post(signed_in(ada), "new/", **changes)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert (answer.context["place"], answer.context["form"].text) == (place, changes.get("text", FIELDS["text"]))
    assert not Template.objects.exists()


def test_another_of_the_same_name_is_refused(ada: Agent, signed_in: SignedIn) -> None:
    templates.save("Dank", "de", "Danke.", by=ada)
    answer = post(signed_in(ada), "new/")
    assert "gibt es in dieser Sprache schon" in answer.content.decode()
    assert answer.context["place"] == "name"


def test_it_is_tried_on_a_case_before_it_is_saved(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    text = "{{ anrede }}\n\nzu {{ bestellnummer }}: der Betrag wurde erstattet."
    answer = post(signed_in(ada), "new/", **{"try": "1", "case": str(case.pk), "text": text, "claims": "action"})
    tried = answer.context["tried"]
    assert answer.status_code == 200
    assert "Guten Tag Carla Kern," in tried.text
    assert tried.gaps == ("[Bestellnummer?]",)
    assert "ist in diesem Anliegen nicht belegt" in answer.content.decode()
    assert {"german": "betreff", "english": "subject", "meaning": "Betreff", "value": case.subject} in (
        answer.context["placeholders"]
    )
    assert not Template.objects.exists()


@pytest.mark.parametrize("number", ["", "x", "0", "999999", "9" * 30])
def test_a_case_that_is_none_is_said(ada: Agent, signed_in: SignedIn, number: str) -> None:
    answer = post(signed_in(ada), "new/", **{"try": "1", "case": number})
    assert answer.context["tried"].problem
    assert answer.context["form"].text == FIELDS["text"]


def test_more_rows_come_without_a_script(ada: Agent, signed_in: SignedIn) -> None:
    answer = post(signed_in(ada), "new/", more="1")
    assert [row.do for row in answer.context["rows"]] == ["wait", "note", "card", "card", "", "", ""]


def test_ended_with_a_way_back(ada: Agent, signed_in: SignedIn) -> None:
    kept = templates.save("Dank", "de", "Danke.", by=ada, steps=[{"do": "ask_solved"}])
    browser = signed_in(ada)
    assert browser.post(f"/desk/templates/{kept.pk}/ending/").status_code == 303
    assert "„Dank“ wird nicht mehr angeboten" in browser.get("/desk/templates/").content.decode()
    assert templates.standing() == []
    browser.post(f"/desk/templates/{kept.pk}/taking-back/")
    assert [(one.name, one.steps) for one in templates.standing()] == [("Dank", [{"do": "ask_solved"}])]


def test_what_was_written_into_an_ended_one_stays(ada: Agent, signed_in: SignedIn) -> None:
    kept = templates.save("Dank", "de", "Danke.", by=ada)
    templates.end(kept, by=ada)
    browser = signed_in(ada)
    assert browser.get(f"/desk/templates/{kept.pk}/").status_code == 404
    answer = post(browser, f"{kept.pk}/", text="Meine Worte.")
    assert answer.status_code == 409
    assert "Meine Worte." in answer.content.decode()


def test_thirty_templates_cost_as_many_queries_as_two(ada: Agent, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    browser.get("/desk/templates/")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/desk/templates/").status_code == 200
        return len(queries)

    few = asked()
    for number in range(30):
        templates.save(f"Dank {number}", "de", "Danke.", by=ada)
    assert asked() == few <= 16
