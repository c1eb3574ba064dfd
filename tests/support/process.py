"""One server process of the tests: its account, its folder, its beginning and its end."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.support.ports import TooLate, until


class CannotStart(RuntimeError):
    """A server ended, or did not answer, instead of starting; the message holds the end of its log."""


@dataclass(frozen=True, slots=True)
class Account:
    """The Unix account a server runs as."""

    name: str
    group: str
    uid: int
    gid: int

    def give(self, *paths: Path) -> None:
        """Make these files this account's. Does nothing unless we are root."""
        if os.geteuid() == 0:
            for path in paths:
                os.chown(path, self.uid, self.gid)


def server_account() -> Account:
    """Our own account; as root, `nobody`, since PostgreSQL refuses root and the others need not have it."""
    entry = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    return Account(entry.pw_name, grp.getgrgid(entry.pw_gid).gr_name, entry.pw_uid, entry.pw_gid)


def server_folder(account: Account, name: str) -> Path:
    """A new private folder of the account. Its path is short: a Unix socket's path ends at 107 bytes.

    Not pytest's tmp_path, which belongs to root alone and is too deep for sockets.
    """
    folder = Path(tempfile.mkdtemp(prefix=f"onehand-{name}-", dir="/tmp"))
    account.give(folder)
    return folder


def find_binary(name: str, *patterns: str) -> str:
    """The program of that name: on PATH, in the sbin folders, or by glob patterns (the last match)."""
    for pattern in patterns:
        found = sorted(Path("/").glob(pattern.lstrip("/")), key=lambda path: (len(str(path)), str(path)))
        if found:
            return str(found[-1])
    path = os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin:/sbin"
    program = shutil.which(name, path=path)
    if program is None:
        raise CannotStart(f"{name} is not installed; run: python3 tests/support/preflight.py")
    return program


def family(first: int) -> set[int]:
    """Ids of the living processes in the Unix session that `first` began, and of all its descendants.

    Both, since PostgreSQL's children leave the session and Exim's deliveries outlive their parent.
    """
    table: dict[int, tuple[int, int]] = {}
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            stat = Path("/proc", entry, "stat").read_text()
        except OSError:
            continue
        # After the name in brackets, which may hold anything: state, parent, group, session (proc(5)).
        state, parent, _, session = stat.rpartition(")")[2].split()[:4]
        if state != "Z":
            table[int(entry)] = (int(parent), int(session))
    found = {pid for pid, (_, session) in table.items() if pid == first or session == first}
    while more := {pid for pid, (parent, _) in table.items() if parent in found} - found:
        found |= more
    return found


def alive(pid: int) -> bool:
    """True while that process exists and is not merely waiting to be reaped."""
    try:
        return Path("/proc", str(pid), "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@dataclass
class Process:
    """A process in a Unix session of its own, so that it and its children can be ended and nobody else.

    It is told to end (`last_signal`) when the thread that started it dies, so that a killed test run leaves
    nothing behind: start it from a thread that lives as long as the server.
    """

    command: Sequence[str | Path]
    account: Account
    log: Path
    env: Mapping[str, str] = field(default_factory=dict)
    last_signal: signal.Signals = signal.SIGTERM
    popen: subprocess.Popen[bytes] | None = None

    def start(self, ready: Callable[[], object], *, timeout: float = 20) -> None:
        """Start and wait until `ready()` is true. Raises CannotStart with the log when it is not."""
        if self.popen is not None:
            raise CannotStart(f"{self.command[0]} runs already")
        with self.log.open("ab") as log:
            self.account.give(self.log)
            self.popen = subprocess.Popen(
                as_account(self.account, self.command, end_with=self.last_signal),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=plain_environment() | dict(self.env),
                cwd="/",
                start_new_session=True,
            )
        try:
            until(lambda: not self.running or ready(), "its port", timeout=timeout)
        except TooLate:
            self.kill()
            raise CannotStart(self._story("does not answer")) from None
        if self.popen.poll() is not None:
            code, self.popen = self.popen.returncode, None
            raise CannotStart(self._story(f"ended with {code}"))

    @property
    def running(self) -> bool:
        return self.popen is not None and self.popen.poll() is None

    @property
    def pid(self) -> int:
        """The id of the running process. Raises CannotStart when none runs."""
        if self.popen is None:
            raise CannotStart(f"{self.command[0]} does not run")
        return self.popen.pid

    def stop(self, *, timeout: float = 5) -> None:
        """Ask it to end, wait, and kill what is left. Stopping twice is fine."""
        if self.popen is None:
            return
        self.popen.send_signal(self.last_signal)
        with suppress(subprocess.TimeoutExpired):
            self.popen.wait(timeout)
        self.kill()

    def kill(self) -> None:
        """SIGKILL the process and its children at once: open connections break in the middle."""
        if self.popen is None:
            return
        first, ours = self.popen.pid, set[int]()
        while left := family(first) | {pid for pid in ours if alive(pid)}:
            ours |= left
            for pid in left:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self.popen.poll()
        self.popen.wait()
        self.popen = None

    def _story(self, what: str) -> str:
        tail = self.log.read_text("utf-8", "replace")[-3000:] if self.log.exists() else ""
        return f"{self.command[0]} {what}:\n{tail}"


class Part:
    """A server with a folder of its own, usable in `with`; subclasses give `start`, `stop` and `folder`."""

    folder: Path

    def start(self) -> None:
        raise NotImplementedError

    def stop(self) -> None:
        raise NotImplementedError

    def end(self) -> None:
        """End it for good, when its folder is about to go."""
        self.stop()

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.end()
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()
        shutil.rmtree(self.folder, ignore_errors=True)


def as_account(account: Account, command: Sequence[str | Path], *, end_with: signal.Signals | None = None) -> list[str]:
    """The command line that runs `command` as the account, without any way back to more rights.

    --no-new-privs also makes Exim's setuid bit void: the same server runs for root and for a user.
    """
    switch = ["setpriv", "--no-new-privs"]
    if end_with is not None:
        switch += ["--pdeathsig", end_with.name.removeprefix("SIG")]
    if os.geteuid() == 0:
        switch += ["--reuid", str(account.uid), "--regid", str(account.gid), "--clear-groups"]
    return [*switch, "--", *map(str, command)]


def plain_environment() -> dict[str, str]:
    """An environment without anything of the developer's own settings in it."""
    path = os.environ.get("PATH", "/usr/bin:/bin") + ":/usr/sbin:/sbin"
    return {"PATH": path, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
