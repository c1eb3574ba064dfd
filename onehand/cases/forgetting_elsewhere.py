"""A forgotten customer in what belongs to others: their cases, messages and mails name them no more (GDPR art. 17)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from onehand.cases.indexing import index_again
from onehand.cases.models import Message, Outgoing, Party
from onehand.foundation.search import index
from onehand.people.models import JoinRequest
from onehand.timeline.erasing import erase_told

_BATCH = 500
_PARTY = ("party_added", "party_changed", "party_left")


def unname(ids: Sequence[int], values: Sequence[str], own: Iterable[int]) -> set[str]:
    """Inside the erasure's transaction, before their identities go; `own` are the messages that are blanked anyway.
    Gives back the keys of the blobs that named them: rendered mails. What others sent us stays as they sent it."""
    parties = Party.objects.filter(customer__in=ids)
    rows = list(parties.values_list("pk", "case"))
    erase_told(_PARTY, [pk for pk, _ in rows], subject_kind="case", ids=[case for _, case in rows])
    addresses = frozenset(value.lower() for value in values if "@" in value)
    keys = _unproved(ids)
    blanked = set(own)
    joined = Message.objects.filter(case__in=parties.values("case")).values_list("pk", flat=True)
    for some in _batches(sorted({*joined, *_found(addresses, blanked)} - blanked)):
        for message in Message.objects.filter(pk__in=some).select_related("case__customer"):
            _without(message, addresses)
        keys |= _off_copies(some, addresses)
    return keys


def _found(addresses: Iterable[str], blanked: set[int]) -> set[int]:
    """Messages that search finds by one of these addresses."""
    return {document for address in addresses for document, _place in index.hits(address)} - blanked


def _without(message: Message, addresses: frozenset[str]) -> None:
    people = {field: _others(named, addresses) for field, named in (message.people or {}).items()}
    if people != (message.people or {}):
        message.people = people
        message.save(update_fields=["people"])
        index_again(message)


def _others(named: Sequence[Any], addresses: frozenset[str]) -> list[Any]:
    return [one for one in named if str(one.get("address", "")).lower() not in addresses]


def _off_copies(messages: Sequence[int], addresses: frozenset[str]) -> set[str]:
    keys: set[str] = set()
    for mail in Outgoing.objects.filter(message__in=messages):
        cc = [one for one in mail.cc if one.lower() not in addresses]
        if cc != mail.cc:
            keys.add(mail.raw)
            mail.cc, mail.raw = cc, ""
            mail.save(update_fields=["cc", "raw"])
    return keys


def _unproved(ids: Sequence[int]) -> set[str]:
    """Mails to addresses of which they only said that they are theirs."""
    asked = JoinRequest.objects.filter(customer__in=ids).values("value")
    mails = Outgoing.objects.filter(kind="join", recipient__in=asked)
    keys = set(mails.values_list("raw", flat=True))
    mails.update(recipient="", text="", subject="", buttons=[], error="", raw="")
    return keys


def _batches(pks: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(pks), _BATCH):
        yield pks[start : start + _BATCH]
