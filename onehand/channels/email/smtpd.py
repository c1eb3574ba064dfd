"""SMTP and LMTP on the wire: aiosmtpd, with its reading of the mail's text replaced.

aiosmtpd refuses long lines, which real mails have, and knows no answer per recipient, which LMTP asks for (RFC 2033,
4.2). Here a mail ends at <CR><LF>.<CR><LF> alone, never at <LF>.<LF> or any other mixture (SMTP smuggling, S2).
"""

from __future__ import annotations

import asyncio
import collections
from collections.abc import Callable
from typing import Protocol

from aiosmtpd.smtp import SMTP, Envelope, Session, syntax

_CHUNK = 64 * 1024
_END = b"\r\n.\r\n"
MOST_RECIPIENTS = 100


class Door(Protocol):
    """What takes whole mails: decides on recipients and answers after the mail is durable."""

    @property
    def largest(self) -> int:
        """Most bytes of one mail."""

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """aiosmtpd's hook: note the recipient in the envelope and answer 250, or answer why not."""

    def reserve(self, size: int) -> bool:
        """Ask for memory for so many more bytes; False when there are too many already."""

    def release(self, size: int) -> None:
        """Give reserved bytes back."""

    async def take(self, session: Session, envelope: Envelope, raw: bytes) -> str:
        """The SMTP answer for this mail; 2xx only once it is durable."""

    def answered(self) -> None:
        """The answer has been written to the wire."""


class MailProtocol(SMTP):
    """One SMTP connection. `idle` seconds without a byte end it, `longest` seconds for one mail too (R13)."""

    line_length_limit = _CHUNK  # the stream's buffer; the length of a mail's lines is not limited
    per_recipient = False

    def __init__(
        self,
        door: Door,
        *,
        hostname: str,
        gone: Callable[[], None] = lambda: None,
        idle: float = 300,
        longest: float = 1800,
    ) -> None:
        super().__init__(
            door,
            data_size_limit=door.largest,
            enable_SMTPUTF8=True,
            hostname=hostname,
            ident="Onehand",
            timeout=idle,
            loop=asyncio.get_running_loop(),
        )
        self.door = door
        self._longest = longest
        self._gone = gone
        # RFC 5321, 4.5.3.1.4 has 512 bytes; more for extensions. aiosmtpd shares one table between all connections.
        self.command_size_limits = collections.defaultdict(lambda: 1024)

    def connection_lost(self, error: Exception | None) -> None:
        self._gone()
        super().connection_lost(error)

    async def smtp_RCPT(self, arg: str | None) -> None:
        if self.envelope is not None and len(self.envelope.rcpt_tos) >= MOST_RECIPIENTS:
            await self.push("452 4.5.3 Too many recipients")
            return
        await super().smtp_RCPT(arg)

    @syntax("DATA")
    async def smtp_DATA(self, arg: str | None) -> None:
        if await self.check_helo_needed():
            return
        envelope, session = self.envelope, self.session
        assert envelope is not None
        assert session is not None
        if not envelope.rcpt_tos:
            await self.push("503 5.5.1 Error: need RCPT command")
            return
        if arg:
            await self.push("501 5.5.4 Syntax: DATA")
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        reserved = [0]
        try:
            async with asyncio.timeout(self._longest):
                raw, problem = await self._read_mail(reserved)
            self._reset_timeout(self._longest)
            answer = problem or await self.door.take(session, envelope, raw)
        except TimeoutError:
            await self.push("421 4.4.2 Timeout while reading the mail")
            if self.transport is not None:
                self.transport.close()
            return
        finally:
            self.door.release(reserved[0])
        recipients = len(envelope.rcpt_tos)
        self.envelope = self._create_envelope()
        for _ in range(recipients if self.per_recipient else 1):
            await self.push(answer)
        self.door.answered()
        self._reset_timeout()

    async def _read_mail(self, reserved: list[int]) -> tuple[bytes, str]:
        """The mail's bytes, or the answer that refuses it; either way all is read (RFC 5321, 4.2.5)."""
        parts: list[bytes] = []
        size, tail, problem = 0, b"\r\n", ""
        while tail != _END:
            try:
                part = await self._reader.readuntil(b".\r\n")
            except asyncio.LimitOverrunError as overrun:
                part = await self._reader.read(overrun.consumed)
            self._reset_timeout()
            tail = (tail + part[-len(_END) :])[-len(_END) :]
            size += len(part)
            if not problem and size > self.door.largest:
                problem = f"552 5.3.4 The mail is larger than {self.door.largest} bytes"
            elif not problem and not self.door.reserve(len(part)):
                problem = "452 4.3.1 Too many mails at this moment, try again later"
            if problem:
                parts.clear()
            else:
                reserved[0] += len(part)
                parts.append(part)
        return (b"" if problem else _without_dots(b"".join(parts)[: -len(b".\r\n")])), problem

    async def handle_exception(self, error: Exception) -> str:
        """An error of ours is never the sender's fault: it may try again."""
        return f"451 4.3.0 Error in processing ({type(error).__name__}), try again"


def _without_dots(data: bytes) -> bytes:
    """RFC 5321, 4.5.2: a line that begins with a dot was sent with one more."""
    data = data.replace(b"\r\n.", b"\r\n")
    return data[1:] if data.startswith(b".") else data


class LocalMailProtocol(MailProtocol):
    """LMTP (RFC 2033): LHLO, and after the mail an answer for each recipient."""

    per_recipient = True

    @syntax("LHLO hostname")
    async def smtp_LHLO(self, arg: str) -> None:
        await super().smtp_EHLO(arg)

    async def smtp_HELO(self, arg: str) -> None:  # noqa: ARG002 its interface
        await self.push("500 5.5.1 This is LMTP: say LHLO")

    async def smtp_EHLO(self, arg: str) -> None:  # noqa: ARG002
        await self.push("500 5.5.1 This is LMTP: say LHLO")


class Busy(asyncio.Protocol):
    """Sends away a connection for which there is no room."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.write(b"421 4.3.2 Too many connections, try again later\r\n")
        transport.close()
