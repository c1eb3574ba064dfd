"""The story Möbelhaus, as far as mail alone can tell it: a delay notice that can be answered, and the answer joins the
same case and the same hand, until the customer says that it is solved."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Page, expect

from tests.e2e.house import House
from tests.e2e.steps import send, write

PETRA = "petra.lang@kunde.example"
SUBJECT = "Lieferung Schrank 20077"


def open_case(page: Page, subject: str) -> str:
    page.goto("/desk/cases/?view=all")
    page.locator("#cases a", has_text=subject).first.click()
    page.wait_for_url(re.compile(r"/desk/cases/\d+/"))
    return page.url


def test_a_delay_notice_can_be_answered_and_the_answer_joins_the_same_case_and_hand(home: House) -> None:
    ada = home.signed_in("Ada")
    ada.goto("/desk/cases/?view=all")

    # 1. Petra writes; the case is on the open page within a second, without reload.
    home.mail(PETRA, "Petra Lang", SUBJECT, "Guten Tag,\n\nwann kommt mein Schrank?\n\nPetra Lang\n")
    expect(ada.locator("#cases", has_text=SUBJECT)).to_be_visible(timeout=1000)

    # The receipt says who, what next and until when, and can be answered.
    receipt = home.sent_to(PETRA, kind="receipt")[0]
    assert re.search(r"(Ada Brandt|Nora Lindt) kümmert sich um Ihr Anliegen", receipt["text"])
    assert " Uhr" in receipt["text"]

    # 2. The hand tells the delay, in a mail that can be answered.
    url = open_case(ada, SUBJECT)
    number = re.findall(r"/(\d+)/", url)[-1]
    write(
        ada,
        "Guten Tag Frau Lang,\n\nder Hersteller hat den Schrank erst in zwei Wochen fertig. Passt das?\n\nAda Brandt",
    )
    ada.locator("#check input[name=answers]").check()
    ada.locator("#check input[name=promise]").uncheck()  # the maker's plan, no word of ours
    send(ada)
    expect(ada.locator("#timeline", has_text="erst in zwei Wochen")).to_be_visible()
    notice = home.sent_to(PETRA, kind="reply")[0]
    assert re.fullmatch(r"hilfe\+[a-z2-7]{34}@moebelhaus\.example", notice["reply_to"])

    # 3. She answers from any mail program, under another subject: same case, and it is on the open page by itself.
    home.mail(
        PETRA, "P. Lang", "verreist!",
        "Vom 3. bis 10. bin ich verreist, danach gern.\n\nAm Montag schrieb Ada Brandt:\n> Guten Tag Frau Lang,\n",
        to=notice["reply_to"],
    )  # fmt: skip
    expect(ada.locator("#timeline", has_text="danach gern")).to_be_visible(timeout=2000)

    # The subject alone never joins: the same subject from somebody else is another case.
    home.mail("sam@fremd.example", "Sam", f"Re: {SUBJECT}", "Ich auch!")
    ada.goto("/desk/cases/?view=all")
    expect(ada.locator("#cases .row", has_text=f"Re: {SUBJECT}")).to_be_visible(timeout=2000)
    ada.goto(url)
    expect(ada.locator("#timeline")).not_to_contain_text("Ich auch!")

    # 4. Solved is her word: asked by mail, looking at the link changes nothing, one click answers.
    ada.goto(url)
    ada.locator("summary[data-key=s]").click()
    ada.locator("form[action$='/solved-question/'] button[type=submit]").last.click()
    question = home.sent_to(PETRA, kind="question")[0]
    link = json.loads(question["buttons"])[0]["url"]
    before = home.python(hand_of(number)).strip()
    assert before in ("Ada Brandt", "Nora Lindt")
    petra = home.person()
    petra.goto(link)
    petra.reload()
    assert home.python(state_of(number)).strip() == "asked"
    petra.get_by_role("button", name="Gelöst", exact=True).click()
    expect(petra.get_by_role("heading", name="Danke")).to_be_visible()
    assert home.python(state_of(number)).strip() == "closed"

    # 5. Any answer reopens it to the same hand.
    home.mail(PETRA, "Petra Lang", "Re: Schrank", "Eine Tür klemmt nun doch.", answers=question["message_id"])
    expect(ada.locator("#timeline", has_text="klemmt nun doch")).to_be_visible(timeout=3000)
    assert home.python(state_of(number)).strip() == "held"
    assert home.python(hand_of(number)).strip() == before


def state_of(number: str) -> str:
    return asking(f"Case.objects.get(pk={number}).state")


def hand_of(number: str) -> str:
    return asking(f"Case.objects.get(pk={number}).hand")


def asking(what: str) -> str:
    return f"import django; django.setup()\nfrom onehand.cases.models import Case\nprint({what})"
