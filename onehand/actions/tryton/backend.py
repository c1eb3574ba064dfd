"""The whole adapter: what it reads and all that it does."""

from __future__ import annotations

from collections.abc import Callable

from onehand.actions.tryton.cancelling import Cancelling
from onehand.actions.tryton.client import Client
from onehand.actions.tryton.crediting import Crediting
from onehand.actions.tryton.dates import Dates
from onehand.actions.tryton.disputing import Disputing
from onehand.actions.tryton.happening import Happening
from onehand.actions.tryton.payers import Payers
from onehand.actions.tryton.reading import Reading
from onehand.actions.tryton.sending import Sending


class Shop(Reading, Happening, Dates, Cancelling, Sending, Crediting, Payers, Disputing):
    """A Tryton of the 7.0 series."""

    @classmethod
    def at(cls, url: str | Callable[[], str]) -> Shop:
        """`url` is http(s)://user:password@host:port/database, or a function that knows it by then."""
        return cls(Client(url))
