"""What happens while mail comes in: until when it is seen, how long web writes take, what idle listeners cost."""

from __future__ import annotations

import asyncio
import http.client
import json
import smtplib
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from onehand.config.bench import measure
from onehand.config.bench.mails import mails

ADDRESS = "hilfe@localhost"


def send(port: int, raws: list[bytes]) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as server:
        for number, raw in enumerate(raws):
            server.sendmail(f"kunde{number}@kunde.example", [ADDRESS], raw)


@dataclass(frozen=True, slots=True)
class Found:
    visible: list[float]  # ms
    writes: list[float]  # ms
    each: float  # bytes


class Listener(threading.Thread):
    """An open desk page: notes when each event arrives."""

    def __init__(self, port: int, session: str) -> None:
        super().__init__(daemon=True)
        self.port, self.session = port, session
        self.seen: list[tuple[float, str]] = []
        self.ready = threading.Event()
        self.news = threading.Condition()

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("GET", "/desk/live/", headers={"Cookie": f"sessionid={self.session}"})
        answer = connection.getresponse()
        self.ready.set()
        while line := answer.readline():
            if line.startswith(b"data:") and b"case_opened" in line:
                with self.news:
                    self.seen.append((time.perf_counter(), line.decode()))
                    self.news.notify_all()

    def wait_for(self, count: int) -> float:
        with self.news:
            if not self.news.wait_for(lambda: len(self.seen) >= count, timeout=20):
                raise RuntimeError("no event arrived within 20 s")
            return self.seen[count - 1][0]


def accepted_to_visible(node: measure.Node, session: str, rounds: int) -> list[float]:
    """Milliseconds from the mail server's 250 (durable) to the event on an open page; negative when it came earlier."""
    listener = Listener(node.port, session)
    listener.start()
    listener.ready.wait(20)
    times = []
    raws = mails(rounds, seed=23)
    with smtplib.SMTP("127.0.0.1", node.smtp, timeout=60) as server:
        for number, raw in enumerate(raws):
            server.sendmail("kunde@kunde.example", [ADDRESS], raw)
            durable = time.perf_counter()
            times.append((listener.wait_for(number + 1) - durable) * 1000)
    return times


def writes_during_burst(node: measure.Node, token: str, case: int, burst: int) -> list[float]:
    """Milliseconds of notes written by the API while `burst` mails come in over four connections."""
    raws = mails(burst, seed=29)
    senders = [threading.Thread(target=send, args=(node.smtp, raws[part::4]), daemon=True) for part in range(4)]
    for sender in senders:
        sender.start()
    connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=60)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    times = []
    while any(sender.is_alive() for sender in senders):
        body = json.dumps({"kind": "note", "text": "Notiz während des Andrangs"})
        begun = time.perf_counter()
        connection.request("POST", f"/api/v1/cases/{case}/messages", body=body, headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status not in (200, 201):
            raise RuntimeError(f"a note was answered with {answer.status}")
        times.append((time.perf_counter() - begun) * 1000)
        time.sleep(0.02)
    return times


def _request(port: int, session: str) -> bytes:
    return f"GET /desk/live/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: sessionid={session}\r\n\r\n".encode()


async def _hold_open(node: measure.Node, sessions: list[str], count: int) -> float:
    before = measure.pss_bytes(node.pid)
    opened = []
    for begin in range(0, count, 40):
        requests = [_request(node.port, sessions[n // 40]) for n in range(begin, min(begin + 40, count))]
        batch = await asyncio.gather(*(asyncio.open_connection("127.0.0.1", node.port) for _ in requests))
        for (reader, writer), request in zip(batch, requests, strict=True):
            writer.write(request)
            line = await asyncio.wait_for(reader.readline(), 30)
            if b"200" not in line:
                raise RuntimeError(f"a listener was answered with {line!r}")
        opened += batch
    await asyncio.sleep(2)
    each = (measure.pss_bytes(node.pid) - before) / count
    for _, writer in opened:
        writer.close()
    return each


def bytes_per_listener(node: measure.Node, sessions: list[str], count: int) -> float:
    """Memory that each of `count` idle connections costs the process; forty connections a session."""
    return asyncio.run(_hold_open(node, sessions, count))


def run(data: Path, *, rounds: int, burst: int, listeners: int) -> Found:
    known = json.loads(measure.part("session", measure.environment(data)))
    with measure.node(data) as node:
        visible = accepted_to_visible(node, known["session"], rounds)
        writes = writes_during_burst(node, known["token"], known["cases"], burst)
    with measure.node(data, web_only=True) as node:
        sessions = json.loads(measure.part("session", measure.environment(data), str(listeners // 40 + 1)))["sessions"]
        each = bytes_per_listener(node, sessions, listeners)
    return Found(visible, writes, each)
