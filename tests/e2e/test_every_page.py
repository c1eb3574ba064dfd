"""Every page, in both themes and languages, on desk and phone: accessible, without errors, without a foreign request.

With ONEHAND_TEST_PICTURES=FOLDER the pictures of the README are taken on the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.house import House
from tests.e2e.steps import write
from tests.support.chromium import Requests, assert_accessible

DESK = (
    "/desk/", "/desk/cases/?view=mine", "/desk/cases/?view=all", "/desk/cases/?view=free", "/desk/cases/1/",
    "/desk/cases/3/act/", "/desk/cases/3/act/?action=correct_address",
    "/desk/cases/4/", "/desk/cases/5/", "/desk/cases/6/", "/desk/cases/7/", "/desk/cases/8/", "/desk/cases/9/",
    "/desk/cases/10/", "/desk/cases/12/", "/desk/cases/new/", "/desk/cases/10/parties/", "/desk/cases/8/call/",
    "/desk/cases/4/call/", "/desk/cases/8/templates/", "/desk/promises/", "/desk/promises/?whose=all",
    "/desk/promises/?group=kept&whose=all", "/desk/promises/2/telling/", "/desk/claims/1/disproof/",
    "/desk/customers/1/", "/desk/customers/1/compare/?with=2", "/desk/templates/", "/desk/templates/new/",
    "/desk/templates/1/", "/desk/targets/", "/desk/search/?q=schrank", "/desk/search/?q=nichtsdergleichen",
    "/desk/quarantine/", "/desk/events/", "/desk/leaving/", "/desk/outbox/", "/desk/outbox/1/", "/desk/team/",
)  # fmt: skip
LEAD = ("/desk/customers/1/erasure/", "/desk/targets/", "/desk/templates/1/")
PORTAL = ("/my/", "/my/5/", "/my/8/", "/my/orders/", "/my/card/", "/my/card/erasure/", "/my/8/callback/")
PUBLIC = (
    "/", "/sign-in/", "/desk/in/", "/in/unknown-secret/", "/solved/unknown-secret/", "/callback/unknown-secret/",
    "/my/addresses/unknown-secret/", "/nowhere/",
)  # fmt: skip
DRAFT = (
    "Guten Tag Frau Kern,\n\nbitte teilen Sie uns Ihre Bestellnummer mit. Der Schrank kommt am Samstag, "
    "[Uhrzeit?].\n\nIch melde mich morgen bis 15 Uhr. Leider haben Sie eine falsche Adresse angegeben.\n\nAda Brandt"
)


def look(page: Page, path: str, *, status: tuple[int, ...] = (200,)) -> None:
    answer = page.goto(path)
    assert answer is not None
    assert answer.status in status, f"{path} answered {answer.status}"
    page.wait_for_load_state("load")


def picture(page: Page, name: str) -> None:
    folder = os.environ.get("ONEHAND_TEST_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png")


@pytest.mark.parametrize("path", DESK)
def test_desk_pages_are_accessible_in_both_themes(home: House, ada_page: Page, path: str) -> None:
    look(ada_page, path)
    assert_accessible(ada_page)


@pytest.mark.parametrize("path", LEAD)
def test_pages_of_a_lead_are_accessible_in_both_themes(home: House, lena_page: Page, path: str) -> None:
    look(lena_page, path)
    assert_accessible(lena_page)


def test_a_draft_with_everything_that_can_be_found_in_it_is_accessible_in_both_themes(
    home: House, ada_page: Page
) -> None:
    look(ada_page, "/desk/cases/8/")
    check = write(ada_page, DRAFT)
    for found in ("Bestellnummer: 20041", "[Uhrzeit?]", "morgen bis 15 Uhr", "falsche Adresse", "Wann kommt denn"):
        expect(check).to_contain_text(found)
    ada_page.locator("#text").press("Control+Enter")
    expect(ada_page.locator("#check.asks")).to_be_visible()
    for opened in ada_page.locator("#check details").all():
        opened.locator("summary").click()
    assert_accessible(ada_page)
    ada_page.locator("#text").fill("")


@pytest.mark.parametrize("key", ["p", "e", "q", "l", "b", "v"])
def test_what_opens_on_the_case_page_is_accessible_in_both_themes(home: House, ada_page: Page, key: str) -> None:
    look(ada_page, "/desk/cases/8/")
    ada_page.keyboard.press(key)
    menu = ada_page.locator(f"details:has(> summary[data-key={key}])").first
    expect(menu.locator(".menu-body")).to_be_visible()
    expect(menu.locator(".menu-body :is(input:not([type=hidden]), textarea, select)").first).to_be_visible()
    assert_accessible(ada_page)


@pytest.mark.parametrize("path", PORTAL)
def test_portal_pages_are_accessible_in_both_themes(home: House, carla_page: Page, path: str) -> None:
    look(carla_page, path)
    assert_accessible(carla_page)


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_are_accessible_in_both_themes(home: House, path: str) -> None:
    page = home.person()
    look(page, path, status=(200, 404, 410))
    assert_accessible(page)


def test_pages_are_usable_on_a_phone_and_in_english(home: House) -> None:
    phone = home.signed_in("Ada", language="en-GB", phone=True, theme="dark")
    for path in (
        "/desk/", "/desk/cases/?view=all", "/desk/cases/8/", "/desk/cases/8/call/", "/desk/cases/10/parties/",
        "/desk/cases/3/act/", "/desk/cases/3/act/?action=line_test",
        "/desk/promises/", "/desk/promises/2/telling/", "/desk/claims/1/disproof/", "/desk/customers/1/",
        "/desk/customers/1/compare/?with=2", "/desk/templates/", "/desk/templates/1/", "/desk/targets/", "/desk/team/",
        "/desk/events/", "/desk/leaving/",
    ):  # fmt: skip
        look(phone, path)
        assert_accessible(phone, themes=("dark",))
        # Nothing is wider than the screen.
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, path
    assert phone.locator("html").get_attribute("lang") == "en"


def test_the_portal_is_usable_on_a_phone(home: House) -> None:
    phone = home.signed_in("Carla", phone=True)
    for path in PORTAL:
        look(phone, path)
        assert_accessible(phone, themes=("light",))
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_a_draft_is_read_on_a_phone_too(home: House) -> None:
    phone = home.signed_in("Ada", phone=True)
    look(phone, "/desk/cases/8/")
    check = write(phone, DRAFT)
    expect(check).to_contain_text("Bestellnummer: 20041")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert_accessible(phone, themes=("light",))
    phone.locator("#text").fill("")


def test_no_page_reports_an_error(home: House) -> None:
    page = home.signed_in("Lena")
    errors = Requests(page.context)
    for path in DESK:
        look(page, path)
    errors.assert_no_errors()


def test_a_picture_in_a_mail_is_not_fetched_and_the_frame_runs_no_script(home: House, ada_page: Page) -> None:
    watch = Requests(ada_page.context)
    look(ada_page, "/desk/cases/6/")
    ada_page.wait_for_timeout(300)
    watch.assert_at_home(home.url)


DRAWN = (
    "Guten Tag Frau Kern,\n\nIhr Schrank kommt am Samstag der kommenden Woche. Bitte teilen Sie mir noch Ihre "
    "Bestellnummer mit.\n\nIch rufe Sie morgen um 15 Uhr zurück.\n\nAda Brandt"
)
SCENES = (
    ("today", "/desk/"),
    ("case", "/desk/cases/8/"),
    ("cases", "/desk/cases/?view=all"),
    ("promises", "/desk/promises/"),
    ("customer", "/desk/customers/1/"),
)


@pytest.mark.skipif(not os.environ.get("ONEHAND_TEST_PICTURES"), reason="pictures are taken only when asked for")
def test_the_pictures_of_the_readme(home: House) -> None:
    for theme in ("light", "dark"):
        for phone in (False, True):
            page = home.signed_in("Ada", theme=theme, phone=phone)
            for name, path in SCENES:
                look(page, path)
                page.wait_for_timeout(400)
                picture(page, f"{name}-{theme}{'-phone' if phone else ''}")
            look(page, "/desk/cases/8/")
            expect(write(page, DRAWN)).to_contain_text("morgen um 15 Uhr")
            page.wait_for_timeout(400)
            picture(page, f"check-{theme}{'-phone' if phone else ''}")
            page.locator("#text").fill("")
    for phone in (False, True):
        carla = home.signed_in("Carla", phone=phone)
        for name, path in (("portal", "/my/8/"), ("card", "/my/card/"), ("callback", "/my/8/callback/")):
            look(carla, path)
            picture(carla, f"{name}-light{'-phone' if phone else ''}")
    anna = home.person()
    look(anna, "/")
    picture(anna, "contact-light")


@pytest.fixture(scope="module")
def ada_page(home: House) -> Page:
    return home.signed_in("Ada")


@pytest.fixture(scope="module")
def lena_page(home: House) -> Page:
    return home.signed_in("Lena")


@pytest.fixture(scope="module")
def carla_page(home: House) -> Page:
    return home.signed_in("Carla")
