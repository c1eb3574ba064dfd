"""A mailbox that is fetched, and settings that point at the servers of a test."""

from __future__ import annotations

import functools
import smtplib
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from onehand.channels.email import places
from onehand.channels.email.fetch import Fetcher
from onehand.channels.email.tests.conftest import change_settings
from tests.support.dovecot import Dovecot
from tests.support.ports import HOST

Configure = Callable[..., None]
Fetching = Callable[..., Fetcher]


@pytest.fixture
def configure(monkeypatch: pytest.MonkeyPatch) -> Configure:
    return functools.partial(change_settings, monkeypatch)


def hand_over(dovecot: Dovecot, user: str, *raws: bytes) -> None:
    """Deliver by LMTP. A file put into the Maildir in the second in which Dovecot looked there is seen late."""
    with smtplib.LMTP(HOST, dovecot.lmtp_port, "test", timeout=20) as client:
        for raw in raws:
            client.sendmail("carla.kern@example.org", [user], raw)


@pytest.fixture
def fetching(transactional_db: None) -> Iterator[Fetching]:
    """Start to fetch the mailbox of a URL; all ends with the test."""
    stop = threading.Event()
    threads: list[threading.Thread] = []

    def start(url: str, **options: Any) -> Fetcher:
        fetcher = Fetcher(places.mailbox(url), stop, **options)
        threads.append(fetcher.start())
        return fetcher

    yield start
    stop.set()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()
