"""Timeline entries as data, with their sentence and the message they speak of."""

from __future__ import annotations

from typing import Any

from onehand.cases import telling
from onehand.cases.feed import FeedItem
from onehand.cases.shown import message_data, without_addresses


def entry_data(item: FeedItem, language: str, *, for_customer: bool = False) -> dict[str, Any]:
    """`id` is the seq; `text` is the message's text, or what was written with the entry itself."""
    entry, message = item.entry, item.message
    actor = {"kind": entry.actor_kind, "name": entry.actor_name}
    said = message_data(message, full=False) if message is not None else None
    return {
        "id": entry.seq,
        "kind": entry.kind,
        "at": entry.at,
        "actor": actor if for_customer else actor | {"id": entry.actor_id},
        "sentence": telling.sentence(entry, language, for_customer=for_customer),
        "audience": entry.audience,
        "held": bool(message and message.held),
        "text": message.text if message is not None else "" if for_customer else entry.text,
        "message": without_addresses(said) if said is not None and for_customer else said,
    }
