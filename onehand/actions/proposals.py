"""What an action could be, from what the customer wrote: proposed beside the reply with its form filled in, never begun
by itself (rule 9).

"Bin vom 3. bis 10. verreist" proposes to hold the delivery, a new address to correct it, a day to move it, "bitte
stornieren" to cancel; a collision (`collisions.py`) the same without a word. Only in a case about an order, only what a
connected system can plan, and only until it was begun.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from onehand.actions import backends, wishes
from onehand.actions.choices import choosing
from onehand.actions.choices import collision_words as words
from onehand.actions.events import news
from onehand.actions.kinds import kind_of
from onehand.actions.models import Run
from onehand.actions.models.choices import Collision
from onehand.actions.models.events import Event
from onehand.actions.words import Words, on_day
from onehand.cases.models import Case, Fact, Message, State
from onehand.cases.zone import zone_of
from onehand.foundation import clock
from onehand.foundation.postal import parts_of
from onehand.foundation.text import guess_language

# The newest messages and facts are looked at.
MOST = 10
OF_FACTS = {"absence": "hold_delivery", "postal_address": "correct_address", "deadline": "change_delivery_date"}
_LEAVE_THE_WISH = (Run.State.REFUSED, Run.State.DROPPED)
_OF_ORDERS = frozenset({"delivery", "stock", "estimate"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """`arguments` are what a form or the API takes; `because` says from what it comes; `message` in which it stands."""

    action: str
    title: Words
    because: Words
    arguments: dict[str, Any] = field(default_factory=dict)
    message: int | None = None
    fact: int | None = None


def of(case: Case) -> list[Proposal]:
    """At most one of each kind of action for each order, what they wrote first. No query while no system is
    connected."""
    able = {code for one in backends.connected() for code in one.kinds()}
    if case.state == State.CLOSED or not able & {*OF_FACTS.values(), *wishes.KINDS}:
        return []
    collisions = list(Collision.objects.filter(case=case).select_related("fact").order_by("-pk")[:MOST])
    told = [*OF_FACTS, "order_number"]
    facts = list(Fact.objects.filter(case=case, kind__in=told, ended_at__isnull=True).order_by("-pk")[:MOST])
    found = _found(case, collisions, facts)
    orders = _orders(case, collisions, facts) if found else []
    if not orders:
        return []
    begun = _begun(case)
    carried = {("hold_delivery", _number({"order": one.order})) for one in collisions if one.carried}
    kept: dict[tuple[str, str], Proposal] = {}
    for at, plain in found:
        one = _with_order(plain, orders[0])
        about = one.action, _number(one.arguments)
        if one.action in able and about not in carried and (about not in begun or begun[about] < at):
            kept.setdefault(about, one)
    return list(kept.values())


Found = tuple[datetime, Proposal]


def _found(case: Case, collisions: list[Collision], facts: list[Fact]) -> list[Found]:
    """With when it was said."""
    today = clock.now().astimezone(zone_of(case)).date()
    standing = [one for one in collisions if one.fact.ended_at is None and one.day >= today]
    return [
        *((one.at, _of_fact(one, case)) for one in facts if one.kind in OF_FACTS and not _is_over(one, today)),
        *((one.at, wish) for one in _unanswered(case) for wish in _of_message(one, case)),
        *((one.seen_at, _of_collision(one)) for one in standing if not one.carried),
    ]


def _is_over(fact: Fact, today: date) -> bool:
    if fact.kind == "deadline":
        return fact.due is None or fact.due.date() < today
    return fact.kind == "absence" and fact.until is not None and fact.until < today


def _of_collision(one: Collision) -> Proposal:
    given = {"order": one.order, **_absence(one.fact)}
    return _proposal("hold_delivery", words.entry(one.order, one.day, one.fact), given, fact=one.fact)


def _of_fact(fact: Fact, case: Case) -> Proposal:
    action = OF_FACTS[fact.kind]
    if fact.kind == "absence":
        away = words.span(fact)
        return _proposal(action, Words(f"abwesend {away.de}", f"away {away.en}"), _absence(fact), fact=fact)
    if fact.kind == "deadline" and fact.due is not None:
        day = fact.due.astimezone(zone_of(case)).date()
        because = Words(f"gebraucht bis {on_day(day).de}", f"needed by {on_day(day).en}")
        return _proposal(action, because, {"on": day.isoformat()}, fact=fact)
    return _proposal(action, Words(fact.value, fact.value), {"address": parts_of(fact.value)}, fact=fact)


def _absence(fact: Fact) -> dict[str, Any]:
    since = fact.since or fact.at.date()
    return {"absence": {"from": since.isoformat(), **({"to": fact.until.isoformat()} if fact.until else {})}}


def _of_message(message: Message, case: Case) -> list[Proposal]:
    language = guess_language(message.text[: wishes.LOOKED_AT], default=case.language)
    at = message.at.astimezone(zone_of(case))
    return [
        _proposal(
            one.action, Words(f"„{one.said}“", f"“{one.said}”"), {"on": one.on.isoformat()} if one.on else {},
            message=message.pk,
        )
        for one in wishes.find(message.text, now=at, language=language)
    ]  # fmt: skip


def _proposal(
    action: str, because: Words, given: dict[str, Any], *, fact: Fact | None = None, message: int | None = None
) -> Proposal:
    said = fact.message_id if fact is not None else message
    return Proposal(action, kind_of(action).title, because, given, said, fact.pk if fact is not None else None)


def _with_order(one: Proposal, order: str) -> Proposal:
    takes = any(named.name == "order" for named in kind_of(one.action).fields)
    return replace(one, arguments={"order": order, **one.arguments}) if takes else one


def _unanswered(case: Case) -> list[Message]:
    """What they wrote since a person answered last, the newest first."""
    said = case.messages.filter(automatic="", held=False).exclude(direction=Message.Direction.NOTE)
    last = said.filter(direction=Message.Direction.OUT).order_by("-pk").values_list("pk", flat=True).first() or 0
    return list(said.filter(direction=Message.Direction.IN, pk__gt=last).order_by("-pk")[:MOST])


def _orders(case: Case, collisions: list[Collision], facts: list[Fact]) -> list[str]:
    """What the case is about, as `choices` names it, the newest first; a bare number only where no system is known."""
    of_events = Event.objects.filter(case=case).exclude(reference="").order_by("-at")[:MOST]
    named = [choosing.order_of(one) for one in of_events if news.of(one.kind).family in _OF_ORDERS]
    named += [one.order for one in collisions]
    bare = [one.value for one in facts if one.kind == "order_number"]
    known = [one for one in dict.fromkeys(named) if one]
    return known + [one for one in bare if not any(order.endswith(f":{one}") for order in known)]


def _begun(case: Case) -> dict[tuple[str, str], datetime]:
    """When an action of each kind was begun last for each order."""
    runs = Run.objects.filter(case=case).exclude(state__in=_LEAVE_THE_WISH).order_by("pk")
    return {(one.kind, _number(one.arguments)): one.created_at for one in runs.only("kind", "arguments", "created_at")}


def _number(arguments: dict[str, Any]) -> str:
    """Of the order, with or without its system's name before it."""
    return str(arguments.get("order", "")).rpartition(":")[2]
