"""The story Notebook, as far as seeing and acting go, in the browser and by mail against both real systems: the old
address is corrected in each and read back before anything ships, whoever asks is asked back at an address known before,
nothing is promised that is not there, and bank details are asked once, in a protected form."""

from __future__ import annotations

import json
import re
import sqlite3
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from onehand.actions.tryton.backend import Shop
from onehand.api.signatures import signature
from tests.e2e.house import House, house
from tests.e2e.steps import SOON, link_in, open_case, panel, take, today, written
from tests.support.ports import until

JONAS = "jonas.weber@kunde.example"
TABLE = "Höhenverstellbarer Tisch, Bestellung 20057"
BACK = "Das Paket kam zurück"
CREDIT = "Gutschrift verstehe ich nicht"
NEW = "Lindenstraße 12"
OLD = "Kastanienallee"
IBAN = "DE89370400440532013000"
SECRET = "a-secret-that-two-systems-share"
MADE = 240  # seconds until the shop stands, if it must be made first


@pytest.fixture(scope="module")
def home(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    settings = {"ONEHAND_BACKENDS": "shop,lines", "ONEHAND_EVENTS_SECRET": SECRET}
    with house(browser, tmp_path_factory.mktemp("data"), **settings) as one:
        until(lambda: answers(one), "the shop to answer", timeout=MADE, interval=0.2)
        one.python(
            "import django; django.setup()\n"
            "from onehand.team.models import Agent\n"
            "from onehand.team import staff\n"
            "from onehand.timeline.record import SYSTEM\n"
            "nora = Agent.objects.get(handle='nora')\n"
            "[staff.grant(nora, kind, 50_000, by=SYSTEM) for kind in ('refund', 'resend', 'express')]\n"
        )
        yield one
        one.assert_at_home()


def shop(home: House) -> Shop:
    """The shop itself, past Onehand."""
    folder = home.data / "shop"
    port, password = ((folder / name).read_text().strip() for name in ("port", "password"))
    return Shop.at(f"http://onehand:{password}@127.0.0.1:{port}/shop")


def answers(home: House) -> bool:
    try:
        return shop(home).version().startswith("Tryton 7.0.")
    except Exception:
        return False


def in_lines(home: House) -> str:
    with closing(sqlite3.connect(home.data / "lines" / "lines.sqlite3")) as database:
        return str(database.execute("SELECT * FROM customers WHERE email = ?", [JONAS]).fetchall())


def act(page: Page, number: int, action: str, **more: str) -> None:
    query = "&".join(f"{name}={value}" for name, value in {"action": action, **more}.items())
    page.goto(f"/desk/cases/{number}/act/?{query}")


def done(page: Page, number: int, title: str) -> None:
    """Pressed, carried out and read back, on the case's page."""
    page.locator("#plan button[value=run]").click()
    page.wait_for_url(re.compile(rf"/desk/cases/{number}/"))
    expect(panel(page, "runs").locator("li", has_text=title).first).to_contain_text("nachgelesen", timeout=SOON)


def test_the_new_address_is_confirmed_at_the_old_mailbox_and_read_back_in_both_systems(home: House) -> None:
    # The parcel came back, and he writes the right address once more, from the mailbox that we know.
    home.mail(
        JONAS, "Jonas Weber", BACK,
        f"Hallo,\n\ndas Paket ging an die alte Anschrift. Bitte an {NEW}, 10969 Berlin.\n\nJonas Weber\n",
    )  # fmt: skip
    nora = home.signed_in("Nora")
    number = open_case(nora, BACK)
    take(nora)
    act(nora, number, "correct_address")
    expect(nora.locator("#f-street")).to_have_value(NEW)  # as he wrote it, and asked for by nobody
    steps = nora.locator("#plan .steps")
    expect(steps).to_have_count(2)  # two systems that know him by two different old addresses

    # Anybody can write under a name: it is asked back where we knew him before.
    expect(nora.locator("#plan button[value=run]")).to_have_count(0)
    nora.locator("form[action$='/confirmations/'] button").click()
    asked = home.sent_to(JONAS, kind="confirming")[-1]
    jonas = home.person()
    jonas.goto(link_in(asked))
    jonas.get_by_role("button", name="Ja, das war ich").click()
    expect(jonas.locator("main h1")).to_contain_text("Danke")

    act(nora, number, "correct_address")
    expect(nora.locator("#plan button[value=run]")).to_be_visible()
    done(nora, number, "Lieferanschrift")
    view = shop(home).read("K-1002")
    assert view.address is not None
    assert view.address.street == NEW
    table = next(one for one in view.processes if one.reference == "20057")
    assert table.address is not None
    assert table.address.street == NEW
    assert NEW in in_lines(home)
    assert OLD not in in_lines(home)
    assert NEW in home.sent_to(JONAS, kind="reply")[-1]["text"]


def test_a_plan_that_comes_after_his_day_says_so_and_free_express_stays_within_the_mandate(home: House) -> None:
    nora = home.signed_in("Nora")
    number = open_case(nora, TABLE)
    late = today(12) if today(12).weekday() != 6 else today(13)
    act(nora, number, "change_delivery_date", order="shop:20057", on=f"{late:%Y-%m-%d}")
    expect(nora.locator("#plan")).to_contain_text(f"gebraucht wird es bis zum {written(today(6))}")

    act(nora, number, "express", order="shop:20057")
    expect(nora.locator("#plan")).to_contain_text("14,90")
    expect(nora.locator("#plan")).not_to_contain_text("gebraucht wird")
    done(nora, number, "Express")
    assert "Express" in carriers(home)


def carriers(home: House) -> list[str]:
    """Of his parcels that are not on their way yet."""
    waiting = [("customer.code", "=", "K-1002"), ("state", "in", ["waiting", "assigned"])]
    found = shop(home).client.search("stock.shipment.out", waiting, ["carrier.party.name"])
    return [str(one["carrier."]["party."]["name"]) for one in found if one["carrier."]]


def test_nobody_rang_and_the_failed_delivery_stands_in_the_case_before_he_asks(home: House) -> None:
    body = json.dumps({
        "id": "tour-77-1", "kind": "delivery_failed", "backend": "shop", "reference": "20057", "customer": "K-1002",
        "at": datetime.now(UTC).isoformat(),
    })  # fmt: skip
    assert told(home, body) in (200, 201, 202)
    mail = home.sent_to(JONAS, kind="notice")[-1]
    assert "konnte nicht zugestellt werden" in mail["text"]
    assert mail["reply_to"]  # it can be answered
    nora = home.signed_in("Nora")
    open_case(nora, TABLE)  # the open case about this order; without one it would have been opened
    expect(nora.locator("#timeline")).to_contain_text(re.compile("zugestellt"), timeout=SOON)


def told(home: House, body: str) -> int:
    ident, moment = "tour-77-1", str(int(datetime.now(UTC).timestamp()))
    request = urllib.request.Request(
        f"{home.url}/api/v1/events", data=body.encode(),
        headers={
            "Content-Type": "application/json", "webhook-id": ident, "webhook-timestamp": moment,
            "webhook-signature": signature(SECRET, ident, moment, body.encode()),
        },
    )  # fmt: skip
    with urllib.request.urlopen(request, timeout=10) as answer:
        return int(answer.status)


def test_what_sold_out_between_plan_and_deed_is_refused_and_nothing_is_promised(home: House) -> None:
    nora = home.signed_in("Nora")
    number = open_case(nora, CREDIT)
    act(nora, number, "resend", order="shop:20051")
    expect(nora.locator("#plan button[value=run]")).to_be_visible(timeout=SOON)
    there = shop(home)
    mails = len(home.sent_to(JONAS))
    sell_out(there, "LAMPE-LUMEN")
    nora.locator("#plan button[value=run]").click()
    expect(nora.locator("main")).to_contain_text("nicht am Lager", timeout=SOON)
    assert len(home.sent_to(JONAS)) == mails
    assert not [one for one in there.read("K-1002").processes if one.reference.startswith("201")]


def sell_out(there: Shop, product: str) -> None:
    """Somebody counts the stock, and none is there."""
    (row,) = there.client.search("product.product", [("code", "=", product)], ["id"])
    (place,) = there.client.search("stock.location", [("code", "=", "STO")], ["id"])
    line: dict[str, Any] = {"product": row["id"], "quantity": 0.0}
    values = {"location": place["id"], "lines": [["create", [line]]], "empty_quantity": "keep"}
    (count,) = there.client.write("stock.inventory", "create", [values])
    there.client.write("stock.inventory", "confirm", [count])


def test_the_credit_note_explains_itself_to_him_and_to_the_desk(home: House) -> None:
    nora = home.signed_in("Nora")
    open_case(nora, CREDIT)
    papers = panel(nora, "processes").locator("details", has_text="Gutschrift")
    papers.first.locator("summary").click()
    expect(papers.first).to_contain_text("ohne dass dafür etwas zurückzuschicken ist")
    expect(papers.first).to_contain_text("Bestellung 20051")


def test_bank_details_are_asked_once_in_a_form_and_the_refund_is_read_back(home: House) -> None:
    nora = home.signed_in("Nora")
    number = open_case(nora, CREDIT)
    act(nora, number, "refund", order="shop:20051", amount="20,00", reason="Lampe kam zu spät")
    ask = nora.locator("details.ask")
    ask.locator("summary").click()
    ask.get_by_role("button").click()
    mail = home.sent_to(JONAS, kind="asking")[-1]
    assert "IBAN" not in mail["subject"]
    jonas = home.person()
    jonas.goto(link_in(mail))
    jonas.locator("input[name=iban]").fill(IBAN)
    jonas.locator("main form button[type=submit]").click()
    expect(jonas.locator("main")).not_to_contain_text(IBAN)
    expect(jonas.locator("main")).to_contain_text("3000")

    act(nora, number, "refund", order="shop:20051", amount="20,00", reason="Lampe kam zu spät")
    plan = nora.locator("#plan")
    expect(plan).to_contain_text("Bankverbindung", timeout=SOON)
    assert IBAN not in nora.content()
    done(nora, number, "Erstatten")
    there = shop(home)
    assert there.client.search("bank.account.number", [("number_compact", "=", IBAN)], ["id"])
    notes = [one for one in there.read("K-1002").documents if one.kind == "credit_note"]
    assert -2_000 in [one.total.cents for one in notes]
    words = home.sent_to(JONAS, kind="reply")[-1]["text"]
    assert "20,00" in words
    assert IBAN not in words
    with closing(sqlite3.connect(home.data / "onehand.sqlite3")) as database:
        dump = "\n".join(database.iterdump())
    assert IBAN not in dump  # neither open nor left behind
