"""The customer's orders, contracts and papers as the connected systems hold them now; when one is silent, what it
said last and since when it is silent (D7, D8)."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from onehand.actions import backends
from onehand.actions.contract import Backend, Document, Process, Unreachable, View, Who
from onehand.actions.hiding import hidden
from onehand.actions.who import who_of
from onehand.actions.words import Words
from onehand.foundation import clock
from onehand.people.models import Customer

KEPT = 500  # people of whom the last answer of each system is remembered, in memory only

Answers = tuple[View, ...]
_lock = threading.Lock()
_last: OrderedDict[tuple[str, Who], tuple[datetime, Answers]] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Read:
    """What one system says. `at` is when it said so, None where it never did; `down_since` is None while it answers."""

    code: str
    title: Words
    views: Answers
    at: datetime | None
    down_since: datetime | None = None

    @property
    def processes(self) -> list[Process]:
        return [process for view in self.views for process in view.processes]

    @property
    def documents(self) -> list[Document]:
        return [document for view in self.views for document in view.documents]


def read_all(customer: Customer, *, proven: bool = False) -> list[Read]:
    """Of every connected system, in their order; the slowest one sets the pace. Empty while none is connected.
    `proven` is for what customers are shown themselves: see `who_of`."""
    systems = backends.connected()
    if not systems:
        return []
    who = who_of(customer, proven=proven)
    with ThreadPoolExecutor(max_workers=len(systems)) as pool:
        return list(pool.map(lambda one: _read(one, who), systems))


def _read(one: Backend, who: Who) -> Read:
    try:
        views = backends.asked(one.code, lambda system: _views(system, who), patient=False)
    except Unreachable:
        with _lock:
            at, views = _last.get((one.code, who), (None, ()))
        return Read(one.code, one.title, views, at, backends.health(one.code).down_since or clock.now())
    now, views = clock.now(), hidden(views)
    with _lock:
        _last[one.code, who] = (now, views)
        _last.move_to_end((one.code, who))
        while len(_last) > KEPT:
            _last.popitem(last=False)
    return Read(one.code, one.title, views, now)


def _views(system: Backend, who: Who) -> Answers:
    return tuple(system.read(number) for number in system.find(who))


def forget() -> None:
    """Nothing is remembered of anybody (after an erasure)."""
    with _lock:
        _last.clear()
