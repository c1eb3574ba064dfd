"""What search finds in a case: number, subject, text, names, addresses, attachments' names."""

from __future__ import annotations

from collections.abc import Sequence

from onehand.cases.models import Case, Message
from onehand.foundation.search import index


def document(message: Message, case: Case, sender: str, names: Sequence[str]) -> tuple[int, int, str]:
    people = message.people or {}
    addresses = [
        f"{person.get('name', '')} {person.get('address', '')}"
        for field in ("from", "to", "cc")
        for person in people.get(field, ())[:20]
    ]
    parts = [str(case.pk), case.subject, sender, *addresses, *names, message.text, message.signature]
    return message.pk, case.pk, "\n".join(part for part in parts if part)


def index_message(message: Message, *, case: Case, sender: str = "", names: Sequence[str] = ()) -> None:
    index.add([document(message, case, sender, names)])


def index_again(message: Message) -> None:
    """After a reparse or a move."""
    index.remove([message.pk])
    names = list(message.attachments.values_list("name", flat=True))
    index_message(message, case=message.case, sender=message.case.customer.name, names=names)
