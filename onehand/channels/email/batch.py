"""Group commit: what several connections hand in at the same time goes through the intake together."""

from __future__ import annotations

import logging
import queue
import threading
from concurrent.futures import Future

from django.db import close_old_connections, connections

from onehand.cases import intake
from onehand.cases.intake import Arrival, Received

log = logging.getLogger("onehand.mail")

_Waiting = tuple[Arrival, "Future[Received]"]


class Batcher:
    """One thread that takes what waits, up to a batch, without waiting for more.

    A future ends when its arrival is durable, or with the error because of which it must not be acknowledged.
    """

    def __init__(self) -> None:
        self._waiting: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="mail-intake", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Take in what was handed in before, then end."""
        self._waiting.put(None)
        self._thread.join(30)

    def hand_in(self, arrival: Arrival) -> Future[Received]:
        future: Future[Received] = Future()
        self._waiting.put((arrival, future))
        return future

    def _run(self) -> None:
        last = False
        while not last:
            batch, last = self._next()
            # A connection that has gone meanwhile will come again: what it left was never acknowledged.
            batch = [(arrival, future) for arrival, future in batch if future.set_running_or_notify_cancel()]
            if batch:
                close_old_connections()
                take_in(batch)
        connections.close_all()

    def _next(self) -> tuple[list[_Waiting], bool]:
        first = self._waiting.get()
        batch: list[_Waiting] = []
        while first is not None:
            batch.append(first)
            if len(batch) == intake.BATCH:
                return batch, False
            try:
                first = self._waiting.get_nowait()
            except queue.Empty:
                return batch, False
        return batch, True


def take_in(batch: list[_Waiting]) -> None:
    """Answer each future. When the batch fails, one by one, so that nobody suffers for another's mail."""
    try:
        received = intake.receive_many([arrival for arrival, _ in batch])
    except Exception as error:
        if len(batch) == 1:
            _fail(batch[0][1], error)
            return
        log.warning("a batch of %s mails failed (%s): one by one", len(batch), type(error).__name__)
        for waiting in batch:
            take_in([waiting])
        return
    for (_, future), answer in zip(batch, received, strict=True):
        future.set_result(answer)


def _fail(future: Future[Received], error: Exception) -> None:
    log.error("a mail could not be stored: %s", type(error).__name__)
    connections.close_all()
    future.set_exception(error)
