"""The one loop of a process that reads what is new and hands it to all open connections.

However many are connected, a wake-up costs one query for the rows and one question for each different reader.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import close_old_connections, connections

from onehand.foundation.live import events, presence, reached, wake
from onehand.foundation.live.client import Client
from onehand.foundation.live.source import MayWatch, Reader, Row, Source

P = ParamSpec("P")
T = TypeVar("T")
Still = Callable[[Sequence[Client]], Collection[Client]]
logger = logging.getLogger("onehand.live")

PAGE = 200  # rows read at once
MOST_REPLAYED = 2000  # a browser that missed more loads its page anew
PING = 15  # seconds
RECHECK = 3.0  # seconds; a right that was taken away ends the stream within 5 s (FAULTS S9)
_THREADS = 3  # which ask the database; each keeps its connection
_LOOK = 1.0  # seconds between two looks for presences that have ended by themselves


class Hub:
    """Knows all open connections of this process. All methods belong to its event loop."""

    def __init__(self, source: Source, still: Still, may_watch: MayWatch, stop: threading.Event) -> None:
        self._source = source
        self._still = still
        self._may_watch = may_watch
        self._stop = stop
        self._threads = ThreadPoolExecutor(max_workers=_THREADS, thread_name_prefix="live")
        self._woken = asyncio.Event()
        self._shown: dict[str, list[presence.Here]] = {}
        self._newcomers: set[Client] = set()
        self.clients: set[Client] = set()
        self.position = 0

    async def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a plain function, which may ask the database, in one of the hub's few threads."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: _with_database(function, *args, **kwargs))

    async def start(self) -> asyncio.Task[None]:
        """Find out where the feed is and begin; the task runs until cancelled."""
        self.position = await self.call(self._source.latest)
        reached.note(self.position)
        return asyncio.ensure_future(self._run())

    async def _run(self) -> None:
        waker = wake.of_this_database()
        helpers = [self._watch(waker), self._ping(), self._recheck(), self._end_all_at_stop()]
        tasks = [asyncio.ensure_future(helper) for helper in helpers]
        try:
            while True:
                self._woken.clear()
                try:
                    await self._pass_on_rows()
                    await self._pass_on_presence()
                except Exception:
                    logger.exception("live updates cannot be read")
                    await asyncio.sleep(1)
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(_LOOK):
                        await self._woken.wait()
        finally:
            for task in tasks:
                task.cancel()
            await waker.close()
            self._close_threads()

    def _close_threads(self) -> None:
        gate = threading.Barrier(_THREADS)

        def close() -> None:
            with contextlib.suppress(threading.BrokenBarrierError):
                gate.wait(2)  # so that each thread closes its own connection
            connections.close_all()

        for _ in range(_THREADS):
            self._threads.submit(close)
        self._threads.shutdown(wait=False)

    # Connections

    async def add(self, client: Client, after: int | None) -> None:
        """Take a connection in: first what it missed after `after`, read from the table, then what comes."""
        self.clients.add(client)
        if client.topics:
            self._newcomers.add(client)
            self._woken.set()
        position = self.position if after is None else after
        if not self.position - MOST_REPLAYED <= position <= max(self.position, await self._latest(position)):
            position = self.position
            await client.write(events.RELOAD)
        while position < self.position:
            page = await self.call(self._page, position)
            position = page[-1].seq if page else self.position
            seen = await self.call(self._source.may_read, client.reader, page)
            await client.write(b"".join(events.entry(row) for row in seen) or events.PING)
        # No await since the comparison: from here on the loop passes everything on.
        client.position = position

    async def _latest(self, position: int) -> int:
        """The end of the feed, asked for only if a position lies beyond what this process has seen."""
        return await self.call(self._source.latest) if position > self.position else self.position

    def remove(self, client: Client) -> None:
        """Forget a connection."""
        self.clients.discard(client)
        self._newcomers.discard(client)

    def count_of(self, reader: Reader) -> int:
        """How many connections a reader has open."""
        return sum(client.reader == reader for client in self.clients)

    # What the loop does

    def _page(self, after: int) -> list[Row]:
        return [Row(*row) for row in self._source.after(after, PAGE)]

    async def _pass_on_rows(self) -> None:
        while rows := await self.call(self._page, self.position):
            # Both at once: who comes in from now on reads these rows from the table.
            clients = [client for client in self.clients if client.position is not None]
            before, self.position = self.position, rows[-1].seq
            try:
                readable = await self.call(self._readable, {client.reader for client in clients}, rows)
            except BaseException:
                self.position = before
                raise
            reached.note(self.position)
            for client in clients:
                told = [chunk for seq, chunk in readable[client.reader] if seq > (client.position or 0)]
                client.position = max(client.position or 0, self.position)
                if told:
                    client.push(b"".join(told))

    def _readable(self, readers: Collection[Reader], rows: Sequence[Row]) -> dict[Reader, list[tuple[int, bytes]]]:
        written = events.Written()
        many = getattr(self._source, "may_read_many", None)
        if many is None:
            allowed = {reader: self._source.may_read(reader, rows) for reader in readers}
        else:
            allowed = many(readers, rows)
        return {reader: [(row[0], written.entry(Row(*row))) for row in allowed.get(reader, ())] for reader in readers}

    async def _pass_on_presence(self) -> None:
        watchers: dict[str, list[Client]] = defaultdict(list)
        for client in self.clients:
            for topic in client.topics:
                watchers[topic].append(client)
        newcomers, self._newcomers = self._newcomers, set()
        if not watchers:
            self._shown.clear()
            return
        shown = await self.call(presence.here_on, list(watchers))
        for topic, people in shown.items():
            changed = self._shown.get(topic) != people
            told = [client for client in watchers[topic] if changed or client in newcomers]
            chunk = events.presence(topic, people) if told else b""
            for client in told:
                client.push(chunk)
        self._shown = shown

    async def _watch(self, waker: wake.Wake) -> None:
        while True:
            await waker.wait()
            self._woken.set()

    async def _ping(self) -> None:
        """A comment to each connection every 15 s, not to all in the same second."""
        second = 0
        while True:
            await asyncio.sleep(1)
            second = (second + 1) % PING
            for client in [each for each in self.clients if hash(each) // 16 % PING == second]:
                if client.is_behind():
                    client.cut_off()  # it has not read a byte for fifteen seconds
                else:
                    client.push(events.PING)

    async def _recheck(self) -> None:
        while True:
            await asyncio.sleep(RECHECK)
            try:
                clients = list(self.clients)
                if clients:
                    remaining = await self.call(self._remaining, clients)
                    for client in set(clients) - remaining:
                        client.end()
            except Exception:
                logger.exception("the rights of live connections cannot be checked")
                # Fail closed: without an answer nobody stays connected.
                for client in list(self.clients):
                    client.end()
            try:
                await self.call(presence.sweep)
            except Exception:
                logger.exception("ended presences stay until the next look")

    def _remaining(self, clients: Sequence[Client]) -> set[Client]:
        remaining = set(self._still(clients))
        pairs = {(client.reader, topic) for client in remaining for topic in client.topics}
        denied = {pair for pair in pairs if not self._may_watch(*pair)}
        return {one for one in remaining if not any((one.reader, topic) in denied for topic in one.topics)}

    async def _end_all_at_stop(self) -> None:
        while not self._stop.is_set():
            await asyncio.sleep(0.1)
        for client in list(self.clients):
            client.end()


def _with_database(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    close_old_connections()
    try:
        return function(*args, **kwargs)
    except Exception:
        connections.close_all()
        raise
    finally:
        close_old_connections()
