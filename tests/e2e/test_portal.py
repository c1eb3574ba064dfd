"""The customer's side: contact page, sign-in by mail link, own cases, writing, solved or not."""

from __future__ import annotations

import json
import re

from playwright.sync_api import expect

from tests.e2e.house import House

CARLA = "carla.kern@kunde.example"


def test_the_contact_page_becomes_a_case_with_a_hand(home: House) -> None:
    anna, ada = home.person(), home.signed_in("Ada")
    ada.goto("/desk/cases/?view=all")
    anna.goto("/")
    anna.locator("#text").fill("Kann ich den Tisch auch in Eiche bekommen?")
    anna.locator("#name").fill("Anna Groß")
    anna.locator("#email").fill("anna.gross@kunde.example")
    anna.locator("main form.box button[type=submit]").click()
    anna.wait_for_url(re.compile("/sent/"))
    expect(ada.locator("#cases", has_text="Anna Groß")).to_be_visible(timeout=2000)
    assert "Ihre Nachricht ist angekommen" in home.sent_to("anna.gross@kunde.example", kind="receipt")[0]["text"]


def test_the_customer_signs_in_by_mail_link_and_writes_into_the_own_case(home: House) -> None:
    carla = home.person()
    carla.goto("/sign-in/")
    carla.locator("#email").fill(CARLA)
    carla.locator("main form button[type=submit]").click()
    expect(carla.locator("main")).to_contain_text(CARLA)
    link = json.loads(home.sent_to(CARLA, kind="sign_in")[-1]["buttons"])[0]["url"]
    # Looking at the link, as mail scanners do, does not use it up.
    scanner = home.person()
    scanner.goto(link)
    carla.goto(link)
    carla.locator("main form button[type=submit]").click()
    carla.wait_for_url(re.compile("/my/"))
    expect(carla.locator("main")).to_contain_text("Schrank Bestellung 20041")
    expect(carla.locator("main")).to_contain_text("Ada Brandt")
    expect(carla.locator("main")).not_to_contain_text("Gutschrift verstehe ich nicht")

    carla.get_by_text("Schrank Bestellung 20041").click()
    expect(carla.locator("main")).to_contain_text("Ihre Hand: Ada Brandt")
    expect(carla.locator("main")).not_to_contain_text("auch samstags fährt")  # a note is not for her
    ada = home.signed_in("Ada")
    ada.goto("/desk/cases/?view=all")
    carla.locator("#text").fill("Geht auch der Vormittag?")
    carla.locator("form.box button[data-send]").click()
    carla.wait_for_load_state()
    expect(carla.locator("main")).to_contain_text("Geht auch der Vormittag?")
    ada.goto(ada.locator("#cases a", has_text="Schrank Bestellung").first.get_attribute("href") or "")
    expect(ada.locator("#timeline")).to_contain_text("Geht auch der Vormittag?")

    # A second use of the link leads nowhere.
    again = home.person()
    answer = again.goto(link)
    assert answer is not None
    assert answer.status == 410
