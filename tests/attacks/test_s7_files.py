"""S7: file names that execute or traverse, and files that would run in the browser."""

from __future__ import annotations

import re

import pytest

from onehand.cases.attachments import attach
from onehand.cases.models import Attachment, Case
from onehand.people.models import Customer
from onehand.team.models import Agent
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db

NAMES = [
    "\u200b.htaccess", "../../etc/passwd", "..\\..\\boot.ini", "rechnung\u202egpj.exe", "a\x00.png",
    "a\r\nSet-Cookie: x=1.txt",
    'a";filename="b.html', "größe.pdf", ".", "x" * 5_000, "日本.txt", "%2e%2e%2fx", "a'b.txt", "",
]  # fmt: skip
RUNNING = [
    "text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "application/javascript", "message/rfc822",
    "application/pdf", "image/svg+xml; x=image/png", "IMAGE/SVG+XML", "text/plain", "", "image/png\r\nX: y",
]  # fmt: skip


def kept(case: Case, name: str, type: str) -> Attachment:
    return attach(case.messages.filter(direction="in").get(), name=name, type=type, data=b"<script>alert(1)</script>")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_shown_and_saved_safely(ada: Agent, case: Case, signed_in: SignedIn, name: str) -> None:
    file = kept(case, name, "application/octet-stream")
    answer = signed_in(ada).get(f"/desk/attachments/{file.pk}/")
    value = answer["Content-Disposition"]
    assert re.fullmatch(r"attachment; filename=\"[\x20-\x7e]*\"; filename\*=UTF-8''[A-Za-z0-9._~%-]+", value)
    plain = re.findall(r'filename="(.*?)";', value)[0]
    assert not re.search(r'[\\/"]|^\.', plain)
    assert "%00" not in value
    assert "%0D" not in value.upper()
    assert "Set-Cookie" not in answer.headers or "x=1" not in str(answer.cookies)
    page = signed_in(ada).get(f"/desk/cases/{case.pk}/").content.decode()
    assert "\u202e" not in page
    assert "\u200b" not in page
    assert "../" not in page.partition('class="attachments"')[2][:600]


@pytest.mark.parametrize("type", RUNNING)
@pytest.mark.parametrize("face", ["desk", "my"])
def test_what_is_no_raster_picture_is_saved_and_runs_nothing(
    ada: Agent, carla: Customer, case: Case, signed_in: SignedIn, type: str, face: str
) -> None:
    file = kept(case, "bild.png", type)
    answer = signed_in(ada if face == "desk" else carla).get(f"/{face}/attachments/{file.pk}/")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_raster_picture_is_shown_and_runs_nothing_either(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    answer = signed_in(ada).get(f"/desk/attachments/{kept(case, 'bild.html', 'image/PNG').pk}/")
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
