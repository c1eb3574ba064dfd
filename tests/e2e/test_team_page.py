"""What agents decide about themselves: name, cap, language and absence, with a stand-in, and back again."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.house import House


def test_an_absence_is_planned_refused_with_a_sentence_and_taken_back(home: House) -> None:
    ada = home.signed_in("Ada")
    ada.goto("/desk/team/")
    ada.locator("#since").fill("2099-12-05T09:00")
    ada.locator("#until").fill("2099-12-01T17:00")
    ada.get_by_role("button", name="Planen").click()
    expect(ada.get_by_role("alert")).to_have_text("Das Ende muss nach dem Anfang und in der Zukunft liegen.")
    expect(ada.locator("#since")).to_have_value("2099-12-05T09:00")
    ada.locator("#since").fill("2099-11-25T09:00")
    ada.locator("#stand_in").select_option(label="Nora Lindt")
    ada.get_by_role("button", name="Planen").click()
    expect(ada.locator(".toast")).to_contain_text("1. Dez 2099, 17:00")
    expect(ada.locator("main")).to_contain_text("Nora Lindt vertritt")
    ada.keyboard.press("z")
    expect(ada.locator("main")).to_contain_text("Keine geplant")


def test_the_own_name_cap_and_language_are_ones_own(home: House) -> None:
    lena = home.signed_in("Lena")
    lena.goto("/desk/team/")
    expect(lena.locator("dl.facts").first).to_contain_text("09:00–17:00")
    lena.locator("#display_name").fill("Lena V.")
    lena.locator("#cap").fill("12")
    lena.locator("#language").select_option("en")
    lena.get_by_role("button", name="Speichern").click()
    expect(lena.get_by_role("heading", name="About me")).to_be_visible()
    expect(lena.locator("#display_name")).to_have_value("Lena V.")
    expect(lena.locator("#cap")).to_have_value("12")
