"""Rows into tables, past the ORM, in chunks; and what a database that has lived has besides."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from itertools import chain, islice
from typing import Any

CHUNK = 5000
Row = dict[str, Any]


def insert(model: Any, rows: Iterable[Row]) -> None:
    """Rows as dictionaries by attribute, all with the same ones; what they leave out gets the model's default."""
    from django.db import connection

    iterator = iter(rows)
    first = next(iterator, None)
    if first is None:
        return
    rest = _left_out(model, first)
    columns = {field.attname: field.column for field in model._meta.concrete_fields}
    names = [columns[name] for name in (*first, *rest)]
    constant = tuple(rest.values())
    adapters = _adapters(connection.vendor)
    marks = ", ".join(["%s"] * len(names))
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    sql = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({quoted}) VALUES ({marks})"  # noqa: S608
    values = ((*_adapted(row.values(), adapters), *constant) for row in chain((first,), iterator))
    with connection.cursor() as cursor:
        while chunk := list(islice(values, CHUNK)):
            cursor.executemany(sql, chunk)


def _left_out(model: Any, row: Row) -> Row:
    from django.db import connection

    fields = [field for field in model._meta.concrete_fields if field.attname not in row and not field.primary_key]
    found = {field.attname: field.get_default() for field in fields}
    given = {name: value for name, value in found.items() if value is not None}
    return dict(zip(given, _adapted(given.values(), _adapters(connection.vendor)), strict=True))


Adapters = dict[type, Callable[[Any], Any]]


def _adapters(vendor: str) -> Adapters:
    """How values go into the database, by type; looked up for each of some ten million values."""
    if vendor != "sqlite":
        return {dict: _json, list: _json}
    return {dict: _json, list: _json, datetime: _moment, date: date.isoformat, time: time.isoformat}


def _adapted(values: Iterable[Any], adapters: Adapters) -> list[Any]:
    return [adapters[type(value)](value) if type(value) in adapters else value for value in values]


def _moment(value: datetime) -> str:
    """In UTC, as Django writes it."""
    return value.isoformat(" ", "microseconds")[:26]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if value else "{}" if isinstance(value, dict) else "[]"


def insert_search(rows: Iterator[tuple[int, int, str]]) -> None:
    from onehand.foundation.search import index

    while chunk := list(islice(rows, CHUNK)):
        index.add_words(chunk)


def after() -> None:
    """Sequences and statistics."""
    from django.apps import apps
    from django.core.management.color import no_style
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(apps.get_models())):
            cursor.execute(statement)
        cursor.execute("ANALYZE")
