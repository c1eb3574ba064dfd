"""S16, S8: the links by which a delivery is chosen otherwise. Looking consumes nothing; each is kept as a hash, ends,
counts once, serves this order of this customer alone, and never proves more than the address that it went to."""

from __future__ import annotations

import logging
import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from onehand.actions import confirming
from onehand.actions.assurance import assurance_of
from onehand.actions.kinds import Assurance
from onehand.actions.models import Run
from onehand.actions.models.choices import Choice
from onehand.actions.tests.delivering import Delivering
from onehand.cases.models import Case, Outgoing
from onehand.foundation import clock, jobs
from onehand.people.forgetting import forget
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent
from tests.attacks.test_s16_memory_links import LOOKS, secret_of

pytestmark = pytest.mark.django_db

AWAY = {"what": "hold_delivery", "absence-from": "2026-03-18", "absence-to": "2026-03-25"}


@pytest.fixture
def path(delayed: Case) -> str:
    url = str(Outgoing.objects.get(case=delayed, kind="notice").buttons[0]["url"])
    return re.sub(r"^https?://[^/]+|\?.*$", "", url)


def digest(path: str, given: dict[str, str]) -> str:
    page = Client().post(path, {**given, "do": "look"}).content.decode()
    found = re.search(r'name="digest" value="(\w+)"', page)
    assert found is not None
    return found[1]


def confirm(path: str, given: dict[str, str] | None = None, **more: str) -> int:
    chosen = given or AWAY
    return Client().post(path, {**chosen, "do": "confirm", "digest": digest(path, chosen), **more}).status_code


def rows() -> list[Any]:
    return [list(Choice.objects.values()), list(Run.objects.values())]


def test_scanners_consume_and_begin_nothing(path: str, delivering: Delivering) -> None:
    before, day = rows(), delivering.day
    for method, headers in LOOKS * 2:
        for query in ("", "?what=cancel", "?what=cancel&do=confirm", "?do=confirm&what=hold_delivery&absence-from=x"):
            getattr(Client(), method)(f"{path}{query}", headers=headers)
    for given in ({}, {"do": "look"}, {"do": "confirm"}, {"what": "cancel"}, AWAY, {**AWAY, "do": "look"}):
        Client().post(path, given)
    assert rows() == before
    assert (delivering.day, delivering.orders) == (day, {"20041": "open"})
    assert confirm(path) == 303


def test_nothing_is_begun_that_was_not_seen(path: str) -> None:
    for seen in ("", "0" * 64, "x" * 5_000):
        assert Client().post(path, {**AWAY, "do": "confirm", "digest": seen}).status_code == 409
    assert not Run.objects.exists()


def test_a_double_click_and_two_tabs_are_one_choice(path: str, delivering: Delivering) -> None:
    first, other = digest(path, AWAY), digest(path, {"what": "cancel"})
    assert Client().post(path, {**AWAY, "do": "confirm", "digest": first}).status_code == 303
    for given, seen in ((AWAY, first), ({"what": "cancel"}, other), (AWAY, first)):
        assert Client().post(path, {**given, "do": "confirm", "digest": seen}).status_code == 303
    jobs.run_due()
    assert Run.objects.count() == 1
    assert delivering.orders == {"20041": "open"}
    assert Choice.objects.get().chosen == "hold_delivery"


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_are_one_choice(path: str) -> None:
    seen = {"hold_delivery": digest(path, AWAY), "cancel": digest(path, {"what": "cancel"})}
    start = threading.Barrier(2)
    codes: list[int] = []

    def press(given: dict[str, str]) -> None:
        start.wait()
        try:
            answer = Client().post(path, {**given, "do": "confirm", "digest": seen[given["what"]]})
            codes.append(answer.status_code)
        finally:
            connection.close()

    both = [threading.Thread(target=press, args=(given,)) for given in (AWAY, {"what": "cancel"})]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert codes == [303, 303]
    assert Run.objects.count() == 1
    assert Choice.objects.get().run == Run.objects.get()


def test_it_ends(path: str) -> None:
    clock.advance(timedelta(days=14, minutes=1))
    assert Client().get(path).status_code == 410
    assert Client().post(path, {**AWAY, "do": "confirm"}).status_code == 410
    assert not Run.objects.exists()


@pytest.mark.parametrize("secret", ["x", "a" * 43, "%00", "a" * 5_000, "..%2f", "ä"])
def test_a_forged_one_is_gone(path: str, secret: str) -> None:
    before = rows()
    for answer in (
        Client().get(f"/choice/{secret}/"),
        Client().head(f"/choice/{secret}/"),
        Client().post(f"/choice/{secret}/", {**AWAY, "do": "confirm"}),
    ):
        assert answer.status_code in (404, 410)
        assert "20041" not in answer.content.decode()
    assert rows() == before


def test_a_secret_of_another_kind_is_none_here_and_it_is_none_elsewhere(path: str, delayed: Case, ada: Agent) -> None:
    for kind in ("callback", "solved", "in", "asked", "confirm"):
        assert Client().post(f"/{kind}/{secret_of(path)}/", {"answer": "yes"}).status_code in (404, 410)
    confirming.ask_to_confirm(delayed, by=ada)
    other = secret_of(str(Outgoing.objects.get(kind="confirming").buttons[0]["url"]))
    assert Client().get(f"/choice/{other}/").status_code == 410
    assert assurance_of(delayed) < Assurance.LINK


def test_it_serves_no_other_order_case_or_action(path: str, delivering: Delivering, delayed: Case) -> None:
    delivering.orders["999"] = "open"
    more = {"order": "999", "case": "1", "action": "goodwill", "amount": "500", "kinds": "refund", "lines": "1"}
    assert confirm(path, {"what": "cancel"}, **more) == 303
    jobs.run_due()
    run = Run.objects.get()
    assert (run.case, run.kind, run.arguments["order"]) == (delayed, "cancel", "toy:20041")
    assert delivering.orders == {"20041": "cancelled", "999": "open"}


@pytest.mark.parametrize(
    "what", ["goodwill", "refund", "change_payer", "pick_up", "", "\x00", "__class__", "x" * 9_000]
)
def test_what_is_not_offered_is_not_begun(path: str, what: str) -> None:
    for do in ("look", "confirm"):
        assert Client().post(path, {"what": what, "do": do, "amount": "500", "iban": "DE89"}).status_code in (200, 400)
    assert not Run.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {"what": "hold_delivery", "absence-from": "0000-00-00", "absence-to": "9999-99-99"},
        {"what": "hold_delivery", "absence-from": "2026-03-18' OR 1=1", "absence-to": "2026-03-25"},
        {"what": "change_delivery_date", "on": "\x00"},
        {"what": "correct_address", "address-street": "x", "address-city": "y", "address-postcode": "<b>"},
        {"what": "correct_address", "address-street": "x" * 9_000, "address-city": "y", "address-postcode": "10115"},
    ],
)
def test_hostile_values_are_refused_in_words(path: str, given: dict[str, str]) -> None:
    for do in ("look", "confirm"):
        assert Client().post(path, {**given, "do": do}).status_code in (400, 422)
    assert not Run.objects.exists()


def test_markup_in_an_address_stays_text(path: str) -> None:
    nasty = "<script>alert(1)</script> 5"
    page = Client().post(path, {
        "what": "correct_address", "address-street": nasty, "address-city": "Leipzig", "address-postcode": "04109",
        "do": "look",
    }).content.decode()  # fmt: skip
    assert "<script>alert" not in page


def test_it_is_kept_as_a_hash_and_no_other_site_learns_it(path: str) -> None:
    assert len(secret_of(path)) >= 43
    assert secret_of(path) not in str(rows())
    for answer in (Client().get(path), Client().post(path, {**AWAY, "do": "look"}), Client().get("/choice/x/")):
        assert answer["Referrer-Policy"] in ("same-origin", "no-referrer")
        assert "no-store" in answer["Cache-Control"]


def test_it_stands_in_no_log(path: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="onehand")
    confirm(path)
    jobs.run_due()
    assert secret_of(path) not in caplog.text
    assert "carla" not in caplog.text.lower()


def test_it_signs_nobody_in_and_shows_nothing_else_of_anybody(path: str, delivering: Delivering) -> None:
    delivering.orders["777"] = "open"
    browser = Client()
    pages = [browser.get(path), browser.post(path, {**AWAY, "do": "look"}), browser.get(f"{path}?what=cancel")]
    confirm(path)
    jobs.run_due()
    pages.append(browser.get(path))
    assert "sessionid" not in browser.cookies
    said = b"\n".join(page.content for page in pages).decode()
    for other in ("Carla", "Kern", "carla.kern", "777", delivering.address, "K1"):
        assert other not in said


def test_a_link_to_an_address_that_is_another_persons_by_now_is_over(path: str, sam: Customer) -> None:
    Identity.objects.filter(value="carla.kern@example.org").update(customer=sam)
    assert Client().get(path).status_code == 410
    assert not Run.objects.exists()


def test_that_was_not_me_ends_the_links_before_it(path: str, delayed: Case, ada: Agent) -> None:
    confirming.ask_to_confirm(delayed, by=ada)
    question = re.sub(r"^https?://[^/]+", "", str(Outgoing.objects.get(kind="confirming").buttons[0]["url"]))
    clock.advance(timedelta(minutes=1))
    Client().post(question, {"answer": "no"})
    assert Client().get(path).status_code == 410


def test_choosing_proves_nothing_for_later(path: str, delayed: Case) -> None:
    assert confirm(path) == 303
    jobs.run_due()
    assert assurance_of(delayed) < Assurance.LINK


def test_one_who_was_erased_chooses_nothing(path: str, carla: Customer, ada: Agent) -> None:
    forget(carla, by=ada)
    assert Client().post(path, {**AWAY, "do": "confirm"}).status_code == 410
    assert Client().get(path).status_code == 410
