"""Reading what people send: layout in a frame, quotes folded, files, calendar, winmail.dat; answering with files."""

from __future__ import annotations

import re
import smtplib
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from onehand.foundation.mailparse.tests.test_tnef import winmail
from tests.e2e.house import SUPPORT, House
from tests.e2e.steps import sent, write

PETRA = "petra.lang@kunde.example"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(600)


def send(home: House, mail: EmailMessage, sender: str = PETRA) -> None:
    mail["From"], mail["To"] = f"Petra Lang <{sender}>", SUPPORT
    with smtplib.SMTP("127.0.0.1", home.smtp, timeout=30) as server:
        server.send_message(mail, from_addr=sender, to_addrs=[SUPPORT])


def opened(home: House, subject: str, *, name: str = "Ada") -> Page:
    page = home.signed_in(name)
    page.goto("/desk/cases/?view=all")
    page.locator("#cases a", has_text=subject).first.click()
    page.wait_for_url(re.compile(r"/desk/cases/\d+/"))
    return page


def test_layout_quote_and_files_are_read_on_the_page(home: House) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Rückfrage Tisch"
    mail.set_content(
        "Passt der Tisch?\n\nAm 2. März 2026 schrieb Ada Brandt:\n> Guten Tag Frau Lang,\n> wann passt es?\n"
    )
    mail.add_alternative("<h2>Rückfrage</h2><p>Passt der <b>Tisch</b>?</p>", subtype="html")
    mail.add_attachment(PNG, maintype="image", subtype="png", filename="Foto.png")
    mail.add_attachment(b"<script>1</script>", maintype="text", subtype="html", filename="Rechnung.html")
    mail.add_attachment(
        b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261203T090000Z\r\n"
        b"SUMMARY:Lieferung\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        maintype="text", subtype="calendar", filename="Termin.ics",
    )  # fmt: skip
    send(home, mail)
    ada = opened(home, "Rückfrage Tisch")
    message = ada.locator(".message.in").last
    expect(message.locator("> .text")).to_have_text("Passt der Tisch?")
    expect(message.get_by_text("wann passt es?")).to_be_hidden()
    message.locator("summary", has_text="Zitat").click()
    expect(message.get_by_text("wann passt es?")).to_be_visible()

    message.locator("summary", has_text="Layout").click()
    expect(ada.frame_locator("iframe.paper").first.locator("h2")).to_have_text("Rückfrage")

    for name in ("Foto.png", "Rechnung.html", "Termin.ics"):
        expect(message.locator(".attachments a", has_text=name)).to_be_visible()
    # What is no picture is saved, never shown.
    with ada.expect_download() as saving:
        message.locator(".attachments a", has_text="Rechnung.html").click()
    assert saving.value.suggested_filename == "Rechnung.html"
    assert Path(saving.value.path()).read_bytes() == b"<script>1</script>"


def test_the_files_inside_winmail_dat_are_there(home: House) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Aus Outlook"
    mail.set_content("Siehe Anhang")
    mail.add_attachment(winmail(), maintype="application", subtype="ms-tnef", filename="winmail.dat")
    send(home, mail)
    files = opened(home, "Aus Outlook").locator(".message.in .attachments")
    expect(files).to_be_visible()
    expect(files).not_to_contain_text("winmail.dat")


def test_an_answer_takes_files_along_and_the_customer_reads_them(home: House, tmp_path: Path) -> None:
    ada = home.signed_in("Ada")
    ada.goto("/desk/cases/8/")
    note, photo = tmp_path / "Lieferschein Größe M.pdf", tmp_path / "weg.png"
    note.write_bytes(b"%PDF-1.7 Lieferschein")
    photo.write_bytes(PNG)
    write(ada, "Anbei der Lieferschein.")
    ada.locator("#files").set_input_files([note, photo])
    chosen = ada.locator(".chosen-files")
    expect(chosen).to_contain_text("Lieferschein Größe M.pdf")
    chosen.get_by_role("button", name="weg.png").click()
    expect(chosen).not_to_contain_text("weg.png")
    ada.locator("#text").press("Control+Enter")
    ada.locator("[data-anyway]").click()  # her question stays open, and is named
    sent(ada)
    expect(ada.locator("#timeline .message.out").last).to_contain_text("Lieferschein Größe M.pdf")

    carla = home.signed_in("Carla")
    carla.goto("/my/8/")
    with carla.expect_download() as saving:
        carla.locator(".attachments a", has_text="Lieferschein").click()
    assert Path(saving.value.path()).read_bytes() == b"%PDF-1.7 Lieferschein"

    # In the outbox lies the mail with the file.
    ada.goto("/desk/outbox/")
    ada.locator("tbody a", has_text="Schrank").first.click()
    expect(ada.locator("dl.facts").first).to_contain_text("Lieferschein Größe M.pdf")


def test_too_large_a_file_is_told_before_it_is_sent(home: House, tmp_path: Path) -> None:
    film = tmp_path / "Film.mp4"
    film.write_bytes(bytes(21 * 1024 * 1024))
    carla = home.signed_in("Carla", phone=True)
    carla.goto("/my/8/")
    carla.locator("#text").fill("Sehen Sie selbst.")
    carla.locator("#files").set_input_files(film)
    expect(carla.get_by_role("alert")).to_have_text("Zusammen mehr als 20 MB. Bitte etwas weglassen.")
    carla.locator("form.box button[data-send]").click()
    assert carla.url.endswith("/my/8/")
    expect(carla.locator("#text")).to_have_value("Sehen Sie selbst.")
    carla.locator(".chosen-files button").click()
    expect(carla.get_by_role("alert")).to_be_hidden()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_our_own_mails_are_plain_in_both_themes(home: House, theme: str) -> None:
    """What the customer gets: no secret in its words, buttons that are links, no request to anyone."""
    ada = home.signed_in("Ada", theme=theme)  # type: ignore[arg-type]
    ada.goto("/desk/outbox/")
    for address in {str(one.get_attribute("href")) for one in ada.locator("tbody a").all()}:
        ada.goto(address)
        frame = ada.frame_locator("iframe.paper")
        expect(frame.locator("body")).to_be_visible()
        for words in (frame.locator("body").inner_text(), ada.locator("pre.source").first.text_content() or ""):
            assert not re.search(r"\+[a-z2-7]{20,}@", words)
            assert re.search(r"Anliegen \d|Case \d|Nr\. \d|no\. \d", words)
