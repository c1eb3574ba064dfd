"""The one door to the timeline. Entries of a transaction are written as its last statements, under one lock."""

from __future__ import annotations

import functools
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ParamSpec, Protocol, TypeVar

from django.db import connection, transaction

from onehand.foundation import clock, live, rows
from onehand.timeline.kinds import Kind
from onehand.timeline.models import ChainHead, Entry

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: kind is agent, customer or system."""

    kind: str
    id: int | None
    name: str

    @property
    def actor(self) -> Actor:
        return self


class Acts(Protocol):
    @property
    def actor(self) -> Actor: ...


SYSTEM = Actor("system", None, "Onehand")


class NotWriting(RuntimeError):
    """record() was called outside writing(): the entry would not be in the verb's transaction."""


class _Pending(threading.local):
    entries: list[Entry] | None = None


_pending = _Pending()


@contextmanager
def writing() -> Iterator[None]:
    """A transaction whose timeline entries are flushed at its very end. Nested ones are savepoints."""
    outermost = _pending.entries is None
    entries: list[Entry] = [] if _pending.entries is None else _pending.entries
    kept = len(entries)
    _pending.entries = entries
    try:
        # The outermost one must hold a real transaction; inner ones join it, errors roll the whole verb back.
        with transaction.atomic(savepoint=outermost):
            yield
            if outermost:
                _flush(entries)
    except BaseException:
        del entries[kept:]
        raise
    finally:
        if outermost:
            _pending.entries = None


@contextmanager
def savepoint() -> Iterator[None]:
    """Inside writing(): what fails in here is undone alone, with its entries (a batch of mails)."""
    if _pending.entries is None:
        raise NotWriting("savepoint() outside writing()")
    kept = len(_pending.entries)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        del _pending.entries[kept:]
        raise


@contextmanager
def undoable() -> Iterator[None]:
    """Inside writing(): what fails in here leaves no entries; for what writes nothing to the database yet."""
    if _pending.entries is None:
        raise NotWriting("undoable() outside writing()")
    kept = len(_pending.entries)
    try:
        yield
    except BaseException:
        del _pending.entries[kept:]
        raise


def verb(function: Callable[P, R]) -> Callable[P, R]:
    """Run a verb inside writing(): guard, change and entry in one transaction."""

    @functools.wraps(function)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        with writing():
            return function(*args, **kwargs)

    return inside


def record(
    subject_kind: str,
    subject_id: int,
    kind: Kind,
    *,
    by: Acts,
    audience: str = "agent",
    ref: int | None = None,
    text: str = "",
    values: Mapping[str, Any] | None = None,
) -> Entry:
    """Note that something happened; audience is customer, agent or lead. The entry gets its seq at the end."""
    if _pending.entries is None:
        raise NotWriting(f"record({kind.code}) outside writing()")
    actor = by.actor
    entry = Entry(
        subject_kind=subject_kind,
        subject_id=subject_id,
        kind=kind.code,
        audience=audience,
        at=clock.now(),
        ref=ref,
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_name=actor.name,
        text=text,
        values=dict(values or {}),
        salt=secrets.token_hex(16),
    )
    _pending.entries.append(entry)
    return entry


def _flush(entries: list[Entry]) -> None:
    if not entries:
        return
    heads = ChainHead.objects.all()
    if connection.features.has_select_for_update:
        heads = heads.select_for_update()
    head = heads.get(pk=1)
    for entry in entries:
        head.seq += 1
        entry.seq = head.seq
        entry.digest = entry.payload_digest()
        head.chain = entry.chain = entry.link(head.chain)
    rows.insert_all(entries)
    head.save(update_fields=["seq", "chain"])
    live.announce()
