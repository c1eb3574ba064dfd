"""Tryton's JSON-RPC: one call at a time, and plain words for each way in which a call can end.

A read that fails says Unreachable. A write says Unreachable while nothing was sent, Rejected when the system said no
(its transaction is then undone), and Unclear when it was sent and the answer was lost or makes no sense.
"""

from __future__ import annotations

import base64
import http.client
import json
import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from onehand.actions.contract import Rejected, Unclear, Unreachable
from onehand.actions.tryton.values import decoded, encoded
from onehand.actions.words import Words

log = logging.getLogger("onehand.tryton")

CONNECT, ANSWER = 3.0, 10.0  # seconds
LARGEST = 8 * 1024 * 1024  # bytes of one answer
SERIES = "7.0."
Row = dict[str, Any]


class _Lost(Exception):
    """The request may have arrived; its answer did not, or says nothing."""


class _SignedOut(Exception):
    """The session is not, or no longer, valid; the request was not carried out."""


class Client:
    """`url` is http(s)://user:password@host:port/database. It may be a function, asked before each call,
    that raises Unreachable while the address is not known yet.

    Usable by several threads; each call has a connection of its own, so that a stale one can never leave a write
    unclear."""

    def __init__(self, url: str | Callable[[], str], *, connect: float = CONNECT, answer: float = ANSWER) -> None:
        self._url = url
        self._connect, self._answer = connect, answer
        self._signing, self._writing = threading.Lock(), threading.Lock()
        self._session = ""
        self.context: Mapping[str, Any] = {}

    def version(self) -> str:
        """Such as 7.0.59. Raises Unreachable, also for another series."""
        try:
            version = self._post(None, "common.server.version", [], session="")
        except (_Lost, _SignedOut) as error:
            raise Unreachable(f"the shop does not tell its version ({error})") from error
        if not isinstance(version, str) or not version.startswith(SERIES):
            raise Unreachable(f"the shop speaks version {str(version)[:20]!r}; this adapter knows {SERIES}x")
        return version

    def search(
        self, model: str, domain: Sequence[Any], fields: Sequence[str], *, order: Any = None, limit: int | None = None,
        context: Mapping[str, Any] | None = None,
    ) -> list[Row]:  # fmt: skip
        """The records that fit, with these fields (dots follow relations, to a key that ends in a dot)."""
        rows = self.read(model, "search_read", list(domain), 0, limit, order, list(fields), context=context)
        if not isinstance(rows, list):
            raise Unreachable(f"the shop answers a search in {model} with no list")
        return rows

    def read(self, model: str, method: str, *arguments: Any, context: Mapping[str, Any] | None = None) -> Any:
        """Call what changes nothing. Raises Unreachable."""
        try:
            return self._call(model, method, arguments, context)
        except (_Lost, _SignedOut) as error:
            raise Unreachable(f"{model}.{method}: {error}") from error
        except Rejected as error:
            raise Unreachable(f"{model}.{method} is refused to this user or unknown in this version") from error

    def write(self, model: str, method: str, *arguments: Any) -> Any:
        """Call what changes something, one after the other: the system would do no more at once, and the time that
        an answer may take is not to be spent on waiting for others. Raises Unreachable, Unclear, Rejected."""
        try:
            with self._writing:
                return self._call(model, method, arguments, None)
        except _SignedOut as error:
            raise Unreachable(f"{model}.{method}: {error}") from error
        except _Lost as error:
            raise Unclear(f"{model}.{method}: {error}") from error

    def _call(self, model: str, method: str, arguments: Sequence[Any], context: Mapping[str, Any] | None) -> Any:
        name = f"model.{model}.{method}"
        for last in (False, True):
            session = self._session or self._sign_in("")
            try:
                return self._post(self._at(), name, [*arguments, {**self.context, **(context or {})}], session)
            except _SignedOut:
                if last:
                    raise
                self._sign_in(session)
        raise AssertionError

    def _sign_in(self, old: str) -> str:
        """A session, made anew if `old` is still the present one. Raises Unreachable."""
        with self._signing:
            if self._session != old:
                return self._session
            self.version()
            at = self._at()
            name, password = unquote(at.username or ""), unquote(at.password or "")
            try:
                answer = self._post(at, "common.db.login", [name, {"password": password}], session="")
                user, key = answer[0], answer[1]
                token = base64.b64encode(f"{name}:{user}:{key}".encode()).decode()
                context = self._post(at, "model.res.user.get_preferences", [True, {}], token)
            except (_Lost, _SignedOut, Rejected, TypeError, LookupError) as error:
                raise Unreachable(f"the shop does not let this user in ({type(error).__name__})") from error
            if not isinstance(context, dict):
                raise Unreachable("the shop tells no preferences of this user")
            self.context = {name: context[name] for name in ("company", "language") if name in context}
            self._session = token
            return token

    def _at(self) -> SplitResult:
        return urlsplit(self._url() if callable(self._url) else self._url)

    def _post(self, at: SplitResult | None, method: str, parameters: Sequence[Any], session: str) -> Any:
        body = json.dumps({"id": 0, "method": method, "params": encoded(list(parameters))}).encode()
        headers = {"Content-Type": "application/json", "Connection": "close"}
        if session:
            headers["Authorization"] = f"Session {session}"
        path = f"/{at.path.strip('/')}/" if at else "/"
        status, content = self._exchange(at or self._at(), path, body, headers)
        if status in (401, 403):
            raise _SignedOut(f"status {status}")
        if status != 200:
            raise _Lost(f"status {status}")
        try:
            answer = json.loads(content)
        except ValueError as error:
            raise _Lost("the answer is no JSON") from error
        if not isinstance(answer, dict):
            raise _Lost("the answer is no object")
        if answer.get("error"):
            raise _refusal(answer["error"])
        if "result" not in answer:
            raise _Lost("the answer has no result")
        try:
            return decoded(answer["result"])
        except (LookupError, TypeError, ValueError, ArithmeticError) as error:
            raise _Lost("the answer holds values of an unknown shape") from error

    def _exchange(self, at: SplitResult, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        kind = http.client.HTTPSConnection if at.scheme == "https" else http.client.HTTPConnection
        connection = kind(at.hostname or "", at.port, timeout=self._connect)
        try:
            try:
                connection.connect()
            except (OSError, http.client.HTTPException) as error:
                raise Unreachable(f"the shop does not answer ({type(error).__name__})") from error
            connection.sock.settimeout(self._answer)
            end = time.monotonic() + self._answer
            try:
                connection.request("POST", path, body, dict(headers))
                answer = connection.getresponse()
                return answer.status, _content(answer, end)
            except (OSError, http.client.HTTPException, ValueError) as error:
                raise _Lost(f"no answer ({type(error).__name__})") from error
        finally:
            connection.close()


def _content(answer: http.client.HTTPResponse, end: float) -> bytes:
    """All of it, if it is not too large and does not drip in for ever."""
    found = bytearray()
    while part := answer.read1(65536):
        found += part
        if len(found) > LARGEST or time.monotonic() > end:
            raise _Lost("the answer is too long")
    if answer.length:
        raise _Lost("the answer was cut off")
    return bytes(found)


def _refusal(error: Any) -> Exception:
    """What the system says no with: its words for a person, or a fault of its own."""
    kind = error[0] if isinstance(error, list) and error else ""
    detail = error[1] if isinstance(error, list) and len(error) > 1 else ""
    if kind == "ConcurrencyException":
        return Rejected("changed_meanwhile", CHANGED)
    if kind not in ("UserError", "UserWarning") or not isinstance(detail, list):
        log.warning("the shop reports a fault of its own")  # what it says may name persons
        return _Lost("the shop reports a fault of its own")
    said = " ".join(str(part) for part in detail[1 if kind == "UserWarning" else 0 :][:1])[:300]
    return Rejected("refused", Words(f"Der Laden lehnt das ab: {said}", f"The shop refuses this: {said}"))


CHANGED = Words(
    "Die Daten wurden inzwischen von jemand anderem geändert.", "The data has been changed by somebody else meanwhile."
)
