"""A real mail transfer agent: Exim 4 as Debian 12 packs it, with its own spool, routes and failures."""

from __future__ import annotations

import re
import shutil
import smtplib
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from tests.support.certificate import Certificate, make_certificate
from tests.support.exim_config import configuration
from tests.support.oauth import OAuth
from tests.support.ports import HOST, free_port, is_listening, until
from tests.support.process import (
    Part,
    Process,
    as_account,
    family,
    find_binary,
    plain_environment,
    server_account,
    server_folder,
)

TABLES = ("routes", "refused", "deferred", "bouncing", "stalled")


class EximFailed(RuntimeError):
    """An Exim command ended with an error; the message holds its output."""


@dataclass(frozen=True, slots=True)
class Login:
    """What a client signs in with (AUTH PLAIN or LOGIN; XOAUTH2 with a token)."""

    user: str = "onehand"
    password: str = "geheim"


class Exim(Part):
    """SMTP on `port` (STARTTLS offered) and `tls_port` (TLS from the first byte).

    Mail is delivered at once: to the host and port of `route(domain, …)`, or into a local folder read by
    `mailbox(address)`. Tables may change while it runs: `refuse`, `defer`, `bounce`, `stall`, `route`.
    With `login`, it takes mail only from clients that have signed in over TLS; with `oauth`, tokens of that
    server sign in too (XOAUTH2).
    """

    def __init__(
        self,
        *,
        login: Login | None = None,
        oauth: OAuth | None = None,
        hostname: str = "mta.test",
        size: str = "60M",
    ) -> None:
        self.login = login
        self.account = server_account()
        self.folder = server_folder(self.account, "mta")
        self.certificate: Certificate = make_certificate(self.folder, self.account)
        self.port, self.tls_port = free_port(), free_port()
        for name in ("spool", "logs", "mail"):
            (self.folder / name).mkdir(mode=0o700)
            self.account.give(self.folder / name)
        for name in ("cur", "new", "tmp"):
            (self.folder / "mail" / name).mkdir(mode=0o700)
            self.account.give(self.folder / "mail" / name)
        self._tables: dict[str, dict[str, str]] = {name: {} for name in TABLES}
        for name in TABLES:
            self._write(name)
        self._program = find_binary("exim4")
        self._config = self.folder / "exim.conf"
        self._config.write_text(
            configuration(
                folder=self.folder, account=self.account, certificate=self.certificate, port=self.port,
                tls_port=self.tls_port, hostname=hostname, size=size,
                credentials=(login.user, login.password) if login else None,
                introspection_port=oauth.port if oauth else None,
            )
        )  # fmt: skip
        self.process = Process([self._program, "-C", self._config, "-bdf"], self.account, self.folder / "output")

    def start(self) -> None:
        """Start, or start again with the same queue and mailboxes."""
        self.process.start(lambda: is_listening(self.port) and is_listening(self.tls_port))

    def stop(self) -> None:
        """End it; what is queued stays in the spool."""
        self.process.stop()

    def kill(self) -> None:
        """Cut every connection and delivery in the middle."""
        self.process.kill()

    def url(self, *, tls: bool = False) -> str:
        """`smtp://user:password@127.0.0.1:port`, smtps:// with `tls`; without login no credentials."""
        credentials = f"{self.login.user}:{self.login.password}@" if self.login else ""
        return f"smtps://{credentials}{HOST}:{self.tls_port}" if tls else f"smtp://{credentials}{HOST}:{self.port}"

    def route(self, domain: str, port: int, *, protocol: Literal["smtp", "lmtp"] = "smtp") -> None:
        """Deliver the domain's mail to that loopback port instead of a local mailbox. "*": all others."""
        self._put("routes", domain, f"protocol={protocol} port={port}")

    def refuse(self, address: str, answer: str = "550 5.1.1 no such user here") -> None:
        """Answer RCPT for the address with this permanent error."""
        self._put("refused", address, answer)

    def defer(self, address: str, answer: str = "451 4.7.1 greylisted, try again later") -> None:
        """Answer RCPT for the address with this temporary error, until `accept`."""
        self._put("deferred", address, answer)

    def bounce(self, address: str, reason: str = "mailbox unavailable") -> None:
        """Accept mail for the address, then send a real bounce (RFC 3464) to the envelope sender."""
        self._put("bouncing", address, reason)

    def stall(self, address: str, reason: str = "mailbox full") -> None:
        """Accept mail for the address and keep it queued, until `accept` and a queue run."""
        self._put("stalled", address, reason)

    def accept(self, address: str) -> None:
        """Take the address out of every table: it is an ordinary mailbox again."""
        for name in TABLES:
            if self._tables[name].pop(address.lower(), None) is not None:
                self._write(name)

    def send(self, sender: str, recipients: Iterable[str] | str, raw: bytes) -> None:
        """Hand in a mail as a client would. Raises smtplib's errors when Exim refuses it."""
        with smtplib.SMTP(HOST, self.port, timeout=20) as client:
            if self.login is not None:
                client.starttls(context=self.certificate.trust())
                client.login(self.login.user, self.login.password)
            client.sendmail(sender, [recipients] if isinstance(recipients, str) else list(recipients), raw)

    def run_queue(self) -> None:
        """Try every queued mail now, frozen ones and those not yet due too (`exim -qff`)."""
        self._run("-qff")

    def mailbox(self, address: str) -> list[bytes]:
        """Raw mails delivered to this address, oldest first, with the headers Exim put on top."""
        wanted = address.lower().encode()
        paths = (self.folder / "mail" / "new").iterdir()
        found = []
        for path in sorted(paths, key=lambda path: path.stat().st_mtime_ns):
            raw = path.read_bytes()
            envelope = re.search(rb"(?im)^Envelope-to: *(\S+)", raw.partition(b"\n\n")[0])
            if envelope is not None and envelope[1].lower() == wanted:
                found.append(raw)
        return found

    def wait_for(self, address: str, count: int = 1, *, timeout: float = 10) -> list[bytes]:
        """The mailbox once it holds at least `count` mails. Raises TooLate with the log when not."""
        return until(
            lambda: found if len(found := self.mailbox(address)) >= count else None,
            lambda: f"{count} mails to {address}:\n{self.log}",
            timeout=timeout,
        )

    def empty_mailboxes(self) -> None:
        """Delete all delivered mail."""
        for path in (self.folder / "mail" / "new").iterdir():
            path.unlink()

    @property
    def queue(self) -> list[str]:
        """Ids of the mails that wait in the spool."""
        return sorted(path.name.removesuffix("-H") for path in (self.folder / "spool").glob("input/**/*-H"))

    def wait_for_queue(self, count: int, *, timeout: float = 10) -> list[str]:
        """The queue once it holds exactly `count` mails (and `[]` for 0)."""
        until(lambda: len(self.queue) == count, lambda: f"{count} queued mails:\n{self.log}", timeout=timeout)
        return self.queue

    def wait_until_idle(self, *, timeout: float = 10) -> None:
        """Wait until no connection is open and no delivery runs: what is queued then stays as it is."""
        daemon = self.process.pid
        until(lambda: family(daemon) == {daemon}, lambda: f"idle Exim:\n{self.log}", timeout=timeout)

    def age_queue(self, by: timedelta) -> None:
        """Make all queued mail older; the next `run_queue` warns (after 4 hours) or bounces it (4 days)."""
        self.wait_until_idle()
        for header in (self.folder / "spool").glob("input/**/*-H"):
            lines = header.read_bytes().split(b"\n")
            # The fourth line: time received in seconds, warnings sent (Exim specification, chapter 57).
            received, warnings = lines[3].split()
            lines[3] = b"%d %s" % (int(received) - int(by.total_seconds()), warnings)
            header.write_bytes(b"\n".join(lines))
        shutil.rmtree(self.folder / "spool" / "db", ignore_errors=True)

    @property
    def log(self) -> str:
        """Exim's main log, then its panic log."""
        paths = [self.folder / "logs" / "mainlog", self.folder / "logs" / "paniclog", self.process.log]
        return "".join(path.read_text("utf-8", "replace") for path in paths if path.exists())

    def _put(self, table: str, key: str, value: str) -> None:
        self._tables[table][key.lower()] = value
        self._write(table)

    def _write(self, table: str) -> None:
        path = self.folder / table
        written = path.with_suffix(".new")
        written.write_text("".join(f'"{key}": {value}\n' for key, value in self._tables[table].items()))
        self.account.give(written)
        written.rename(path)

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            as_account(self.account, [self._program, "-C", self._config, *arguments]),
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False,
            env=plain_environment(), cwd="/",
        )  # fmt: skip
        if done.returncode:
            raise EximFailed(f"exim {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout
