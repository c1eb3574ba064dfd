"""One fair queue for all who write to an SQLite database of this node.

SQLite lets one transaction write at a time and gives the lock to whoever happens to ask in the right
moment: a web write beside a burst of mails waited 130 ms at the median and 7.7 s at worst. Here writers
wait in the order in which they came. Inside a process they hold tickets; other processes of the node (the
command line) stand in the same queue through the node's socket, see `neighbour`. Readers never wait.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections import deque
from pathlib import Path

from onehand.foundation.sqlite import neighbour


class FairQueue:
    """First come, first served; the turn is handed over, so nobody can overtake."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._line: deque[threading.Lock] = deque()
        self._taken = False

    def take(self, seconds: float | None) -> bool:
        """Wait for the turn, at most so many seconds (for ever if None); whether it came."""
        ticket = threading.Lock()
        ticket.acquire()
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            self._line.append(ticket)
        if ticket.acquire(timeout=-1 if seconds is None else seconds):
            return True
        with self._guard:
            if ticket not in self._line:
                return True  # it was called in the very moment in which patience ended
            self._line.remove(ticket)
            return False

    def give_back(self) -> None:
        """End the turn; the next in line has it at once."""
        with self._guard:
            if self._line:
                self._line.popleft().release()
            else:
                self._taken = False

    def waiting(self) -> int:
        """How many stand in line behind who has the turn."""
        return len(self._line)


class Line:
    """The queue of one database as this process sees it: its own tickets, then those of the node."""

    def __init__(self, database: str) -> None:
        self.tickets = FairQueue()
        self._node = neighbour.Node(database)

    def take(self, seconds: float) -> bool:
        """Wait for the turn, at most so many seconds; whether it came."""
        end = time.monotonic() + seconds
        if not self.tickets.take(seconds):
            return False
        if neighbour.is_served_here() or self._node.take(max(0.001, end - time.monotonic())):
            return True
        self.tickets.give_back()
        return False

    def give_back(self) -> None:
        """End the turn here and at the node."""
        self._node.give_back()
        self.tickets.give_back()

    def waiting(self) -> int:
        """How many wait behind us, in this process and at the node."""
        return self.tickets.waiting() + self._node.waiting()


_lines: dict[str, Line] = {}
_lines_guard = threading.Lock()


def line(database: str) -> Line:
    """The queue of a database, known by its file name."""
    with _lines_guard:
        if database not in _lines:
            _lines[database] = Line(database)
        return _lines[database]


class Turn:
    """What one connection holds while it writes, at the longest until the connection is thrown away."""

    __slots__ = ("_held", "_line", "_patience")

    def __init__(self, place: Line, patience: float) -> None:
        self._line = place
        self._patience = patience
        self._held = False

    def take(self) -> None:
        """Wait for the turn. Raises sqlite3.OperationalError (database is locked) when patience ends."""
        if self._held:
            return
        if not self._line.take(self._patience):
            raise sqlite3.OperationalError(f"database is locked: no turn within {self._patience:g} s")
        self._held = True

    def give_back(self) -> None:
        """End the turn, if this connection has it."""
        if self._held:
            self._held = False
            self._line.give_back()

    def __del__(self) -> None:
        # The garbage collector may come by while this very thread is inside the queue's guard, so another
        # thread has to do it.
        if self._held:
            threading.Thread(target=self.give_back).start()


def waiting() -> int:
    """How many writers wait now: a long batch that asks between two items can commit and give way."""
    with _lines_guard:
        lines = list(_lines.values())
    return sum(each.waiting() for each in lines)


def serve(path: Path, stop: threading.Event) -> None:
    """Let other processes of this node stand in this process's queue, by the socket `path`.

    Runs until `stop` is set, so give it a thread. Raises neighbour.AlreadyServed if another process
    serves there.
    """
    neighbour.serve(path, stop, lambda database: line(database).tickets)


def _forget() -> None:
    global _lines_guard
    _lines_guard = threading.Lock()
    _lines.clear()
    neighbour.forget()


os.register_at_fork(after_in_child=_forget)
