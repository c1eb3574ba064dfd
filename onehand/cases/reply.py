"""The hand, or whoever is reached, answers the customer (A1, A7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onehand.cases.assign import give, remember
from onehand.cases.attachments import File, attach_all
from onehand.cases.errors import Outdated, Refused
from onehand.cases.indexing import index_message
from onehand.cases.lock import once
from onehand.cases.models import Case, Holding, Message, State
from onehand.cases.notice import send
from onehand.cases.reference import is_support_address
from onehand.cases.reopening import reopen_by_answer
from onehand.foundation import clock
from onehand.foundation.prepared import Prepared
from onehand.team.models import Agent
from onehand.timeline.kinds import MATTERS, Kind
from onehand.timeline.models import Entry
from onehand.timeline.record import record, verb


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
) -> Message:
    """Answer by the customer's channel. `seen` is the last timeline entry its writer knew.

    Raises Outdated when something that matters has come since, Refused without text or address. The same `key` again
    gives the message of the first time and sends nothing.
    """
    case = _locked(case)
    key, earlier = once(case, key)
    if earlier is not None:
        return earlier
    content = text.strip()
    if not content:
        raise Refused("empty")
    _guard_seen(case, seen, by)
    answered = answered_message(case)
    recipient = recipient_of(case, answered)
    if not recipient and (answered is None or answered.channel == "email"):
        raise Refused("no_address")
    allowed = allowed_cc(answered, cc) if recipient else []
    message = Message.objects.create(
        case=case, direction=Message.Direction.OUT, channel="email" if recipient else "portal", agent=by,
        subject=subject_of(case, answered), text=content, at=clock.now(), key=key, has_attachments=bool(files),
        people=_people(case, recipient, allowed),
    )  # fmt: skip
    attach_all(message, files)
    if recipient:
        send(
            message, case=case, kind="reply", recipient=recipient, cc=allowed, from_name=by.display_name,
            in_reply_to=answered.external_id if answered else "",
        )  # fmt: skip
    record("case", case.pk, Kind.REPLIED, by=by, audience="customer", ref=message.pk)
    _answered(case, by)
    index_message(message, case=case, sender=by.display_name, names=[file.name for file in files])
    return message


def _people(case: Case, recipient: str, cc: Sequence[str]) -> dict[str, list[dict[str, str]]]:
    to = [{"name": case.customer.name, "address": recipient}] if recipient else []
    return {"to": to, "cc": [{"name": "", "address": address} for address in cc]}


def _locked(case: Case) -> Case:
    """The row under lock, so that two replies at once see each other (SQLite has one writer anyway)."""
    return Case.objects.select_for_update(of=("self",)).select_related("customer", "team").get(pk=case.pk)


def _guard_seen(case: Case, seen: int | None, by: Agent) -> None:
    if seen is None:
        return
    newer = Entry.objects.filter(subject_kind="case", subject_id=case.pk, seq__gt=seen, kind__in=MATTERS)
    foreign = [entry for entry in newer.order_by("seq") if (entry.actor_kind, entry.actor_id) != ("agent", by.pk)]
    if foreign:
        raise Outdated(foreign)


def answered_message(case: Case) -> Message | None:
    """The customer's latest own word, which an answer answers."""
    return _ANSWERED.first(case=case.pk)


_ANSWERED: Prepared[Message] = Prepared(
    lambda blank: (
        Message.objects.filter(case=blank("case"), direction=Message.Direction.IN, automatic="", held=False)
        .select_related("identity")
        .order_by("-pk")[:1]
    )
)


def recipient_of(case: Case, answered: Message | None) -> str:
    """Recipients come only from the message that is answered (S3), and never lead back to ourselves."""
    if answered is not None:
        people = answered.people or {}
        for field in ("reply_to", "from"):
            for person in people.get(field, ()):
                address = str(person.get("address", "")).lower()
                if "@" in address and not is_ours(address):
                    return str(person["address"])
        if answered.identity is not None and answered.identity.kind == "email":
            return answered.identity.value
        return ""
    identity = case.customer.identities.filter(kind="email").order_by("pk").first()
    return identity.value if identity else ""


def is_ours(address: str) -> bool:
    """Whether mail to this address comes back to us, or to one of our agents (S2)."""
    return is_support_address(address) or bool(_OUR_AGENTS.rows(addresses=[address.lower()]))


def agents_among(addresses: Iterable[str]) -> set[str]:
    """Which of these lower-case addresses are our agents'."""
    return set(_OUR_AGENTS.rows(addresses=list(addresses)))


_OUR_AGENTS: Prepared[str] = Prepared(
    lambda blank: Agent.objects.filter(account__email__in=blank("addresses")).values_list("account__email", flat=True)
)


def allowed_cc(answered: Message | None, wanted: Sequence[str]) -> list[str]:
    """Of the wanted copies, those whom the answered message itself named."""
    if answered is None:
        return []
    people = answered.people or {}
    named = {str(p.get("address", "")).lower() for field in ("to", "cc", "from") for p in people.get(field, ())}
    return [address for address in wanted if address.lower() in named and not is_ours(address)]


def subject_of(case: Case, answered: Message | None) -> str:
    subject = (answered.subject if answered and answered.subject else case.subject) or ""
    bare = subject.strip()
    prefix = "AW: " if case.language == "de" else "Re: "
    return bare if bare[:4].lower() in ("aw: ", "re: ") or answered is None else prefix + bare


def _answered(case: Case, by: Agent) -> None:
    """An answer stops the clock, ends a waiting, and gives a case without a hand to its writer."""
    reopen_by_answer(case, by=by)
    if case.hand is None:
        give(case, by, how=Holding.How.TAKEN, reasons=[{"code": "earlier_hand"}])
    case.touched_at, case.waiting_since, case.answer_due = clock.now(), None, None
    if case.state == State.NEW:
        case.state = State.HELD
    case.save(update_fields=["touched_at", "waiting_since", "answer_due", "state"])
    case.drafts.filter(agent=by, kind="reply").delete()
    remember(case, by)
