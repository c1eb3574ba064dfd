"""What the tests of actions by the API share: the wishes, and how an answer is read."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection

from onehand.api.tests.bank import IBAN, OLD, REFUSED
from onehand.api.tests.client import Answer, ApiClient
from onehand.cases.models import Case
from onehand.team.models import Agent

As = Callable[[Agent], ApiClient]

CANCEL = {"action": "cancel", "arguments": {"order": "1", "reason": "Doppelt bestellt"}}
GIVE = {"action": "goodwill", "arguments": {"amount": "20,00", "reason": "Drei Wochen ohne Tür"}}
PAYER = {"action": "change_payer", "arguments": {"contract": "1", "holder": "Carla Kern", "iban": IBAN}}


def runs_path(case: Case) -> str:
    return f"/cases/{case.pk}/runs"


def at(answer: Answer) -> dict[str, str]:
    return {one["at"]: one["kind"] for one in answer.json["errors"]}


def everything() -> str:
    """All that is stored, as a copy of the database shows it."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 our own tables
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def no_iban_in(text: str) -> None:
    bare = text.replace(" ", "")
    for iban in (IBAN, OLD, REFUSED):
        assert iban not in bare
        assert iban[4:] not in bare
