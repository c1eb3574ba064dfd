"""A customer writes into the own case, from the portal or by the API."""

from __future__ import annotations

from collections.abc import Sequence

from onehand.cases import recognising
from onehand.cases.attachments import File, attach_all
from onehand.cases.errors import Refused
from onehand.cases.indexing import index_message
from onehand.cases.lock import lock, once
from onehand.cases.models import Case, Message
from onehand.cases.open import LONGEST_TEXT, arrived
from onehand.cases.reopening import reopen_by_answer
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.timeline.record import verb


@verb
def write(
    case: Case, *, by: Customer, text: str, channel: str = "portal", key: str | None = None, files: Sequence[File] = ()
) -> Message:
    """Reopens to the same hand. The same `key` again gives the message of the first time."""
    lock(case)
    key, earlier = once(case, key)
    if earlier is not None:
        return earlier
    content = text.strip()[:LONGEST_TEXT]
    if not content and not files:
        raise Refused("empty")
    identity = by.identities.filter(kind="email").order_by("pk").first()
    message = Message.objects.create(
        case=case, direction=Message.Direction.IN, channel=channel, identity=identity, subject=case.subject,
        text=content, at=clock.now(), key=key, has_attachments=bool(files), size=len(content.encode()),
        people={"from": [{"name": by.name, "address": identity.value if identity else ""}]},
    )  # fmt: skip
    attach_all(message, files)
    reopen_by_answer(case, by=by)
    arrived(case, message, by=by)
    recognising.read(message)
    index_message(message, case=case, sender=by.name, names=[file.name for file in files])
    return message
