"""S9: live updates reach nobody who may not read them, on the real application through a real server."""

from __future__ import annotations

import dataclasses
import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import uvicorn
from django.conf import settings
from django.test import Client

from onehand.accounts.models import Account
from onehand.cases import closing, handover, note
from onehand.cases.models import Case
from onehand.cases.tests import mails
from onehand.config.asgi import Application
from onehand.foundation import clock as the_clock
from onehand.people.models import Customer
from onehand.team.models import Agent, Team
from onehand.team.staff import disable_agent
from onehand.timeline.record import SYSTEM
from tests.support.ports import HOST, free_port, until

pytestmark = pytest.mark.django_db(transaction=True)

SignedIn = Callable[[Agent | Customer], Client]


class Listening:
    """A browser's EventSource on /desk/live/ or /my/live/, read in a thread."""

    def __init__(self, port: int, client: Client | None, path: str = "/desk/live/", **headers: str) -> None:
        self.entries: list[dict[str, Any]] = []
        self.ended = threading.Event()
        cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items()) if client else ""
        self._connection = http.client.HTTPConnection(HOST, port, timeout=30)
        wanted = {"Cookie": cookie} | {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request("GET", path, headers=wanted)
        self.answer = self._connection.getresponse()
        self.status = self.answer.status
        if self.status == 200:
            threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        try:
            for line in iter(self.answer.readline, b""):
                if line.startswith(b"data:"):
                    found = json.loads(line[5:])
                    if isinstance(found, dict) and "seq" in found:
                        self.entries.append(found)
        except (OSError, ValueError, AttributeError):
            pass
        self.ended.set()

    def cases(self) -> set[int]:
        return {one["id"] for one in self.entries if one["subject"] == "case"}

    def close(self) -> None:
        # The socket, not the response: closing that would wait for the thread that reads it.
        if self._connection.sock is not None:
            self._connection.sock.close()


@pytest.fixture
def port(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The application as it is served, on a free port."""
    chosen = free_port()
    address = f"http://{HOST}:{chosen}"
    monkeypatch.setattr(settings, "ONEHAND", dataclasses.replace(settings.ONEHAND, public_url=address))
    stop = threading.Event()
    config = uvicorn.Config(Application(stop), host=HOST, port=chosen, log_level="warning", lifespan="on", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    until(lambda: server.started, "the server")
    yield chosen
    stop.set()
    server.should_exit = True
    thread.join(15)
    assert not thread.is_alive()


@pytest.fixture
def listen(port: int) -> Iterator[Callable[..., Listening]]:
    opened: list[Listening] = []

    def start(client: Client | None, path: str = "/desk/live/", **headers: str) -> Listening:
        one = Listening(port, client, path, **headers)
        opened.append(one)
        return one

    yield start
    for one in opened:
        one.close()


@pytest.fixture
def real_time(ada: Agent) -> None:
    """Sessions and streams live by the real clock."""
    the_clock.reset()


def marker(case: Case, *listeners: Listening, by: Agent) -> None:
    """Something everybody may read comes last: whoever has it has got all that came before."""
    before = [len(one.entries) for one in listeners]
    closing.close_without_asking(case, by=by, reason="Ende")
    until(
        lambda: all(len(one.entries) > count for one, count in zip(listeners, before, strict=True)),
        lambda: f"the marker: {[len(one.entries) for one in listeners]}",
        timeout=15,
    )
    until(lambda: all(one.entries[-1]["kind"] == "closed" for one in listeners), "the last entry")


@pytest.mark.usefixtures("real_time")
def test_an_agent_hears_of_the_cases_they_may_see_and_of_no_other(
    listen: Callable[..., Listening], signed_in: SignedIn, case: Case, ada: Agent, nora: Agent, sam: Customer
) -> None:
    from onehand.cases.open import open_case

    the_clock.reset()
    common = open_case(sam, None, subject="x", text="y", channel="portal", language="de", by=sam)
    Case.objects.filter(pk=case.pk).update(team=Team.objects.create(name="Verkauf"))
    hers, foreign = listen(signed_in(ada)), listen(signed_in(nora))
    assert (hers.status, foreign.status) == (200, 200)
    note.note(case, by=ada, text="nur im Verkauf")
    marker(common, hers, foreign, by=ada)
    assert case.pk in hers.cases()
    assert foreign.cases() == {common.pk}


@pytest.mark.usefixtures("real_time")
def test_a_customer_hears_of_the_own_cases_and_nothing_internal(
    listen: Callable[..., Listening], signed_in: SignedIn, case: Case, ada: Agent, nora: Agent, carla: Customer,
    sam: Customer,
) -> None:  # fmt: skip
    the_clock.reset()
    carlas, sams = listen(signed_in(carla), "/my/live/"), listen(signed_in(sam), "/my/live/")
    assert (carlas.status, sams.status) == (200, 200)
    note.note(case, by=ada, text="@nora intern")
    offer = handover.offer(case, to=nora, reason="x", by=ada)
    handover.refuse(offer, by=nora)
    mails.take(mails.answer(case, sender="eve@evil.example"))
    marker(case, carlas, by=ada)
    assert [one["kind"] for one in carlas.entries] == ["closed"]
    assert all(one["audience"] == "customer" for one in carlas.entries)
    assert sams.entries == []


@pytest.mark.usefixtures("real_time")
def test_what_was_missed_is_replayed_only_as_far_as_it_may_be_read(
    listen: Callable[..., Listening], signed_in: SignedIn, case: Case, ada: Agent, sam: Customer, carla: Customer
) -> None:
    the_clock.reset()
    note.note(case, by=ada, text="intern")
    replayed = listen(signed_in(carla), "/my/live/?after=0")
    foreign = listen(signed_in(sam), "/my/live/", Last_Event_ID="0")
    until(lambda: len(replayed.entries) >= 3, lambda: str(replayed.entries))
    assert {one["kind"] for one in replayed.entries} <= {"case_opened", "assigned", "message_received", "receipt_sent"}
    marker(case, replayed, by=ada)
    assert foreign.entries == []


@pytest.mark.usefixtures("real_time")
def test_nobody_listens_without_a_session_or_with_a_forged_one(listen: Callable[..., Listening], case: Case) -> None:
    assert listen(None).status == 401
    assert listen(None, "/my/live/").status == 401
    assert listen(None, Cookie=f"{settings.SESSION_COOKIE_NAME}=forged").status == 401
    assert listen(None, Cookie=f"{settings.SESSION_COOKIE_NAME}=; =x; a b c").status == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1.evil.example"},
        {"Sec_Fetch_Site": "cross-site"},
    ],
    ids=str,
)
@pytest.mark.usefixtures("real_time")
def test_a_page_of_another_site_gets_no_stream(
    listen: Callable[..., Listening], signed_in: SignedIn, ada: Agent, headers: dict[str, str]
) -> None:
    the_clock.reset()
    assert listen(signed_in(ada), **headers).status == 403


@pytest.mark.usefixtures("real_time")
def test_the_own_page_gets_its_stream(
    listen: Callable[..., Listening], signed_in: SignedIn, ada: Agent, port: int
) -> None:
    the_clock.reset()
    own = f"http://{HOST}:{port}"
    assert listen(signed_in(ada), Origin=own, Sec_Fetch_Site="same-origin").status == 200


def _disable(agent: Agent) -> None:
    disable_agent(agent, by=SYSTEM)


def _sign_out(agent: Agent) -> None:
    agent.account.sign_out_everywhere()


def _end_account(agent: Agent) -> None:
    Account.objects.filter(pk=agent.account_id).update(is_active=False)


def _end_role(agent: Agent) -> None:
    Agent.objects.filter(pk=agent.pk).update(active=False)


def _end_session(agent: Agent) -> None:
    from django.contrib.sessions.models import Session

    Session.objects.all().delete()


@pytest.mark.parametrize("revoke", [_disable, _sign_out, _end_account, _end_role, _end_session])
@pytest.mark.usefixtures("real_time")
def test_a_right_that_was_taken_away_ends_the_stream_within_five_seconds(
    listen: Callable[..., Listening], signed_in: SignedIn, ada: Agent, revoke: Callable[[Agent], None]
) -> None:
    the_clock.reset()
    stream = listen(signed_in(ada))
    assert stream.status == 200
    began = time.monotonic()
    revoke(ada)
    assert stream.ended.wait(10), "the stream goes on"
    assert time.monotonic() - began < 5


@pytest.mark.usefixtures("real_time")
def test_a_case_that_is_taken_away_is_heard_of_no_more_at_once(
    listen: Callable[..., Listening], signed_in: SignedIn, case: Case, ada: Agent, nora: Agent, sam: Customer
) -> None:
    from onehand.cases.open import open_case

    the_clock.reset()
    common = open_case(sam, None, subject="x", text="y", channel="portal", language="de", by=sam)
    stream = listen(signed_in(nora))
    note.note(case, by=ada, text="noch für alle")
    until(lambda: case.pk in stream.cases(), "the first note")
    Case.objects.filter(pk=case.pk).update(team=Team.objects.create(name="Verkauf"))
    seen = len(stream.entries)
    note.note(case, by=ada, text="nicht mehr für Nora")
    marker(common, stream, by=ada)
    assert {one["id"] for one in stream.entries[seen:]} == {common.pk}


@pytest.mark.usefixtures("real_time")
def test_who_else_is_on_a_case_is_told_only_to_who_may_see_it(
    listen: Callable[..., Listening], signed_in: SignedIn, case: Case, ada: Agent, nora: Agent, sam: Customer
) -> None:
    the_clock.reset()
    Case.objects.filter(pk=case.pk).update(team=Team.objects.create(name="Verkauf"))
    assert listen(signed_in(ada), f"/desk/live/?topic=case:{case.pk}").status == 200
    assert listen(signed_in(nora), f"/desk/live/?topic=case:{case.pk}").status == 403
    assert listen(signed_in(sam), f"/my/live/?topic=case:{case.pk}").status == 403
