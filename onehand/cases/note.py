"""A note inside the case; a mention consults a colleague without moving the customer (A3)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onehand.cases.attachments import File, attach_all
from onehand.cases.errors import Refused
from onehand.cases.indexing import index_message
from onehand.cases.lock import lock, once
from onehand.cases.models import Case, Consult, Message
from onehand.foundation import clock
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import record, verb

MENTION = re.compile(r"(?<![\w@.])@([a-z0-9][a-z0-9_-]{0,59})", re.IGNORECASE)


@verb
def note(case: Case, *, by: Agent, text: str, key: str | None = None, files: Sequence[File] = ()) -> Message:
    """Raises Refused without text. An open consult of the writer counts as answered by it."""
    lock(case)
    key, earlier = once(case, key)
    if earlier is not None:
        return earlier
    content = text.strip()
    if not content:
        raise Refused("empty")
    message = Message.objects.create(
        case=case, direction=Message.Direction.NOTE, channel="desk", agent=by, text=content, at=clock.now(), key=key,
        has_attachments=bool(files),
    )  # fmt: skip
    attach_all(message, files)
    record("case", case.pk, Kind.NOTED, by=by, ref=message.pk)
    _answer_consults(case, message, by)
    for colleague in mentioned(content, by):
        Consult.objects.create(case=case, asker=by, agent=colleague, note=message)
        record("case", case.pk, Kind.CONSULTED, by=by, ref=message.pk, values={"colleague": colleague.display_name})
    Case.objects.filter(pk=case.pk).update(touched_at=message.at)
    case.drafts.filter(agent=by, kind="note").delete()
    index_message(message, case=case, sender=by.display_name, names=[file.name for file in files])
    return message


def mentioned(text: str, writer: Agent) -> list[Agent]:
    """The active agents whom a text mentions by @handle, without its writer."""
    handles = {match.lower() for match in MENTION.findall(text)}
    return list(Agent.objects.filter(handle__in=handles, active=True).exclude(pk=writer.pk).order_by("pk"))


def _answer_consults(case: Case, message: Message, by: Agent) -> None:
    for consult in case.consults.filter(agent=by, answered_at__isnull=True):
        consult.answered_at, consult.answer = clock.now(), message
        consult.save(update_fields=["answered_at", "answer"])
        record("case", case.pk, Kind.CONSULT_ANSWERED, by=by, ref=message.pk)
