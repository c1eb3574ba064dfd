"""S6, S7, S23: names, numbers and words with markup, line breaks and direction marks, in everything that the memory of
a case adds: card, facts, promises, templates, parties, calendar files, mails, archives."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest

from onehand.cases import facts, parties, placeholders, promises, slots, templates
from onehand.cases.attachments import attach
from onehand.cases.errors import Refused
from onehand.cases.exporting import export
from onehand.cases.models import Case, Claim, Outgoing, Question
from onehand.cases.placeholders import Ground
from onehand.cases.reply import reply
from onehand.channels.email.compose import compose
from onehand.foundation import clock
from onehand.people import card
from onehand.people.errors import PeopleRefused
from onehand.people.models import Customer
from onehand.team.models import Agent
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"
EVIL = {
    "markup": f'Eve{SCRIPT}"><img src=x onerror=alert(1)>',
    "attribute": "Eve' onfocus='alert(1)' autofocus='",
    "line breaks": "Eve\r\nBcc: spy@example.net\r\n\r\nBEGIN:VEVENT",
    "other breaks": "Eve\u2028Bcc: spy@example.net\u2029x\x85y\x0b\x0c",
    "direction": "Eve\u202egnp.exe\u2066x",
    "nothing to see": "\u200bE\u200dv\ufeffe\x1b[31m\x07",
    "template": "{{ settings.SECRET_KEY }}{% debug %}{{bestellnummer}}{{order_number}}",
    "format": "%(actor)s {actor} {0.__class__} %s",
}
SAFE = re.compile(r"<(?:script>alert|img src=x)|' onfocus='")


def everywhere(case: Case, ada: Agent, carla: Customer, signed_in: SignedIn) -> dict[str, str]:
    """All pages on which something of this case is read."""
    desk, portal = signed_in(ada), signed_in(carla)
    there = {
        desk: (
            "/desk/", "/desk/cases/", f"/desk/cases/{case.pk}/", f"/desk/cases/{case.pk}/timeline/",
            f"/desk/cases/{case.pk}/around/", f"/desk/cases/{case.pk}/folded/", f"/desk/cases/{case.pk}/preview/",
            f"/desk/cases/{case.pk}/call/", f"/desk/cases/{case.pk}/templates/", f"/desk/cases/{case.pk}/parties/",
            f"/desk/customers/{carla.pk}/", f"/desk/customers/{carla.pk}/likely/", "/desk/promises/?whose=all",
            "/desk/outbox/", "/desk/templates/", "/desk/search/?q=Eve",
        ),
        portal: ("/my/", f"/my/{case.pk}/", "/my/card/", f"/my/{case.pk}/callback/"),
    }  # fmt: skip
    pages = {path: browser.get(path) for browser, paths in there.items() for path in paths}
    assert {path: page.status_code for path, page in pages.items() if page.status_code != 200} == {}
    return {path: page.content.decode() for path, page in pages.items()}


@pytest.fixture
def filled(case: Case, ada: Agent, carla: Customer, evil: str) -> Case:
    """A case in which everything that a person can type holds the evil text."""
    card.change(carla, by=carla, name=evil, salutation=evil[:20], group=evil[:40])
    message = case.messages.get()
    Question.objects.create(case=case, message=message, text=evil)
    for kind in ("device", "order_number", "preference"):
        facts.add(case, kind=kind, value=evil, by=carla, beside=True)
    made = promises.make(case, text=evil, due_text=evil, by=ada)
    templates.save(evil[:90], "de", re.sub(r"[{}]", "", evil), by=ada)
    parties.add(case, by=ada, email="otto@example.net", name=evil)
    slots.book(case, start=clock.now() + timedelta(days=1, hours=1), number="030 901820", by=carla)
    Claim.objects.create(case=case, message=message, text=evil, evidence=message, evidence_text=evil, by=ada)
    attach(message, name=f"{evil}.txt", type="text/plain", data=b"x")
    reply(case, by=ada, text=f"Antwort {evil}", strict=False)
    clock.advance(timedelta(days=2))
    promises.withdraw(made, why=evil, by=ada)
    promises.make(case, text=f"Noch {evil}", by=ada)
    return case


@pytest.fixture(params=list(EVIL))
def evil(request: pytest.FixtureRequest) -> str:
    return EVIL[request.param]


def test_no_page_runs_it(filled: Case, ada: Agent, carla: Customer, signed_in: SignedIn) -> None:
    for path, page in everywhere(filled, ada, carla, signed_in).items():
        assert not SAFE.search(page), path
        assert "SECRET_KEY" not in page or "settings.SECRET_KEY" in page


def test_no_mail_gets_a_header_by_it(filled: Case) -> None:
    for mail in Outgoing.objects.all():
        raw = compose(mail).raw
        message = message_from_bytes(raw, policy=policy.SMTP)
        assert message["Bcc"] is None
        assert [len(message.get_all(name) or ()) for name in ("From", "To", "Subject")] == [1, 1, 1]
        head = raw.partition(b"\r\n\r\n")[0]
        assert b"\x00" not in raw
        assert max(len(line) for line in raw.split(b"\r\n")) <= 998
        assert b"\n" not in head.replace(b"\r\n", b"")
        html = message.get_body(("html",))
        assert html is not None
        assert not SAFE.search(html.get_content())


def test_no_calendar_file_gets_a_line_by_it(
    case: Case, ada: Agent, carla: Customer, evil: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onehand.cases.tests.mails import settings_with

    settings_with(monkeypatch, company=evil)
    Agent.objects.filter(pk=ada.pk).update(display_name=evil)
    case.subject = evil[:200]
    case.save()
    slot = slots.book(case, start=clock.now() + timedelta(days=1, hours=1), number="030 901820", by=carla)
    slot.number = f"+49{evil}"
    slot.agent.display_name = evil
    try:
        data = slots.calendar_file(slot)
    except ValueError:
        assert re.search(r"[\x00-\x1f\x7f]", evil)  # a company's name with control characters: told, nothing is written
        return
    assert data.count(b"\r\nBEGIN:VEVENT\r\n") == data.count(b"\r\nEND:VEVENT\r\n") == 1
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    names = {line.partition(b":")[0].partition(b";")[0] for line in lines if line and not line.startswith(b" ")}
    assert names <= {
        b"BEGIN", b"VERSION", b"PRODID", b"METHOD", b"UID", b"DTSTAMP", b"SEQUENCE", b"DTSTART", b"DTEND", b"STATUS",
        b"TRANSP", b"SUMMARY", b"DESCRIPTION", b"ORGANIZER", b"END",
    }  # fmt: skip
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_the_archive_holds_it_as_data_under_safe_names(filled: Case, carla: Customer) -> None:
    with zipfile.ZipFile(io.BytesIO(export(carla, by=carla))) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
    assert len(names) == len(set(names))
    for name in names:
        assert not name.startswith(("/", "\\"))
        assert ".." not in name.split("/")
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\\\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]", name), ascii(name)


def test_what_is_filled_into_a_template_is_not_filled_again(case: Case, ada: Agent, carla: Customer) -> None:
    """A customer whose name is a placeholder learns nothing that stands behind it."""
    facts.add(case, kind="order_number", value="GEHEIM-1", by=ada)
    for name in ("{{order_number}}", "{{bestellnummer}}", "{{ordernumber", "}}{{order_number}}{{"):
        card.change(carla, by=carla, name=name)
        fresh = Case.objects.get(pk=case.pk)
        ground = Ground(fresh, ada, "de")
        for mark, _meaning in placeholders.offered("en"):
            text, _gaps = placeholders.fill(f"Hallo {{{{{mark}}}}}!", ground)
            assert ("GEHEIM-1" in text) == ("order" in mark), (name, mark, text)


@pytest.mark.parametrize(
    "lines",
    [
        {"country": "D\n"}, {"country": "<>"}, {"state": "BY;DROP"}, {"form": "ihr"}, {"language": "xx"},
        {"quiet_from": "25:00", "quiet_until": "26:00"}, {"quiet_from": "20:00+02:00", "quiet_until": "07:00"},
        {"quiet_from": "20:00", "quiet_until": "20:00"}, {"preferred_channel": "fax"}, {"group_": "x"},
        {"merged_into": "1"}, {"forgotten_at": "2026-01-01"}, {"sources": "{}"}, {"account": "1"},
    ],
)  # fmt: skip
def test_a_line_that_is_none_is_refused(carla: Customer, lines: dict[str, Any]) -> None:
    before = Customer.objects.filter(pk=carla.pk).values().get()
    with pytest.raises(PeopleRefused):
        card.change(carla, by=carla, **lines)
    assert Customer.objects.filter(pk=carla.pk).values().get() == before


@pytest.mark.parametrize("face", ["desk", "my"])
def test_fields_that_the_form_has_not_change_nothing(
    case: Case, ada: Agent, carla: Customer, sam: Customer, signed_in: SignedIn, face: str
) -> None:
    """S17: mass assignment on the card."""
    before = dict(Customer.objects.filter(pk=carla.pk).values().get())
    more = {
        "id": sam.pk, "pk": sam.pk, "merged_into": sam.pk, "account": "1", "forgotten_at": "2026-01-01",
        "sources": "{}", "created_at": "2020-01-01", "salutation": "Frau",
    } | ({"group": "VIP"} if face == "my" else {})  # fmt: skip
    path = f"/desk/customers/{carla.pk}/card/" if face == "desk" else "/my/card/lines/"
    signed_in(ada if face == "desk" else carla).post(path, more)
    after = dict(Customer.objects.filter(pk=carla.pk).values().get())
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"salutation", "sources"}


def test_fields_that_the_api_does_not_describe_are_refused(case: Case, ada: Agent, as_agent: object) -> None:
    api = as_agent(ada)  # type: ignore[operator]
    promise = promises.make(case, text="x", kind="letter", by=ada)
    fact = facts.add(case, kind="device", value="x", by=ada)
    bodies = {
        f"/cases/{case.pk}/facts": {"kind": "device", "value": "y", "confirmed_by": 1},
        f"/cases/{case.pk}/promises": {"text": "y", "kept_at": "2026-03-02T10:00:00Z"},
        f"/promises/{promise.pk}/posting": {"posted_on": "2026-03-02", "evidence": {"kind": "letter"}},
        f"/promises/{promise.pk}/withdrawal": {"reason": "y", "told": 1},
        f"/facts/{fact.pk}/confirmation": {"value": "y", "customer": 1},
        f"/cases/{case.pk}/parties": {"email": "p@example.org", "since": "2020-01-01T00:00:00Z"},
        f"/cases/{case.pk}/callbacks": {"since": "2026-03-03T10:00:00Z", "number": "030 901820", "agent": 1},
        f"/customers/{case.customer_id}/merges": {"customer": 1, "reason": "y", "how": "link"},
    }
    for path, body in bodies.items():
        assert api.send("POST", path, body).status == 422, path
    for path in (f"/cases/{case.pk}/facts", f"/cases/{case.pk}/promises", f"/cases/{case.pk}/questions"):
        assert api.get(f"{path}?customer__account__email__startswith=c").status == 422
    promise.refresh_from_db()
    assert promise.is_open


@pytest.mark.parametrize("kind", ["iban", "email", "phone", "__class__", "", "device\x00"])
def test_a_fact_takes_only_what_it_is(case: Case, ada: Agent, kind: str) -> None:
    with pytest.raises(Refused):
        facts.add(case, kind=kind, value=EVIL["line breaks"], by=ada)
