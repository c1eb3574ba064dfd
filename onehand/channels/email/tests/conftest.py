"""A listener on a loopback port, and mail to hand in."""

from __future__ import annotations

import dataclasses
import functools
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings

from onehand.cases import intake
from onehand.cases.models import Case
from onehand.channels.email import places
from onehand.channels.email.listen import Listener
from tests.support.ports import HOST, free_port

Configure = Callable[..., None]


def change_settings(monkeypatch: pytest.MonkeyPatch, **values: Any) -> None:
    """Change settings of Onehand for this test: `change_settings(monkeypatch, mail_out="smtp://…")`."""
    monkeypatch.setattr(settings, "ONEHAND", dataclasses.replace(settings.ONEHAND, **values))


@pytest.fixture
def configure(monkeypatch: pytest.MonkeyPatch) -> Configure:
    return functools.partial(change_settings, monkeypatch)


def _listening(scheme: str, **options: Any) -> Iterator[Listener]:
    stop = threading.Event()
    listener = Listener(places.listener(f"{scheme}://{HOST}:{free_port()}"), stop, **options)
    thread = listener.start()
    assert listener.up.wait(10)
    yield listener
    stop.set()
    thread.join(30)


@pytest.fixture
def listener(transactional_db: None) -> Iterator[Listener]:
    """Mail is accepted by SMTP at `listener.place`."""
    yield from _listening("smtp")


@pytest.fixture
def lmtp_listener(transactional_db: None) -> Iterator[Listener]:
    """Mail is accepted by LMTP."""
    yield from _listening("lmtp")


@pytest.fixture
def small_listener(transactional_db: None, configure: Configure) -> Iterator[Listener]:
    """Room for two connections, one second of patience, and mails of at most 4 x 2,048 bytes."""
    configure(mail_max_bytes=2048)
    yield from _listening("smtp", most=2, idle=1.0)


def mail(text: str = "Guten Tag, der Schrank ist beschädigt.", **fields: str) -> bytes:
    """A customer's mail; `subject`, `message_id` and the like become its header fields."""
    header = {
        "From": "Carla Kern <carla.kern@example.org>",
        "To": "hilfe@moebelhaus.example",
        "Subject": "Schrank",
        "Message-ID": "<1@example.org>",
        "Date": "Mon, 02 Mar 2026 08:00:00 +0100",
        "Content-Type": "text/plain; charset=utf-8",
    }
    header |= {
        name.replace("_", "-").title().replace("Message-Id", "Message-ID"): value for name, value in fields.items()
    }
    lines = [f"{name}: {value}" for name, value in header.items() if value]
    return ("\r\n".join([*lines, "", *text.splitlines()]) + "\r\n").encode()


def case_by_mail(**fields: str) -> Case:
    """Carla's case, as her mail opens it."""
    received = intake.receive(intake.Arrival(source="test", raw=mail(**fields)))
    return Case.objects.get(pk=received.case or 0)
