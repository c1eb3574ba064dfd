"""The ASGI application at the live address: `GET ?after=SEQ&topic=case:12`, answered by a stream of events.

It stands beside Django, not in it, since a streaming view would cost a thread for each connection.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import re
import threading
from collections.abc import Awaitable, Callable, Collection, MutableMapping, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

from onehand.foundation.live import events
from onehand.foundation.live.client import Client, Send
from onehand.foundation.live.hub import Hub
from onehand.foundation.live.source import Authorise, MayWatch, Reader, Recheck, Source

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

_TOPIC = re.compile(r"[a-z]{1,15}:[A-Za-z0-9-]{1,48}")
_MOST_TOPICS = 5
_MOST_OF_ONE = 40  # open connections of one reader

_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # or nginx would hold events back
    (b"x-content-type-options", b"nosniff"),
]


class Refused(Exception):
    """The request gets no stream but this status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class LiveApp:
    """Streams what `source` holds to whom `authorise` knows.

    `recheck` says which readers are still what they were; without it `authorise` is asked again with the
    same cookie and authorization headers. `may_watch` allows a reader to see who is on a topic; without it
    nobody may. `hosts` are further hosts (with port) which pages may come from, such as that of the public
    address behind a proxy. When `stop` is set all streams end, so that a server can shut down.
    """

    def __init__(
        self,
        source: Source,
        authorise: Authorise,
        *,
        recheck: Recheck | None = None,
        may_watch: MayWatch | None = None,
        hosts: Collection[str] = (),
        stop: threading.Event | None = None,
        most: int = 5000,
    ) -> None:
        self._source = source
        self._authorise = authorise
        self._recheck = recheck
        self._may_watch: MayWatch = may_watch or (lambda _reader, _topic: False)
        self._hosts = {host.lower() for host in hosts}
        self._stop = stop or threading.Event()
        self._most = most
        self._hub: Hub | None = None
        self._started: asyncio.Task[asyncio.Task[None]] | None = None

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        if scope["type"] != "http":
            raise ValueError(f"no live updates by {scope['type']}")
        try:
            hub = await self._running_hub()
            client, after = await self._admit(hub, scope, send)
        except Refused as refused:
            await _refuse(send, refused.status)
            return
        await self._stream(hub, client, after, receive, send)

    def connected(self) -> int:
        """How many connections are open in this process."""
        return len(self._hub.clients) if self._hub else 0

    async def _running_hub(self) -> Hub:
        if self._hub is None or self._started is None:
            self._hub = Hub(self._source, self._still, self._may_watch, self._stop)
            self._started = asyncio.ensure_future(self._hub.start())
        hub = self._hub
        try:
            await asyncio.shield(self._started)
        except Exception:
            self._hub = None
            raise Refused(503) from None
        return hub

    async def _admit(self, hub: Hub, scope: MutableMapping[str, Any], send: Send) -> tuple[Client, int | None]:
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        if scope["method"] != "GET":
            raise Refused(405)
        if not self._is_own_page(headers):
            raise Refused(403)
        if self._stop.is_set() or len(hub.clients) >= self._most:
            raise Refused(503)
        after = _position(headers.get("last-event-id") or query.get("after", [""])[0])
        topics = tuple(dict.fromkeys(query.get("topic", [])))
        if len(topics) > _MOST_TOPICS or not all(_TOPIC.fullmatch(topic) for topic in topics):
            raise Refused(400)
        reader = await hub.call(self._authorise, headers)
        if reader is None:
            raise Refused(401)
        if hub.count_of(reader) >= _MOST_OF_ONE:
            raise Refused(429)
        for topic in topics:
            if not await hub.call(self._may_watch, reader, topic):
                raise Refused(403)
        kept = () if self._recheck else ("cookie", "authorization")
        credentials = tuple((name, headers[name]) for name in kept if name in headers)
        return Client(send, reader, topics, credentials), after

    def _is_own_page(self, headers: dict[str, str]) -> bool:
        """Browsers tell who asks: a page of another site must not read along with the user's cookie."""
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        origin = headers.get("origin")
        if origin is None:
            return True
        own = urlsplit(origin).netloc.lower()
        return bool(own) and own in {headers.get("host", "").lower(), *self._hosts}

    async def _stream(self, hub: Hub, client: Client, after: int | None, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        try:
            await client.write(events.hello(random.randint(1000, 3000)))  # noqa: S311 - spreads the returns
            await hub.add(client, after)
            while (await receive())["type"] != "http.disconnect":
                pass
        except asyncio.CancelledError:
            if not client.is_over:
                raise
            if client.owner is not None:
                client.owner.uncancel()
            with contextlib.suppress(TimeoutError, OSError):
                async with asyncio.timeout(1):
                    await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            client.is_over = True
            hub.remove(client)

    def _still(self, clients: Sequence[Client]) -> Collection[Client]:
        """Which of the connections may stay."""
        if self._recheck is not None:
            readers = set(self._recheck(list({client.reader for client in clients})))
            return [client for client in clients if client.reader in readers]
        known: dict[tuple[tuple[str, str], ...], Reader | None] = {}
        for client in clients:
            if client.credentials not in known:
                known[client.credentials] = self._authorise(dict(client.credentials))
        return [client for client in clients if known[client.credentials] == client.reader]


def _position(text: str) -> int | None:
    """The seq a browser has seen last; None if it says nothing useful."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"cache-control", b"no-store"), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
