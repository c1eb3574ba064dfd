"""The story Konto gesperrt: nobody is blocked without reason, notice, hearing, a decision by a person and an appeal to
another; and a lost account is given back by people. In the real browser, by mail, and in the real system."""

from __future__ import annotations

import json
import re
import urllib.request
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.e2e.house import House
from tests.e2e.steps import SOON, customer, link_in, open_case, panel

RITA = "rita.blum@kunde.example"
HEARING = "Ihr Kundenkonto: Anhörung vor einer Sperre"
JULE = "jule.sommer@kunde.example"
NEW = "jule.neu@post.example"
TIMERS = (
    "import django; django.setup()\n"
    "from datetime import timedelta\n"
    "from onehand.actions.due_process import timers\n"
    "from onehand.actions.models.due_process import Blocking, Recovery\n"
    "from onehand.foundation import clock\n"
)


def in_lines(home: House, number: str) -> dict[str, Any]:
    """The provisioning system itself, past Onehand."""
    folder = home.data / "lines"
    request = urllib.request.Request(
        f"http://127.0.0.1:{(folder / 'port').read_text().strip()}/v1/customers/{number}",
        headers={"Authorization": f"Bearer {(folder / 'token').read_text().split()[0]}"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return dict(json.loads(answer.read()))


def unfold(page: Page, side: Locator, name: str) -> Locator:
    """A form in the panel; the page may bring itself up to date in between."""
    side.locator("details", has=page.locator("summary", has_text=re.compile(f"^{name}$"))).locator("summary").click()
    return side.locator("details[open] form").last


def test_reason_notice_hearing_a_decision_and_an_appeal_to_a_third_person(home: House) -> None:
    # She was told why and until when; nothing is blocked, and her side is in the same case.
    notice = home.sent_to(RITA, kind="due_process")[0]
    for words in ("14 Verträge", "Worauf wir uns stützen", "Antworten Sie einfach", "Einspruch"):
        assert words in notice["text"]
    assert in_lines(home, "L-5009")["barred"] is False

    # Who proposed it cannot decide.
    nora = home.signed_in("Nora")
    number = open_case(nora, HEARING)
    expect(panel(nora, "blocking")).to_contain_text("Die Antwort ist da")
    expect(panel(nora, "blocking")).to_contain_text("entscheidet jemand anderes")
    expect(panel(nora, "blocking").locator("summary", has_text="Nicht sperren")).to_have_count(0)

    # A colleague finds it on the first page and decides with a reason; it is told when the system shows it.
    ada = home.signed_in("Ada")
    expect(ada.locator("#cases")).to_contain_text("Konten: Ihre Entscheidung")
    ada.locator("#cases a", has_text="Rita Blum: Anhörung").click()
    ada.wait_for_url(re.compile(rf"/cases/{number}/"))
    form = unfold(ada, panel(ada, "blocking"), "Sperren")
    form.locator("textarea").fill("Die Verträge wurden nachweislich aus Ihrer Anmeldung bestellt.")
    form.get_by_role("button").click()
    expect(panel(ada, "blocking")).to_contain_text("Nachgelesen und mitgeteilt", timeout=SOON)
    assert in_lines(home, "L-5009")["barred"] is True
    told = home.sent_to(RITA, kind="due_process", count=2)[-1]
    assert "nachweislich" in told["text"]

    # Blocked is not unheard: she signs in, sees why and what she can do, and gets a hand for anything else.
    rita = customer(home, RITA)
    rita.get_by_role("link", name=HEARING).click()
    expect(rita.locator("main")).to_contain_text("Gesperrt")
    expect(rita.locator("main")).to_contain_text("Einspruch einlegen")
    home.mail(RITA, "Rita Blum", "Noch eine Frage", "Guten Tag, wann kommt mein neuer Router?\n")
    open_case(ada, "Noch eine Frage")

    # The appeal by the link of the mail, without signing in; opening it changes nothing.
    stranger = home.person()
    stranger.goto(link_in(told))
    stranger.goto(link_in(told))
    stranger.locator("#text").fill("Mein Postfach war in fremden Händen; die Anzeige liegt bei.")
    stranger.locator("main form button[type=submit]").click()
    expect(stranger.locator("main")).to_contain_text("nicht beteiligt war", timeout=SOON)
    stranger.goto(link_in(told))
    expect(stranger.locator("main")).to_contain_text("gilt nicht mehr")

    # Neither who proposed nor who decided can decide on it; the third person puts it right.
    for page in (nora, ada):
        page.goto(f"/desk/cases/{number}/")
        expect(panel(page, "blocking")).to_contain_text("Einspruch eingelegt")
        expect(panel(page, "blocking").locator("summary", has_text="Dem Einspruch stattgeben")).to_have_count(0)
    lena = home.signed_in("Lena", language="en-GB")
    expect(lena.locator("#cases")).to_contain_text("Accounts: needs your decision")
    lena.goto(f"/desk/cases/{number}/")
    form = unfold(lena, panel(lena, "blocking"), "The appeal is right")
    form.locator("textarea").nth(0).fill("Die Anzeige passt zu den Zeiten der Bestellungen.")
    form.locator("textarea").nth(1).fill("Die 14 Verträge sind storniert, die Rechnungen zurückgezogen.")
    form.get_by_role("button").click()
    expect(panel(lena, "blocking")).to_contain_text("Not blocked", timeout=SOON)
    assert in_lines(home, "L-5009")["barred"] is False
    last = home.sent_to(RITA, kind="due_process", count=4)[-1]
    assert "Ihr Einspruch war richtig" in last["text"]
    assert "storniert" in last["text"]


def test_acute_danger_is_blocked_by_two_people_and_ends_by_itself(home: House) -> None:
    ada = home.signed_in("Ada")
    open_case(ada, "Noch einmal wie immer")  # Karim's
    karim = "karim.aydin@kunde.example"
    ada.keyboard.press("i")
    ada.wait_for_url(re.compile("/act/"))
    ada.get_by_role("link", name="Kontosperre vorschlagen").click()
    ada.locator("#reason").fill("Gerade wird Ihr Konto von einem fremden Gerät aus benutzt.")
    ada.locator("#evidence").fill("Anmeldungen aus drei Ländern in einer Stunde.")
    ada.get_by_role("button", name="Vorschlagen").click()
    ada.wait_for_url(re.compile(r"/desk/cases/\d+/$"))
    form = unfold(ada, panel(ada, "blocking"), "Akute Gefahr")
    form.locator("textarea").fill("Es laufen gerade Bestellungen von dort.")
    form.get_by_role("button").click()
    expect(panel(ada, "blocking")).to_contain_text("bittet um eine vorläufige Sperre", timeout=SOON)
    assert in_lines(home, "L-5008")["barred"] is False

    nora = home.signed_in("Nora")
    nora.goto(ada.url)
    panel(nora, "blocking").get_by_role("button", name="Der vorläufigen Sperre zustimmen").click()
    expect(panel(nora, "blocking")).to_contain_text("Vorläufig gesperrt", timeout=SOON)
    assert in_lines(home, "L-5008")["barred"] is True
    assert "Es laufen gerade Bestellungen" in home.sent_to(karim, kind="due_process", count=2)[-1]["text"]

    # Three days later nobody has decided: it ends, is read back, and he hears so.
    home.python(f"{TIMERS}clock.set(clock.now() + timedelta(days=3, minutes=1))\ntimers.fire()\n")
    home.python(f"{TIMERS}from onehand.actions.due_process.ending import carry_soon\n"
                "carry_soon(Blocking.objects.latest('pk'))\n")  # fmt: skip
    over = home.sent_to(karim, kind="due_process", count=3)[-1]
    assert "beendet" in over["text"]
    assert in_lines(home, "L-5008")["barred"] is False


def test_a_lost_account_is_given_back_by_people_and_not_by_a_claim(home: House) -> None:
    jule = home.person()
    jule.goto("/sign-in/")
    jule.get_by_role("link", name="Ich komme nicht mehr hinein").click()
    for field, value in (
        ("email", NEW), ("name", "Jule Sommer"), ("old", JULE), ("text", "Mein altes Postfach gibt es nicht mehr.")
    ):  # fmt: skip
        jule.locator(f"#{field}").fill(value)
    jule.locator("main form button[type=submit]").click()
    expect(jule.locator("main")).to_contain_text("Ein Mensch kümmert sich darum")
    assert JULE not in jule.locator("main").inner_text()

    home.mail(JULE, "Jule Sommer", "Frage zum Vertrag", "Guten Tag, welcher Vertrag läuft auf mich?\n")
    nora = home.signed_in("Nora")
    open_case(nora, "Frage zum Vertrag")  # known by a mail of hers
    home.python(
        "import django; django.setup()\nfrom datetime import timedelta\nfrom onehand.people.models import Identity\n"
        "from onehand.foundation import clock\n"
        f"Identity.objects.filter(value={JULE!r}).update(created_at=clock.now() - timedelta(days=90))\n"
    )
    number = open_case(nora, "Kein Zugang mehr zum Kundenkonto")
    side = panel(nora, "recovery")
    if NEW not in side.inner_text():  # the demo has another one
        nora.goto("/desk/cases/?view=all")
        nora.locator("#cases a", has_text="Kein Zugang mehr").filter(has_text="Jule").first.click()
        nora.wait_for_url(re.compile(r"/desk/cases/\d+/"))
        number = int(re.findall(r"/cases/(\d+)/", nora.url)[-1])
    side.get_by_role("button", name=re.compile(JULE)).first.click()
    form = unfold(nora, side, "Ich habe die Person erkannt")
    form.locator("#r-how").fill("Vertragsnummer und Geburtstag, am Telefon")
    form.get_by_role("button").click()
    side.get_by_role("button", name="Alle bekannten Adressen fragen").click()
    expect(side).to_contain_text("Alle bekannten Adressen gefragt", timeout=SOON)
    assert "Waren Sie das nicht?" in home.sent_to(JULE, kind="recovery")[-1]["text"]

    jule.goto(link_in(home.sent_to(NEW, kind="recovery")[0]))
    jule.locator("main form button[type=submit]").click()
    expect(jule.locator("main")).to_contain_text("diese Adresse ist bestätigt")

    # The waiting period is over; the proof is weak, so another person gives it back.
    home.python(f"{TIMERS}Recovery.objects.filter(case={number}).update(wait_until=clock.now())\ntimers.fire()\n")
    nora.goto(f"/desk/cases/{number}/")
    expect(panel(nora, "recovery")).to_contain_text("Eine andere Person gibt es zurück")
    lena = home.signed_in("Lena")
    lena.goto(f"/desk/cases/{number}/")
    form = unfold(lena, panel(lena, "recovery"), "Konto zurückgeben")
    form.locator("input[name=lost]").first.check()
    form.get_by_role("button").click()
    expect(panel(lena, "recovery")).to_contain_text("zurückgegeben", timeout=SOON)
    assert "gehört wieder Ihnen" in home.sent_to(NEW, kind="recovery", count=2)[-1]["text"]
    mine = customer(home, NEW)
    expect(mine.locator("main")).to_contain_text("Frage zum Vertrag")
