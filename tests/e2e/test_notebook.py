"""The story Notebook, as far as memory, questions and promises tell it: his own day is known, his address is asked for
once, his question stays until it is answered, and what is late is told by us first, with amends."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.house import House
from tests.e2e.steps import SOON, earlier, open_case, panel, send, take, today, write, written

JONAS = "jonas.weber@kunde.example"
TABLE = "Höhenverstellbarer Tisch, Bestellung 20057"
CREDIT = "Gutschrift verstehe ich nicht"
ASKED = "Was bedeutet das?"
ADDRESS = "Lindenstraße 12, 10969 Berlin"
CALLED = "Ich rufe beim Hersteller an und melde mich heute noch."


def test_his_own_day_is_known_in_every_case_and_a_plan_that_misses_it_says_so_at_once(home: House) -> None:
    nora = home.signed_in("Nora")
    open_case(nora, TABLE)
    expect(panel(nora, "facts")).to_contain_text("Termin der Kundschaft")
    expect(nora.locator("#timeline")).to_contain_text("Verfehlt den Termin der Kundschaft")

    # In his other case too, and while it is written: before anything is sent.
    open_case(nora, CREDIT)
    expect(panel(nora, "facts")).to_contain_text("Termin der Kundschaft")
    check = write(nora, f"Guten Tag Herr Weber,\n\nwir liefern bis zum {written(today(10))} nach.\n\nNora Lindt")
    expect(check.locator(".choice", has_text="liefern bis zum")).to_contain_text("zu spät, gebraucht bis")
    check = write(nora, f"Guten Tag Herr Weber,\n\nwir liefern bis zum {written(today(3))} nach.\n\nNora Lindt")
    expect(check.locator(".choice", has_text="liefern bis zum")).to_be_visible()
    expect(check).not_to_contain_text("zu spät, gebraucht bis")

    # Said on the phone and noted by hand, it is said at once as well.
    nora.locator("#text").fill("")
    nora.locator("#text").press("Escape")
    nora.keyboard.press("p")
    nora.locator("#promise-text").fill("Ersatz liegt beim Nachbarn")
    nora.locator("#promise-due").fill(f"{today(9):%Y-%m-%d}T12:00")
    nora.locator("#promise-due").press("Enter")
    missed = nora.locator("#timeline li", has_text="Verfehlt den Termin der Kundschaft")
    expect(missed.filter(has_text="Ersatz liegt beim Nachbarn")).to_be_visible(timeout=SOON)


def test_his_address_is_asked_for_once_and_a_new_one_asks_whether_it_replaces_it(home: House) -> None:
    nora = home.signed_in("Nora")
    open_case(nora, CREDIT)
    check = write(nora, "Guten Tag Herr Weber,\n\nbitte nennen Sie uns noch Ihre Lieferadresse.\n\nNora Lindt")
    expect(check).to_contain_text(ADDRESS)
    nora.keyboard.press("Alt+i")
    expect(nora.locator("#text")).to_have_value(re.compile(re.escape(ADDRESS)))
    expect(check).not_to_contain_text("Sie fragen nach Bekanntem")
    nora.locator("#text").fill("")

    # He moves again. The new one is proposed against the old one, and both stay readable.
    home.mail(
        JONAS, "Jonas Weber", "Bitte an die neue Anschrift",
        "Hallo,\n\nmeine neue Anschrift ist Ahornweg 3, 10115 Berlin.\n\nJonas Weber\n",
    )  # fmt: skip
    open_case(nora, "Bitte an die neue Anschrift")
    take(nora)
    proposal = nora.locator(".proposal", has_text="Ahornweg 3")
    expect(proposal).to_contain_text(ADDRESS)
    proposal.get_by_role("button", name=re.compile("ersetzen")).click()
    expect(panel(nora, "facts")).to_contain_text("Ahornweg 3, 10115 Berlin", timeout=SOON)
    expect(panel(nora, "facts")).not_to_contain_text(ADDRESS)
    check = write(nora, "Guten Tag Herr Weber,\n\nwie lautet Ihre Adresse?\n\nNora Lindt")
    expect(check).to_contain_text("Ahornweg 3, 10115 Berlin")
    nora.locator("#text").fill("")
    open_case(nora, TABLE)
    expect(nora.locator("#timeline")).to_contain_text(ADDRESS)


def test_a_receipt_answers_nothing_and_the_answer_names_the_question(home: House) -> None:
    nora = home.signed_in("Nora")
    receipts = home.sent_to(JONAS, kind="receipt")
    assert any("Ihre Nachricht ist angekommen" in one["text"] for one in receipts)
    open_case(nora, CREDIT)
    expect(panel(nora, "questions")).to_contain_text(ASKED)
    expect(nora.locator("#panel-due")).to_contain_text("Antwort fällig")

    write(
        nora, "Guten Tag Herr Weber,\n\ndie Gutschrift über 49,90 € bedeutet: Wir haben Ihnen den Versand erstattet, "
        "weil das erste Paket zurückkam.\n\nNora Lindt",
    )  # fmt: skip
    box = nora.locator("#check .choice", has_text=ASKED).locator("input[name=answers]")
    expect(box).to_be_visible()
    box.check()
    send(nora)
    expect(nora.locator("#timeline")).to_contain_text(f"Beantwortet: {ASKED}")
    expect(panel(nora, "questions")).not_to_contain_text(ASKED)
    expect(nora.locator("#panel-due")).to_have_count(0)
    expect(nora.locator("#timeline mark.question.over")).to_have_text([ASKED])


def test_what_is_late_proposes_amends_and_its_course_before_he_asks(home: House) -> None:
    nora = home.signed_in("Nora")
    number = open_case(nora, TABLE)
    expect(panel(nora, "amends")).to_have_count(0)
    promised(home, number, CALLED)

    # It turned late while the page was open; the amends stand beside, and go into the reply by one click.
    expect(panel(nora, "promises").locator("li.late")).to_contain_text(CALLED, timeout=SOON)
    amends = panel(nora, "amends")
    expect(amends).to_contain_text("Entschuldigung", timeout=SOON)
    expect(amends).to_contain_text("Gutschein über 10,00", timeout=SOON)  # within her mandate
    sorry_line = amends.locator("li", has_text="Entschuldigung")
    sorry_line.get_by_role("button", name="In der Antwort anbieten").click()
    expect(nora.locator("#text")).to_have_value(re.compile(r"\S"), timeout=SOON)
    sorry = nora.locator("#text").input_value()
    assert "leid" in sorry or "Entschuldigung" in sorry or "entschuldigen" in sorry

    # And how it came about, step by step, without a word about who.
    nora.get_by_role("button", name="Hergang in die Antwort setzen").click()
    expect(nora.locator("#text")).to_have_value(re.compile(re.escape(CALLED)), timeout=SOON)
    told = nora.locator("#text").input_value().removeprefix(sorry)
    assert "Nora" not in told
    assert "Ada" not in told


def test_he_hears_of_the_delay_from_us_first_with_a_new_time_that_stays_beside_the_old_one(home: House) -> None:
    nora = home.signed_in("Nora")
    number = open_case(nora, CREDIT)
    said = "Ich kläre das mit der Buchhaltung und melde mich heute."
    promised(home, number, said)
    late = panel(nora, "promises").locator("li.late", has_text=said)
    expect(late).to_be_visible(timeout=SOON)

    # The words are prepared, follow the time that is chosen, and go by one key more.
    late.locator("summary[data-key=b]").click()
    words = late.locator("textarea[name=text]")
    expect(words).to_have_value(re.compile("nicht rechtzeitig geschafft"), timeout=SOON)
    expect(late.locator(".htmx-added")).to_have_count(0)  # the form is there, and follows what is chosen
    day = today(5)
    late.locator("input[name=due]").fill(f"{day:%Y-%m-%d}T12:00")
    expect(words).to_have_value(re.compile(rf"\b{day.day}\. \w+, 12:00 Uhr"), timeout=SOON)
    words.press("Control+Enter")
    renewed = panel(nora, "promises").locator("li.promise:not(.late)", has_text=said)
    expect(renewed.locator("s time")).to_be_visible(timeout=SOON)
    told = home.sent_to(JONAS, kind="reply")[-1]["text"]
    assert f"{day.day}." in told
    assert said.rstrip(".") in told


def promised(home: House, number: int, text: str, **ago: float) -> None:
    """Said some time ago, due half an hour later, and nothing has been done about it."""
    earlier(
        home,
        "from onehand.cases import promises\n"
        f"promises.make(the_case({number}), text={text!r}, kind='message', by=the_agent('nora'),"
        " due=clock.now() + timedelta(minutes=30))\n",
        **(ago or {"hours": 1}),
    )
