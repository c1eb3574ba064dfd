"""What keeps Tryton quick on SQLite, in a process that serves one shop. Nothing here changes what it answers.

Tryton's SQLite backend opens the file and reads its whole schema anew for every transaction, three times a request, and
without a worker of its own it does what it has queued before it answers, also drawing up the printed invoice that
nobody waits for.
"""

from __future__ import annotations

import gc
import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import Any

from werkzeug.serving import BaseWSGIServer

log = logging.getLogger("onehand.shop")

THREADS = 8
QUIET = 2.0  # seconds without a request until what can wait is done
# Methods whose result nobody reads: they run after the answer.
LATER = frozenset({"print_invoice"})


class Server(BaseWSGIServer):
    """Answers on a few threads that stay, so that what a thread has opened stays open too."""

    # A request that still runs must not hold up the end: its transaction is rolled back, as in any crash.
    daemon_threads = True
    multithread = True
    request_queue_size = 128

    def __init__(self, host: str, port: int, app: Any, *, asked: Callable[[], None]) -> None:
        super().__init__(host, port, app)
        self._asked = asked
        self._waiting: queue.SimpleQueue[tuple[Any, Any]] = queue.SimpleQueue()
        for number in range(THREADS):
            threading.Thread(target=self._answer, name=f"shop-{number}", daemon=True).start()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._waiting.put((request, client_address))

    def _answer(self) -> None:
        while True:
            request, client_address = self._waiting.get()
            self._asked()
            try:
                self.finish_request(request, client_address)
            except Exception:
                self.handle_error(request, client_address)
            finally:
                self.shutdown_request(request)


def keep_connections() -> None:
    """A thread's connection goes on to its next transaction instead of being closed."""
    from trytond.backend.sqlite.database import Database

    idle = threading.local()
    opened = Database.connect

    def connect(self: Any) -> Any:
        if self._conn is not None:
            return self
        kept = getattr(idle, "kept", {}).get(self.name)
        if kept:
            self._conn = kept.pop()
            return self
        database = opened(self)
        # In WAL mode nothing is lost when the process is killed; the flush is for power cuts, and this is a demo.
        self._conn.execute("PRAGMA synchronous = NORMAL")
        return database

    def put_connection(self: Any, connection: Any = None, close: bool = False) -> None:
        if self._conn is None:
            return
        if close or self.name == ":memory:" or self._conn.in_transaction:
            put_back(self, connection, close)
            return
        if not hasattr(idle, "kept"):
            idle.kept = {}
        idle.kept.setdefault(self.name, []).append(self._conn)
        self._conn = None

    put_back = Database.put_connection
    Database.connect, Database.put_connection = connect, put_connection


class Afterwards:
    """Does queued tasks when nobody asks for anything; also those that a killed process has left."""

    def __init__(self) -> None:
        from trytond import worker
        from trytond.protocols import dispatcher

        self._run = worker.run_task
        self._waiting: queue.SimpleQueue[tuple[Any, int, str]] = queue.SimpleQueue()
        self._asked = time.monotonic()
        dispatcher.run_task = self.take
        threading.Thread(target=self._work, name="shop-later", daemon=True).start()

    def asked(self) -> None:
        """Somebody asks for something right now."""
        self._asked = time.monotonic()

    def take(self, pool: Any, task: int) -> None:
        method = self._method(pool, task)
        if method in LATER:
            self._waiting.put((pool, task, method))
        elif method:
            self._run(pool, task)

    def catch_up(self, pool: Any) -> None:
        from trytond.transaction import Transaction

        with Transaction().start(pool.database_name, 0, readonly=True):
            left = [task.id for task in pool.get("ir.queue").search([("finished_at", "=", None)])]
        for task in left:
            self._waiting.put((pool, task, self._method(pool, task)))

    def _work(self) -> None:
        while True:
            pool, task, method = self._waiting.get()
            while (left := self._asked + QUIET - time.monotonic()) > 0:
                time.sleep(left)
            try:
                # Where the data was put back meanwhile, another task may bear this number by now.
                if self._method(pool, task) == method:
                    self._run(pool, task)
            except Exception:
                log.exception("a queued task failed")

    def _method(self, pool: Any, task: int) -> str:
        """What it calls; "" when it is done or no longer there."""
        from trytond.transaction import Transaction

        with Transaction().start(pool.database_name, 0, readonly=True):
            found = pool.get("ir.queue").search([("id", "=", task), ("finished_at", "=", None)])
            return str(found[0].data["method"]) if found else ""


def settle() -> None:
    """What is loaded by now stays for good: the collector of garbage need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
