"""The desk with the keyboard alone: every verb has a key, the focus is never lost, and each step can be taken back."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.house import House


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def send(page: Page) -> None:
    """The text goes, and the page that comes back has an empty field."""
    press(page, "Control+Enter")
    expect(page.locator("#text")).to_have_value("")
    page.wait_for_load_state("load")


def test_open_a_case_answer_and_note_without_a_mouse(home: House) -> None:
    ada = home.signed_in("Ada")
    ada.goto("/desk/cases/?view=mine")
    press(ada, "j", "k", "j", "k")
    expect(ada.locator(".row.chosen a:focus")).to_have_count(1)
    subject = ada.locator(".row.chosen .what a").inner_text()
    press(ada, "Enter")
    ada.wait_for_url(re.compile(r"/desk/cases/\d+/"))
    expect(ada.locator("h1")).to_contain_text(subject)

    press(ada, "r")
    expect(ada.locator("#text")).to_be_focused()
    ada.keyboard.type("Mit der Tastatur geantwortet.")
    send(ada)
    expect(ada.locator("#timeline .message.out").last).to_contain_text("Mit der Tastatur geantwortet.")

    press(ada, "n")
    expect(ada.locator("#text")).to_be_focused()
    ada.keyboard.type("Nur für uns.")
    send(ada)
    expect(ada.locator("#timeline .message.note").last).to_contain_text("Nur für uns.")

    # On to the next case of the list, and back to it.
    here = ada.url
    press(ada, "j")
    ada.wait_for_url(lambda url: url != here)
    expect(ada.locator("h1")).not_to_contain_text(subject)
    press(ada, "u")
    ada.wait_for_url(re.compile(r"/desk/cases/\?view="))


def test_the_palette_finds_cases_and_runs_commands(home: House) -> None:
    ada = home.signed_in("Ada")
    ada.goto("/desk/")
    press(ada, "Control+k")
    expect(ada.locator("#palette input")).to_be_focused()
    ada.keyboard.type("gutschrift")
    expect(ada.locator("#palette [role=option]", has_text="Gutschrift verstehe ich nicht")).to_be_visible()
    press(ada, "Enter")
    expect(ada.locator("h1")).to_contain_text("Gutschrift verstehe ich nicht")

    press(ada, "Control+k")
    ada.keyboard.type("notiz")
    press(ada, "Enter")
    expect(ada.locator("#text")).to_be_focused()
    expect(ada.locator("input[name=mode][value=note]")).to_be_checked()

    press(ada, "Escape", "Control+k", "Escape")
    expect(ada.locator("#palette")).to_be_hidden()
    press(ada, "?")
    expect(ada.locator("#keys")).to_contain_text("Antworten")
    press(ada, "Escape")
    expect(ada.locator("#keys")).to_be_hidden()


def test_a_verb_opens_by_its_key_takes_the_focus_and_gives_it_back(home: House) -> None:
    ada = home.signed_in("Ada")
    ada.goto("/desk/cases/1/")
    for key, field in (("h", "#to"), ("s", "#ask-text"), ("w", "#what")):
        press(ada, key)
        expect(ada.locator(field)).to_be_focused()
        press(ada, "Escape")  # leaves the field
        press(ada, "Escape")  # closes the menu
        expect(ada.locator(field)).to_be_hidden()
        expect(ada.locator(f"summary[data-key={key}]")).to_be_focused()


def test_waiting_can_be_undone_by_its_key(home: House) -> None:
    ada = home.signed_in("Ada")
    ada.goto("/desk/cases/1/")
    press(ada, "w")
    expect(ada.locator("#what")).to_be_focused()
    ada.keyboard.type("die Spedition")
    ada.locator("#until").fill("2099-12-01T12:00")
    ada.locator("#until").press("Enter")
    expect(ada.locator(".toast")).to_be_visible()
    expect(ada.locator(".case-head .about")).to_contain_text("wartet")
    press(ada, "z")
    expect(ada.locator(".case-head .about")).not_to_contain_text("wartet")


def test_every_page_begins_with_a_way_past_the_navigation_and_shows_its_focus(home: House) -> None:
    ada = home.signed_in("Ada")
    for path in ("/desk/", "/desk/cases/1/", "/desk/team/", "/"):
        ada.goto(path)
        press(ada, "Tab")
        expect(ada.locator("a.skip")).to_be_focused()
        press(ada, "Enter", "Tab")
        outline = ada.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        shadow = ada.evaluate("getComputedStyle(document.activeElement.closest('form') || document.body).boxShadow")
        after = ada.evaluate("getComputedStyle(document.activeElement, '::after').outlineStyle")
        assert "solid" in (outline, after) or shadow != "none", path
