"""Mail in by SMTP or LMTP: an answer 250 is given only after the mail is durable (R1)."""

from __future__ import annotations

import asyncio
import errno
import logging
import threading
from dataclasses import dataclass

from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import connections

from onehand.cases.intake import Arrival
from onehand.channels.email import authenticate
from onehand.channels.email.batch import Batcher
from onehand.channels.email.places import Place
from onehand.channels.email.smtpd import Busy, LocalMailProtocol, MailProtocol
from onehand.foundation.crashpoints import reached

log = logging.getLogger("onehand.mail")

CONNECTIONS = 200
# Of all mails that are being received at a time; a single one of the largest size always fits.
MEMORY = 512 * 1024 * 1024
_RETRY = 5.0  # seconds until a port that was taken is tried again


def is_support_address(address: str) -> bool:
    """Whether we take mail for it: a support address with or without a +token, or the postmaster (RFC 5321, 4.5.1)."""
    local, at, domain = address.lower().rpartition("@")
    if not at:
        return address.lower() == "postmaster"
    names = {known.rpartition("@")[0] for known in settings.ONEHAND.mail_addresses}
    return domain in settings.ONEHAND.mail_domains and local.partition("+")[0] in names | {"postmaster"}


@dataclass
class Intake:
    """The door of `smtpd`: from the wire into the ledger. Lives in the listener's event loop."""

    place: Place
    batcher: Batcher
    held: int = 0
    trouble: str = ""  # why the last mail could not be stored

    @property
    def largest(self) -> int:
        """A mail over the limit of settings is still kept and its sender told; four times that is refused."""
        return 4 * int(settings.ONEHAND.mail_max_bytes)

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not settings.ONEHAND.mail_any and not is_support_address(address):
            return "550 5.1.1 There is no such address here; write to " + settings.ONEHAND.mail_sender
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 Ok"

    def reserve(self, size: int) -> bool:
        if self.held and self.held + size > max(MEMORY, self.largest):
            return False
        self.held += size
        return True

    def release(self, size: int) -> None:
        self.held -= size

    async def take(self, session: Session, envelope: Envelope, raw: bytes) -> str:
        sender = "" if envelope.mail_from in (None, "<>") else str(envelope.mail_from)
        peer = authenticate.Peer(ip=_ip(session), helo=str(session.host_name or ""), sender=sender)
        # In a thread, for it may ask DNS.
        vouched = await asyncio.to_thread(authenticate.authentication, raw, peer=peer)
        arrival = Arrival(
            source=self.place.source,
            raw=raw,
            envelope_from=_plain(sender),
            envelope_to=tuple(_plain(one) for one in envelope.rcpt_tos),
            authentication=vouched,
        )
        try:
            received = await asyncio.wrap_future(self.batcher.hand_in(arrival))
        except Exception as error:
            return self._not_stored(error)
        self.trouble = ""
        reached("smtp.before_answer")
        return f"250 2.0.0 Stored as {received.row}"

    def _not_stored(self, error: Exception) -> str:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            self.trouble = "the disk is full"
            return "452 4.3.1 Not stored: no room at this moment, try again later"
        self.trouble = f"a mail could not be stored ({type(error).__name__})"
        return "451 4.3.0 Not stored, try again later"

    def answered(self) -> None:
        reached("smtp.after_answer")


def _ip(session: Session) -> str:
    return str(session.peer[0]) if isinstance(session.peer, tuple) and session.peer else ""


def _plain(address: str) -> str:
    """Bytes that are no UTF-8 come as lone surrogates, which no database takes."""
    return address.encode("utf-8", "replace").decode("utf-8")


class Listener:
    """Listens at one address until `stop` is set, in a thread of its own."""

    def __init__(self, place: Place, stop: threading.Event, *, most: int = CONNECTIONS, idle: float = 300) -> None:
        self.place = place
        self.up = threading.Event()
        self.problem = ""
        self._stop = stop
        self._most = most
        self._idle = idle
        self.batcher = Batcher()
        self.intake = Intake(place, self.batcher)
        self._open = 0

    def start(self) -> threading.Thread:
        thread = threading.Thread(target=self._run, name="mail-listen", daemon=True)
        thread.start()
        return thread

    def _run(self) -> None:
        self.batcher.start()
        try:
            while not self._stop.is_set():
                try:
                    asyncio.run(self._serve())
                except OSError as error:  # the port is taken, or not ours
                    self.problem = f"cannot listen on {self.place.host}:{self.place.port} ({error.strerror or error})"
                    log.error("%s", self.problem)
                    self._stop.wait(_RETRY)
        finally:
            self.up.clear()
            self.batcher.stop()
            connections.close_all()

    async def _serve(self) -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(self._connection, self.place.host, self.place.port, backlog=256)
        self.problem = ""
        self.up.set()
        log.info("mail is accepted at %s", self.place.source)
        async with server:
            while not self._stop.is_set():
                await asyncio.sleep(0.1)
        self.up.clear()

    def _connection(self) -> asyncio.Protocol:
        if self._open >= self._most:
            return Busy()
        kind = LocalMailProtocol if self.place.scheme == "lmtp" else MailProtocol
        self._open += 1
        hostname = settings.ONEHAND.mail_sender.rpartition("@")[2]
        return kind(self.intake, hostname=hostname, idle=self._idle, gone=self._gone)

    def _gone(self) -> None:
        self._open -= 1
