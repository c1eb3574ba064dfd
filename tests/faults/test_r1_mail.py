"""R1: kill -9 at each named point of taking mail in and sending it loses nothing and does nothing twice."""

from __future__ import annotations

import contextlib
import os
import shutil
import smtplib
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onehand.channels.email.tests.conftest import mail
from onehand.foundation.crashpoints import NAMES
from onehand.foundation.mailparse import parse
from tests.support.dovecot import Dovecot
from tests.support.faulty import FaultySmtp
from tests.support.ports import HOST, free_port, greets, until

ROOT = Path(__file__).resolve().parents[2]
SUPPORT = "hilfe@moebelhaus.example"
CARLA = "carla.kern@example.org"
INTAKE = sorted(name for name in NAMES if name.startswith(("intake.", "smtp.")))
FETCHING = sorted(name for name in NAMES if name.startswith("fetch."))
SENDING = sorted(name for name in NAMES if name.startswith("sending."))


class Node:
    """A process of tests/faults/mail_node.py over a data folder."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.data = data
        self.port = free_port()
        self.settings = {
            "ONEHAND_DATA": str(data),
            "ONEHAND_MAIL_ADDRESS": SUPPORT,
            "ONEHAND_MAIL_LISTEN": f"smtp://{HOST}:{self.port}",
        } | settings
        self._running: subprocess.Popen[bytes] | None = None

    def call(self, what: str, **more: str) -> subprocess.Popen[bytes]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("ONEHAND_")}
        self._running = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.mail_node", what],
            cwd=ROOT,
            env=environment | self.settings | more,
        )
        return self._running

    def start(self, **more: str) -> subprocess.Popen[bytes]:
        process = self.call("run", **more)
        until(lambda: process.poll() is not None or greets(self.port, b"220"), "the listener", timeout=60)
        return process

    def end(self) -> None:
        if self._running is not None:
            self._running.kill()
            self._running.wait()

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with contextlib.closing(sqlite3.connect(self.data / "onehand.sqlite3", timeout=20)) as database:
            return database.execute(query).fetchall()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("prepared") / "data"
    assert Node(data).call("prepare").wait(120) == 0
    return data


@pytest.fixture
def node(prepared: Path, tmp_path: Path) -> Iterator[Callable[..., Node]]:
    made: list[Node] = []

    def make(**settings: str) -> Node:
        data = tmp_path / "node"
        shutil.copytree(prepared, data)
        made.append(Node(data, **settings))
        return made[-1]

    yield make
    for one in made:
        one.end()


def hand_in(port: int, raw: bytes, *, patience: float = 60) -> int:
    """As a mail server does: again and again until the mail is acknowledged. How many tries it took."""
    end = time.monotonic() + patience
    tries = 0
    while time.monotonic() < end:
        tries += 1
        with contextlib.suppress(OSError, smtplib.SMTPException), smtplib.SMTP(HOST, port, "x", timeout=30) as client:
            client.sendmail(CARLA, [SUPPORT], raw)
            return tries
    raise AssertionError("never acknowledged")


def is_killed(process: subprocess.Popen[bytes]) -> None:
    assert process.wait(60) == -9


def one_message_of_each(node: Node, ids: list[str]) -> None:
    def settled() -> bool:
        unread = node.rows("SELECT count(*) FROM cases_ledger WHERE outcome = 'quarantined'")
        return unread == [(0,)]

    until(settled, lambda: str(node.rows("SELECT id, outcome, reason FROM cases_ledger")), timeout=120)
    found = node.rows("SELECT external_id FROM cases_message WHERE direction = 'in' ORDER BY external_id")
    assert found == [(one,) for one in sorted(ids)]


@pytest.mark.parametrize("point", INTAKE)
def test_a_mail_by_smtp_survives_a_kill(node: Callable[..., Node], point: str) -> None:
    here = node()
    process = here.start(ONEHAND_CRASH_AT=point)
    with contextlib.suppress(AssertionError):
        hand_in(here.port, mail(), patience=0.01)
    is_killed(process)
    here.start()
    hand_in(here.port, mail())
    hand_in(here.port, mail("Noch etwas", message_id="<2@example.org>"))
    one_message_of_each(here, ["<1@example.org>", "<2@example.org>"])


@pytest.mark.parametrize("point", FETCHING)
def test_a_mailbox_survives_a_kill(node: Callable[..., Node], dovecot: Dovecot, point: str) -> None:
    here = node(ONEHAND_MAIL_IN=dovecot.url("hilfe"))
    raws = [mail(f"Nummer {number}", message_id=f"<{number}@example.org>") for number in range(3)]
    dovecot.deliver("hilfe", *raws)
    is_killed(here.start(ONEHAND_CRASH_AT=point))
    here.start()
    until(lambda: here.rows("SELECT uid FROM email_mailbox") == [(3,)], "the cursor", timeout=60)
    one_message_of_each(here, ["<0@example.org>", "<1@example.org>", "<2@example.org>"])


@pytest.mark.parametrize("point", SENDING)
def test_a_mail_of_ours_leaves_once_or_is_uncertain(
    node: Callable[..., Node], faulty_smtp: FaultySmtp, point: str
) -> None:
    """The receipt for Carla's mail."""
    here = node(ONEHAND_MAIL_OUT=faulty_smtp.url)
    process = here.start(ONEHAND_CRASH_AT=point)
    hand_in(here.port, mail())
    is_killed(process)
    sent_before = len(faulty_smtp.deliveries)
    here.start()

    def state() -> str:
        found = here.rows("SELECT state FROM cases_outgoing WHERE kind = 'receipt'")
        return str(found[0][0]) if found else ""

    until(lambda: state() in ("accepted", "uncertain"), lambda: f"state {state()}", timeout=120)
    # A further mail is sent by the living worker, and by then the first one would have been sent again.
    hand_in(here.port, mail(message_id="<2@example.org>", **{"from": "sam@example.net"}))
    faulty_smtp.wait_for(max(1, sent_before) + 1, timeout=60)
    ids = [parse(delivery.raw).message_id for delivery in faulty_smtp.deliveries]
    assert len(ids) == len(set(ids)) == 2
    uncertain = point in ("sending.after_transmission", "sending.before_recorded")
    assert state() == ("uncertain" if uncertain else "accepted")
