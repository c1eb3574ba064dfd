"""Every page, in both themes and languages, on desk and phone: accessible, without errors, without a foreign request.

With ONEHAND_TEST_PICTURES=FOLDER the pictures of the README are taken on the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.house import House
from tests.support.chromium import Requests, assert_accessible

DESK = (
    "/desk/", "/desk/cases/?view=mine", "/desk/cases/?view=all", "/desk/cases/?view=free", "/desk/cases/1/",
    "/desk/cases/4/", "/desk/cases/5/", "/desk/cases/6/", "/desk/cases/7/", "/desk/cases/8/", "/desk/cases/new/",
    "/desk/customers/1/", "/desk/search/?q=schrank", "/desk/search/?q=nichtsdergleichen", "/desk/quarantine/",
    "/desk/outbox/", "/desk/outbox/1/", "/desk/team/",
)  # fmt: skip
PORTAL = ("/my/", "/my/1/", "/my/6/")
PUBLIC = ("/", "/sign-in/", "/desk/in/", "/in/unknown-secret/", "/solved/unknown-secret/", "/nowhere/")


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
    for path in ("/desk/", "/desk/cases/?view=all", "/desk/cases/1/", "/desk/team/"):
        look(phone, path)
        assert_accessible(phone, themes=("dark",))
        # Nothing is wider than the screen.
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, path
    assert phone.locator("html").get_attribute("lang") == "en"


def test_no_page_reports_an_error(home: House) -> None:
    page = home.signed_in("Lena")
    errors = Requests(page.context)
    for path in DESK:
        look(page, path)
    errors.assert_no_errors()


def test_a_picture_in_a_mail_is_not_fetched_and_the_frame_runs_no_script(home: House, ada_page: Page) -> None:
    watch = Requests(ada_page.context)
    look(ada_page, "/desk/cases/7/")
    ada_page.wait_for_timeout(300)
    watch.assert_at_home(home.url)


SCENES = (
    ("today", "/desk/"),
    ("case", "/desk/cases/1/"),
    ("cases", "/desk/cases/?view=all"),
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
    carla = home.signed_in("Carla", phone=True)
    look(carla, "/my/1/")
    picture(carla, "portal-light-phone")
    anna = home.person()
    look(anna, "/")
    picture(anna, "contact-light")


@pytest.fixture(scope="module")
def ada_page(home: House) -> Page:
    return home.signed_in("Ada")


@pytest.fixture(scope="module")
def carla_page(home: House) -> Page:
    return home.signed_in("Carla")
