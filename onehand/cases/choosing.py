"""In which channel a customer is met, and when they are left in peace (B6). All who were merged into one count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q

from onehand.cases.addressing import is_ours
from onehand.cases.models import Call, Case, Message, Outgoing, Party
from onehand.people.models import Customer, Identity

# Mails of ours which nobody waits for: they keep off the quiet hours. Answers and receipts go out at once.
UNASKED = frozenset({"question", "notice"})
LATELY = timedelta(hours=1)
_ALIKE = {"form": "email", "api": "email"}
_KIND_OF = {"email": "email", "phone": "phone", "letter": "postal"}
_SUREST = (Identity.Assurance.PROVED, Identity.Assurance.SEEN, Identity.Assurance.CLAIMED)


@dataclass(frozen=True, slots=True)
class Allowed:
    """`code` says why not and is one of `Refused`; `values` fill its sentence."""

    ok: bool
    code: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


def family(customer: Customer) -> list[Customer]:
    """Who this is and all who were merged into them, the one who stands for all first."""
    root = customer.canonical
    rows = Customer.objects.filter(Q(pk=root.pk) | Q(merged_into=root.pk))
    return sorted(rows, key=lambda one: (one.pk != root.pk, one.pk))


def channel_for(who: Customer | Party) -> tuple[str, str]:
    """The channel (email, phone, letter, portal) and why: party, preferred, last_used, reachable or none."""
    if isinstance(who, Party) and who.channel:
        return who.channel, "party"
    customer = who.customer if isinstance(who, Party) else who
    members = family(customer)
    usable = _usable(members)
    for wish in (one.preferred_channel for one in members if one.preferred_channel):
        if wish in usable:
            return wish, "preferred"
    last = _last_used(members)
    if last in usable:
        return last, "last_used"
    return (usable[0], "reachable") if usable else ("portal", "none")


def _usable(members: Sequence[Customer]) -> list[str]:
    """Where they can be met, the quietest first."""
    kinds = set(Identity.objects.filter(customer__in=[one.pk for one in members]).values_list("kind", flat=True))
    found = [channel for channel, kind in _KIND_OF.items() if kind in kinds]
    if "phone" in found and any(one.no_phone for one in members):
        found.remove("phone")
    if any(one.account_id for one in members):
        found.append("portal")
    return sorted(found, key=("email", "portal", "phone", "letter").index)


def _last_used(members: Sequence[Customer]) -> str:
    """The channel of their newest own word, in the case that was touched last."""
    case = Case.objects.filter(customer__in=[one.pk for one in members]).order_by("-touched_at", "-number").first()
    if case is None:
        return ""
    said = case.messages.filter(direction=Message.Direction.IN, automatic="", held=False).order_by("-pk")
    channel = said.values_list("channel", flat=True).first() or ""
    return _ALIKE.get(channel, channel)


def allowed(customer: Customer, channel: str, at: datetime) -> Allowed:
    """Whether the card lets us use this channel at this moment. Only the phone disturbs."""
    return by_card(family(customer), at) if channel == "phone" else Allowed(True)


def by_card(members: Sequence[Customer], at: datetime) -> Allowed:
    """Whether any of these cards keeps us from ringing them up at this moment."""
    if any(one.no_phone for one in members):
        return Allowed(False, "no_phone")
    until = quiet_until(members, at)
    if until is not None:
        return Allowed(False, "quiet_hours", {"until": f"{until.astimezone(_zone()):%H:%M}"})
    return Allowed(True)


def called_lately(members: Sequence[Customer], at: datetime) -> bool:
    """Whether one of them rang us within the hour before: then they may be rung back."""
    ids = [one.pk for one in members]
    calls = Call.objects.filter(message__direction=Message.Direction.IN, began_at__gt=at - LATELY, began_at__lte=at)
    return (
        calls.filter(message__identity__customer__in=ids).exists()
        or calls.filter(message__identity__isnull=True, message__case__customer__in=ids).exists()
    )


def quiet(customer: Customer, at: datetime) -> bool:
    return hold_until(customer, at) is not None


def hold_until(customer: Customer, at: datetime) -> datetime | None:
    """The end of the quiet hours in which `at` lies; None outside of them."""
    return quiet_until(family(customer), at)


def held_back_until(outgoing: Outgoing, at: datetime) -> datetime | None:
    """Until when this mail waits, because its case's customer has quiet hours and it is nothing they wait for."""
    if outgoing.kind not in UNASKED or outgoing.case is None:
        return None
    return hold_until(outgoing.case.customer, at)


def quiet_until(members: Sequence[Customer], at: datetime) -> datetime | None:
    """The same for a family that the caller has at hand."""
    ends = [end for one in members if (end := _end_of_quiet(one, at)) is not None]
    return max(ends, default=None)


def _end_of_quiet(customer: Customer, at: datetime) -> datetime | None:
    since, until = customer.quiet_from, customer.quiet_until
    if since is None or until is None or since == until:
        return None
    local = at.astimezone(_zone())
    now, day = local.time(), local.date()
    if since < until:
        inside = since <= now < until
    else:
        inside = now >= since or now < until
        day += timedelta(days=1) if now >= since else timedelta()
    if not inside:
        return None
    # In the night in which an hour comes twice, the quiet lasts until its second end.
    ends = [datetime.combine(day, until, _zone()).replace(fold=fold).astimezone(UTC) for fold in (0, 1)]
    return max(ends)


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.ONEHAND.time_zone)


def mail_address(customer: Customer, *, at_least: str = Identity.Assurance.CLAIMED) -> str:
    """The mail address that is most surely this person's, "" when there is none; never one of our own."""
    ids = [one.pk for one in family(customer)]
    rows = list(Identity.objects.filter(customer__in=ids, kind="email").order_by("pk")[:50])
    sure = _SUREST[: _SUREST.index(Identity.Assurance(at_least)) + 1]
    rows = sorted((one for one in rows if one.assurance in sure), key=lambda one: sure.index(one.assurance))
    return next((one.value for one in rows if not is_ours(one.value)), "")
