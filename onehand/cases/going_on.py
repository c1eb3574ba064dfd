"""A mail that came back goes on by the next address of the same person; what reached nobody is the hand's task (E13).

Only to an address that is theirs and at least as sure as the one that failed, never to one that a mail merely named; to
each at most once, so that no bounce, true or forged, can make a loop or more mails than the person has addresses (S5).
A mail that proves something (a confirming link, a protected form, a hearing) is for the address to which it went.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from onehand.cases.addressing import is_ours
from onehand.cases.choosing import family
from onehand.cases.models import Call, Case, Delivery, Message, Outgoing
from onehand.cases.reference import message_id
from onehand.cases.signals import outgoing_written
from onehand.foundation import clock
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, record

GOES_ON = frozenset({"reply", "notice", "question", "choice", "callback", "party"})
BOUND = frozenset({"confirming", "asking", "due_process"})
MOST = 4  # mails of one message to one person
LATELY = timedelta(days=60)
_SURE = (Identity.Assurance.SEEN, Identity.Assurance.PROVED)
_ARRIVED = (Delivery.ACCEPTED, Delivery.DELIVERED, Delivery.OUTBOX)


def go_on(outgoing: Outgoing) -> bool:
    """Inside the transaction in which it became known that this mail failed: whether it goes to another address now.
    If not, the hand is told that it reached nobody."""
    message, case = outgoing.message, outgoing.case
    if message is None or case is None or outgoing.kind not in GOES_ON | BOUND:
        return False
    address = next_address(outgoing, case) if outgoing.kind in GOES_ON else ""
    if not address:
        record("case", case.pk, Kind.NOT_REACHED, by=SYSTEM, ref=message.pk, values={"recipient": outgoing.recipient})
        return False
    _send(outgoing, message, case, address)
    values = {"recipient": address, "failed": outgoing.recipient}
    record("case", case.pk, Kind.WENT_ON, by=SYSTEM, ref=message.pk, values=values)
    return True


def next_address(outgoing: Outgoing, case: Case) -> str:
    """The surest address of the same person to which it has not gone; "" for none, or when they want no mail."""
    failed = Identity.objects.select_related("customer").filter(kind="email", value=outgoing.recipient.lower()).first()
    if failed is None:
        return ""
    people = family(failed.customer)
    if outgoing.kind != "party" and case.customer.canonical.pk not in {one.pk for one in people}:
        return ""
    if not _wants_mail(people):
        return ""
    tried = {one.lower() for one in _same(outgoing).values_list("recipient", flat=True)}
    if len(tried) >= MOST:
        return ""
    least = _SURE.index(Identity.Assurance.PROVED) if failed.assurance == Identity.Assurance.PROVED else 0
    found = Identity.objects.filter(customer__in=people, kind="email", assurance__in=_SURE[least:])
    sorted_ones = sorted(found.order_by("pk")[:50], key=lambda one: -_SURE.index(Identity.Assurance(one.assurance)))
    return next((one.value for one in sorted_ones if one.value.lower() not in tried and not is_ours(one.value)), "")


def _wants_mail(people: list[Customer]) -> bool:
    wishes = {one.preferred_channel for one in people if one.preferred_channel}
    return not any(one.forgotten_at for one in people) and (not wishes or "email" in wishes)


def _same(outgoing: Outgoing) -> QuerySet[Outgoing]:
    return Outgoing.objects.filter(message=outgoing.message_id, kind=outgoing.kind)


def _send(failed: Outgoing, message: Message, case: Case, address: str) -> None:
    """The same words under a Message-ID of their own, without copies, and without ids of mails that only the former
    address has received."""
    number = Outgoing.objects.filter(message=message).count()
    known = Outgoing.objects.filter(case=case, recipient__iexact=address).order_by("-pk")
    row = Outgoing.objects.create(
        message=message, case=case, kind=failed.kind, channel=failed.channel, recipient=address,
        subject=failed.subject, text=failed.text, buttons=failed.buttons, from_name=failed.from_name,
        external_id=message_id(f"m{message.pk}n{number}"), language=failed.language, automatic=failed.automatic,
        references=" ".join(reversed(known.values_list("external_id", flat=True)[:10])),
    )  # fmt: skip
    outgoing_written.send(Outgoing, outgoing=row)


def came_back(agent: Agent, since: Any = None) -> QuerySet[Outgoing]:
    """What bounced lately in this agent's own open cases, whatever came after it. `since` may be the blank of a
    prepared question."""
    lately = clock.now() - LATELY if since is None else since
    return Outgoing.objects.filter(
        state=Delivery.BOUNCED, kind__in=GOES_ON | BOUND, state_at__gte=lately, case__holdings__agent=agent.pk,
        case__holdings__until__isnull=True,
    ).exclude(case__state="closed")  # fmt: skip


def not_reached(agent: Agent) -> list[Outgoing]:
    """What came back from everywhere in this agent's own cases, and has been overtaken by nothing: no later word of the
    customer, no later message that arrived, no call in which somebody was there. The newest of each message."""
    lost = came_back(agent)
    others = Outgoing.objects.filter(message=OuterRef("message"), kind=OuterRef("kind"))
    later = Message.objects.filter(case=OuterRef("case"), pk__gt=OuterRef("message"))
    theirs = later.filter(direction=Message.Direction.IN, automatic="", held=False)
    arrived = later.filter(direction=Message.Direction.OUT, deliveries__state__in=_ARRIVED)
    spoken = Call.objects.filter(message__case=OuterRef("case"), message__gt=OuterRef("message"), reached=True)
    rows = lost.exclude(
        Q(Exists(others.exclude(state=Delivery.BOUNCED))) | Q(Exists(others.filter(pk__gt=OuterRef("pk"))))
        | Q(Exists(theirs)) | Q(Exists(arrived)) | Q(Exists(spoken))
    )  # fmt: skip
    return list(rows.select_related("case", "case__customer", "message").order_by("pk")[:20])
