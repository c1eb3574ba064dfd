"""What a newcomer sees in the demo within five minutes and in no ticket system: one customer over three channels, a
promise that is late, a question that is still open, and a desk that asks for nothing twice."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.house import House
from tests.e2e.steps import SOON, number_of, open_case, panel, send, today, write, written

CARLA = "carla.kern@kunde.example"
SUBJECT = "Schrank Bestellung 20041"
PROMISE = "Ich rufe die Spedition an und melde mich bis morgen 15 Uhr."
QUESTION = "Wann kommt denn nun mein Schrank?"


def test_today_begins_with_what_is_owed_and_the_case_shows_three_channels_in_one_course(home: House) -> None:
    ada = home.signed_in("Ada")
    ada.goto("/desk/")

    # The first thing of the day is the word that was not kept, with the words that tell it beside.
    first = ada.locator("section[aria-labelledby=owed] li").first
    expect(first).to_contain_text("überfällig")
    expect(first).to_contain_text("Carla Kern")
    expect(first).to_contain_text(PROMISE)
    expect(ada.locator("#preview textarea")).to_have_value(re.compile("nicht rechtzeitig geschafft"))
    first.locator(".what a").click()
    ada.wait_for_url(re.compile(r"/desk/cases/\d+/#p\d+"))
    expect(ada.locator("h1")).to_contain_text(SUBJECT)
    expect(ada.locator(".case-head")).to_contain_text("1 Zusage überfällig")

    # By mail, by phone, by the portal: one course, and her other case is one line of it.
    said = ada.locator("#timeline article.message").filter(has_not=ada.locator(".mark", has_text="interne Notiz"))
    channels = said.locator("header .mark").all_inner_texts()
    assert [one for one in channels if one in ("E-Mail", "Telefon", "Portal")] == [
        "E-Mail", "E-Mail", "Telefon", "E-Mail", "Portal",
    ]  # fmt: skip
    other = ada.locator("#timeline details.other", has_text="Matratze: andere Größe")
    expect(other).to_contain_text("geschlossen")
    other.locator("summary").click()
    expect(other).to_contain_text("in 160 statt 140 cm", timeout=SOON)

    # What she asked is marked where she asked it; what she told stands beside, with the place where she told it.
    expect(panel(ada, "questions")).to_contain_text(QUESTION)
    expect(ada.locator("#timeline mark.question")).to_have_text([QUESTION])
    facts = panel(ada, "facts")
    expect(facts).to_contain_text("20041")
    expect(facts).to_contain_text("keine Anrufe")
    number = facts.locator("li", has_text="20041")
    number.locator("summary").click()
    expect(number).to_contain_text("bestätigt von Ada Brandt")
    href = number.locator(".menu-body a").first.get_attribute("href") or ""
    assert "Bestellung 20041" in ada.locator(href).inner_text()
    ada.keyboard.press("Escape")

    # Her own date is underlined and proposed; one key keeps it, and it can be taken for an answer at once.
    due = today(24)
    expect(ada.locator("#timeline mark.fact", has_text=written(due))).to_be_visible()
    expect(ada.locator(".proposal", has_text="Termin der Kundschaft")).to_be_visible()
    ada.keyboard.press("y")
    expect(facts).to_contain_text("Termin der Kundschaft", timeout=SOON)
    expect(ada.locator(".proposal")).to_have_count(0)
    expect(ada.locator("#timeline mark.fact.known", has_text=written(due))).to_be_visible()

    # She asked not to be called: the button is closed and says why.
    expect(ada.locator("summary[data-key=l]")).to_have_attribute("title", re.compile("möchte nicht angerufen werden"))


def test_a_draft_asks_for_nothing_twice_and_leaves_no_question_behind_unsaid(home: House) -> None:
    ada = home.signed_in("Ada")
    open_case(ada, SUBJECT)

    # She asks for what is known, and is shown it, to be put in place by one key.
    before = today(1)
    check = write(
        ada, "Guten Tag Frau Kern,\n\nbitte teilen Sie uns Ihre Bestellnummer mit.\n\n"
        "Ich rufe Sie morgen um 15 Uhr zurück.\n\nAda Brandt",
    )  # fmt: skip
    expect(check).to_contain_text("Bestellnummer: 20041")
    ada.keyboard.press("Alt+i")
    expect(ada.locator("#text")).to_have_value(re.compile("Bestellnummer: 20041"))
    expect(ada.locator("#text")).not_to_have_value(re.compile("bitte teilen Sie"))
    expect(check).not_to_contain_text("Sie fragen nach Bekanntem")

    # What she promises stands below with its time, and that Carla asked not to be called.
    promised = check.locator(".choice", has_text="Ich rufe Sie morgen um 15 Uhr zurück")
    expect(promised.locator("input[name=promise]")).to_be_checked()
    due = promised.locator("input[name=promise-due]").input_value()
    assert due in (f"{before:%Y-%m-%d}T15:00", f"{today(1):%Y-%m-%d}T15:00")
    expect(promised).to_contain_text("möchte nicht angerufen werden")

    # So she writes instead. The question is still open: sending names it and asks.
    check = write(ada, "Guten Tag Frau Kern,\n\nich schreibe Ihnen morgen bis 15 Uhr.\n\nAda Brandt")
    expect(check.locator(".choice", has_text="ich schreibe Ihnen")).not_to_contain_text("angerufen")
    ada.locator("#text").press("Control+Enter")
    expect(ada.locator("#check.asks")).to_contain_text(QUESTION)
    expect(ada.locator("[data-anyway]")).to_be_visible()
    expect(ada.locator("#check input[name=answers]")).to_be_focused()
    expect(ada.locator("#text")).to_have_value(re.compile("schreibe Ihnen morgen"))

    # Answered, it is ticked by itself, and goes.
    write(
        ada, "Guten Tag Frau Kern,\n\nIhr Schrank kommt am Samstag der kommenden Woche, zwischen 9 und 12 Uhr.\n\n"
        "Ich schreibe Ihnen morgen bis 15 Uhr noch die Uhrzeit.\n\nAda Brandt",
    )  # fmt: skip
    expect(ada.locator("#check input[name=answers]")).to_be_checked()
    for kept in ada.locator("#check input[name=keeps]:checked").all():
        kept.uncheck()  # the old promise is told in its own words
    send(ada)
    expect(panel(ada, "questions")).not_to_contain_text(QUESTION)
    expect(ada.locator("#timeline")).to_contain_text(f"Beantwortet: {QUESTION}")
    expect(panel(ada, "promises")).to_contain_text("Ich schreibe Ihnen morgen bis 15 Uhr")
    answer = home.sent_to(CARLA, kind="reply")[-1]["text"]
    assert "zwischen 9 und 12 Uhr" in answer


def test_the_late_promise_is_told_by_one_key_and_the_customer_sees_both_times(home: House) -> None:
    ada = home.signed_in("Ada")
    open_case(ada, SUBJECT)
    number = number_of(ada)
    was = panel(ada, "promises").locator("li.late time").first.get_attribute("datetime")

    # B goes to the prepared words, Enter sends them; the board lets the row go.
    ada.goto("/desk/promises/")
    late = ada.locator("section[aria-labelledby=group-late]")
    expect(late).to_contain_text(PROMISE)
    expect(ada.locator("#preview textarea")).to_have_value(re.compile("nicht rechtzeitig geschafft"))
    ada.keyboard.press("b")
    expect(ada.locator("#preview button[data-send]")).to_be_focused()
    ada.keyboard.press("Enter")
    expect(late).to_have_count(0)
    ada.goto(f"/desk/cases/{number}/")
    expect(ada.locator(".case-head")).not_to_contain_text("überfällig")
    renewed = panel(ada, "promises").locator("li.promise", has_text=PROMISE)
    expect(renewed.locator("s time")).to_have_attribute("datetime", was or "")

    # She hears it by mail, from the hand, and reads the new time and the old one in the portal.
    told = home.sent_to(CARLA, kind="reply")[-1]["text"]
    assert "nicht rechtzeitig geschafft" in told
    assert "Neu sagen wir es bis" in told
    carla = home.signed_in("Carla")
    carla.goto(f"/my/{number}/")
    owed = carla.locator("section[aria-labelledby=owed]")
    expect(owed.locator("li", has_text=PROMISE).filter(has_text="war zugesagt bis")).to_have_count(1)
    expect(owed.locator("li:not(.faint)", has_text=PROMISE)).to_contain_text("zugesagt bis")
    expect(owed).not_to_contain_text("überfällig")


def test_an_absence_is_underlined_proposed_and_then_known_in_every_case(home: House) -> None:
    since, until = today(30), today(37)
    said = f"Vom {written(since)} bis {written(until)} bin ich verreist"
    home.mail("tom.reisen@kunde.example", "Tom Reisen", "Lieferung Bett", f"Guten Tag,\n\n{said}.\n\nTom Reisen\n")
    ada = home.signed_in("Ada")
    open_case(ada, "Lieferung Bett")
    expect(ada.locator("#timeline mark.fact")).to_contain_text(written(until))
    ada.locator(".proposal", has_text="Abwesenheit").get_by_role("button", name=re.compile("merken")).click()
    expect(panel(ada, "facts")).to_contain_text("Abwesenheit", timeout=SOON)
    expect(panel(ada, "facts")).to_contain_text(str(until.day))

    home.mail("tom.reisen@kunde.example", "Tom Reisen", "Rechnung dazu", "Hallo, die Rechnung fehlt noch.\n\nTom\n")
    open_case(ada, "Rechnung dazu")
    absence = panel(ada, "facts").locator("li", has_text="Abwesenheit")
    absence.locator("summary").click()
    expect(absence).to_contain_text("in einem anderen Anliegen")
