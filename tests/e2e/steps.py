"""Steps that several stories take: opening a case, writing, signing in by mail, and what happened before today."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

from tests.e2e.house import House

SOON = 20_000  # milliseconds for what the worker does
BERLIN = ZoneInfo("Europe/Berlin")
TIMERS = "from onehand.cases import timers\ntimers.fire()\n"


def today(days: int = 0) -> datetime:
    """This moment in the shop's own time, so many days from now."""
    return datetime.now(BERLIN) + timedelta(days=days)


def written(day: datetime) -> str:
    """As Germans write a day."""
    return f"{day.day}.{day.month}.{day.year}"


def open_case(page: Page, subject: str) -> int:
    """From the list of all open cases into the one with this subject."""
    page.goto("/desk/cases/?view=all")
    page.locator("#cases a", has_text=subject).first.click()
    page.wait_for_url(re.compile(r"/desk/cases/\d+/"))
    return number_of(page)


def number_of(page: Page) -> int:
    return int(re.findall(r"/cases/(\d+)/", page.url)[-1])


def take(page: Page, reason: str = "Ich bin gerade frei") -> None:
    """Become the hand of the open case, if somebody else is."""
    verb = page.locator("summary[data-key=t]")
    if verb.count():
        verb.click()
        page.locator("#take-reason").fill(reason)
        page.locator("form[action$='/taking/'] button").click()
        expect(page.locator(".case-head")).to_contain_text("Hand: ich")


def write(page: Page, text: str) -> Locator:
    """Type a reply; what it does stands below it as soon as it was read."""
    with page.expect_response(re.compile(r"/draft-check/$")):
        page.locator("#text").fill(text)
    return page.locator("#check")


def send(page: Page) -> None:
    page.locator("#text").press("Control+Enter")
    sent(page)


def sent(page: Page) -> None:
    """It went, and the page that comes back has an empty field."""
    expect(page.locator("#text")).to_have_value("", timeout=SOON)
    page.wait_for_load_state("load")


def reply(page: Page, text: str) -> None:
    """A reply with what was found in it left as it is proposed, sent on purpose where something is left open."""
    write(page, text)
    gone = page.locator("#text:placeholder-shown")
    page.locator("#text").press("Control+Enter")
    expect(page.locator("#check.asks").or_(gone).first).to_be_visible(timeout=SOON)
    if not gone.count():
        page.locator("#text").press(
            "Control+Shift+Enter" if page.locator("[data-anyway]").is_visible() else "Control+Enter"
        )
    sent(page)


def panel(page: Page, name: str) -> Locator:
    """What stands beside the conversation: promises, questions, facts, customer, parties, claims, amends."""
    return page.locator(f"#panel-{name}")


def customer(home: House, address: str) -> Page:
    """The customer in the portal, by the link that the sign-in page mails."""
    page = home.person()
    page.goto("/sign-in/")
    page.locator("#email").fill(address)
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main")).to_contain_text(address)
    page.goto(link_in(home.sent_to(address, kind="sign_in")[-1]))
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile("/my/"))
    return page


def link_in(mail: dict[str, str], at: int = 0) -> str:
    """Where a button of a mail leads."""
    return str(json.loads(mail["buttons"])[at]["url"])


def earlier(home: House, doing: str, **ago: float) -> str:
    """Run lines of Python beside the house as if it were so long ago, with `now`, `the_case` and `the_agent` at hand.

    What became due since then is done at its end, as the worker does it every minute."""
    script = (
        "import django; django.setup()\n"
        "from datetime import timedelta\n"
        "from onehand.cases.models import Case\n"
        "from onehand.foundation import clock\n"
        "from onehand.team.models import Agent\n"
        "the_case = lambda number: Case.objects.select_related('customer', 'team').get(pk=number)\n"
        "the_agent = lambda handle: Agent.objects.get(handle=handle)\n"
        "now = clock.now()\n"
        f"clock.set(now - timedelta(**{ago!r}))\n"
    )
    return home.python(f"{script}{doing}\nclock.reset()\n{TIMERS}").strip()


def ring(home: House) -> None:
    """The timers of promises go off now, not at the next full minute of the worker."""
    home.python(f"import django; django.setup()\n{TIMERS}")
