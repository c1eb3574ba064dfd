"""The timeline of a case as people read it: entries with the messages they speak of."""

from __future__ import annotations

from dataclasses import dataclass

from onehand.cases.access import readable_by_customer
from onehand.cases.models import Case, Message
from onehand.timeline.models import Entry

# A case with more entries shows its newest ones and a link to earlier ones.
NEWEST = 200

_CUSTOMER_KINDS = frozenset(
    {
        "case_opened", "message_received", "replied", "receipt_sent", "notice_sent", "assigned", "taken",
        "handover_accepted", "stood_in", "came_back", "waiting", "asked_solved", "confirmed", "not_solved",
        "closed_by_silence", "closed", "reopened",
    }
)  # fmt: skip
_MESSAGE_KINDS = frozenset(
    {"message_received", "message_held", "automatic_received", "replied", "noted", "receipt_sent", "notice_sent"}
)


@dataclass(frozen=True, slots=True)
class FeedItem:
    """`message` only for entries that brought one (its attachments and deliveries are loaded)."""

    entry: Entry
    message: Message | None


def case_timeline(
    case: Case, *, for_customer: bool = False, after: int | None = None, before: int | None = None, size: int = NEWEST
) -> list[FeedItem]:
    """Oldest first; `after` and `before` are seqs. Without `after`, the newest `size` entries. Five queries at most."""
    entries = Entry.objects.filter(subject_kind="case", subject_id=case.pk)
    if for_customer:
        entries = entries.filter(audience="customer", kind__in=_CUSTOMER_KINDS)
    if before is not None:
        entries = entries.filter(seq__lt=before)
    if after is not None:
        chosen = list(entries.filter(seq__gt=after).order_by("seq")[:size])
    else:
        chosen = list(reversed(entries.order_by("-seq")[:size]))
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
    found = Message.objects.filter(case=case, pk__in=ids).select_related("identity", "agent", "identity__customer")
    return {message.pk: message for message in found.prefetch_related("attachments", "deliveries")}


def _message_of(entry: Entry, messages: dict[int, Message]) -> Message | None:
    return messages.get(entry.ref) if entry.kind in _MESSAGE_KINDS and entry.ref is not None else None


def told(entries: list[Entry]) -> list[FeedItem]:
    """These entries of one case with the messages they speak of."""
    case = Case.objects.filter(pk=entries[0].subject_id).first() if entries else None
    messages = _messages(case, entries) if case is not None else {}
    return [FeedItem(entry, _message_of(entry, messages)) for entry in entries]


def last_seq(case: Case) -> int:
    """The newest entry of the case: what a page composed now has seen."""
    newest = Entry.objects.filter(subject_kind="case", subject_id=case.pk).order_by("-seq")
    return newest.values_list("seq", flat=True).first() or 0
