"""A small asyncio server in a thread of its own, the ground for the servers that misbehave."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from tests.support.ports import HOST, free_port


class Serving:
    """Listens on `port` while open; subclasses answer each connection in `serve`.

    `close_listener()` takes the port away (connections are refused), `open_listener()` gives it back.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection; it is closed afterwards."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        self._thread.start()
        self.open_listener()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close_listener()
        self.drop_connections()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def open_listener(self) -> None:
        """Accept connections (again)."""
        self._server = asyncio.run_coroutine_threadsafe(
            asyncio.start_server(self._accepted, HOST, self.port, limit=2**26), self._loop
        ).result(5)

    def close_listener(self) -> None:
        """Refuse new connections; open ones go on."""
        if self._server is not None:
            self.in_loop(self._server.close)
            self._server = None

    def drop_connections(self) -> None:
        """Break all open connections at once (TCP reset)."""

        async def drop() -> None:
            tasks = list(self._connections)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(drop(), self._loop).result(5)

    def in_loop(self, act: Callable[[], object]) -> None:
        """Run `act` in the server's loop and wait for it."""

        async def run() -> None:
            act()

        asyncio.run_coroutine_threadsafe(run(), self._loop).result(5)

    async def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._connections.add(task)
            task.add_done_callback(self._connections.discard)
        try:
            await self.serve(reader, writer)
            writer.close()
        except (ConnectionError, asyncio.IncompleteReadError):
            writer.transport.abort()
        except asyncio.CancelledError:
            # Only drop_connections cancels; ending quietly keeps asyncio from logging it.
            writer.transport.abort()
