"""The story Surfstick, as far as seeing and acting go: where the activation hangs is no secret to anybody, a colleague
is asked without moving her, what can be done is done in the real system and read back before she hears of it, and no
one may sell her anything meanwhile."""

from __future__ import annotations

import json
import re
import urllib.request
from typing import Any

from playwright.sync_api import expect

from tests.e2e.house import House
from tests.e2e.steps import SOON, customer, number_of, open_case, panel, take

MIRA = "mira.novak@kunde.example"
LOTTE = "lotte.berg@kunde.example"
STICK = "Surfstick does not work"
WHERE = "Vermittlung 7"


def asked_of_lines(home: House, path: str, **order: Any) -> Any:
    """The provisioning system itself, past Onehand."""
    folder = home.data / "lines"
    token = (folder / "token").read_text().split()[0]
    request = urllib.request.Request(
        f"http://127.0.0.1:{(folder / 'port').read_text().strip()}{path}",
        data=json.dumps(order).encode() if order else None,
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.loads(answer.read())


def permission(home: House, agent: str) -> dict[str, Any]:
    """What a campaign tool is told when it asks whether it may write to her."""
    script = (
        "import django; django.setup()\n"
        "from onehand.accounts import tokens\n"
        "from onehand.team.models import Agent\n"
        f"print(tokens.issue(Agent.objects.get(handle={agent!r}).account, 'campaigns'))"
    )
    request = urllib.request.Request(
        f"{home.url}/api/v1/contact-permission?customer={MIRA}&purpose=sales",
        headers={"Authorization": f"Bearer {home.python(script).strip()}"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return dict(json.loads(answer.read()))


def test_the_lever_is_seen_by_whoever_is_asked_and_by_her(home: House) -> None:
    home.mail(
        MIRA, "Mira Novak", STICK, "Hello,\n\nmy new stick does not connect. When will it be activated?\n\nMira\n"
    )
    ada = home.signed_in("Ada")
    number = open_case(ada, STICK)
    take(ada)
    lines = panel(ada, "processes")
    hanging = lines.locator("details", has_text="Freischaltung")
    expect(hanging).to_contain_text("hängt", timeout=SOON)
    expect(hanging).to_contain_text(WHERE)
    hanging.locator("summary").click()
    for words in ("als Nächstes", "bis"):
        expect(hanging).to_contain_text(words)

    # To push it is refused with the reason, not tried and forgotten.
    ada.keyboard.press("i")
    ada.wait_for_url(re.compile("/act/"))
    ada.get_by_role("link", name="Anschluss freischalten").click()
    expect(ada.locator("#plan .level-late")).to_contain_text(re.compile(r"Vermittlung|Freischaltung"), timeout=SOON)
    expect(ada.locator("#plan button[value=run]")).to_have_count(0)

    # So it becomes the order of a person, with a day, and the case stays hers until somebody has seen it done.
    ada.goto(f"/desk/cases/{number}/act/")
    ada.locator("#what").fill("Vermittlung 7 umschalten lassen und Freischaltung nachlesen")
    ada.locator("#to").select_option(label="Nora Lindt")
    ada.locator("#due").fill("2027-01-15")
    ada.get_by_role("button", name="Auftrag geben").click()
    ada.wait_for_url(re.compile(rf"/desk/cases/{number}/$"))
    expect(panel(ada, "runs")).to_contain_text("Vermittlung 7 umschalten")
    nora = home.signed_in("Nora")
    expect(nora.locator("#cases")).to_contain_text("Vermittlung 7 umschalten")

    # She sees the same in the portal, and that nobody may sell her anything now.
    mira = customer(home, MIRA)
    mira.goto("/my/orders/")
    expect(mira.locator("main")).to_contain_text(re.compile("exchange 7|Vermittlung 7"), timeout=SOON)
    told = permission(home, "ada")
    assert told["allowed"] is False
    assert told["reason"]


def test_what_is_done_is_read_back_before_she_hears_of_it_and_can_be_taken_back(home: House) -> None:
    ada = home.signed_in("Ada")
    number = open_case(ada, STICK)
    ada.goto(f"/desk/cases/{number}/act/?action=correct_address")
    ada.locator("#f-street").fill("Lindenweg 5")
    ada.locator("#f-postcode").fill("04229")
    ada.locator("#f-city").fill("Leipzig")
    ada.locator("#f-city").press("Tab")

    # In the portal she signed in by a link, but this wish came by mail: anybody can write under a name.
    identify = ada.locator("#how")
    if identify.count():
        identify.fill("Vertragsnummer und Postleitzahl, am Telefon")
        ada.get_by_role("button", name="Erkannt").click()
        for field, value in (("street", "Lindenweg 5"), ("postcode", "04229"), ("city", "Leipzig")):
            ada.locator(f"#f-{field}").fill(value)
        ada.locator("#f-city").press("Tab")
    expect(ada.locator("#plan .steps").first).to_contain_text("Lindenweg 5", timeout=SOON)
    words = ada.locator("#tell").input_value()
    assert "changed your address" in words
    ada.locator("#tell").press("Control+Enter")
    ada.wait_for_url(re.compile(rf"/desk/cases/{number}/"))
    runs = panel(ada, "runs")
    expect(runs).to_contain_text("nachgelesen", timeout=SOON)
    assert number_of(ada) == number

    # The system itself says so, past Onehand; and only then she was told.
    there = asked_of_lines(home, "/v1/customers/L-5002")
    assert "Lindenweg 5" in json.dumps(there)
    assert "changed your address" in home.sent_to(MIRA, kind="reply")[-1]["text"]

    runs.get_by_role("button", name="Zurücknehmen").click()
    expect(runs).to_contain_text("Zurücknehmen: Lieferanschrift", timeout=SOON)
    expect(runs.locator("li", has_text="Zurücknehmen: Lieferanschrift")).to_contain_text("nachgelesen", timeout=SOON)
    assert "Hafenstraße 21" in json.dumps(asked_of_lines(home, "/v1/customers/L-5002"), ensure_ascii=False)


def test_it_is_a_defect_whose_affected_are_told_once_and_one_says_no(home: House) -> None:
    """Three sticks wait for one exchange. The register suggests by the same failing step, a fourth joins by "me too",
    and when it is repaired each is told once in the own channel and asked."""
    ada = home.signed_in("Ada")
    ada.goto("/desk/defects/")
    ada.get_by_role("link", name=re.compile("Vermittlung 7")).click()
    likely = ada.locator("#likely")
    expect(likely).to_contain_text("scheitert am selben Schritt", timeout=90_000)  # the systems are asked every minute
    for _ in range(10):
        first = ada.locator("#likely li", has_text="scheitert am selben Schritt")
        if not first.count():
            break
        first.first.get_by_role("button", name="Das ist es").click()
        ada.wait_for_url(re.compile(r"/desk/defects/\d+/$"))
    affected = ada.locator("#affected")
    expect(affected).to_contain_text("Mira Novak")

    # Beside her case the defect stands too.
    affected.get_by_role("link", name=re.compile("Mira Novak")).first.click()
    ada.wait_for_url(re.compile(r"/desk/cases/\d+/"))
    expect(ada.locator("#panel-defects")).to_contain_text("Vermittlung 7", timeout=SOON)

    # Somebody else reads what is disturbed, and says "me too" with an address only.
    lotte = home.person()
    lotte.goto("/status/")
    lotte.get_by_role("link", name=re.compile("This affects me too|Das betrifft mich auch")).first.click()
    lotte.locator("#email").fill(LOTTE)
    lotte.get_by_role("button", name=re.compile("This affects me too|Das betrifft mich auch")).click()
    expect(lotte.locator("main")).to_contain_text(re.compile("it is noted|ist notiert"), timeout=SOON)
    assert home.sent_to(LOTTE, kind="receipt")

    ada.goto("/desk/defects/")
    ada.get_by_role("link", name=re.compile("Vermittlung 7")).click()
    before = {one: len(home.sent_to(one, kind="notice", count=0)) for one in (MIRA, LOTTE)}
    ada.get_by_text("Es ist behoben", exact=True).click()
    ada.locator("#done_de").fill("Vermittlung 7 ist umgestellt.")
    ada.locator("#done_en").fill("Exchange 7 was switched over.")
    ada.get_by_role("button", name="Behoben, allen mitteilen").click()
    expect(ada.locator("main")).to_contain_text("behoben", timeout=SOON)
    told = {one: home.sent_to(one, kind="notice", count=before[one] + 1)[before[one] :] for one in (MIRA, LOTTE)}
    for mails in told.values():
        assert len(mails) == 1
        assert len(json.loads(mails[0]["buttons"])) == 2
    assert "Exchange 7 was switched over." in told[MIRA][0]["text"]

    buttons = json.loads(told[LOTTE][0]["buttons"])
    lotte.goto(next(one["url"] for one in buttons if one["url"].endswith("answer=no")))
    lotte.get_by_role("button", name=re.compile("Not solved yet|Noch nicht gelöst")).click()
    expect(lotte.locator("main")).not_to_contain_text("404")
    ada.reload()
    expect(ada.locator("main")).to_contain_text("nicht bei allen behoben", timeout=SOON)
    expect(ada.locator("#affected")).to_contain_text("funktioniert nicht")


def test_when_the_system_is_gone_the_page_says_since_when_and_promises_nothing(home: House) -> None:
    ada = home.signed_in("Ada")
    number = open_case(ada, STICK)
    expect(panel(ada, "processes")).to_contain_text("Freischaltung", timeout=SOON)
    stop(home)
    ada.reload()
    expect(panel(ada, "processes")).to_contain_text("antwortet nicht seit", timeout=SOON)
    expect(panel(ada, "processes")).to_contain_text("Freischaltung")  # what it said last
    ada.goto(f"/desk/cases/{number}/act/?action=line_test")
    expect(ada.locator("#plan")).to_contain_text("wird nichts zugesagt", timeout=SOON)


def stop(home: House) -> None:
    """End the provisioning system as a power cut would, by the process that listens at its port."""
    import os
    import signal
    from pathlib import Path

    for folder in Path("/proc").iterdir():
        if not folder.name.isdecimal():
            continue
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"demo.provisioning" in words and str(home.data / "lines" / "token").encode() in words:
            os.kill(int(folder.name), signal.SIGKILL)
