"""Questions that are asked on every page, compiled once.

Django writes each SELECT anew, which costs five to ten times as long as SQLite needs to answer it. A `Prepared` is
built from an ordinary queryset in whose filters `blank("name")` stands for what differs, and is filled in when it is
asked. The answer is made of model instances (or tuples for `values_list`), exactly as the queryset would give it;
`prefetch_related` is not supported, and lists of keys go behind `case__pk__in`, since `case__in` wants numbers at once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connection as default
from django.db.models import Expression, QuerySet
from django.db.models.query import ModelIterable, get_related_populators

R = TypeVar("R")
Blanks = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class _Hole:
    """Stands among the parameters until the question is asked; `position` within a list, -1 for a single value."""

    name: str
    position: int


class Blank(Expression):
    """Stands in a filter for a value that is known later."""

    def __init__(self, name: str, position: int = -1) -> None:
        super().__init__()
        self.name, self.position = name, position

    def as_sql(self, _compiler: Any, _connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        return "%s", [self.hole]

    @property
    def hole(self) -> _Hole:
        return _Hole(self.name, self.position)


@dataclass(frozen=True, slots=True)
class _Plan:
    sql: str  # "" when it can never find anything
    params: tuple[Any, ...]
    converters: tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]
    make: Callable[[list[Any]], Any]


class Prepared(Generic[R]):
    """`build(blank, *kind)` gives the queryset; `kind` is whatever changes its shape, one plan is kept for each."""

    def __init__(self, build: Callable[..., QuerySet[Any, R]]) -> None:
        self._build = build
        self._plans: dict[Hashable, _Plan] = {}

    def rows(self, *kind: Hashable, **values: Any) -> list[R]:
        """All rows for these values; a list fills a blank behind `__in`, where an empty one finds nothing."""
        plan = self._plan(kind, values)
        if not plan.sql:
            return []
        adapt = default.ops.adapt_datetimefield_value
        with default.cursor() as cursor:
            cursor.execute(plan.sql, [_filled(one, values, adapt) for one in plan.params])
            return _made(plan, cursor.fetchall())

    def first(self, *kind: Hashable, **values: Any) -> R | None:
        """The first of the rows; the queryset itself should be cut to one."""
        return next(iter(self.rows(*kind, **values)), None)

    def _plan(self, kind: tuple[Hashable, ...], values: Mapping[str, Any]) -> _Plan:
        rooms = tuple((name, _room(value)) for name, value in values.items() if isinstance(value, list))
        key = (default.vendor, kind, rooms)
        plan = self._plans.get(key)
        if plan is None:
            sizes = dict(rooms)

            def blank(name: str) -> Any:
                room = sizes.get(name)
                return Blank(name) if room is None else [Blank(name, position) for position in range(room)]

            plan = self._plans[key] = _compiled(self._build(blank, *kind))
        return plan


def _room(value: Sequence[Any]) -> int:
    """Lists get room for a power of two, so that there are few plans; what is left over stays NULL."""
    return 1 << max(0, len(value) - 1).bit_length()


def _filled(param: Any, values: Mapping[str, Any], adapt: Callable[[datetime], Any]) -> Any:
    if type(param) is not _Hole:
        return param
    value = values[param.name]
    if param.position >= 0:
        value = value[param.position] if param.position < len(value) else None
    return adapt(value) if isinstance(value, datetime) else value


def _compiled(queryset: QuerySet[Any, Any]) -> _Plan:
    compiler: Any = queryset.query.get_compiler(connection=default)
    try:
        sql, params = compiler.as_sql(with_col_aliases=False)
    except EmptyResultSet:
        return _Plan("", (), (), list)
    found = compiler.get_converters([column[0] for column in compiler.select])
    converters = tuple((index, tuple(functions), column) for index, (functions, column) in found.items())
    make = _of_models(queryset, compiler) if issubclass(_kind_of(queryset), ModelIterable) else _values(queryset)
    # Conditions written by hand (cases/visibility) put the blank itself among their parameters.
    return _Plan(sql, tuple(one.hole if isinstance(one, Blank) else one for one in params), converters, make)


def _kind_of(queryset: QuerySet[Any, Any]) -> type:
    return cast(type, vars(queryset)["_iterable_class"])


def _of_models(queryset: QuerySet[Any, Any], compiler: Any) -> Callable[[list[Any]], Any]:
    """As `ModelIterable` puts instances together."""
    klass = compiler.klass_info
    model, fields = klass["model"], klass["select_fields"]
    begin, end = fields[0], fields[-1] + 1
    names = [column[0].target.attname for column in compiler.select[begin:end]]
    # The stubs know the signature of a later Django.
    populators = cast(Any, get_related_populators)(klass, compiler.select, queryset.db)
    annotations = list(compiler.annotation_col_map.items())
    alias = queryset.db

    def make(row: list[Any]) -> Any:
        instance = model.from_db(alias, names, row[begin:end])
        for populator in populators:
            populator.populate(row, instance)
        for name, index in annotations:
            setattr(instance, name, row[index])
        return instance

    return make


def _values(queryset: QuerySet[Any, Any]) -> Callable[[list[Any]], Any]:
    flat = _kind_of(queryset).__name__ == "FlatValuesListIterable"
    return (lambda row: row[0]) if flat else tuple


def _made(plan: _Plan, rows: Sequence[Sequence[Any]]) -> list[Any]:
    made = []
    for found in rows:
        row = list(found)
        for index, functions, column in plan.converters:
            value = row[index]
            for function in functions:
                value = function(value, column, default)
            row[index] = value
        made.append(plan.make(row))
    return made
