"""S23: header injection, open redirects, forged posts, sessions of before."""

from __future__ import annotations

import pytest
from django.test import Client

from onehand.accounts import signin
from onehand.cases.models import Case
from onehand.team.models import Agent
from tests.attacks.test_s8_routes import ours
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db

ELSEWHERE = [
    "https://evil.example/", "//evil.example/", "/\\evil.example/", "\\\\evil.example", "javascript:alert(1)",
    "/desk/\r\nSet-Cookie: a=b", "http:evil.example", "https:///evil.example", " //evil.example", "/desk/../../x\x00",
    "/desk@evil.example/", "///evil.example/desk/",
]  # fmt: skip


def leads_out(location: str) -> bool:
    return not location.startswith("/") or location.startswith(("//", "/\\")) or "\n" in location


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_no_redirect_leads_out_of_the_house(ada: Agent, signed_in: SignedIn, wanted: str) -> None:
    browser = signed_in(ada)
    location = browser.get("/desk/in/", {"next": wanted})["Location"]
    assert not leads_out(location)
    assert location.startswith("/desk/")
    assert not leads_out(browser.post("/language/", {"language": "de", "next": wanted})["Location"])


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_a_link_for_signing_in_leads_nowhere_else(ada: Agent, wanted: str) -> None:
    from onehand.cases.models import Outgoing
    from onehand.foundation import jobs

    Client().post("/desk/in/", {"email": ada.account.email, "next": wanted})
    jobs.run_due()
    url = str(Outgoing.objects.get().buttons[0]["url"])
    assert Client().post("/" + url.split("/", 3)[3])["Location"] == "/desk/"


def test_every_post_needs_its_token(ada: Agent, case: Case) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ada.account, backend="onehand.accounts.backend.AccountBackend")
    for route in ours():
        path = "/" + route.pattern.replace("<int:number>", str(case.pk)).replace("<int:pk>", "1").replace(
            "<str:secret>", "x"
        )
        status = browser.post(path, {"text": "x"}).status_code
        assert status in (403, 405), (route.name, status)


def test_ending_all_sessions_ends_those_of_before(ada: Agent, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    assert browser.get("/desk/").status_code == 200
    ada.account.sign_out_everywhere()
    assert browser.get("/desk/")["Location"].startswith("/desk/in/")


def test_signing_in_gives_a_new_session(ada: Agent) -> None:
    browser = Client()
    browser.post("/", {"text": "Hallo", "name": "x", "email": "x@example.org", "key": "k"})
    before = browser.cookies["sessionid"].value
    browser.post("/" + signin.make_link(ada.account, purpose="desk").split("/", 3)[3])
    assert browser.cookies["sessionid"].value != before


def test_line_breaks_in_fields_become_no_header(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    from onehand.cases.models import Outgoing

    Client().post(
        "/", {"text": "a\r\nBcc: spy@example.net\r\n\r\nb", "name": "x", "email": "v@example.org", "key": "k"}
    )
    signed_in(ada).post(
        f"/desk/cases/{case.pk}/reply/", {"text": "Antwort", "cc": "x@y.example\r\nBcc: spy@example.net"}
    )
    for mail in Outgoing.objects.all():
        assert "\n" not in mail.subject + mail.recipient + mail.from_name + mail.references + "".join(mail.cc)


def test_pages_forbid_frames_scripts_and_plugins_of_others(ada: Agent, signed_in: SignedIn) -> None:
    policy = signed_in(ada).get("/desk/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "base-uri 'none'" in policy
