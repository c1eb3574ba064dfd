"""Out by a real mail server: an answer that cannot be delivered says so on the page; one that arrives is answered."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from onehand.foundation.mailparse import Mail, parse
from tests.e2e.house import House, house
from tests.e2e.steps import reply
from tests.e2e.test_sharing_work import new_case
from tests.support.exim import Exim
from tests.support.ports import until


@pytest.fixture(scope="module")
def mta() -> Iterator[Exim]:
    with Exim() as server:
        yield server


@pytest.fixture(scope="module")
def posting(browser: Browser, mta: Exim, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house whose mail leaves by Exim, and to which Exim brings what is answered."""
    data: Path = tmp_path_factory.mktemp("data")
    with house(browser, data, ONEHAND_MAIL_OUT=mta.url()) as one:
        mta.route("moebelhaus.example", one.smtp)
        yield one


def answer(page: Page, text: str) -> None:
    reply(page, text)
    expect(page.locator("#timeline .message.out", has_text=text)).to_be_visible()


def arrived(mta: Exim, address: str, words: str) -> Mail:
    """The mail with these words in that mailbox, once it is there."""

    def found() -> Mail | None:
        return next((mail for mail in map(parse, mta.mailbox(address)) if words in mail.text), None)

    return until(found, lambda: f"{words!r} for {address}:\n{mta.log}", timeout=20)


def address_of(page: Page) -> str:
    return page.locator("#side .pairs").first.inner_text().split()[0]


def test_an_answer_that_bounces_says_so_on_the_open_page(posting: House, mta: Exim) -> None:
    ada = posting.signed_in("Ada")
    new_case(posting, ada, "Adresse mit Tippfehler")
    address = address_of(ada)
    mta.bounce(address, "mailbox unavailable")
    answer(ada, "Ihr Schrank kommt morgen.")
    ours = ada.locator("#timeline .message.out", has_text="Ihr Schrank kommt morgen.")
    expect(ours).to_contain_text("nicht zugestellt", timeout=20_000)
    expect(ours).to_contain_text("Der Mailserver der Gegenseite hat sie nicht angenommen.")
    # It is told in the outbox too, and a person may send it again once the address works.
    mta.accept(address)
    ada.goto("/desk/outbox/")
    ada.locator("tbody tr", has_text="nicht zugestellt").first.locator("a").click()
    ada.get_by_role("button", name="Noch einmal senden").click()
    arrived(mta, address, "Ihr Schrank kommt morgen.")


def test_the_answer_to_a_real_mail_joins_its_case_under_any_subject(posting: House, mta: Exim) -> None:
    ada = posting.signed_in("Ada")
    new_case(posting, ada, "Rundreise")
    address = address_of(ada)
    answer(ada, "Passt Ihnen der Dienstag?")
    expect(ada.locator("#timeline .message.out").last).to_contain_text("gesendet", timeout=20_000)
    ours = arrived(mta, address, "Dienstag")
    assert ours.from_[0].name.startswith("Ada Brandt")
    assert ours.html

    reply = EmailMessage()
    reply["From"], reply["To"] = f"Kim Neu <{address}>", ours.reply_to[0].address
    reply["Subject"], reply["Message-ID"] = "ganz was anderes", "<zurueck@kunde.example>"
    reply["In-Reply-To"] = ours.message_id
    reply.set_content("Dienstag passt.\n\nAm Montag schrieb Ada Brandt:\n> Passt Ihnen der Dienstag?\n")
    mta.send(address, ours.reply_to[0].address, reply.as_bytes())
    expect(ada.locator("#timeline .message.in").last).to_contain_text("Dienstag passt.", timeout=20_000)

    # Without the address' token our Message-ID in In-Reply-To is enough.
    again = EmailMessage()
    again["From"], again["To"], again["Subject"] = f"Kim Neu <{address}>", "hilfe@moebelhaus.example", "Re: AW: ?"
    again["Message-ID"], again["In-Reply-To"] = "<nochmal@kunde.example>", ours.message_id
    again.set_content("Oder doch Mittwoch?")
    mta.send(address, "hilfe@moebelhaus.example", again.as_bytes())
    expect(ada.locator("#timeline .message.in").last).to_contain_text("Oder doch Mittwoch?", timeout=20_000)
    expect(ada.locator(".case-head .about")).to_contain_text("3 Kontakte", timeout=5_000)
