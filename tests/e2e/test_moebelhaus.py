"""The story Möbelhaus: a delay notice that can be answered, and the answer joins the same case and the same hand, until
the customer says that it is solved; with the real shop the delay is seen before she asks, the mail offers choices, and
her absence moves the date, by Ada's hand or by her own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.house import House, house
from tests.e2e.steps import SOON, link_in, panel, send, today, write, written
from tests.support.ports import until

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


ORDER = "20041"
CARLA = "carla.kern@kunde.example"
CARLAS = (CARLA, "carla.kern@example.org")


@pytest.fixture(scope="module")
def shop_home(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The house with its real shop beside it, in which Carla's wardrobe is late."""
    with house(browser, tmp_path_factory.mktemp("shop"), ONEHAND_BACKENDS="shop") as one:
        yield one
        one.assert_at_home()


def delay_mail(home: House) -> dict[str, str]:
    """What the shop's own data brought about, without anybody asking; the first time the shop must be started."""
    found: list[dict[str, str]] = []

    def told() -> bool:
        home.python("import django; django.setup()\nfrom onehand.actions.events import polling\npolling.poll('shop')")
        found[:] = [one for one in sent(home, "notice") if "kommt später als vorgesehen" in one["text"]]
        return bool(found)

    until(told, "the mail about the delay", timeout=300, interval=0.5)  # the shop may have to be made first
    return found[0]


def sent(home: House, kind: str) -> list[dict[str, str]]:
    return [one for to in CARLAS for one in home.sent_to(to, kind=kind, count=0) if ORDER in one["text"]]


def case_of(home: House) -> int:
    return int(home.python(asking(f"Case.objects.filter(events__reference={ORDER!r}).order_by('pk').first().pk")))


def planned(home: House) -> date:
    """The day for which the shop itself plans the delivery."""
    said = home.python(
        "import django; django.setup()\n"
        "from onehand.actions import backends\n"
        "view = backends.backend('shop').read('K-1001')\n"
        f"print(next(one.expected for one in view.processes if one.kind == 'order' and one.reference == {ORDER!r}))"
    )
    return date.fromisoformat(said.strip())


def working(day: date) -> date:
    return day + timedelta(days=1) if day.weekday() == 6 else day


def test_the_delay_is_told_before_she_asks_and_her_absence_moves_the_date_by_adas_hand(shop_home: House) -> None:
    home = shop_home
    # 1. The friendly mail about the delay can be answered, and carries real choices.
    notice = delay_mail(home)
    assert re.match(r"(Guten Tag|Hallo) .*Kern,|Hallo Carla,", notice["text"])
    assert re.fullmatch(r"hilfe\+[a-z2-7]{34}@moebelhaus\.example", notice["reply_to"])
    labels = [one["label"] for one in json.loads(notice["buttons"])]
    assert {"Anderer Termin", "Ich bin verreist", "Stornieren"} <= set(labels)

    # 2. She will be travelling when the delivery may come, and says so in her own words.
    number, back = case_of(home), today(45)
    home.mail(
        CARLA, "Carla Kern", "Re: Lieferung",
        f"Guten Tag,\n\nich bin vom {written(today(3))} bis {written(back)} verreist.\n\nCarla Kern\n",
        to=notice["reply_to"], answers=notice["message_id"],
    )  # fmt: skip
    ada = home.signed_in("Ada")
    ada.goto(f"/desk/cases/{number}/")
    proposals = panel(ada, "proposals")
    expect(proposals).to_contain_text("Lieferung während Abwesenheit anhalten", timeout=SOON)
    expect(proposals).to_contain_text(f"abwesend vom {written(today(3))}")

    # One key opens the action, filled in; what will happen stands there, and nothing has happened yet.
    before = planned(home)
    ada.keyboard.press(".")
    ada.wait_for_url(re.compile(r"/act/\?action=hold_delivery"))
    expect(ada.locator("input[name=absence-to]")).to_have_value(back.date().isoformat())
    after = working(back.date() + timedelta(days=1))
    expect(ada.locator("#plan")).to_contain_text(f"{after.day}.{after.month}.{after.year}", timeout=SOON)
    assert planned(home) == before

    # She does it: moved in the shop, read back there, and only then Carla is told.
    ada.get_by_role("button", name="Ausführen").click()
    expect(panel(ada, "runs")).to_contain_text("nachgelesen", timeout=SOON)
    assert planned(home) == after
    told = [one for one in sent(home, "reply") if "nicht während Ihrer Abwesenheit" in one["text"]]
    assert f"{after.day}.{after.month}.{after.year}" in told[-1]["text"]
    ada.goto(f"/desk/cases/{number}/")
    expect(ada.locator("#panel-proposals", has_text="Abwesenheit")).to_have_count(0)


def test_she_chooses_another_day_herself_by_the_link_in_the_mail(shop_home: House) -> None:
    home = shop_home
    notice = delay_mail(home)
    link = link_in(notice)
    carla = home.person()
    # Looking changes nothing, however often.
    before = planned(home)
    for _ in range(2):
        carla.goto(link.partition("?")[0])
        expect(carla.get_by_role("link", name="An einem anderen Tag liefern")).to_be_visible()
    assert "Kern" not in carla.content()

    # She fills in the day, sees what will happen, and confirms it.
    carla.get_by_role("link", name="An einem anderen Tag liefern").click()
    day = working(today(20).date())
    carla.locator("input[name=on]").fill(day.isoformat())
    carla.get_by_role("button", name="Zeigen, was dann geschieht").click()
    expect(carla.get_by_role("heading", name="Das wird geschehen")).to_be_visible()
    expect(carla.locator("main")).to_contain_text(f"{day.day}.{day.month}.{day.year}")
    assert planned(home) == before
    carla.get_by_role("button", name="Ja, so machen").click()

    # Moved and read back in the shop; only then she is told, on the page and by mail.
    until(lambda: planned(home) == day, "the shop to have the new day", timeout=20)
    until(lambda: bool(sent(home, "choice")), "the mail that says so", timeout=20)
    assert f"{day.day}.{day.month}.{day.year}" in sent(home, "choice")[-1]["text"]
    carla.reload()
    expect(carla.get_by_role("heading", name="Es ist erledigt")).to_be_visible()

    # It stands in her case, and the link is spent.
    ada = home.signed_in("Ada")
    ada.goto(f"/desk/cases/{case_of(home)}/")
    expect(ada.locator("#timeline")).to_contain_text("hat per Link gewählt: Liefertermin ändern")
    carla.goto(f"{link.partition('?')[0]}?what=cancel")
    expect(carla.get_by_role("heading", name="Es ist erledigt")).to_be_visible()
