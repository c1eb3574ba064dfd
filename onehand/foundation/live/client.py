"""One open connection to a browser: what waits to be written to it, and how it ends."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from onehand.foundation.live.source import Reader

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_MOST_PENDING = 64 * 1024  # bytes; who is further behind is cut off, comes back and reads from the table


class Client:
    """Holds no task of its own while nothing is to be written: 2,000 idle ones must be cheap."""

    __slots__ = (
        "_pending",
        "_send",
        "_size",
        "_writer",
        "credentials",
        "is_over",
        "owner",
        "position",
        "reader",
        "topics",
    )

    def __init__(
        self, send: Send, reader: Reader, topics: tuple[str, ...], credentials: tuple[tuple[str, str], ...]
    ) -> None:
        self._send = send
        self._pending: deque[bytes] | None = None
        self._size = 0
        self._writer: asyncio.Task[None] | None = None
        self.reader = reader
        self.topics = topics
        self.credentials = credentials
        self.owner = asyncio.current_task()
        self.is_over = False
        # Rows up to here were sent; None while the connection still reads from the table.
        self.position: int | None = None

    def push(self, chunk: bytes) -> None:
        """Write as soon as the browser takes it; a browser that does not is cut off."""
        if self.is_over:
            return
        if self._size + len(chunk) > _MOST_PENDING:
            self.cut_off()
            return
        if self._pending is None:
            self._pending = deque()
        self._pending.append(chunk)
        self._size += len(chunk)
        if self._writer is None:
            self._writer = asyncio.ensure_future(self._write())

    async def write(self, chunk: bytes) -> None:
        """Write and wait until the browser has room for more."""
        await self._send({"type": "http.response.body", "body": chunk, "more_body": True})

    async def _write(self) -> None:
        try:
            while self._pending:
                chunk = b"".join(self._pending)
                self._pending.clear()
                await self.write(chunk)
                self._size -= len(chunk)
        except OSError:
            self.end()
        finally:
            self._writer = None
            self._pending = None

    def is_behind(self) -> bool:
        """Whether something still waits to be written."""
        return self._size > 0

    def end(self) -> None:
        """Have the connection's own task end the answer."""
        if not self.is_over:
            self.is_over = True
            if self.owner is not None:
                self.owner.cancel()

    def cut_off(self) -> None:
        """Drop the connection without another word.

        ASGI has no word for that, and to end the answer would wait for the very browser that reads nothing.
        Under uvicorn `send` belongs to the cycle that knows the transport; elsewhere the answer ends the
        slow way.
        """
        if self._writer is not None:
            self._writer.cancel()
        transport = getattr(getattr(self._send, "__self__", None), "transport", None)
        if transport is not None:
            transport.abort()
        self.end()
