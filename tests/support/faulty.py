"""An SMTP server that misbehaves at a chosen step, for fault injection only; Exim is the well-behaved one."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Literal, get_args

from tests.support.ports import HOST, until
from tests.support.serving import Serving

Step = Literal["connect", "ehlo", "mail", "rcpt", "data", "dot", "quit"]
STEPS: tuple[str, ...] = get_args(Step)

ORDINARY: dict[Step, str] = {
    "connect": "220 faulty.test ESMTP",
    "ehlo": "250-faulty.test\r\n250-8BITMIME\r\n250-SIZE 60000000\r\n250 ENHANCEDSTATUSCODES",
    "mail": "250 2.1.0 ok",
    "rcpt": "250 2.1.5 ok",
    "data": "354 go on",
    "dot": "250 2.0.0 accepted",
    "quit": "221 2.0.0 bye",
}


@dataclass(frozen=True, slots=True)
class Delivery:
    """A mail the server has read up to its final dot, whatever it answered then."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    answer: str  # "" when it dropped the connection instead


@dataclass(slots=True)
class _Fault:
    """What to do at a step: answer that instead, or drop (`answer` None), after waiting for `gate`."""

    answer: str | None
    times: int | None
    seconds: float = 0
    gate: asyncio.Event | None = None


@dataclass(slots=True)
class _Transaction:
    sender: str = ""
    recipients: list[str] = field(default_factory=list)


class _Dropped(ConnectionError):
    pass


class FaultySmtp(Serving):
    """Behaves well until told otherwise. Steps: connect, ehlo, mail, rcpt, data, dot (after the mail), quit.

    A fault holds for `times` passes of its step, or for ever with None. `deliveries` holds every mail read
    completely, those too after whose final dot the connection was dropped: the mail that may be there or not.
    """

    def __init__(self) -> None:
        super().__init__()
        self.deliveries: list[Delivery] = []
        self.connections = 0
        self._faults: dict[str, list[_Fault]] = {step: [] for step in STEPS}
        self._held: dict[str, int] = dict.fromkeys(STEPS, 0)

    @property
    def url(self) -> str:
        return f"smtp://{HOST}:{self.port}"

    @property
    def accepted(self) -> list[Delivery]:
        """The deliveries answered with 2xx."""
        return [delivery for delivery in self.deliveries if delivery.answer.startswith("2")]

    def answer(self, step: Step, answer: str, *, times: int | None = None) -> None:
        """Answer with this line instead, such as "421 4.3.2 closing" (which also ends the connection)."""
        self._add(step, _Fault(answer, times))

    def drop(self, step: Step, *, times: int | None = None) -> None:
        """Break the connection instead of answering. At "dot" the mail is complete: nobody knows its fate."""
        self._add(step, _Fault(None, times))

    def slow(self, step: Step, seconds: float, *, times: int | None = None) -> None:
        """Answer as usual, but only after that many seconds."""
        self._add(step, _Fault(ORDINARY[step], times, seconds=seconds))

    def hold(self, step: Step) -> None:
        """Do not answer at this step until `let_go`; see `wait_until_held`."""
        self.in_loop(lambda: self._faults[step].append(_Fault(ORDINARY[step], None, gate=asyncio.Event())))

    def wait_until_held(self, step: Step, *, timeout: float = 10) -> None:
        """Wait until a client waits at the held step."""
        until(lambda: self._held[step] > 0, f"a client held at {step}", timeout=timeout)

    def let_go(self) -> None:
        """Answer all held clients and forget every fault: behave well again."""

        def release() -> None:
            for step in STEPS:
                for fault in self._faults[step]:
                    if fault.gate is not None:
                        fault.gate.set()
                self._faults[step].clear()

        self.in_loop(release)

    def wait_for(self, count: int = 1, *, timeout: float = 10) -> list[Delivery]:
        """The deliveries, once there are at least `count`."""
        return until(
            lambda: self.deliveries if len(self.deliveries) >= count else None,
            lambda: f"{count} deliveries, have {len(self.deliveries)}",
            timeout=timeout,
        )

    def _add(self, step: Step, fault: _Fault) -> None:
        self.in_loop(lambda: self._faults[step].append(fault))

    async def _reply(self, writer: asyncio.StreamWriter, step: Step) -> str:
        """Answer at a step, with its fault if there is one. Returns the answer given."""
        answer = await self._decide(step)
        if answer is None:
            raise _Dropped
        writer.write(answer.encode() + b"\r\n")
        await writer.drain()
        if answer.startswith("421"):
            raise asyncio.IncompleteReadError(b"", None)
        return answer

    async def _decide(self, step: Step) -> str | None:
        if not self._faults[step]:
            return ORDINARY[step]
        fault = self._faults[step][0]
        if fault.times is not None:
            fault.times -= 1
            if fault.times == 0:
                self._faults[step].pop(0)
        if fault.gate is not None:
            self._held[step] += 1
            try:
                await fault.gate.wait()
            finally:
                self._held[step] -= 1
        await asyncio.sleep(fault.seconds)
        return fault.answer

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One SMTP session."""
        self.connections += 1
        await self._reply(writer, "connect")
        transaction = _Transaction()
        while line := await reader.readline():
            verb, _, rest = line.decode("utf-8", "replace").strip().partition(" ")
            match verb.upper():
                case "EHLO" | "HELO" | "LHLO":
                    await self._reply(writer, "ehlo")
                case "MAIL":
                    transaction = _Transaction(sender=_address(rest))
                    await self._reply(writer, "mail")
                case "RCPT":
                    if (await self._reply(writer, "rcpt")).startswith("2"):
                        transaction.recipients.append(_address(rest))
                case "DATA":
                    if (await self._reply(writer, "data")).startswith("354"):
                        await self._take(reader, writer, transaction)
                case "QUIT":
                    await self._reply(writer, "quit")
                    return
                case "RSET" | "NOOP":
                    writer.write(b"250 2.0.0 ok\r\n")
                case _:
                    writer.write(b"502 5.5.1 not implemented\r\n")

    async def _take(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, transaction: _Transaction
    ) -> None:
        """Read a mail (RFC 5321, 4.5.2: a leading dot is doubled), note it, then answer."""
        lines = []
        while (line := await reader.readline()) != b".\r\n":
            if not line:
                raise _Dropped
            lines.append(line[1:] if line.startswith(b".") else line)
        answer = ""
        try:
            answer = await self._reply(writer, "dot")
        except asyncio.IncompleteReadError:
            answer = "421"
            raise
        finally:
            self.deliveries.append(Delivery(transaction.sender, tuple(transaction.recipients), b"".join(lines), answer))


def _address(argument: str) -> str:
    """The address in "FROM:<a@b> SIZE=12"."""
    return argument.partition("<")[2].partition(">")[0]
