"""Who is on a page now. A line lives 40 s and is renewed by the page; nothing of it is ever kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from onehand.foundation import clock
from onehand.foundation.live import announce
from onehand.foundation.live.models import Presence
from onehand.foundation.prepared import Prepared

Doing = Literal["viewing", "typing"]
LEASE = timedelta(seconds=40)
_HERE: Prepared[Presence] = Prepared(
    lambda blank: Presence.objects.filter(topic__in=blank("topics"), until__gt=blank("now")).order_by(
        "who_name", "who_id"
    )
)


@dataclass(frozen=True, slots=True)
class Here:
    """One person on a topic."""

    who_id: int
    who_name: str
    doing: str


def say(topic: str, who_id: int, who_name: str, doing: Doing) -> None:
    """Note that somebody views or types, for 40 s. Writes only what is new, or when half the time is over.

    Raises ValueError for another word than `viewing` or `typing`.
    """
    if doing not in ("viewing", "typing"):
        raise ValueError(doing)
    now = clock.now()
    row = Presence.objects.filter(topic=topic, who_id=who_id).first()
    if row and row.doing == doing and row.who_name == who_name and row.until - now > LEASE / 2:
        return
    sweep()
    Presence.objects.update_or_create(
        topic=topic, who_id=who_id, defaults={"who_name": who_name, "doing": doing, "until": now + LEASE}
    )
    announce()


def leave(topic: str, who_id: int) -> None:
    """Forget somebody's presence on a topic."""
    if Presence.objects.filter(topic=topic, who_id=who_id).exists():
        Presence.objects.filter(topic=topic, who_id=who_id).delete()
        announce()


def here(topic: str) -> list[Here]:
    """Who is on the topic now, in the order of their names."""
    return here_on([topic])[topic]


def here_on(topics: Collection[str]) -> dict[str, list[Here]]:
    """The same for several topics, with one query."""
    found: dict[str, list[Here]] = {topic: [] for topic in topics}
    for row in _HERE.rows(topics=list(topics), now=clock.now()):
        found[row.topic].append(Here(row.who_id, row.who_name, row.doing))
    return found


def sweep() -> int:
    """Delete what has ended; how many lines."""
    ended = Presence.objects.filter(until__lte=clock.now())
    return ended.delete()[0] if ended.exists() else 0
