"""The desk with the keyboard alone: every verb has a key, the focus is never lost, and each step can be taken back."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Route, expect

from tests.e2e.house import House
from tests.e2e.steps import SOON, earlier, panel


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def send(page: Page) -> None:
    """The text goes, and the page that comes back has an empty field."""
    press(page, "Control+Enter")
    expect(page.locator("#text")).to_have_value("", timeout=SOON)
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
    if panel(ada, "questions").locator(".things li").count():
        # What is still open is named and has the focus: Space ticks it, and the same keys send.
        press(ada, "Control+Enter")
        expect(ada.locator("#check input[name=answers]").first).to_be_focused(timeout=SOON)
        press(ada, "Space")
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
    ada.wait_for_load_state()  # keys are heard once the page's scripts have run

    press(ada, "Control+k")
    expect(ada.locator("#palette input")).to_be_focused()
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


def test_the_palette_finds_people_and_the_verbs_of_the_page(home: House) -> None:
    ada = home.signed_in("Ada")
    ada.goto("/desk/")
    press(ada, "Control+k")
    ada.keyboard.type("karim")
    expect(ada.locator("#palette [role=option]", has_text="karim.aydin@kunde.example")).to_be_visible(timeout=SOON)
    press(ada, "Enter")
    ada.wait_for_url(re.compile(r"/desk/customers/\d+/"))
    expect(ada.locator("h1")).to_contain_text("Karim Aydın")

    # By the beginning of an address too.
    press(ada, "Control+k")
    ada.keyboard.type("carla.kern@")
    expect(ada.locator("#palette [role=option]", has_text="Carla Kern").first).to_be_visible(timeout=SOON)
    press(ada, "Escape")

    ada.goto("/desk/cases/8/")
    for words, field in (
        ("frage fest", "#question-text"),
        ("zusage fest", "#promise-text"),
        ("etwas merken", "#fact-kind"),
    ):
        press(ada, "Control+k")
        ada.keyboard.type(words)
        press(ada, "Enter")
        expect(ada.locator(field)).to_be_focused()
        press(ada, "Escape", "Escape")
        expect(ada.locator(field)).to_be_hidden()


def test_what_a_customer_told_is_remembered_or_dismissed_by_a_key(home: House) -> None:
    ada = home.signed_in("Ada")
    ada.goto("/desk/cases/8/")
    proposals = ada.locator(".proposal")
    expect(proposals.filter(has_text="Termin der Kundschaft")).to_be_visible()
    press(ada, "y")
    expect(panel(ada, "facts")).to_contain_text("Termin der Kundschaft", timeout=SOON)
    expect(proposals).to_have_count(0)

    press(ada, "e")
    expect(ada.locator("#fact-kind")).to_be_focused()
    press(ada, "Tab")
    ada.keyboard.type("nicht vor neun Uhr")
    press(ada, "Enter")
    expect(panel(ada, "facts")).to_contain_text("nicht vor neun Uhr", timeout=SOON)


def test_a_reply_with_all_that_was_found_in_it_by_keys_alone(home: House) -> None:
    ada = home.signed_in("Ada")
    ada.goto("/desk/cases/6/")
    press(ada, "r")
    expect(ada.locator("#text")).to_be_focused()
    ada.keyboard.type("Guten Tag Herr Meier, ich melde mich dazu morgen bis 12 Uhr. Ada Brandt")

    # The first Ctrl+Enter stops at the open question; Tab goes through what else was found, each to be changed.
    press(ada, "Control+Enter")
    expect(ada.locator("#check input[name=answers]").first).to_be_focused(timeout=SOON)
    for _ in range(12):
        press(ada, "Tab")
        if ada.evaluate("document.activeElement.name") == "promise":
            break
    expect(ada.locator("#check input[name=promise]")).to_be_focused()
    press(ada, "Tab", "Enter", "Tab")
    expect(ada.locator("#check input[name=promise-due]")).to_be_focused()

    # The question stays open on purpose: Shift says so.
    press(ada, "Control+Shift+Enter")
    expect(ada.locator("#text")).to_have_value("", timeout=SOON)
    expect(panel(ada, "promises")).to_contain_text("ich melde mich dazu morgen bis 12 Uhr", timeout=SOON)
    expect(panel(ada, "questions")).to_contain_text("ausziehbar")


def test_the_board_of_promises_is_read_and_told_by_keys_alone(home: House) -> None:
    earlier(
        home,
        "from onehand.cases import promises\n"
        "promises.make(the_case(6), text='Ich frage im Lager nach.', kind='message', by=the_agent('ada'),"
        " due=clock.now() + timedelta(minutes=30))\n",
        hours=2,
    )
    ada = home.signed_in("Ada")
    ada.goto("/desk/promises/")
    rows = ada.locator("section[aria-labelledby=group-late] li.row")
    expect(rows).to_have_count(2)
    words = ada.locator("#preview textarea")
    expect(words).to_have_value(re.compile("melde mich bis morgen"))
    press(ada, "j")
    expect(rows.nth(1).locator(".what a")).to_be_focused()
    expect(words).to_have_value(re.compile("Ich frage im Lager nach"))
    press(ada, "k")
    expect(rows.nth(0).locator(".what a")).to_be_focused()
    expect(words).to_have_value(re.compile("melde mich bis morgen"))
    press(ada, "j")
    expect(words).to_have_value(re.compile("Ich frage im Lager nach"))
    press(ada, "b")
    expect(ada.locator("#preview button[data-send]")).to_be_focused()
    press(ada, "Enter")
    expect(rows).to_have_count(1, timeout=SOON)
    press(ada, "j", "Enter")
    ada.wait_for_url(re.compile(r"/desk/cases/8/#p\d+"))
    press(ada, "g")
    ada.wait_for_url(re.compile(r"/desk/promises/"))


def test_a_verb_opens_by_its_key_takes_the_focus_and_gives_it_back(home: House) -> None:
    ada = home.signed_in("Ada")
    ada.goto("/desk/cases/8/")
    for key, field in (("h", "#to"), ("s", "#ask-text"), ("w", "#what")):
        press(ada, key)
        expect(ada.locator(field)).to_be_focused()
        press(ada, "Escape")  # leaves the field
        press(ada, "Escape")  # closes the menu
        expect(ada.locator(field)).to_be_hidden()
        expect(ada.locator(f"summary[data-key={key}]")).to_be_focused()


def test_waiting_can_be_undone_by_its_key(home: House) -> None:
    ada = home.signed_in("Ada")
    ada.goto("/desk/cases/8/")
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
    for path in ("/desk/", "/desk/cases/8/", "/desk/team/", "/"):
        ada.goto(path)
        press(ada, "Tab")
        expect(ada.locator("a.skip")).to_be_focused()
        press(ada, "Enter", "Tab")
        outline = ada.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        shadow = ada.evaluate("getComputedStyle(document.activeElement.closest('form') || document.body).boxShadow")
        after = ada.evaluate("getComputedStyle(document.activeElement, '::after').outlineStyle")
        assert "solid" in (outline, after) or shadow != "none", path


def test_a_key_pressed_before_the_page_has_its_scripts_acts_when_they_are_there(home: House) -> None:
    ada = home.signed_in("Ada")
    modules = re.compile(r"/look/js/desk[.\w]*\.js")
    held: list[Route] = []
    ada.route(modules, lambda route: held.append(route))
    with ada.expect_request(modules):
        ada.goto("/desk/cases/8/", wait_until="commit")
    expect(ada.locator("#text")).to_be_visible()
    press(ada, "b", "Control+k")
    expect(ada.locator("dialog#palette")).not_to_be_visible()
    held[0].continue_()
    menu = ada.locator("details:has(> summary[data-key=b])").first
    expect(menu).to_have_attribute("open", "", timeout=SOON)
    expect(menu.locator("textarea")).to_have_value(re.compile("zugesagt"), timeout=SOON)  # and has fetched its words
    expect(ada.locator("dialog#palette [role=listbox]")).to_be_visible()
