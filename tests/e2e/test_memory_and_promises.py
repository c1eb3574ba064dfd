"""Memory and promises beside the stories: a second address proved, two customers joined and split, a callback chosen by
the customer, a promise that turns late on the open page, and a template that is not sent with a gap."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.house import House
from tests.e2e.steps import (
    SOON,
    earlier,
    link_in,
    open_case,
    panel,
    reply,
    ring,
    take,
    write,
)

CARLA = "carla.kern@kunde.example"
SECOND = "carla@zweitadresse.example"


def test_a_second_address_is_joined_by_the_link_that_only_its_reader_can_open_signed_in(home: House) -> None:
    home.mail(SECOND, "C. Kern", "Noch etwas zum Schrank", "Guten Tag, eine Schraube fehlt.\n\nC. Kern\n")
    home.sent_to(SECOND, kind="receipt")
    carla = home.signed_in("Carla")
    carla.goto("/my/")
    expect(carla.locator("main")).not_to_contain_text("Noch etwas zum Schrank")
    carla.goto("/my/card/")
    carla.locator("#address").fill(SECOND)
    carla.get_by_role("button", name="Link dorthin schicken").click()
    expect(carla.get_by_role("status")).to_contain_text(SECOND)

    # The mail says nothing of Carla; whoever else opens it can do nothing, and looking spends nothing.
    mail = home.sent_to(SECOND, kind="join")[-1]
    assert "Kern" not in mail["text"]
    stranger = home.person()
    stranger.goto(link_in(mail))
    expect(stranger.locator("main form button", has_text="Ja, das ist meine")).to_have_count(0)

    carla.goto(link_in(mail))
    expect(carla.locator("main")).to_contain_text(SECOND)
    carla.get_by_role("button", name="Ja, das ist meine").click()
    carla.wait_for_url(re.compile("/my/card/"))
    expect(carla.locator("section[aria-labelledby=mine] li", has_text=SECOND)).to_contain_text("bestätigt")
    carla.goto("/my/")
    expect(carla.locator("main")).to_contain_text("Noch etwas zum Schrank")
    expect(carla.locator("main")).to_contain_text("Schrank Bestellung 20041")
    again = home.person().goto(link_in(mail))
    assert again is not None
    assert again.status == 404

    # On the desk it is one customer, whose other case is one line in the course of this one.
    ada = home.signed_in("Ada")
    open_case(ada, "Noch etwas zum Schrank")
    expect(ada.locator("#timeline details.other", has_text="Schrank Bestellung 20041")).to_be_visible()
    expect(panel(ada, "facts")).to_contain_text("20041")


def test_two_are_joined_with_reasons_side_by_side_and_split_without_loss(home: House) -> None:
    for address, name, subject in (
        ("b.holm@firma.example", "Bernd Holm", "Stuhl wackelt"),
        ("bernd@daheim.example", "B. Holm", "Nochmal der Stuhl"),
    ):
        home.mail(address, name, subject, f"Guten Tag,\n\nes geht um Bestellung 20311.\n\n{name}\n")
    lena = home.signed_in("Lena")
    for subject in ("Stuhl wackelt", "Nochmal der Stuhl"):
        open_case(lena, subject)
        lena.locator(".proposal", has_text="20311").get_by_role("button", name=re.compile("merken")).click()
        expect(panel(lena, "facts")).to_contain_text("20311", timeout=SOON)

    # Proposed for a reason that is shown, and never by itself.
    panel(lena, "customer").locator("a[href*='/customers/']").first.click()
    lena.wait_for_url(re.compile(r"/desk/customers/\d+/"))
    likely = lena.locator("section[aria-labelledby=likely] li", has_text="Bernd Holm")
    expect(likely).to_contain_text("dieselbe Bestellnummer", timeout=SOON)
    expect(likely).to_contain_text("20311")
    likely.get_by_role("link").last.click()
    expect(lena.locator("main")).to_contain_text("b.holm@firma.example")
    expect(lena.locator("main")).to_contain_text("bernd@daheim.example")
    expect(lena.locator("main")).to_contain_text("dieselbe Bestellnummer")
    lena.locator("#why").fill("Er hat es am Telefon bestätigt")
    lena.locator("main form button[data-send]").click()
    expect(lena.locator(".merged")).to_contain_text("Er hat es am Telefon bestätigt")
    for address in ("b.holm@firma.example", "bernd@daheim.example"):
        expect(lena.locator("main")).to_contain_text(address)
    expect(lena.locator("#cases .row")).to_have_count(2)

    # Split: each has again what was theirs.
    lena.locator(".merged input[name=why]").fill("Es sind Vater und Sohn")
    lena.locator(".merged button").click()
    expect(lena.locator(".merged")).to_have_count(0)
    expect(lena.locator("#cases .row")).to_have_count(1)
    open_case(lena, "Stuhl wackelt")
    expect(panel(lena, "customer")).to_contain_text("b.holm@firma.example")
    expect(panel(lena, "customer")).not_to_contain_text("bernd@daheim.example")


def test_a_callback_is_chosen_by_the_link_and_a_time_booked_twice_at_once_is_given_once(home: House) -> None:
    ada = home.signed_in("Ada")
    pages = []
    for name, address in (("Ilse Ohm", "ilse.ohm@kunde.example"), ("Jan Watt", "jan.watt@kunde.example")):
        subject = f"Bitte um Rat, {name}"
        home.mail(address, name, subject, f"Guten Tag, bitte um Rat zu einem Tisch.\n\n{name}\n")
        open_case(ada, subject)
        take(ada)
        ada.keyboard.press("l")
        ada.get_by_role("button", name="Link mit freien Zeiten senden").click()
        mail = home.sent_to(address, kind="callback")[-1]
        page = home.person()
        page.goto(link_in(mail))
        expect(page.locator("main")).to_contain_text(subject)
        page.locator("input[name=start]").first.check(force=True)
        page.locator("#number").fill("+49 30 4711 0815")
        pages.append((page, address))

    # The same half hour of the same hand, at once: one gets it, the other a sentence, the number typed still there.
    starts = {page.locator("input[name=start]:checked").input_value() for page, _ in pages}
    assert len(starts) == 1
    for page, _ in pages:
        page.evaluate("document.querySelector('main form').requestSubmit()")
    got = pages[0][0].get_by_role("heading", name="Der Rückruf ist vereinbart")
    expect(got.or_(pages[0][0].locator("#problem, .notice").first)).to_be_visible(timeout=SOON)
    (winner, address), (other, _) = pages if got.count() else reversed(pages)
    expect(winner.get_by_role("heading", name="Der Rückruf ist vereinbart")).to_be_visible(timeout=SOON)
    expect(other.locator("main")).to_contain_text("Diese Zeit ist nicht mehr frei", timeout=SOON)
    expect(other.locator("#number")).to_have_value(re.compile("4711"))
    other.locator("input[name=start]").first.check(force=True)
    other.locator("main form button[type=submit]").click()
    expect(other.get_by_role("heading", name="Der Rückruf ist vereinbart")).to_be_visible(timeout=SOON)

    # It goes into the calendar, from the page and from the mail, and is a promise that a call keeps.
    with winner.expect_download() as download:
        winner.get_by_role("link", name="In meinen Kalender").click()
    assert "BEGIN:VCALENDAR" in download.value.path().read_text()
    home.sent_to(address, kind="callback", count=2)
    assert home.python(calendar_files(address)).strip() == "1"
    ada.reload()
    expect(panel(ada, "promises")).to_contain_text("gehalten durch einen Anruf")


def calendar_files(address: str) -> str:
    return (
        "import django; django.setup()\n"
        "from onehand.cases.models import Attachment, Outgoing\n"
        f"sent = Outgoing.objects.filter(recipient={address!r}, kind='callback').values('message')\n"
        "print(Attachment.objects.filter(message__in=sent, name__endswith='.ics').count())"
    )


def test_a_promise_turns_late_on_the_open_page_and_on_the_board_without_reload(home: House) -> None:
    ada, nora = home.signed_in("Ada"), home.signed_in("Nora")
    number = case_of(home, ada, "Griff lose", "Uwe Nagel")
    nora.goto("/desk/promises/?whose=all")
    said = "Ich melde mich gleich wieder."
    earlier(
        home,
        "from onehand.cases import promises\n"
        f"promises.make(the_case({number}), text={said!r}, kind='message', by=the_agent('ada'),"
        " due=clock.now() + timedelta(seconds=8))\n",
        hours=0,
    )
    promise = panel(ada, "promises").locator("li.promise", has_text=said)
    expect(promise).to_be_visible(timeout=SOON)
    expect(promise).to_contain_text("überfällig", timeout=SOON)
    ring(home)
    expect(ada.locator(".case-head")).to_contain_text("1 Zusage überfällig", timeout=SOON)
    expect(ada.locator("#timeline")).to_contain_text(f"Zusage überfällig: {said}", timeout=SOON)
    expect(nora.locator("section[aria-labelledby=group-late]", has_text=said)).to_be_visible(timeout=SOON)


def test_who_is_writing_is_still_seen_while_the_draft_is_read(home: House) -> None:
    ada, nora = home.signed_in("Ada"), home.signed_in("Nora")
    number = case_of(home, ada, "Leiste fehlt", "Eva Span")
    nora.goto(f"/desk/cases/{number}/")
    expect(nora.locator("#presence")).to_contain_text("Ada Brandt sieht dieses Anliegen gerade an", timeout=SOON)
    write(ada, "Guten Tag Frau Span,\n\nich schicke Ihnen die Leiste morgen.\n\nAda Brandt")
    expect(nora.locator("#presence")).to_contain_text("Ada Brandt schreibt hier", timeout=SOON)
    ada.locator("#text").fill("")


def test_a_template_with_a_gap_is_not_sent_until_it_is_filled(home: House) -> None:
    ada = home.signed_in("Ada")
    case_of(home, ada, "Wo bleibt es", "Rolf Ast")
    ada.keyboard.press("v")
    picker = ada.locator("details.picker")
    expect(picker.locator("p.closed", has_text="Erstattung ausgeführt")).to_contain_text("nicht belegt", timeout=SOON)
    picker.get_by_role("button", name=re.compile("Lieferung verzögert sich")).click()
    gaps = re.compile(r"\[[^\]]+\?\]")
    expect(ada.locator("#text")).to_have_value(gaps, timeout=SOON)
    expect(ada.locator("#check")).to_contain_text("Noch auszufüllen", timeout=SOON)
    ada.locator("#text").press("Control+Enter")
    expect(ada.locator("#check.asks")).to_be_visible()
    expect(ada.locator("[data-anyway]")).to_be_hidden()
    text = ada.locator("#text").input_value()
    assert gaps.search(text)

    # Filled, it goes, without a mark of the template in it.
    write(ada, gaps.sub("20555", text, count=1))
    reply(ada, gaps.sub("am Freitag", gaps.sub("20555", text, count=1)))
    sent = home.sent_to("rolf.ast@kunde.example", kind="reply")[-1]["text"]
    assert "20555" in sent
    assert not gaps.search(sent)
    assert "{{" not in sent


def case_of(home: House, page: Page, subject: str, name: str) -> int:
    """A case of somebody new, in the hand of whoever is signed in on the page."""
    address = f"{name.lower().replace(' ', '.')}@kunde.example"
    home.mail(address, name, subject, f"Guten Tag, hier stimmt etwas nicht.\n\n{name}\n")
    number = open_case(page, subject)
    take(page)
    return number
