"""The story Kopien: several parties each hear it themselves, no blame without evidence and a wrong one is put right for
all who heard it, a letter is a promise that only its posting keeps, and no question is closed over."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.e2e.house import House
from tests.e2e.steps import SOON, open_case, panel, send, take, today, write

INES = "ines.adler@kunde.example"
LEA = "lea.adler@kunde.example"
TIM = "tim.adler@kunde.example"
SUBJECT = "Abbuchung künftig von den Konten der Kinder"
BLAME = "Ihre Kopien waren leider unleserlich."
WHY = "Warum hieß es, unsere Kopien seien unleserlich?"
LETTER = "Schriftliche Bestätigung an alle drei"


def test_three_parties_no_blame_without_evidence_and_a_letter_that_was_posted(home: House) -> None:
    home.mail(
        INES, "Ines Adler", SUBJECT,
        "Guten Tag,\n\nunsere Kinder sind nun volljährig. Die Papiere liegen bei der Post.\n\nInes Adler\n",
    )  # fmt: skip
    nora = home.signed_in("Nora")
    number = open_case(nora, SUBJECT)
    take(nora)

    # Mother and two children who came of age: each with the own address, each to be told.
    panel(nora, "customer").locator("a[href$='/parties/']").click()
    for address, name in ((LEA, "Lea Adler"), (TIM, "Tim Adler")):
        nora.locator("#who").fill(address)
        nora.locator("#name").fill(name)
        nora.locator("#role-new").select_option("of_age")
        new = nora.locator("form", has=nora.locator("#who"))
        new.locator("input[name=told]").check()
        new.locator("button[data-send]").click()
        expect(nora.locator("ul.people")).to_contain_text(name)
    nora.goto(f"/desk/cases/{number}/")
    for name in ("Lea Adler", "Tim Adler"):
        expect(panel(nora, "parties").locator("li", has_text=name)).to_contain_text("bekommt die Antworten")

    # A sentence that says that she erred is not sent without something that shows it; nor "all the same".
    check = write(nora, f"Guten Tag,\n\n{BLAME} Bitte senden Sie sie noch einmal.\n\nNora Lindt")
    expect(check).to_contain_text("unleserlich")
    evidence = check.locator("select[name=claim-evidence]")
    nora.locator("#text").press("Control+Enter")
    expect(evidence).to_be_focused()
    expect(nora.locator("[data-anyway]")).to_be_hidden()
    expect(nora.locator("#text")).to_have_value(re.compile("unleserlich"))
    refused = nora.evaluate(
        """async () => {
            const form = document.querySelector(".composer form");
            const fields = new FormData(form);
            fields.append("anyway", "1");
            const answer = await fetch(form.action, { method: "POST", body: fields });
            return [answer.status, await answer.text()];
        }"""
    )
    assert refused[0] == 409
    assert "Bitte nennen Sie den Beleg" in refused[1]

    # With it, it goes, to each of the three in a mail of their own.
    evidence.select_option(index=1)
    check.locator("input[name=claim-words]").fill("Eingang vom Montag, Seite 2")
    send(nora)
    for address in (INES, LEA, TIM):
        mail = home.sent_to(address)[-1]
        assert BLAME in mail["text"]
    expect(panel(nora, "claims")).to_contain_text(BLAME)
    expect(panel(nora, "claims")).to_contain_text("Seite 2")

    # It was the scanner. All who heard it hear that, and what was said stays visible beside it.
    panel(nora, "claims").get_by_role("link", name="War falsch").or_(
        panel(nora, "claims").locator("a[href$='/disproof/']")
    ).first.click()
    for address in (INES, LEA, TIM):
        expect(nora.locator("main")).to_contain_text(address)
    draft = nora.locator("#text").input_value()
    assert BLAME in draft
    nora.locator("#text").fill(f"{draft}\n\nUnser Scanner war schuld.")
    nora.locator("button[data-send]").click()
    nora.wait_for_url(re.compile(rf"/desk/cases/{number}/"))
    for address in (INES, LEA, TIM):
        mail = home.sent_to(address, count=2)[-1]
        assert "Unser Scanner war schuld" in mail["text"]
    expect(panel(nora, "claims")).to_contain_text("richtiggestellt")
    expect(nora.locator("#timeline")).to_contain_text(f"{BLAME} Bitte senden Sie sie noch einmal")

    # The letter is promised. Nobody can tick it off: only the day on which it was posted keeps it.
    nora.keyboard.press("p")
    nora.locator("#promise-text").fill(LETTER)
    nora.locator("#promise-kind").select_option("letter")
    nora.locator("#promise-due").fill(f"{today(4):%Y-%m-%d}T17:00")
    nora.locator("#promise-due").press("Enter")
    promise = panel(nora, "promises").locator("li.promise", has_text=LETTER)
    expect(promise).to_contain_text("gehalten durch einen aufgegebenen Brief", timeout=SOON)
    expect(promise.locator("input[type=checkbox]")).to_have_count(0)
    check = write(nora, "Guten Tag,\n\ndie schriftliche Bestätigung an alle drei ist unterwegs.\n\nNora Lindt")
    expect(check.locator("input[name=keeps]")).to_have_count(0)
    nora.locator("#text").fill("")
    posted(nora, LETTER, today() + timedelta(days=2))
    expect(nora.locator(".toast")).to_contain_text("Der Nachweis liegt in der Zukunft", timeout=SOON)
    expect(promise).to_contain_text("offen")
    posted(nora, LETTER, today())
    expect(promise).to_have_count(0, timeout=SOON)
    nora.goto("/desk/promises/?group=kept&whose=mine")
    expect(nora.locator("#cases .row", has_text=LETTER)).to_contain_text("Brief aufgegeben am")


def test_a_question_that_nobody_answered_refuses_closing_until_she_is_told_why(home: House) -> None:
    home.mail(
        "ruth.adler@kunde.example", "Ruth Adler", "Noch eine Frage dazu",
        f"Guten Tag,\n\n{WHY}\n\nRuth Adler\n",
    )  # fmt: skip
    nora = home.signed_in("Nora")
    open_case(nora, "Noch eine Frage dazu")
    take(nora)
    expect(panel(nora, "questions")).to_contain_text(WHY)

    # Closing names it.
    close(nora)
    expect(nora.locator("#problem")).to_contain_text(f"Noch unbeantwortet: „{WHY}“")
    expect(nora.locator(".case-head")).not_to_contain_text("geschlossen")

    # So does the question whether it is solved.
    nora.keyboard.press("s")
    nora.locator("form[action$='/solved-question/'] button[type=submit]").last.click()
    expect(nora.locator("#reply")).to_contain_text(WHY)
    expect(nora.locator(".case-head")).not_to_contain_text("gefragt")

    # She is told why there is no answer, in the hand's name; then it may be closed.
    question = panel(nora, "questions").locator("li", has_text=WHY)
    question.locator("details.menu summary").click()
    question.locator("textarea").fill("Das hat damals niemand aufgeschrieben; wir können es nicht mehr klären.")
    question.locator("textarea").press("Control+Enter")
    expect(panel(nora, "questions")).not_to_contain_text(WHY, timeout=SOON)
    told = home.sent_to("ruth.adler@kunde.example", kind="reply")[-1]["text"]
    assert "niemand aufgeschrieben" in told
    assert WHY.rstrip("?") in told
    close(nora)
    expect(nora.locator(".case-head")).to_contain_text("geschlossen")


def posted(page: Page, text: str, day: object) -> None:
    promise = panel(page, "promises").locator("li.promise", has_text=text)
    field = promise.locator("input[name=posted_on]")
    if not field.is_visible():
        promise.locator("summary", has_text="Brief aufgegeben").click()
    field.fill(f"{day:%Y-%m-%d}")
    promise.locator("form[action$='/posting/'] button").click()


def close(page: Page) -> None:
    page.goto(re.sub(r"(/cases/\d+/).*", r"\1", page.url))
    page.keyboard.press("m")
    form = page.locator("form[action$='/closure/']")
    form.locator("input[name=reason]").fill("Sie hat es am Telefon erledigt genannt")
    form.locator("button").click()
    page.wait_for_load_state("load")
