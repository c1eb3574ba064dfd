"""Stands between the adapter and the real shop and spoils chosen answers; everything else goes through unchanged."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any, Literal
from urllib.parse import urlsplit

from tests.support.ports import HOST
from tests.support.serving import Serving
from tests.support.shop import ShopServer

# refuse: the request is not passed on; lose: it is, and its answer is dropped; hang: the answer never comes;
# a function makes another answer from the real one (status, body).
Fault = Literal["refuse", "lose", "hang"] | Callable[[int, bytes], tuple[int, bytes]]


class Between(Serving):
    def __init__(self, shop: ShopServer) -> None:
        super().__init__()
        self._shop = shop
        self._faults: list[tuple[str, Fault]] = []
        self.passed: list[str] = []
        parts = urlsplit(shop.url)
        self.url = f"http://{parts.username}:{parts.password}@{HOST}:{self.port}{parts.path}"

    def spoil(self, method: str, fault: Fault) -> None:
        """The next call of a method whose name ends so."""
        self._faults.append((method, fault))

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")
        )
        body = await reader.readexactly(length)
        method = str(json.loads(body)["method"])
        fault = self._fault(method)
        if fault == "refuse":
            return
        answer = await self._forward(head, body)
        self.passed.append(method)
        if fault == "lose":
            return
        if fault == "hang":
            await asyncio.sleep(30)
        if callable(fault):
            top, _, content = answer.partition(b"\r\n\r\n")
            status, content = fault(int(top.split()[1]), content)
            answer = b"HTTP/1.0 %d X\r\nContent-Length: %d\r\n\r\n" % (status, len(content)) + content
        writer.write(answer)
        await writer.drain()

    async def _forward(self, head: bytes, body: bytes) -> bytes:
        reader, writer = await asyncio.open_connection(HOST, self._shop.port)
        writer.write(head + body)
        await writer.drain()
        answer = await reader.read(-1)
        writer.close()
        return answer

    def _fault(self, method: str) -> Fault | None:
        for one in self._faults:
            if method.endswith(one[0]):
                self._faults.remove(one)
                return one[1]
        return None


def changed(change: Callable[[Any], Any]) -> Callable[[int, bytes], tuple[int, bytes]]:
    """An answer whose result is another one: a version with other fields, say."""

    def fault(status: int, body: bytes) -> tuple[int, bytes]:
        answer = json.loads(body)
        answer["result"] = change(answer["result"])
        return status, json.dumps(answer).encode()

    return fault
