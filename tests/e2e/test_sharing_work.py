"""Two agents share a case: handover, consult, presence, collision; and a stand-in during absence."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.house import House


def new_case(home: House, page: Page, subject: str) -> str:
    """A case of a new customer whose hand is the signed-in agent."""
    home.mail(f"{abs(hash(subject))}@kunde.example", "Kim Neu", subject, "Guten Tag, bitte um Hilfe.")
    page.goto("/desk/cases/?view=all")
    page.locator("#cases a", has_text=subject).first.click()
    page.wait_for_url(re.compile(r"/desk/cases/\d+/"))
    taking = page.locator("summary[data-key=t]")
    if taking.count():
        taking.click()
        page.locator("#take-reason").fill("Probe")
        page.locator("form[action$='/taking/'] button").click()
        page.wait_for_load_state()
    return page.url


def test_a_handover_is_offered_and_accepted_and_the_giver_stays_the_hand_until_then(home: House) -> None:
    ada, nora = home.signed_in("Ada"), home.signed_in("Nora")
    url = new_case(home, ada, "Übergabe bitte")
    ada.locator("summary[data-key=h]").click()
    ada.locator("#to").select_option(label="Nora Lindt")
    ada.locator("#handover-reason").fill("Nora kennt den Hersteller")
    ada.locator("#summary").fill("Kundin wartet auf Hilfe.")
    ada.locator("form[action$='/handovers/'] button[type=submit]").click()
    expect(ada.locator("#side")).to_contain_text("Nora Lindt")

    nora.goto("/desk/")
    expect(nora.locator("main")).to_contain_text("Übergabe bitte")
    nora.goto(url)
    nora.locator("form[action*='/acceptance/'] button").first.click()
    nora.wait_for_load_state()
    expect(nora.locator(".case-head")).to_contain_text("Hand: ich")
    expect(ada.locator("#timeline")).to_contain_text("Nora Lindt hat von Ada Brandt übernommen", timeout=3000)


def test_a_colleague_is_consulted_by_a_mention(home: House) -> None:
    ada, nora = home.signed_in("Ada"), home.signed_in("Nora")
    url = new_case(home, ada, "Rat gesucht")
    ada.locator("input[name=mode][value=note]").check(force=True)
    ada.get_by_role("button", name="@Nora Lindt").click()
    expect(ada.locator("#text")).to_have_value("@nora ")
    ada.locator("#text").press_sequentially("fährt die Spedition auch samstags?")
    ada.locator("#reply button.primary.for-note").click()
    ada.wait_for_load_state()
    nora.goto("/desk/")
    expect(nora.locator("main")).to_contain_text("Rat gesucht")
    nora.goto(url)
    expect(nora.locator("#timeline")).to_contain_text("samstags")


def test_two_agents_see_each_other_and_a_reply_that_knows_too_little_is_held_back(home: House) -> None:
    ada, nora = home.signed_in("Ada"), home.signed_in("Nora")
    url = new_case(home, ada, "Zwei zugleich")
    nora.goto(url)
    expect(ada.locator("body")).to_contain_text("Nora Lindt", timeout=5000)

    nora.locator("#text").fill("Das ist schon unterwegs. Nora Lindt")
    ada.locator("#text").fill("Ich kümmere mich darum. Ada Brandt")
    ada.locator("#reply button.primary.for-reply").click()
    ada.wait_for_load_state()
    # Nora's page still shows the older timeline in her form: her reply is held back, her words stay.
    nora.locator("#reply input[name=seen]").evaluate("(field) => field.value = '1'")
    nora.locator("#reply button.primary.for-reply").click()
    expect(nora.locator(".notice[role=alert]").first).to_be_visible()
    expect(nora.locator("#text")).to_have_value("Das ist schon unterwegs. Nora Lindt")
    expect(ada.locator("#timeline")).not_to_contain_text("schon unterwegs")


def test_an_absence_gives_a_stand_in_and_the_customer_is_told(home: House) -> None:
    ada = home.signed_in("Ada")
    url = new_case(home, ada, "Während der Abwesenheit")
    number = re.findall(r"/(\d+)/", url)[-1]
    home.python(
        "import django; django.setup()\n"
        "from datetime import timedelta\n"
        "from onehand.foundation import clock\n"
        "from onehand.team.models import Agent\n"
        "from onehand.team.absence import plan_absence\n"
        "from onehand.cases.standin import cover\n"
        "ada, nora = Agent.objects.get(handle='ada'), Agent.objects.get(handle='nora')\n"
        "plan_absence(ada, clock.now() - timedelta(minutes=1), clock.now() + timedelta(days=2), nora, by=ada)\n"
        "cover()\n"
    )
    expect(ada.locator("#timeline")).to_contain_text("Nora Lindt vertritt Ada Brandt", timeout=3000)
    hand = home.python(
        "import django; django.setup()\nfrom onehand.cases.models import Case\n"
        f"print(Case.objects.get(pk={number}).hand)"
    )
    assert hand.strip() == "Nora Lindt"
