"""The whole adapter: what it reads and all that it does."""

from __future__ import annotations

from onehand.actions.tryton.addresses import Addresses
from onehand.actions.tryton.client import Client


class Shop(Addresses):
    """A Tryton of the 7.0 series; `url` is http(s)://user:password@host:port/database."""

    @classmethod
    def at(cls, url: str) -> Shop:
        return cls(Client(url))
