"""A real server that streams a small table of letters, and browsers that listen to it."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

import pytest
import uvicorn
from django.db import connection, transaction

from onehand.foundation import clock
from onehand.foundation.live import announce
from onehand.foundation.live.app import LiveApp
from onehand.foundation.live.source import Reader, Row


class Letters:
    """A feed: each letter is for one reader or for `all`. Counts what it is asked."""

    def __init__(self) -> None:
        self.sessions = {"ada": "Ada", "nora": "Nora", "sam": "Sam"}
        self.asked = 0

    def write(self, to: str, text: str) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO letters (reader, text) VALUES (%s, %s)", [to, text])
            announce()

    def latest(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(max(seq), 0) FROM letters")
            return int(cursor.fetchone()[0])

    def after(self, seq: int, limit: int) -> list[tuple[int, dict[str, Any], Collection[str]]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT seq, reader, text FROM letters WHERE seq > %s ORDER BY seq LIMIT %s", [seq, limit])
            return [(seq, {"to": to, "text": text}, ()) for seq, to, text in cursor.fetchall()]

    def may_read(self, reader: Reader, rows: Sequence[Row]) -> list[Row]:
        self.asked += 1
        return [row for row in rows if row.payload["to"] in (reader, "all")]

    def authorise(self, headers: Mapping[str, str]) -> str | None:
        return self.sessions.get(headers.get("cookie", "").removeprefix("session="))

    def may_watch(self, reader: Reader, topic: str) -> bool:
        return topic == "case:12" and reader in self.sessions.values() and reader != "Sam"


class Event:
    """One event as a browser sees it."""

    def __init__(self, fields: dict[str, str]) -> None:
        self.id = fields.get("id")
        self.name = fields.get("event", "message")
        self.data: Any = json.loads(fields["data"]) if "data" in fields else None


class Browser:
    """Listens like an EventSource; `next` waits for the next event, pings left out."""

    def __init__(self, port: int, query: str = "", **headers: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        wanted = {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request("GET", f"/live{query}", headers=wanted)
        self.answer = self._connection.getresponse()
        self.status = self.answer.status

    def next(self) -> Event | None:
        fields: dict[str, str] = {}
        while line := self.answer.readline():
            text = line.decode().rstrip("\n")
            if text and not text.startswith(":"):
                name, _, value = text.partition(": ")
                fields[name] = value
            elif not text and "data" in fields:
                return Event(fields)
        return None

    def texts(self, count: int) -> list[str]:
        found = [self.next() for _ in range(count)]
        return [event.data["text"] for event in found if event]

    def close(self) -> None:
        self.answer.close()
        self._connection.close()


class Live:
    """The running server."""

    def __init__(self, letters: Letters, app: LiveApp, port: int) -> None:
        self.letters = letters
        self.app = app
        self.port = port
        self._open: list[Browser] = []

    def listen(self, who: str = "ada", query: str = "", **headers: str) -> Browser:
        browser = Browser(self.port, query, Cookie=f"session={who}", **headers)
        self._open.append(browser)
        return browser

    def close_browsers(self) -> None:
        for browser in self._open:
            browser.close()


def until(is_so: Callable[[], bool], seconds: float = 10) -> None:
    """Wait for what the server does in its own thread."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.002)


@pytest.fixture
def letters(transactional_db: None) -> Iterator[Letters]:
    clock.reset()
    key = "integer PRIMARY KEY" if connection.vendor == "sqlite" else "serial PRIMARY KEY"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE letters (seq {key}, reader varchar(20), text text)")
    yield Letters()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE letters")


@pytest.fixture
def live(letters: Letters) -> Iterator[Live]:
    stop = threading.Event()
    app = LiveApp(letters, letters.authorise, may_watch=letters.may_watch, stop=stop)
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="off", ws="none")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    until(lambda: server.started)
    running = Live(letters, app, server.servers[0].sockets[0].getsockname()[1])
    yield running
    stop.set()
    server.should_exit = True
    thread.join(10)
    assert not thread.is_alive()
    running.close_browsers()
