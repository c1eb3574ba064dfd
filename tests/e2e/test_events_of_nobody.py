"""What a system told of nobody known is placed by a person, in the browser."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.house import House
from tests.support.chromium import assert_accessible

TOLD = (
    "import django; django.setup()\n"
    "from datetime import timedelta\n"
    "from onehand.actions.events import intake\n"
    "from onehand.actions.contract import Happened\n"
    "from onehand.foundation import clock\n"
    "at = clock.now() - timedelta(minutes=5)\n"
    "for n in (1, 2):\n"
    "    intake.happened('paketdienst', Happened(f'nobody{n}', 'returned', f'9900{n}', at, f'X-{n}'))\n"
)


def test_one_is_placed_in_a_case_and_one_is_set_aside(home: House) -> None:
    ada = home.signed_in("Ada")
    home.python(TOLD)
    ada.goto("/desk/")
    today = ada.locator("section", has=ada.locator("#unplaced"))
    expect(today).to_contain_text("Sendung 99001 ist zurückgekommen")
    assert_accessible(ada)
    today.get_by_role("link", name="Sendung 99001 ist zurückgekommen").click()
    expect(ada.locator("dl.facts")).to_contain_text("X-1")
    assert_accessible(ada)
    ada.locator("#case").fill("99999")
    ada.locator("form:has(#case) button").click()
    expect(ada.locator("main")).to_contain_text("gibt es nicht, die Sie sehen dürfen")
    ada.locator("#case").fill("8")
    ada.locator("form:has(#case) button").click()
    ada.wait_for_url("**/desk/cases/8/")
    expect(ada.locator("#timeline, main").first).to_contain_text("Sendung 99001 ist zurückgekommen")

    ada.goto("/desk/events/")
    ada.locator("table a", has_text="99002").click()
    ada.locator("#reason").fill("Testsendung des Paketdienstes")
    ada.locator("form:has(#reason) button").click()
    expect(ada.locator("main")).to_contain_text("Jedes Ereignis hat seinen Platz")
