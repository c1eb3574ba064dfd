"""HTTP to the provisioning system: what is an answer, what is silence, and what may have been done or not."""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Callable, Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, NoReturn, TypeVar
from urllib.parse import quote, urlencode, urlsplit

from onehand.actions.contract import Rejected, Unclear, Unreachable
from onehand.actions.provisioning.refusals import refusal

T = TypeVar("T")
CONNECT = 3.0  # seconds
READ = 10.0  # seconds, for the whole answer
LARGEST = 4_000_000  # bytes
# Refused before anything was done, and by nobody's rule: the same as no answer.
NOT_DONE = frozenset({401, 403, 405, 408, 413, 429})


class Client:
    """Safe for threads: each request has a connection of its own. Nothing personal is in its errors."""

    def __init__(self, url: str, token: str) -> None:
        parts = urlsplit(url.rstrip("/"))
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"not the address of an HTTP service: {url!r}")
        self._scheme, self._host, self._port, self._root = parts.scheme, parts.hostname, parts.port, parts.path
        self._token = token

    def get(self, path: str, read: Callable[[Any], T], *, lacking: str = "", **query: str) -> T:
        """`read` makes the value of the JSON. Raises Unreachable; Rejected only with the code `lacking`, where what is
        asked for may not be there."""
        address = path + ("?" + urlencode(query) if query else "")
        try:
            return self._ask("GET", address, read, headers={}, body=None, writes=False)
        except Rejected as no:
            if lacking and no.code == lacking:
                raise
            raise Unreachable(f"does not let itself be read ({no.code})") from None

    def change(self, method: str, path: str, read: Callable[[Any], T], *, body: Mapping[str, Any], key: str) -> T:
        """Raises Rejected, Unreachable (nothing was done) or Unclear."""
        return self._ask(method, path, read, headers={"Idempotency-Key": key}, body=body, writes=True)

    def attempt(self, method: str, path: str, read: Callable[[Any], T], *, body: Mapping[str, Any]) -> T:
        """The same without doing it: the system asks all its rules. Raises Rejected, Unreachable."""
        return self._ask(method, path, read, headers={"Dry-Run": "1"}, body=body, writes=False)

    def _ask(
        self,
        method: str,
        path: str,
        read: Callable[[Any], T],
        *,
        headers: Mapping[str, str],
        body: Mapping[str, Any] | None,
        writes: bool,
    ) -> T:
        status, raw = self._exchange(method, path, headers, body, writes)
        if status in NOT_DONE:
            raise Unreachable(f"refuses us with {status}")
        if not 200 <= status < 300 and not 400 <= status < 500:
            _lost(f"answered {status}", writes)
        done = writes and status < 300
        try:
            data = json.loads(raw)
            if status < 300:
                return read(data)
            error = data["error"]
            code, sentence, values = str(error["code"]), str(error["sentence"]), dict(error.get("values") or {})
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
            _lost(f"answered {status} in words that we do not know ({type(wrong).__name__}: {_bare(wrong)})", done)
        if code == "unknown_path":
            raise Unreachable("does not know our request: it has another version")
        raise refusal(code, sentence, values)

    def _exchange(
        self, method: str, path: str, headers: Mapping[str, str], body: Mapping[str, Any] | None, writes: bool
    ) -> tuple[int, bytes]:
        connection = self._connection()
        sent = json.dumps(body).encode() if body is not None else None
        bearing = {"Authorization": f"Bearer {self._token}", "Accept": "application/json", **headers}
        if sent is not None:
            bearing["Content-Type"] = "application/json"
        try:
            try:
                connection.connect()
            except OSError as error:
                raise Unreachable(f"cannot be connected to ({type(error).__name__})") from None
            try:
                end = time.monotonic() + READ
                connection.sock.settimeout(READ)
                connection.request(method, self._root + path, sent, bearing)
                response = connection.getresponse()
                return response.status, _whole(response.read1, connection, end, response.length)
            except (OSError, HTTPException) as error:
                _lost(f"did not answer to the end ({type(error).__name__})", writes)
        finally:
            connection.close()

    def _connection(self) -> HTTPConnection:
        if self._scheme == "https":
            return HTTPSConnection(self._host, self._port, timeout=CONNECT, context=ssl.create_default_context())
        return HTTPConnection(self._host, self._port, timeout=CONNECT)


def part(text: str) -> str:
    """One part of a path, whatever a person typed."""
    return quote(text, safe="")


def _whole(read1: Callable[[int], bytes], connection: HTTPConnection, end: float, length: int | None) -> bytes:
    """All of the answer, by the end of our patience; one that trickles or never ends is none."""
    if length is not None and length > LARGEST:
        raise HTTPException("too long")
    parts: list[bytes] = []
    size = 0
    while True:
        left = end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        if connection.sock is not None:
            connection.sock.settimeout(left)
        some = read1(65536)
        if not some:
            break
        parts.append(some)
        size += len(some)
        if size > LARGEST:
            raise HTTPException("too long")
    if length is not None and size < length:
        raise HTTPException("cut off")
    return b"".join(parts)


def _bare(error: Exception) -> str:
    """A missing field's name; nothing of the answer itself, which may name people."""
    return str(error) if isinstance(error, KeyError) else ""


def _lost(what: str, writes: bool) -> NoReturn:
    if writes:
        raise Unclear(what) from None
    raise Unreachable(what) from None
