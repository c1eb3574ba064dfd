"""A wire between client and server that can be cut, or that breaks after a number of bytes."""

from __future__ import annotations

import asyncio

from tests.support.ports import HOST
from tests.support.serving import Serving


class Wire(Serving):
    """Relays `port` to `target` on loopback, so that a real server's connection fails at a chosen byte."""

    def __init__(self, target: int) -> None:
        super().__init__()
        self.target = target
        self.connections = 0
        self._left: int | None = None
        self._flowing = asyncio.Event()
        self._flowing.set()

    def cut_after(self, size: int) -> None:
        """Break the connection once the server has sent `size` more bytes; later connections are whole."""
        self.in_loop(lambda: setattr(self, "_left", size))

    def cut(self) -> None:
        """Break all connections now and refuse new ones until `mend`."""
        self.close_listener()
        self.drop_connections()

    def mend(self) -> None:
        """Accept connections again."""
        self.open_listener()

    def stall(self) -> None:
        """Let nothing through in either direction, without closing anything, until `flow`."""
        self.in_loop(self._flowing.clear)

    def flow(self) -> None:
        """Let everything through again."""
        self.in_loop(self._flowing.set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection in both directions until either side ends it or it breaks."""
        self.connections += 1
        far_reader, far_writer = await asyncio.open_connection(HOST, self.target)
        ways = [
            asyncio.create_task(self._carry(reader, far_writer, counted=False)),
            asyncio.create_task(self._carry(far_reader, writer, counted=True)),
        ]
        try:
            done, _ = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in done:
                way.result()
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            far_writer.close()

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, counted: bool) -> None:
        while chunk := await source.read(65_536):
            await self._flowing.wait()
            if counted and self._left is not None:
                chunk = chunk[: self._left]
                self._left -= len(chunk)
            target.write(chunk)
            await target.drain()
            if counted and self._left == 0:
                self._left = None
                raise ConnectionResetError
