"""The hand, or whoever is reached, answers the customer (A1, A7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onehand.cases import careful, to_parties
from onehand.cases.addressing import (
    agents_among,
    allowed_cc,
    answerable,
    answered_message,
    is_ours,
    recipient_of,
    subject_of,
)
from onehand.cases.assign import give, remember
from onehand.cases.attachments import File, attach_all
from onehand.cases.composed import Evidenced, Said
from onehand.cases.errors import Outdated, Refused
from onehand.cases.honouring import burden, honour, with_reasons
from onehand.cases.indexing import index_message
from onehand.cases.lock import once
from onehand.cases.models import Case, Holding, Message, State
from onehand.cases.notice import send
from onehand.cases.reopening import reopen_by_answer
from onehand.cases.targets import stop_clock
from onehand.foundation import clock
from onehand.team.models import Agent
from onehand.timeline.kinds import MATTERS, Kind
from onehand.timeline.models import Entry
from onehand.timeline.record import record, verb

__all__ = [
    "Evidenced", "Said", "agents_among", "allowed_cc", "answered_message", "is_ours", "recipient_of", "reply",
    "subject_of",
]  # fmt: skip


@verb
def reply(
    case: Case,
    *,
    by: Agent,
    text: str,
    seen: int | None = None,
    key: str | None = None,
    cc: Sequence[str] = (),
    files: Sequence[File] = (),
    answers: Sequence[int] = (),
    no_answer: Mapping[int, str] | None = None,
    promises: Sequence[Said] = (),
    keeps: Sequence[int] = (),
    claims: Sequence[Evidenced] = (),
    parties: Sequence[int] = (),
    templates: Sequence[int] = (),
    strict: bool = False,
    leave_open: bool = False,
    ask_anyway: bool = False,
) -> Message:
    """Answer by the customer's channel. `seen` is the last timeline entry its writer knew.

    `answers` are questions that it answers, `no_answer` those with the reason that is told instead; `promises` are made
    and `keeps` kept by it; `parties` get a mail of their own; `templates` are those that were used. `strict` asks
    before a question stays open (`leave_open`) or something known is asked again (`ask_anyway`).

    Raises Outdated when something that matters has come since, Refused without text or address, for rows of another
    case (not_of_this_case), and what the ledgers say. The same `key` again gives the message of the first time and
    changes nothing.
    """
    case = _locked(case)
    key, earlier = once(case, key)
    if earlier is not None:
        return earlier
    load = burden(case, answers=answers, no_answer=no_answer or {}, promises=promises, keeps=keeps, claims=claims)
    content = with_reasons(text, load.unanswered, load.why, case)
    if not content:
        raise Refused("empty")
    _guard_seen(case, seen, by)
    if templates:
        _guard_templates(case, templates)
    if strict:
        careful.guard(case, content, load, by=by, leave_open=leave_open, ask_anyway=ask_anyway)
    answered = answered_message(case)
    recipient = recipient_of(case, answered)
    if not answerable(recipient, answered):
        raise Refused("no_address")
    allowed = allowed_cc(answered, cc) if recipient else []
    others = to_parties.told(case, parties, but=[recipient, *allowed]) if parties else []
    message = Message.objects.create(
        case=case, direction=Message.Direction.OUT, channel="email" if recipient else "portal", agent=by,
        subject=subject_of(case, answered), text=content, at=clock.now(), key=key, has_attachments=bool(files),
        people=_people(case, recipient, allowed) | ({"parties": to_parties.named(others)} if others else {}),
    )  # fmt: skip
    record("case", case.pk, Kind.REPLIED, by=by, audience="customer", ref=message.pk)
    honour(load, message, by=by)
    attach_all(message, files)  # last of what may be refused: files on disk know no rollback
    if recipient:
        send(
            message, case=case, kind="reply", recipient=recipient, cc=allowed, from_name=by.display_name,
            in_reply_to=answered.external_id if answered else "",
        )  # fmt: skip
    to_parties.send_to(others, message, case=case, from_name=by.display_name)
    _answered(case, by, stops=load.is_real_answer(case))
    index_message(message, case=case, sender=by.display_name, names=[file.name for file in files])
    return message


def _guard_templates(case: Case, used: Sequence[int]) -> None:
    from onehand.cases.templates import guard

    guard(case, used)


def _people(case: Case, recipient: str, cc: Sequence[str]) -> dict[str, list[dict[str, str]]]:
    to = [{"name": case.customer.name, "address": recipient}] if recipient else []
    return {"to": to, "cc": [{"name": "", "address": address} for address in cc]}


def _locked(case: Case) -> Case:
    """The row under lock, so that two replies at once see each other (SQLite has one writer anyway)."""
    return Case.objects.select_for_update(of=("self",), no_key=True).select_related("customer", "team").get(pk=case.pk)


def _guard_seen(case: Case, seen: int | None, by: Agent) -> None:
    if seen is None:
        return
    newer = Entry.objects.filter(subject_kind="case", subject_id=case.pk, seq__gt=seen, kind__in=MATTERS)
    foreign = [entry for entry in newer.order_by("seq") if (entry.actor_kind, entry.actor_id) != ("agent", by.pk)]
    if foreign:
        raise Outdated(foreign)


def _answered(case: Case, by: Agent, *, stops: bool) -> None:
    """A real answer stops the clock; any ends a waiting, and gives a case without a hand to its writer."""
    reopen_by_answer(case, by=by)
    if case.hand is None:
        give(case, by, how=Holding.How.TAKEN, reasons=[{"code": "earlier_hand"}])
    case.touched_at = clock.now()
    if case.state == State.NEW:
        case.state = State.HELD
    case.save(update_fields=["touched_at", "state", *(stop_clock(case) if stops else ())])
    case.drafts.filter(agent=by, kind="reply").delete()
    remember(case, by)
