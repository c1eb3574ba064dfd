"""Inserting rows with little ado, where a mail costs half a dozen of them and thousands of mails come in at once.

Django compiles each INSERT anew, which takes several times as long as the database needs to run it. Here the statement
of a model is built once; values are still prepared by the model's own fields. No signals are sent.

Inside `gathering` rows get their keys at once and are written together later, many by one statement.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)
_BLOCK = 64  # keys taken from a PostgreSQL sequence at once

Fields = tuple["models.Field[Any, Any]", ...]


@lru_cache(maxsize=128)
def _statement(model: type[models.Model], with_key: bool, _vendor: str) -> tuple[str, Fields]:
    fields = tuple(f for f in model._meta.local_concrete_fields if with_key or not isinstance(f, models.AutoField))
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})", fields  # noqa: S608


def _values(row: models.Model, fields: Fields) -> list[Any]:
    return [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]


def insert(row: M) -> M:
    """Insert a new instance whose key the database gives; returns it with its key.

    Raises django.db.IntegrityError as `save` does (inside `gathering`: when the rows are written). Only for models
    without parents.
    """
    if _active.pen is not None:
        return _active.pen.put(row)
    sql, fields = _statement(type(row), False, connection.vendor)
    key = connection.ops.quote_name(_key_column(type(row)))
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} RETURNING {key}", _values(row, fields))
        row.pk = cursor.fetchone()[0]
    _written(row)
    return row


def insert_all(rows: Sequence[models.Model]) -> None:
    """Insert instances of one model that have their keys."""
    if not rows:
        return
    sql, fields = _statement(type(rows[0]), True, connection.vendor)
    with connection.cursor() as cursor:
        cursor.executemany(sql, [_values(row, fields) for row in rows])
    for row in rows:
        _written(row)


def update(row: models.Model, names: Iterable[str]) -> None:
    """Write these fields of a row that exists; inside `gathering` together with the others."""
    fields = tuple(row._meta.get_field(name) for name in names)
    if _active.pen is not None:
        _active.pen.updates.append((row, fields))
    else:
        _update_all([(row, fields)])


def _update_all(changes: Sequence[tuple[models.Model, Any]]) -> None:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for row, fields in changes:
            marks = ", ".join(f"{quote(field.column)} = %s" for field in fields)
            values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
            sql = f"UPDATE {quote(row._meta.db_table)} SET {marks} WHERE {quote(_key_column(type(row)))} = %s"  # noqa: S608
            cursor.execute(sql, [*values, row.pk])


def is_pending(row: models.Model) -> bool:
    """Whether the row has its key but is not written yet: changing the instance is enough."""
    return row._state.adding and row.pk is not None


def _key_column(model: type[models.Model]) -> str:
    assert model._meta.pk is not None
    return str(model._meta.pk.column)


def _written(row: models.Model) -> None:
    row._state.adding, row._state.db = False, connection.alias


class Pen:
    """Rows and changes to be written together, inside one transaction.

    On SQLite the transaction holds the only write lock, so keys can be counted on from the table's sequence; between
    two flushes nobody else may insert into the same tables. On PostgreSQL keys come from the sequence itself.
    """

    def __init__(self) -> None:
        self.rows: dict[type[models.Model], list[models.Model]] = {}
        self.updates: list[tuple[models.Model, Any]] = []
        self._keys: dict[type[models.Model], Iterator[int]] = {}

    def put(self, row: M) -> M:
        model = type(row)
        key = next(self._keys.get(model, iter(())), None)
        if key is None:
            self._keys[model] = _next_keys(model)
            key = next(self._keys[model])
        row.pk = key
        self.rows.setdefault(model, []).append(row)
        return row

    def mark(self) -> tuple[dict[type[models.Model], int], int]:
        return {model: len(rows) for model, rows in self.rows.items()}, len(self.updates)

    def undo_to(self, mark: tuple[dict[type[models.Model], int], int]) -> None:
        """Forget what was put since."""
        counts, updates = mark
        for model, rows in self.rows.items():
            del rows[counts.get(model, 0) :]
        del self.updates[updates:]

    def flush(self) -> None:
        """Write everything. Raises IntegrityError; the transaction is then to be given up."""
        for rows in self.rows.values():
            insert_all(rows)
        _update_all(self.updates)
        self.rows, self.updates, self._keys = {}, [], {}


def _next_keys(model: type[models.Model]) -> Iterator[int]:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            found = cursor.fetchone()
            last = int(found[0]) if found else 0
            return iter(range(last + 1, 2**63 - 1))
        sequence = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
        cursor.execute(sequence, [table, _key_column(model), _BLOCK])
        return iter([int(row[0]) for row in cursor.fetchall()])


class _Active(threading.local):
    pen: Pen | None = None


_active = _Active()


@contextmanager
def gathering(pen: Pen) -> Iterator[None]:
    """Inside, `insert` and `update` of this thread go to the pen; what fails in here is taken out of it again."""
    before, mark = _active.pen, pen.mark()
    _active.pen = pen
    try:
        yield
    except BaseException:
        pen.undo_to(mark)
        raise
    finally:
        _active.pen = before
