"""A case begins: from a mail, the portal, the API or an agent's desk."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError

from onehand.cases import recognising
from onehand.cases.assign import assign
from onehand.cases.attachments import File, attach_all
from onehand.cases.errors import Refused
from onehand.cases.indexing import index_message
from onehand.cases.models import Case, Message, State
from onehand.cases.ranking import Ranking
from onehand.cases.targets import due_for, start_clock
from onehand.foundation import clock, text
from onehand.foundation.rows import insert
from onehand.people.models import Customer, Identity
from onehand.team.models import Team
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, Acts, record, savepoint, verb

LONGEST_TEXT = 1_000_000


def begin(
    customer: Customer,
    *,
    subject: str,
    language: str,
    channel: str,
    by: Acts,
    team: Team | None = None,
    ranking: Ranking | None = None,
    awaited: bool = True,
) -> Case:
    """An empty case with its hand, inside the caller's transaction. `awaited`: a person waits for an answer."""
    now = clock.now()
    ranking = ranking or Ranking.now()
    case = Case(
        customer=customer, team=team, subject=text.one_line(subject, 300), language=language, channel=channel,
        opened_at=now, touched_at=now, state=State.HELD if ranking.agents else State.NEW,
    )  # fmt: skip
    if awaited:
        case.waiting_since, case.answer_due = now, ranking.answer_due(now, case, channel)
    insert(case)
    case.just_begun = case.awaits_first_hand = True
    record("case", case.pk, Kind.CASE_OPENED, by=by, audience="customer")
    assign(case, by=SYSTEM, ranking=ranking)
    return case


@verb
def open_case(
    customer: Customer,
    identity: Identity | None,
    *,
    subject: str,
    text: str,
    channel: str,
    language: str,
    by: Acts,
    key: str | None = None,
    files: Sequence[File] = (),
) -> Case:
    """A case with the customer's first words. The same `key` again gives the case of the first time."""
    earlier = _opened_by(key)
    if earlier is not None:
        return earlier
    try:
        with savepoint():
            return _open(customer, identity, subject, text, channel, language, by, key, files)
    except IntegrityError:  # the same form was submitted twice at once: the database's key is the guard
        earlier = _opened_by(key)
        if earlier is None:
            raise
        return earlier


def _opened_by(key: str | None) -> Case | None:
    message = Message.objects.filter(key=key).select_related("case").first() if key is not None else None
    return message.case if message else None


def _open(
    customer: Customer,
    identity: Identity | None,
    subject: str,
    text: str,
    channel: str,
    language: str,
    by: Acts,
    key: str | None,
    files: Sequence[File],
) -> Case:
    from onehand.cases.receipt import request_receipt

    content = text.strip()[:LONGEST_TEXT]
    if not content:
        raise Refused("empty")
    case = begin(customer, subject=subject or content, language=language, channel=channel, by=by)
    message = Message.objects.create(
        case=case, direction=Message.Direction.IN, channel=channel, identity=identity, subject=case.subject,
        text=content, at=clock.now(), key=key, size=len(content.encode()), has_attachments=bool(files),
        people=_people(customer, identity),
    )  # fmt: skip
    attach_all(message, files)
    arrived(case, message, by=customer)
    recognising.read(message, unheard=customer.just_made)
    index_message(message, case=case, sender=customer.name, names=[file.name for file in files])
    request_receipt(message)
    return case


def _people(customer: Customer, identity: Identity | None) -> dict[str, object]:
    address = identity.value if identity is not None and identity.kind == "email" else ""
    return {"from": [{"name": customer.name, "address": address}]}


def arrived(case: Case, message: Message, *, by: Acts, ranking: Ranking | None = None) -> None:
    """A person's message came in: note it, and let the clock of the answer run from their oldest open word.

    `ranking` when the caller has one at hand: it knows the response targets.
    """
    record("case", case.pk, Kind.MESSAGE_RECEIVED, by=by, audience="customer", ref=message.pk)
    if case.just_begun:  # begun with these very values
        case.just_begun = False
        return
    case.touched_at = message.at
    channel = message.channel
    due = ranking.answer_due(message.at, case, channel) if ranking else due_for(case, message.at, channel)
    case.save(update_fields=["touched_at", *start_clock(case, message.at, due)])
