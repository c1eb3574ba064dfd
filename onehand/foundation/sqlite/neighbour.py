"""How another process of the node stands in the node's queue of writers: a socket in the data folder.

A process says which database it writes to (one line), then single letters: `A` asks for the turn and is
answered by `G` when it has come, `R` gives it back, `W` asks how many wait and is answered by four bytes.
To hang up gives everything back, so a killed process blocks nobody. Where no node runs, a process goes on
by itself and SQLite's own lock and patience rule.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from django.conf import settings

_LONGEST_PATH = 100  # bytes; sockaddr_un holds 108 on Linux and 104 elsewhere
_serving = threading.Event()


class AlreadyServed(RuntimeError):
    """Another process serves this node's queue: two nodes must not share one data folder."""


class Tickets(Protocol):
    """The queue of the node's own writers; see queue.FairQueue."""

    def take(self, seconds: float | None) -> bool: ...
    def give_back(self) -> None: ...
    def waiting(self) -> int: ...


def socket_path() -> Path | None:
    """Where the node of this data folder listens; None where the settings name no data folder."""
    place = getattr(settings, "ONEHAND", None)
    return None if place is None else Path(place.data) / "node.sock"


def is_served_here() -> bool:
    """Whether this process is the node itself."""
    return _serving.is_set()


def forget() -> None:
    """After a fork: the child is not the node."""
    _serving.clear()


class Node:
    """The node as another process sees it; only who has the process's own turn takes and gives back."""

    def __init__(self, database: str) -> None:
        self._database = database
        self._talking = threading.Lock()  # any thread may ask `waiting` while another has the turn
        self._link: socket.socket | None = None
        self._held = False

    def take(self, seconds: float) -> bool:
        """Wait for the turn in the node's queue; True too if no node runs, False when the time is over."""
        link = self._link or self._connect()
        if link is None:
            return True
        try:
            link.settimeout(seconds)
            link.sendall(b"A")
            self._held = link.recv(1) == b"G"
        except TimeoutError:
            self._hang_up()
            return False
        except OSError:
            self._held = False
        if not self._held:
            self._hang_up()  # the node went away while we waited
        return True

    def give_back(self) -> None:
        """End the turn at the node, if it was had."""
        with self._talking:
            if self._link is not None and self._held:
                self._held = False
                try:
                    self._link.sendall(b"R")
                except OSError:
                    self._hang_up()

    def waiting(self) -> int:
        """How many wait behind us in the node's queue; 0 unless we have the turn there."""
        with self._talking:
            if self._link is None or not self._held:
                return 0
            try:
                self._link.sendall(b"W")
                return int.from_bytes(self._link.recv(4), "big")
            except OSError:
                return 0

    def _connect(self) -> socket.socket | None:
        path = socket_path()
        in_memory = ":memory:" in self._database or "mode=memory" in self._database
        if path is None or in_memory or is_served_here():
            return None
        link = _dial(path)
        if link is not None:
            try:
                link.sendall(os.fsencode(self._database) + b"\n")
            except OSError:
                link.close()
                return None
        self._link = link
        return link

    def _hang_up(self) -> None:
        if self._link is not None:
            self._link.close()
        self._link = None
        self._held = False


def serve(path: Path, stop: threading.Event, tickets: Callable[[str], Tickets]) -> None:
    """Answer neighbours until `stop` is set.

    Raises AlreadyServed, or OSError if the socket cannot be made.
    """
    running = _dial(path)
    if running is not None:
        running.close()
        raise AlreadyServed(str(path))
    # Set before anybody can connect, or this process might queue up at its own socket.
    _serving.set()
    try:
        with _listen(path) as listener:
            links: set[socket.socket] = set()
            while not stop.is_set():
                with contextlib.suppress(TimeoutError):
                    link, _ = listener.accept()
                    links.add(link)
                    threading.Thread(target=_attend, args=(link, links, tickets), daemon=True).start()
            for link in list(links):
                with contextlib.suppress(OSError):
                    link.shutdown(socket.SHUT_RDWR)
    finally:
        _serving.clear()
        _clear_away(path)


def _attend(link: socket.socket, links: set[socket.socket], tickets: Callable[[str], Tickets]) -> None:
    held = False
    link.settimeout(None)
    queue: Tickets | None = None
    try:
        with link.makefile("rb", buffering=0) as words:
            queue = tickets(os.fsdecode(words.readline().rstrip(b"\n")))
            while word := words.read(1):
                if word == b"A" and not held:
                    held = queue.take(None)
                    link.sendall(b"G")
                elif word == b"R" and held:
                    held = False
                    queue.give_back()
                elif word == b"W":
                    link.sendall(queue.waiting().to_bytes(4, "big"))
    except OSError:
        pass  # the neighbour was killed: whatever it held is given back below
    finally:
        if held and queue is not None:
            queue.give_back()
        links.discard(link)
        link.close()


def _dial(path: Path) -> socket.socket | None:
    """A connection to the node, or None if none listens there."""
    address = _address(path)
    if address is None:
        return None
    link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        link.connect(str(address))
    except OSError:
        link.close()
        return None
    return link


def _address(path: Path) -> Path | None:
    """The socket itself: at `path`, or where the pointer file at `path` says."""
    try:
        if path.is_file():
            return Path(path.read_text(encoding="utf-8").strip())
        return path if len(os.fsencode(path)) <= _LONGEST_PATH else None
    except OSError:
        return None


def _listen(path: Path) -> socket.socket:
    _clear_away(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    place = path
    if len(os.fsencode(path)) > _LONGEST_PATH:
        # The folder is fresh and ours alone, so nobody else of this machine can have put a socket there.
        place = Path(tempfile.mkdtemp(prefix="onehand-")) / path.name
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        listener.bind(str(place))
        if place != path:
            path.write_text(str(place), encoding="utf-8")
    except OSError:
        listener.close()
        raise
    finally:
        os.umask(before)
    listener.listen(64)
    listener.settimeout(0.2)
    return listener


def _clear_away(path: Path) -> None:
    """Remove the socket and, if it lies elsewhere, its folder; also those a killed node left."""
    place = _address(path)
    if place is not None and place != path and place.parent.name.startswith("onehand-"):
        shutil.rmtree(place.parent, ignore_errors=True)
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
