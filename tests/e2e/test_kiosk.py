"""The story Kiosk: he is known over all channels, with his consent; he chooses how he is met, and he sees, corrects and
erases what is remembered."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.house import House
from tests.e2e.steps import SOON, customer, number_of, open_case, panel, take, write

KARIM = "karim.aydin@kunde.example"
OIL = "Leinöl ohne Duft, die 500-ml-Dose"
AGAIN = "Zwei Dosen bitte"
BENCH = "Und die Bank?"


def test_who_never_saw_him_knows_him_and_he_decides_what_is_remembered(home: House) -> None:
    # He writes again, and of all people Nora, who never saw him, is the one who is free.
    home.mail(
        KARIM, "Karim Aydın", AGAIN,
        "Hallo Ada,\n\nzu meiner Bestellung 20093 hätte ich gern wieder zwei Dosen. Geht das?\n\nKarim\n",
    )  # fmt: skip
    nora = home.signed_in("Nora")
    open_case(nora, AGAIN)
    take(nora)

    # She sees what he likes, how he wants to be met and spoken to, and where he said so.
    facts = panel(nora, "facts")
    expect(facts).to_contain_text(OIL)
    expect(facts).to_contain_text("keine Anrufe")
    liked = facts.locator("li", has_text=OIL)
    liked.locator("summary").click()
    expect(liked.locator(".menu-body")).to_contain_text("in einem anderen Anliegen gesagt")
    nora.keyboard.press("Escape")
    card = panel(nora, "customer")
    for line in ("du", "am liebsten per E-Mail", "keine Anrufe", "Ruhe von 20:00 bis 09:00"):
        expect(card).to_contain_text(line)
    earlier = nora.locator("#timeline details.other", has_text="Öl für die Tischplatte")
    earlier.locator("summary").click()
    expect(earlier).to_contain_text("welches Öl war das noch", timeout=SOON)

    # The call button is closed and says why; no number stands there to be dialled, and nothing is booked by it.
    nora.keyboard.press("l")
    call = nora.locator("details[data-calls]")
    expect(call).to_contain_text("Diese Person möchte nicht angerufen werden", timeout=SOON)
    expect(call).to_contain_text("Link mit freien Zeiten senden")
    expect(call.locator("a[href^='tel:']")).to_have_count(0)
    nora.keyboard.press("Escape")

    # A template speaks to him as he is spoken to.
    nora.keyboard.press("v")
    picker = nora.locator("details.picker")
    picker.locator("[data-narrow]").fill("foto")
    picker.locator("[data-narrow]").press("Enter")
    expect(nora.locator("#text")).to_have_value(re.compile("schick mir bitte zwei Fotos"), timeout=SOON)
    greeting = nora.locator("#text").input_value().splitlines()[0]
    assert "Karim" in greeting
    assert "geehrte" not in greeting
    nora.locator("#text").fill("")

    # She keeps his order number, and in free words what fits no kind.
    nora.locator(".proposal", has_text="20093").get_by_role("button", name=re.compile("merken")).click()
    expect(facts).to_contain_text("20093", timeout=SOON)
    note(nora, "preference", "Lieferung immer durch den Hof")

    # In the next concern neither is asked for again: the draft shows what is known before it is sent.
    home.mail(KARIM, "Karim Aydın", BENCH, "Hallo,\n\npflegt ihr auch die Bank?\n\nKarim\n")
    other = open_case(nora, BENCH)
    for known in (OIL, "Lieferung immer durch den Hof", "20093"):
        expect(panel(nora, "facts")).to_contain_text(known)
    check = write(nora, "Hallo Karim,\n\nteilst du mir bitte deine Bestellnummer mit?\n\nNora")
    expect(check).to_contain_text("Sie fragen nach Bekanntem, Bestellnummer: 20093")
    nora.locator("#text").fill("")

    # He sees all of it in the portal, with its source, corrects one line, erases another.
    karim = customer(home, KARIM)
    karim.goto("/my/card/")
    told = karim.locator("section[aria-labelledby=told]")
    for line in (OIL, "Lieferung immer durch den Hof", "20093"):
        expect(told).to_contain_text(line)
    expect(told.locator("li", has_text=OIL).locator("a")).to_have_attribute("href", re.compile(r"^/my/\d+/$"))
    expect(karim.locator("section[aria-labelledby=how]")).to_contain_text("selbst gesagt")
    oil = told.locator("li", has_text=OIL)
    oil.locator("summary").click()
    oil.locator("input[name=value]").fill("Leinöl mit Orange, die 1-l-Dose")
    oil.get_by_role("button", name="Speichern").click()
    expect(told).to_contain_text("Leinöl mit Orange")
    expect(told).not_to_contain_text(OIL)
    yard = told.locator("li", has_text="durch den Hof")
    yard.locator("form[action$='/erasure/'] button").click()
    expect(told).not_to_contain_text("durch den Hof")

    nora.reload()
    expect(panel(nora, "facts")).to_contain_text("Leinöl mit Orange")
    expect(panel(nora, "facts")).not_to_contain_text("durch den Hof")

    # Without his consent his wishes are known only where he told them; what a contract needs stays.
    consent = karim.locator("section[aria-labelledby=allowed] li").first
    consent.get_by_role("button", name="Zurücknehmen").click()
    expect(consent.get_by_role("button", name="Erlauben")).to_be_visible()
    nora.reload()
    assert number_of(nora) == other
    expect(panel(nora, "facts")).to_contain_text("20093")
    expect(panel(nora, "facts")).not_to_contain_text("Leinöl")

    # Nothing was booked and nothing promised on the way.
    expect(panel(nora, "promises")).to_contain_text("Nichts zugesagt")
    assert home.python(booked()).strip() == "0"


def note(page: Page, kind: str, value: str) -> None:
    """By the key, as while listening on the phone."""
    page.keyboard.press("e")
    page.locator("#fact-kind").select_option(kind)
    page.locator("#fact-value").fill(value)
    page.locator("#fact-value").press("Enter")
    expect(panel(page, "facts")).to_contain_text(value, timeout=SOON)


def booked() -> str:
    return "import django; django.setup()\nfrom onehand.cases.models import Slot\nprint(Slot.objects.count())"
