"""`onehand show case N`."""

from __future__ import annotations

import argparse
from typing import Any

from onehand.cases import telling
from onehand.cases.feed import FeedItem
from onehand.cases.feed_page import timeline_page
from onehand.cases.models import Case
from onehand.cases.shown import case_data, message_data
from onehand.cli.failure import Failure
from onehand.cli.printing import on_terminal, print_json

_PAGE = 500


def run(arguments: argparse.Namespace) -> int:
    case = Case.objects.select_related("customer", "team").filter(pk=arguments.number).first()
    if case is None:
        raise Failure(f"there is no case {arguments.number}")
    items = _timeline(case)
    if arguments.json:
        print_json(case_data(case) | {"timeline": [_entry(item) for item in items]})
    else:
        _print(case, items)
    return 0


def _timeline(case: Case) -> list[FeedItem]:
    items: list[FeedItem] = []
    after: int | None = 0
    while after is not None:
        page = timeline_page(case, after=after, size=_PAGE)
        items += page.items
        after = page.next
    return items


def _entry(item: FeedItem) -> dict[str, Any]:
    entry, message = item.entry, item.message
    return {
        "id": entry.seq,
        "kind": entry.kind,
        "at": entry.at,
        "actor": {"kind": entry.actor_kind, "id": entry.actor_id, "name": entry.actor_name},
        "sentence": telling.sentence(entry, "en"),
        "audience": entry.audience,
        "held": bool(message and message.held),
        "text": message.text if message is not None else entry.text,
        "message": message_data(message, full=False) if message is not None else None,
    }


def _print(case: Case, items: list[FeedItem]) -> None:
    hand = case.hand
    print(on_terminal(f"{case.pk}  {case.subject}"))
    print(on_terminal(f"{case.state}, {case.customer.shown_name}, hand: {hand.display_name if hand else 'nobody'}"))
    for item in items:
        print(on_terminal(f"\n{item.entry.at:%Y-%m-%d %H:%M}Z  {telling.sentence(item.entry, 'en')}"))
        if item.message is not None:
            print(on_terminal(f"message {item.message.pk}{' (held)' if item.message.held else ''}"))
            print(on_terminal(item.message.text))
