"""The HTTP side: who may, which function answers, and that a repeated write is answered as the first time."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from demo.provisioning import activation, changing, reading
from demo.provisioning.database import Database, now
from demo.provisioning.errors import No
from demo.provisioning.faults import Fault, Faults, foreign

NAME, VERSION, API = "Anschlusswerk", "1.2.0", 1
LARGEST = 100_000


@dataclass(slots=True)
class Office:
    """All that the handlers share. With `pace` an activation does one step in so many seconds, else all at once."""

    db: Database
    token: str
    operator: str
    faults: Faults | None = None
    pace: float = 0.0
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def at_once(self) -> bool:
        return self.pace <= 0

    def keep_pace(self) -> None:
        """Until stopped: every running activation goes one step on, now and then."""
        while not self.stopped.wait(self.pace):
            with self.db.change():
                for row in self.db.rows("SELECT number FROM contracts WHERE state = 'ordered'"):
                    activation.go_on(self.db, row["number"], most=1)


@dataclass(frozen=True, slots=True)
class Request:
    """`found` are the parts of the path, in order."""

    found: tuple[str, ...]
    query: dict[str, str]
    body: dict[str, Any]
    key: str


Answer = Callable[[Office, Request], Any]
Routes = tuple[tuple[str, str, Answer], ...]


def _version(_office: Office, _request: Request) -> Any:
    return {"name": NAME, "version": VERSION, "api": API}


READS: Routes = (
    ("GET", "/v1/", _version),
    ("GET", "/v1/customers", lambda o, r: reading.customers(o.db, r.query.get("email", ""))),
    ("GET", "/v1/customers/*", lambda o, r: reading.customer(o.db, r.found[0])),
    ("GET", "/v1/contracts/*", lambda o, r: reading.contract(o.db, r.found[0])),
    ("GET", "/v1/contracts/*/tests", lambda o, r: reading.tests(o.db, r.found[0], r.query.get("key", ""))),
    ("GET", "/v1/events", lambda o, r: reading.events(o.db, r.query.get("after", ""), r.query.get("limit", ""))),
)  # fmt: skip

WRITES: Routes = (
    ("PUT", "/v1/customers/*/address", lambda o, r: changing.address_of_customer(o.db, r.found[0], r.body)),
    ("PUT", "/v1/customers/*/bar", lambda o, r: changing.bar(o.db, r.found[0], r.body, barred=True)),
    ("DELETE", "/v1/customers/*/bar", lambda o, r: changing.bar(o.db, r.found[0], r.body, barred=False)),
    ("PUT", "/v1/modems/*/address", lambda o, r: changing.address_of_modem(o.db, r.found[0], r.body)),
    ("POST", "/v1/contracts/*/activation",
     lambda o, r: changing.activate(o.db, r.found[0], r.body, at_once=o.at_once)),
    ("POST", "/v1/contracts/*/tests", lambda o, r: changing.test(o.db, r.found[0], r.body, r.key)),
    ("PUT", "/v1/contracts/*/pause", lambda o, r: changing.pause(o.db, r.found[0], r.body)),
    ("DELETE", "/v1/contracts/*/pause", lambda o, r: changing.end_pause(o.db, r.found[0], r.body)),
    ("PUT", "/v1/contracts/*/move", lambda o, r: changing.move(o.db, r.found[0], r.body)),
    ("DELETE", "/v1/contracts/*/move", lambda o, r: changing.end_move(o.db, r.found[0], r.body)),
    ("PUT", "/v1/contracts/*/holder", lambda o, r: changing.holder(o.db, r.found[0], r.body)),
    ("PUT", "/v1/contracts/*/end", lambda o, r: changing.end(o.db, r.found[0], r.body)),
    ("DELETE", "/v1/contracts/*/end", lambda o, r: changing.stay(o.db, r.found[0], r.body)),
    ("PUT", "/v1/contracts/*/payer", lambda o, r: changing.payer(o.db, r.found[0], r.body)),
)  # fmt: skip


def _hang(office: Office, request: Request) -> Any:
    number = request.found[0]
    reading.contract_row(office.db, number)
    activation.hang(office.db, number, request.body)
    return reading.contract(office.db, number)


def _release(office: Office, request: Request) -> Any:
    number = request.found[0]
    reading.contract_row(office.db, number)
    activation.release(office.db, number)
    activation.go_on(office.db, number, most=None if office.at_once else 0)
    return reading.contract(office.db, number)


def _release_all(office: Office, request: Request) -> Any:
    numbers = activation.with_cause(office.db, request.found[0])
    for number in numbers:
        activation.release(office.db, number)
        activation.go_on(office.db, number, most=None if office.at_once else 0)
    return {"items": numbers}


def _line(office: Office, request: Request) -> Any:
    """The line fails or is well again."""
    number, state = request.found[0], request.body.get("state")
    row = reading.contract_row(office.db, number)
    if state not in ("up", "down"):
        raise No(422, "unknown_state", "A line is up or down.")
    cause = str(request.body.get("cause", "")) if state == "down" else ""
    office.db.run("UPDATE contracts SET line_state = ?, line_cause = ? WHERE number = ?", state, cause, number)
    if row["line_state"] != state:
        activation.happened(office.db, "line_down" if state == "down" else "line_fixed", number, cause=cause)
    return reading.contract(office.db, number)


def _ship(office: Office, request: Request) -> Any:
    office.db.run("UPDATE modems SET state = ? WHERE serial = ?", request.body.get("state"), request.found[0])
    return {"serial": request.found[0], "state": request.body.get("state")}


OPERATOR: Routes = (
    ("POST", "/operator/contracts/*/hang", _hang),
    ("POST", "/operator/contracts/*/release", _release),
    ("POST", "/operator/causes/*/release", _release_all),
    ("POST", "/operator/contracts/*/line", _line),
    ("POST", "/operator/modems/*/state", _ship),
)


def _match(routes: Routes, method: str, path: str) -> tuple[Answer, tuple[str, ...]] | None:
    for verb, pattern, answer in routes:
        found = re.fullmatch(pattern.replace("*", "([^/]+)"), path)
        if verb == method and found:
            return answer, tuple(unquote(part) for part in found.groups())
    return None


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], office: Office) -> None:
        super().__init__(address, Handler)
        self.office = office


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 60

    def do_GET(self) -> None:
        self._answer()

    do_PUT = do_POST = do_DELETE = do_GET

    def _answer(self) -> None:
        path = urlsplit(self.path).path
        fault: Fault | None = None
        try:
            request_body = self._body()
            self._may(operator=path.startswith(("/operator/", "/faults")))
            if path == "/faults" and self.server.office.faults is not None:
                return self._send(200, json.dumps(self.server.office.faults.set(request_body)))
            fault = self._fault()
            if fault is not None and fault.mode in ("error", "busy"):
                raise No(500 if fault.mode == "error" else 503, fault.mode, "Something went wrong here.")
            status, answer = self._route(path, request_body)
        except No as no:
            status, answer = no.status, json.dumps(no.data)
        except Exception as error:
            self.log_error("%s %s: %r", self.command, path, error)
            status, answer = 500, json.dumps(No(500, "error", "Something went wrong here.").data)
        self._send(status, answer, fault)

    def _may(self, *, operator: bool) -> None:
        office = self.server.office
        given = self.headers.get("Authorization", "").removeprefix("Bearer ").encode("utf-8", "replace")
        if not hmac.compare_digest(given, (office.operator if operator else office.token).encode()):
            raise No(401, "unauthorised", "The bearer token is missing or wrong.")

    def _body(self) -> dict[str, Any]:
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > LARGEST:
            self.close_connection = True
            raise No(413, "too_large", "The request is too large.")
        raw = self.rfile.read(int(length))
        try:
            body = json.loads(raw) if raw else {}
        except ValueError:
            body = None
        if not isinstance(body, dict):
            raise No(400, "no_json", "The body is no JSON object.")
        return body

    def _route(self, path: str, body: dict[str, Any]) -> tuple[int, str]:
        office, split = self.server.office, urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(split.query).items()}
        key = self.headers.get("Idempotency-Key", "")
        if match := _match(READS, self.command, path):
            with office.db.at_rest():
                return 200, json.dumps(match[0](office, Request(match[1], query, body, key)), ensure_ascii=False)
        if match := _match(OPERATOR, self.command, path):
            with office.db.change():
                return 200, json.dumps(match[0](office, Request(match[1], query, body, key)), ensure_ascii=False)
        if match := _match(WRITES, self.command, path):
            return self._once(match[0], Request(match[1], query, body, key))
        raise No(404, "unknown_path", "There is nothing here.")

    def _once(self, answer: Answer, request: Request) -> tuple[int, str]:
        """The change and its answer are stored together: under the same key it happens once and is answered alike."""
        db = self.server.office.db
        if self._is_trial:
            with db.change(keep=False):
                return 200, json.dumps(answer(self.server.office, request), ensure_ascii=False)
        if not request.key or len(request.key) > 200:
            raise No(400, "no_key", "Every change needs an Idempotency-Key.")
        sent = json.dumps([self.command, self.path, request.body], sort_keys=True).encode()
        print_ = hashlib.sha256(sent).hexdigest()
        with db.change():
            known = db.row("SELECT * FROM answers WHERE key = ?", request.key)
            if known is not None:
                if known["request"] != print_:
                    raise No(422, "key_used", "This key was used for another request.")
                return known["status"], known["body"]
            try:
                status, body = 200, json.dumps(answer(self.server.office, request), ensure_ascii=False)
            except No as no:
                status, body = no.status, json.dumps(no.data, ensure_ascii=False)
            db.insert("answers", key=request.key, request=print_, status=status, body=body, at=now())
        return status, body

    @property
    def _is_trial(self) -> bool:
        """`Dry-Run: 1` before a change: every rule is asked, nothing stays, no key is needed."""
        return self.headers.get("Dry-Run", "") == "1"

    def _fault(self) -> Fault | None:
        faults = self.server.office.faults
        fault = faults.take(write=self.command != "GET" and not self._is_trial) if faults is not None else None
        if fault is not None and fault.mode == "slow":
            time.sleep(fault.seconds)
        return fault

    def _send(self, status: int, answer: str, fault: Fault | None = None) -> None:
        mode = fault.mode if fault is not None else ""
        if mode == "lost":
            self.close_connection = True
            return
        if mode == "foreign":
            answer = json.dumps(foreign(json.loads(answer)))
        raw = b"<html>Wartung</html>" if mode == "garbage" else answer.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw) if mode != "huge" else 2**40))
        self.end_headers()
        if mode == "cut":
            self.close_connection = True
            raw = raw[: len(raw) // 2]
        for sign in raw if fault is not None and mode == "trickle" else b"":
            self.wfile.write(bytes([sign]))
            time.sleep(fault.seconds if fault is not None else 0)
        if mode != "trickle":
            self.wfile.write(raw)
        while mode == "huge":
            self.wfile.write(b" " * 65536)

    def log_message(self, format: str, *args: object) -> None:
        """Requests name people: nothing is logged but errors."""

    def log_error(self, format: str, *args: object) -> None:
        BaseHTTPRequestHandler.log_message(self, format, *args)
