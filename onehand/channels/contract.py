"""What an adapter of a channel is, and what it gets and gives. A new channel is a folder and one line in `registry`.

In: the adapter turns what arrives into a `cases.intake.Arrival` and calls `cases.intake.receive`; it acknowledges to
the outside only after that has returned. Out: `enqueue` is called inside the transaction that wrote an `Outgoing` of
this channel, and what becomes of it is told by `cases.delivery.delivery_changed`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from onehand.cases.models import Outgoing


class Unusable(ValueError):
    """A setting of a channel cannot be used; the sentence names it and what would be right."""


@dataclass(frozen=True, slots=True)
class Health:
    """The state of one part of a channel, such as one mailbox. `sentence` says what is wrong, "" when all is well."""

    part: str
    ok: bool
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What `onehand check` says of one part. `advice` tells what to do; an error makes the check fail."""

    part: str
    level: Literal["ok", "warning", "error"]
    sentence: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Adapter:
    """One channel. `name` is the value of `Outgoing.channel` and `Arrival.channel`."""

    name: str
    #: Begin to listen and to fetch, until the event is set; returns at once with the running threads. A fault
    #: (port taken, server away) is shown by `health` and tried again, never raised.
    start: Callable[[threading.Event], list[threading.Thread]]
    #: Have this mail delivered after the caller's transaction has been committed. Raises nothing but DatabaseError.
    enqueue: Callable[[Outgoing], None]
    #: How the parts fare now; asks the database and own ports only, within a second.
    health: Callable[[], list[Health]]
    #: Everything `onehand check` looks at, servers of others included; may take some seconds for each.
    check: Callable[[], list[Finding]]
