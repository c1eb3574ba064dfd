"""The timeline of a case as people read it: entries with the messages they speak of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from onehand.cases.access import LARGEST, readable_by_customer
from onehand.cases.models import Attachment, Case, Message, Outgoing
from onehand.foundation.prepared import Blanks, Prepared
from onehand.timeline.models import Entry

# A case with more entries shows its newest ones and a link to earlier ones.
NEWEST = 200

_CUSTOMER_KINDS = frozenset(
    {
        "case_opened", "message_received", "replied", "receipt_sent", "notice_sent", "assigned", "taken",
        "handover_accepted", "stood_in", "came_back", "waiting", "asked_solved", "confirmed", "not_solved",
        "closed_by_silence", "closed", "reopened", "called", "call_taken", "promised", "promise_kept",
        "promise_not_kept", "promise_renewed", "promise_withdrawn", "lateness_told", "slot_offered", "slot_booked",
        "slot_cancelled", "party_added", "party_changed", "party_left", "claim_disproved",
    }
)  # fmt: skip
_MESSAGE_KINDS = frozenset(
    {
        "message_received", "message_held", "automatic_received", "replied", "noted", "receipt_sent", "notice_sent",
        "called", "call_taken",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FeedItem:
    """`message` only for entries that brought one (its attachments and deliveries are loaded)."""

    entry: Entry
    message: Message | None


def case_timeline(
    case: Case, *, for_customer: bool = False, after: int | None = None, before: int | None = None, size: int = NEWEST
) -> list[FeedItem]:
    """Oldest first; `after` and `before` are seqs. Without `after`, the newest `size` entries. Four queries at most."""
    kind = (for_customer, after is not None, before is not None, size)
    chosen = _ENTRIES.rows(*kind, case=case.pk, after=min(after or 0, LARGEST), before=min(before or 0, LARGEST))
    if after is None:
        chosen.reverse()
    return _items(case, chosen, for_customer=for_customer)


def _entries(blank: Blanks, for_customer: bool, after: bool, before: bool, size: int) -> QuerySet[Entry]:
    # What leads are told stands on their own pages; beside the same entry for everybody it would be said twice.
    entries = Entry.objects.filter(subject_kind="case", subject_id=blank("case")).exclude(audience="lead")
    if for_customer:
        entries = entries.filter(audience="customer", kind__in=_CUSTOMER_KINDS)
    if before:
        entries = entries.filter(seq__lt=blank("before"))
    if after:
        entries = entries.filter(seq__gt=blank("after"))
    return entries.order_by("seq" if after else "-seq")[:size]


_ENTRIES: Prepared[Entry] = Prepared(_entries)


def newest(case: Case, size: int) -> tuple[list[FeedItem], int]:
    """The newest `size` entries, oldest first, and what a page composed of them has seen: the last seq of all."""
    chosen = _ENTRIES.rows(False, False, False, size, case=case.pk)
    chosen.reverse()
    return _items(case, chosen, for_customer=False), chosen[-1].seq if chosen else 0


def _items(case: Case, chosen: list[Entry], *, for_customer: bool) -> list[FeedItem]:
    messages = _messages(case, chosen)
    items = [FeedItem(entry, _message_of(entry, messages)) for entry in chosen]
    if for_customer:
        items = [item for item in items if item.entry.kind not in _MESSAGE_KINDS or _shown(item.message)]
    # A message that was split off to another case is not told here any more.
    return [item for item in items if item.message is not None or item.entry.kind not in _MESSAGE_KINDS]


def _shown(message: Message | None) -> bool:
    return message is not None and readable_by_customer(message)


def _messages(case: Case, entries: list[Entry]) -> dict[int, Message]:
    ids = {entry.ref for entry in entries if entry.kind in _MESSAGE_KINDS and entry.ref is not None}
    if not ids:
        return {}
    found = _MESSAGES.rows(case=case.pk, ids=list(ids))
    # Only where the message says so; what is loaded stands where `prefetch_related` would have put it.
    _load(found, "attachments", _ATTACHMENTS, [one.pk for one in found if one.has_attachments])
    _load(found, "deliveries", _DELIVERIES, [one.pk for one in found if one.direction == Message.Direction.OUT])
    return {message.pk: message for message in found}


def _load(messages: list[Message], name: str, question: Prepared[Any], ids: list[int]) -> None:
    rows: dict[int, list[Any]] = {}
    for row in question.rows(ids=ids) if ids else ():
        rows.setdefault(row.message_id, []).append(row)
    for message in messages:
        vars(message).setdefault("_prefetched_objects_cache", {})[name] = _Loaded(rows.get(message.pk, []))


class _Loaded(list[Any]):
    """What a related manager gives back for `all()`."""

    def all(self) -> _Loaded:
        return self


_MESSAGES: Prepared[Message] = Prepared(
    lambda blank: Message.objects.filter(case=blank("case"), pk__in=blank("ids")).select_related(
        "identity", "agent", "identity__customer"
    )
)
_ATTACHMENTS: Prepared[Attachment] = Prepared(
    lambda blank: Attachment.objects.filter(message__pk__in=blank("ids")).order_by("pk")
)
_DELIVERIES: Prepared[Outgoing] = Prepared(
    lambda blank: Outgoing.objects.filter(message__pk__in=blank("ids")).order_by("pk")
)


def _message_of(entry: Entry, messages: dict[int, Message]) -> Message | None:
    return messages.get(entry.ref) if entry.kind in _MESSAGE_KINDS and entry.ref is not None else None


def told(entries: list[Entry]) -> list[FeedItem]:
    """These entries of one case with the messages they speak of."""
    case = Case.objects.filter(pk=entries[0].subject_id).first() if entries else None
    messages = _messages(case, entries) if case is not None else {}
    return [FeedItem(entry, _message_of(entry, messages)) for entry in entries]


def last_seq(case: Case) -> int:
    """The newest entry of the case: what a page composed now has seen."""
    return _LAST.first(case=case.pk) or 0


_LAST: Prepared[int] = Prepared(
    lambda blank: (
        Entry.objects.filter(subject_kind="case", subject_id=blank("case"))
        .order_by("-seq")
        .values_list("seq", flat=True)[:1]
    )
)
