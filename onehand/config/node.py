"""One node: web, worker and mail intake in one process, or parts of them."""

from __future__ import annotations

import logging
import signal
import socket
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from types import FrameType

import uvicorn
from django.conf import settings
from django.db import DatabaseError, connection

from onehand.cases import intake, recognise
from onehand.channels import registry
from onehand.foundation.jobs.worker import Worker
from onehand.foundation.sqlite import neighbour, queue
from onehand.people import forgetting

log = logging.getLogger("onehand.node")

# Seconds after which a busy thread lets another go on. At Python's usual 5 ms a page that asks the database twenty
# times waits twenty times for the reading of mails, and comes after 150 ms; the mails come in no slower for it.
SWITCH = 0.0005
# Seconds after the start in which pages go first; then the rules of recognising are brought in, before somebody waits
# for them.
PAGES_FIRST = 5.0


class CannotStart(Exception):
    """Says in one sentence what hinders the start and what to do."""


def serve(*, web_only: bool = False, port: int | None = None, ready: Callable[[], None] | None = None) -> int:
    """Run web and, unless `web_only`, worker and mail intake until a signal ends it; the exit code."""
    stop = threading.Event()
    sys.setswitchinterval(SWITCH)
    threads = [*_share_the_queue(stop), _get_ready(stop)]
    _forget_again()
    if not web_only:
        threads += _background(stop)
    _web(stop, port or settings.ONEHAND.listen_port, ready)
    stop.set()
    _end(threads)
    return 0


def work() -> int:
    """Run jobs and mail intake until a signal ends it."""
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    threads = _share_the_queue(stop)
    _forget_again()
    threads += _background(stop)
    while not stop.wait(1):
        pass
    _end(threads)
    return 0


def _share_the_queue(stop: threading.Event) -> list[threading.Thread]:
    """On SQLite the command line stands in this node's write queue."""
    if connection.vendor != "sqlite":
        return []

    def run() -> None:
        try:
            queue.serve(settings.ONEHAND.data / "node.sock", stop)
        except neighbour.AlreadyServed:
            log.info("another process of this node keeps the write queue")

    thread = threading.Thread(target=run, name="write-queue", daemon=True)
    thread.start()
    return [thread]


def _get_ready(stop: threading.Event) -> threading.Thread:
    def run() -> None:
        if not stop.wait(PAGES_FIRST):
            recognise.get_ready()

    thread = threading.Thread(target=run, name="rules", daemon=True)
    thread.start()
    return thread


def _background(stop: threading.Event) -> list[threading.Thread]:
    try:
        channels = registry.start(stop)
    except registry.Unusable as error:
        stop.set()
        raise CannotStart(str(error)) from error
    worker = threading.Thread(target=Worker(stop).run, name="worker", daemon=True)
    worker.start()
    # What a killed process left unread is read at once, not only when the schedule comes round.
    recovery = threading.Thread(target=_recover, name="recovery", daemon=True)
    recovery.start()
    return [worker, recovery, *channels]


def _forget_again() -> None:
    """A restored copy of the database must forget again whom it knew, before anybody looks at it."""
    try:
        again = forgetting.replay()
    except DatabaseError as error:
        log.warning("erasures wait for the schedule: %s", type(error).__name__)
    else:
        if again:
            log.warning("%s customers were erased again after a restore", again)


def _recover() -> None:
    try:
        while intake.recover(older_than=timedelta(seconds=5)):
            pass
    except DatabaseError as error:
        log.warning("unread mail waits for the schedule: %s", type(error).__name__)
    finally:
        connection.close()


def _web(stop: threading.Event, port: int, ready: Callable[[], None] | None) -> None:
    from onehand.config.asgi import Application

    listening = _listen(settings.ONEHAND.listen_host, port)
    server = _Server(
        uvicorn.Config(
            Application(stop), lifespan="on", log_level="warning", access_log=False, server_header=False,
            timeout_graceful_shutdown=5, http="httptools", loop="asyncio", ws="none",
        ),
        stop,
    )  # fmt: skip
    if ready is not None:
        ready()
    server.run(sockets=[listening])


class _Server(uvicorn.Server):
    """Ends the streams of live updates before it waits for open connections."""

    def __init__(self, config: uvicorn.Config, stop: threading.Event) -> None:
        super().__init__(config)
        self._stop = stop

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._stop.set()
        super().handle_exit(sig, frame)


def _listen(host: str, port: int) -> socket.socket:
    """Bound before anything is announced, so that a taken port is told in one sentence."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, or asyncio leaves TCP_NODELAY off and each page waits 40 ms for a late acknowledgement.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        raise CannotStart(
            f"ONEHAND_LISTEN={host}:{port}: the port cannot be used ({error.strerror}). Choose another with --port."
        ) from error
    listening.listen(2048)
    listening.setblocking(False)
    return listening


def _end(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.join(10)
