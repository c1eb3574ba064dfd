"""Lists, the first page and the customer page ask as little for thirty rows as for two."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onehand.cases.models import Case
from onehand.cases.open import open_case
from onehand.cases.reply import reply
from onehand.foundation import clock as the_clock
from onehand.people.known import find_or_make
from onehand.people.models import Customer
from onehand.team.models import Agent, Team
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db


def more(carla: Customer, number: int) -> list[Case]:
    opened = []
    for _ in range(number):
        the_clock.advance(timedelta(seconds=1))
        opened.append(
            open_case(carla, None, subject="Lampe", text="Sie flackert", channel="portal", language="de", by=carla)
        )
    return opened


def asked(browser: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    "path", ["/desk/", "/desk/cases/?view=mine", "/desk/cases/?view=waiting", "/desk/cases/?view=all",
             "/desk/cases/?view=all&q=lampe", "/desk/search/?q=lampe", "/desk/search.json?q=lampe", "customer"]
)  # fmt: skip
def test_thirty_rows_cost_as_many_queries_as_two(
    ada: Agent, nora: Agent, carla: Customer, clock: object, signed_in: SignedIn, path: str
) -> None:
    path = f"/desk/customers/{carla.pk}/" if path == "customer" else path
    more(carla, 2)
    browser = signed_in(ada)
    few = asked(browser, path)
    more(carla, 28)
    assert asked(browser, path) == few
    assert few <= 24


def test_a_row_tells_the_last_words_and_whose_they_are(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    row = browser.get("/desk/cases/").context["rows"][0]
    assert (row.snippet, row.from_customer) == ("Die linke Tür hat einen Riss.", True)
    reply(case, by=ada, text="Wir tauschen die Tür.")
    row = browser.get("/desk/cases/").context["rows"][0]
    assert (row.snippet, row.from_customer) == ("Wir tauschen die Tür.", False)


def test_what_is_overdue_is_owed_on_the_first_page(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    today = browser.get("/desk/").context
    assert ([row.case for row in today["waiting"]], today["owed"]) == ([case], [])
    the_clock.advance(timedelta(days=2))
    today = browser.get("/desk/").context
    assert [(row.case, row.level) for row in today["owed"]] == [(case, "late")]


def test_pages_follow_one_another_without_gap_or_repeat(
    ada: Agent, carla: Customer, clock: object, signed_in: SignedIn
) -> None:
    everything = {case.pk for case in more(carla, 70)}
    for view in ("all", "waiting", "mine"):
        seen: list[int] = []
        cursor = ""
        while True:
            shown = signed_in(ada).get(f"/desk/cases/?view={view}&cursor={cursor}").context
            seen += [row.case.pk for row in shown["rows"]]
            cursor = shown["next"]
            if not cursor:
                break
        assert len(seen) == 70
        assert set(seen) == everything


@pytest.mark.parametrize("cursor", ["x", "9" * 30 + "-1", "-", "1-", "1-9999999999999999999"])
def test_a_broken_cursor_is_no_error(ada: Agent, case: Case, signed_in: SignedIn, cursor: str) -> None:
    for path in (
        "/desk/cases/?view=all",
        "/desk/cases/?view=waiting",
        "/desk/outbox/?",
        "/desk/quarantine/?",
        "/desk/search/?q=tür",
    ):
        assert signed_in(ada).get(f"{path}&cursor={cursor}").status_code == 200


def test_the_count_of_a_queue_ends_at_ninety_nine(ada: Agent, carla: Customer, signed_in: SignedIn) -> None:
    Case.objects.bulk_create(Case(customer=carla, state="new", channel="email") for _ in range(130))
    assert signed_in(ada).get("/desk/").context["desk"].counts.free == "99+"


def test_a_script_gets_only_the_changing_part(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    for path in ("/desk/", "/desk/cases/"):
        part = signed_in(ada).get(path, headers={"hx-request": "true"}).content.decode()
        assert 'id="cases"' in part
        assert 'id="counts"' in part
        assert "<html" not in part


def test_a_search_hit_marks_what_was_found_and_lets_nothing_else_through(
    ada: Agent, carla: Customer, signed_in: SignedIn
) -> None:
    open_case(
        carla,
        None,
        subject="x",
        text="<script>alert(1)</script> Die Türen klemmen.",
        channel="portal",
        language="de",
        by=carla,
    )
    page = signed_in(ada).get("/desk/search/?q=Tueren").content.decode()
    assert "<mark>Türen</mark>" in page
    assert "<script>alert" not in page


def test_search_finds_nothing_of_another_team(nora: Agent, case: Case, signed_in: SignedIn) -> None:
    case.team = Team.objects.create(name="Buchhaltung")
    case.save()
    assert signed_in(nora).get("/desk/search.json?q=schrank").json() == {"people": [], "items": []}
    assert signed_in(nora).get(f"/desk/search.json?q={case.pk}").json() == {"people": [], "items": []}
    assert not signed_in(nora).get("/desk/search/?q=riss").context["hits"]


def test_a_customer_of_another_team_is_not_found(nora: Agent, case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(nora)
    assert browser.get(f"/desk/customers/{case.customer_id}/").status_code == 200
    case.team = Team.objects.create(name="Buchhaltung")
    case.save()
    assert browser.get(f"/desk/customers/{case.customer_id}/").status_code == 404


def test_a_merged_customer_leads_to_the_one_they_are(
    ada: Agent, case: Case, carla: Customer, signed_in: SignedIn
) -> None:
    twin, identity = find_or_make("email", "carla@firma.example", name="C. Kern")
    other = open_case(twin, identity, subject="Zweites", text="Hallo", channel="portal", language="de", by=twin)
    twin.merged_into = carla
    twin.save()
    browser = signed_in(ada)
    assert browser.get(f"/desk/customers/{twin.pk}/")["Location"] == f"/desk/customers/{carla.pk}/"
    shown = browser.get(f"/desk/customers/{carla.pk}/").context
    assert {row.case for row in shown["rows"]} == {case, other}
    assert [one.value for one in shown["identities"]] == ["carla.kern@example.org", "carla@firma.example"]
