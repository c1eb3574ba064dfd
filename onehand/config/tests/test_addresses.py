"""Health, metrics, language and what machines ask for."""

from __future__ import annotations

import dataclasses
import os
import socket
import threading

import pytest
from django.conf import settings
from django.test import Client

from onehand.accounts.language import COOKIE
from onehand.cases.models import Case, Ledger
from onehand.config import health, metrics
from onehand.foundation import clock as the_clock
from onehand.foundation.jobs import schedules
from onehand.team.models import Agent
from tests.support.ports import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail listener that greets."""
    server = socket.create_server(("127.0.0.1", 0))
    port = server.getsockname()[1]
    monkeypatch.setattr(
        settings, "ONEHAND", dataclasses.replace(settings.ONEHAND, mail_listen=f"smtp://127.0.0.1:{port}")
    )

    def greet() -> None:
        connection, _ = server.accept()
        with connection:
            connection.sendall(b"220 moebelhaus.example ESMTP\r\n")

    threading.Thread(target=greet, daemon=True).start()


def test_a_well_node_is_green(listener: None, clock: object) -> None:
    schedules.fire_due()
    answer = Client().get("/health")
    assert answer.json()["ok"], answer.json()
    assert answer.status_code == 200
    assert set(answer.json()["checks"]) == set(health.CHECKS)


def test_a_dead_worker_a_silent_listener_and_stuck_mail_are_red(monkeypatch: pytest.MonkeyPatch, clock: object) -> None:
    from datetime import timedelta

    silent = dataclasses.replace(settings.ONEHAND, mail_listen=f"smtp://127.0.0.1:{free_port()}")
    monkeypatch.setattr(settings, "ONEHAND", silent)
    schedules.fire_due()
    Ledger.objects.create(source="s", content_hash="x", raw="0" * 64, size=1, at=the_clock.now())
    the_clock.advance(timedelta(minutes=10))
    answer = Client().get("/health")
    assert answer.status_code == 503
    checks = answer.json()["checks"]
    assert [name for name, check in checks.items() if not check["ok"]] == ["channels", "worker", "intake"]


def test_a_full_disk_is_red(monkeypatch: pytest.MonkeyPatch, clock: object) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert not Client().get("/health").json()["checks"]["disk"]["ok"]


def test_metrics_speak_of_the_house_and_of_nobody(ada: Agent, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics, "_kept", None)
    text = Client().get("/metrics").content.decode()
    assert "onehand_up 1\n" in text
    assert "onehand_cases_unanswered 1\n" in text
    assert 'onehand_ledger_items{outcome="messages"} 0\n' in text
    for name in ("ada", "Ada", "carla", "Carla", ada.account.email):
        assert name not in text


def test_the_language_is_kept_in_a_cookie_and_the_reader_stays_where_they_were(ada: Agent) -> None:
    browser = Client()
    answer = browser.post("/language/", {"language": "en", "next": "/sign-in/?x=1"})
    assert (answer.status_code, answer["Location"]) == (303, "/sign-in/?x=1")
    assert answer.cookies[COOKIE].value == "en"
    assert '<html lang="en"' in browser.get("/").content.decode()
    assert (
        browser.post("/language/", {"language": "en", "next": "/desk/cases/7/reply/"})["Location"] == "/desk/cases/7/"
    )
    assert COOKIE not in browser.post("/language/", {"language": "xx"}).cookies


def test_security_txt_can_be_read_by_machines(clock: object) -> None:
    text = Client().get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:hilfe@moebelhaus.example\n" in text
    assert "Expires: 2026-08-29T00:00:00Z\n" in text


def test_robots_are_kept_from_private_pages() -> None:
    assert "Disallow: /desk/" in Client().get("/robots.txt").content.decode()


def test_an_unknown_address_is_a_page_of_ours() -> None:
    answer = Client().get("/nowhere/")
    assert answer.status_code == 404
    assert b"look/css/base.css" in answer.content


def test_a_post_without_its_token_is_a_page_of_ours() -> None:
    answer = Client(enforce_csrf_checks=True).post("/", {"text": "x"})
    assert answer.status_code == 403
    assert b"look/css/base.css" in answer.content


def test_an_error_of_ours_is_a_page_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> list[str]:
        raise RuntimeError("broken")

    monkeypatch.setattr("onehand.portal.contact.first_names", broken)
    answer = Client(raise_request_exception=False).get("/")
    assert answer.status_code == 500
    assert b"look/css/base.css" in answer.content
