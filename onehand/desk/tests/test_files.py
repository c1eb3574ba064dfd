"""Foreign bytes: HTML in a frame that may do nothing, files that are saved and not shown."""

from __future__ import annotations

import pytest

from onehand.cases.attachments import attach
from onehand.cases.models import Attachment, Case, Message
from onehand.cases.tests import mails
from onehand.team.models import Agent, Team
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db

PIXEL = b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
LAID_OUT = (
    "--B\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    '<p onclick="x()">Hallo <b>Welt</b></p><script>alert(1)</script>'
    '<img src="http://spy.example/p.gif" alt="Logo"><img src="cid:pic">\r\n'
    "--B\r\nContent-Type: image/png\r\nContent-ID: <pic>\r\nContent-Disposition: inline\r\n"
    f"Content-Transfer-Encoding: base64\r\n\r\n{PIXEL.decode()}\r\n--B--\r\n"
)


@pytest.fixture
def laid_out(ada: Agent) -> Message:
    received = mails.take(mails.mail(LAID_OUT, type='multipart/related; boundary="B"'))
    return mails.message_of(received)


def test_html_mail_is_a_document_that_may_do_nothing(ada: Agent, laid_out: Message, signed_in: SignedIn) -> None:
    answer = signed_in(ada).get(f"/desk/messages/{laid_out.pk}/html/")
    policy, page = answer["Content-Security-Policy"], answer.content.decode()
    assert policy.startswith("default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'")
    assert "sandbox allow-popups allow-popups-to-escape-sandbox;" in policy
    assert "frame-ancestors 'self'" in policy
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert "<b>Welt</b>" in page
    assert "script" not in page
    assert "onclick" not in page
    assert "spy.example" not in page


def test_an_inline_picture_is_in_the_document_itself(ada: Agent, laid_out: Message, signed_in: SignedIn) -> None:
    page = signed_in(ada).get(f"/desk/messages/{laid_out.pk}/html/").content.decode()
    assert f"data:image/png;base64,{PIXEL.decode()}" in page


def test_remote_pictures_come_only_when_asked_for(ada: Agent, laid_out: Message, signed_in: SignedIn) -> None:
    answer = signed_in(ada).get(f"/desk/messages/{laid_out.pk}/html/?pictures=1")
    assert "http://spy.example/p.gif" in answer.content.decode()
    assert "img-src 'self' data: https: http:" in answer["Content-Security-Policy"]


def test_the_source_is_a_text_to_save(ada: Agent, laid_out: Message, signed_in: SignedIn) -> None:
    answer = signed_in(ada).get(f"/desk/messages/{laid_out.pk}/raw/")
    assert answer["Content-Type"].startswith("text/plain")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert b"<script>alert(1)</script>" in b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_a_message_without_raw_bytes_has_no_source(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    message = case.messages.filter(direction="in").get()
    assert signed_in(ada).get(f"/desk/messages/{message.pk}/raw/").status_code == 404


def file_of(case: Case, name: str, type: str) -> Attachment:
    return attach(case.messages.filter(direction="in").get(), name=name, type=type, data=b"<svg onload=alert(1)>")


def test_a_file_of_another_team_is_not_found(nora: Agent, case: Case, signed_in: SignedIn) -> None:
    kept = file_of(case, "a.png", "image/png")
    browser = signed_in(nora)
    assert browser.get(f"/desk/attachments/{kept.pk}/").status_code == 200
    case.team = Team.objects.create(name="Buchhaltung")
    case.save()
    assert browser.get(f"/desk/attachments/{kept.pk}/").status_code == 404


def test_huge_numbers_are_not_found(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    for path in ("attachments", "messages", "customers", "quarantine", "outbox"):
        tail = "html/" if path == "messages" else ""
        assert browser.get(f"/desk/{path}/{'9' * 25}/{tail}").status_code == 404
    assert browser.get(f"/desk/cases/{'9' * 25}/").status_code == 404
