"""What nobody can read waits with its reason and its source, until somebody tries again or takes it as it is."""

from __future__ import annotations

import re
import smtplib

from playwright.sync_api import expect

from tests.e2e.house import SUPPORT, House

VIEL = "viel@schachtel.example"


def send_nested(home: House, name: str) -> None:
    """3,000 multiparts in each other: more than any mail program makes, or reads."""
    head = (
        f"From: Vera Schachtel <{VIEL}>\r\nTo: {SUPPORT}\r\nSubject: {name}\r\n"
        f"Message-ID: <{name}@schachtel.example>\r\nMIME-Version: 1.0\r\n"
    )
    nested = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(3_000))
    with smtplib.SMTP("127.0.0.1", home.smtp, timeout=30) as server:
        # It is accepted: nothing is ever lost.
        server.sendmail(VIEL, [SUPPORT], f"{head}{nested}Content-Type: text/plain\r\n\r\ninnen\r\n".encode())


def test_an_unreadable_mail_is_shown_tried_again_and_taken_as_it_is(home: House) -> None:
    ada = home.signed_in("Ada")
    send_nested(home, "Verschachtelt")
    ada.goto("/desk/quarantine/")
    expect(ada.locator("table")).to_contain_text("Die Mail ist zu tief verschachtelt.")
    expect(ada.locator("nav", has_text="Quarantäne").first).to_contain_text("1")
    ada.locator("table a", has_text="Schachtel").click()
    expect(ada.locator("pre.source")).to_contain_text("Subject: Verschachtelt")

    ada.get_by_role("button", name="Noch einmal versuchen").click()
    expect(ada.locator(".toast")).to_contain_text("Es lässt sich weiterhin nicht lesen")
    expect(ada.locator("main")).to_contain_text("2 Versuche")

    ada.get_by_role("button", name="Zuweisen").click()
    ada.wait_for_url(re.compile(r"/desk/cases/\d+/"))
    expect(ada.locator("h1")).to_contain_text("Verschachtelt")
    expect(ada.locator(".case-head")).to_contain_text("Vera Schachtel")
    expect(ada.locator(".case-head")).to_contain_text("Hand: ich")
    with ada.expect_download() as saving:
        ada.locator(".attachments a", has_text="original.eml").click()
    assert b"Subject: Verschachtelt" in saving.value.path().read_bytes()
    # She can be answered.
    expect(ada.locator("#reply .to.for-reply")).to_contain_text("Vera Schachtel")

    ada.goto("/desk/quarantine/")
    expect(ada.locator("main")).to_contain_text("Nichts wird zurückgehalten")


def test_it_can_be_put_into_a_case_and_a_wrong_number_is_told(home: House) -> None:
    ada = home.signed_in("Ada")
    send_nested(home, "Noch-eine")
    ada.goto("/desk/quarantine/")
    ada.locator("table a").first.click()
    ada.locator("#case").fill("999999")
    ada.get_by_role("button", name="Dorthin legen").click()
    expect(ada.get_by_role("alert")).to_contain_text("999999")
    ada.locator("#case").fill("1")
    ada.get_by_role("button", name="Dorthin legen").click()
    ada.wait_for_url(re.compile(r"/desk/cases/1/"))
    expect(ada.locator("#timeline .attachments", has_text="original.eml")).to_be_visible()
