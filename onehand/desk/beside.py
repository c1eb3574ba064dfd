"""What stands beside the conversation, and what the composer begins with. Few queries: most is in the conversation."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from onehand.actions import backends
from onehand.cases import named_lists, reasons, sentences, unanswered
from onehand.cases.choosing import by_card
from onehand.cases.drafts import draft_of
from onehand.cases.errors import Refused
from onehand.cases.family import newest_of
from onehand.cases.feed import FeedItem
from onehand.cases.lists import with_hands
from onehand.cases.models import Case, Closure, Consult, Handover, Holding, Message, State
from onehand.cases.recipients import Recipients, recipients
from onehand.cases.urgency import urgency
from onehand.desk import blocking_lines
from onehand.desk.case_list import VIEWS, list_of
from onehand.desk.items import Item
from onehand.desk.language import reading_language
from onehand.desk.memory import SHOWN_KINDS, Memory, kind_label
from onehand.desk.others import MOST, others_of
from onehand.desk.proposed import ProposalLine, proposed_in
from onehand.desk.run_lines import orders_of, run_lines
from onehand.foundation import clock
from onehand.foundation.live import presence
from onehand.foundation.prepared import Prepared
from onehand.people.models import Identity
from onehand.team.colleagues import colleagues_of, upcoming
from onehand.team.models import Agent, Calendar

_HANDOVERS: Prepared[Handover] = Prepared(
    lambda blank: Handover.objects.filter(case=blank("case")).select_related("giver", "receiver").order_by("-pk")[:100]
)
_IDENTITIES: Prepared[Identity] = Prepared(
    lambda blank: Identity.objects.filter(customer=blank("customer")).order_by("pk")[:20]
)
_CONSULTS: Prepared[Consult] = Prepared(
    lambda blank: (
        Consult.objects.filter(case=blank("case"))
        .select_related("agent", "asker", "note", "answer")
        .order_by("pk")[:50]
    )
)
_CLOSURE: Prepared[Closure] = Prepared(
    lambda blank: Closure.objects.filter(case=blank("case"), undone_at__isnull=True).order_by("pk")[:1]
)


@dataclass(frozen=True, slots=True)
class Can:
    """Which verbs a page offers."""

    reply: bool
    note: bool
    hand_over: bool
    take: bool
    ask: bool
    wait: bool
    go_on: bool
    close: bool
    reopen: bool


def about(
    request: HttpRequest,
    agent: Agent,
    case: Case,
    language: str,
    feed: Sequence[FeedItem],
    *,
    whole: bool,
    memory: Memory,
) -> dict[str, Any]:
    """Everything of the case's page but the conversation; `whole` says that `feed` is all of it."""
    earlier = newest_of(agent, memory.family, but=case.pk, size=MOST + 1)
    holding = with_hands([case, *earlier])[0].holding  # asked once
    hand = holding.agent if holding else None
    here = list_of(request)
    previous, following = _neighbours(here, agent, case)
    handed = not whole or any(one.entry.kind.startswith("handover_") for one in feed)
    handovers = _HANDOVERS.rows(case=case.pk) if handed else []
    offer = next((one for one in handovers if one.is_open), None)
    spoken = [one.message for one in feed if one.message is not None and _is_theirs(one.message)]
    identities = _IDENTITIES.rows(customer=case.customer_id)
    case.customer.name = case.customer.name or (identities[0].value if identities else f"#{case.customer_id}")
    to = recipients(case, spoken[-1] if spoken else None)
    absences = upcoming()
    consulted = not whole or any(one.entry.kind == "consulted" for one in feed)
    return {
        "here": here,
        "case": case,
        "row": urgency(case, Calendar.default().business, clock.now()),
        "hand": hand,
        "mine": hand is not None and hand.pk == agent.pk,
        "contacts": len({one.pk for one in spoken}) if whole else _contacts(case),
        "handovers": sum(one.accepted_at is not None for one in handovers),
        "previous": previous,
        "next": following,
        **_verb_words(case, hand, previous, following),
        "others": others_of(earlier[:MOST]),
        "more_others": len(earlier) > MOST,
        "memory": memory,
        "fact_kinds": tuple((kind, kind_label(kind)) for kind in SHOWN_KINDS),
        "no_call": no_call(case, clock.now()),
        "presence": _others(agent, case),
        "connected": bool(backends.connected()),
        **_acts(agent, case, feed, whole=whole),
        **blocking_lines.beside(agent, case, feed, whole=whole),
        "proposals": _proposals(case, feed, memory, whole=whole),
        "identities": identities,
        "assignment": _assignment(agent, holding, case, language),
        "offer": offer,
        "offer_role": _role(agent, offer),
        "consults": _consults(case) if consulted else [],
        "absence": next((one for one in absences if hand is not None and one.agent_id == hand.pk), None),
        "absences": absences,
        "closure": _closure(case),
        "colleagues": tuple(colleagues_of(agent, absences)),
        "can": _can(agent, case, hand, offer, to),
        "recipients": to,
    }


def _acts(agent: Agent, case: Case, feed: Sequence[FeedItem], *, whole: bool) -> dict[str, Any]:
    """What was done and ordered; nothing is asked for where the conversation tells of none."""
    kinds = {one.entry.kind.partition("_")[0] for one in feed}
    return {
        "runs": run_lines(case, agent) if not whole or kinds & {"action", "approval"} else [],
        "work_orders": orders_of(case) if not whole or "work" in kinds else [],
    }


def _proposals(case: Case, feed: Sequence[FeedItem], memory: Memory, *, whole: bool) -> list[ProposalLine]:
    if not backends.connected():
        return []
    return proposed_in(case, {one.entry.kind for one in feed} if whole else None, memory)


def _neighbours(here: str, agent: Agent, case: Case) -> tuple[int | None, int | None]:
    if here == "waiting":
        return unanswered.neighbours(agent, case)
    return named_lists.neighbours(VIEWS[here], agent, case)


def _verb_words(case: Case, hand: Agent | None, previous: int | None, following: int | None) -> dict[str, Any]:
    """What the verbs' forms differ in from case to case, so that they are drawn once (look/kept)."""
    base = reverse("desk:cases")
    return {
        "case_url": url_of(case),
        "is_asked": case.state == State.ASKED,
        "has_hand": hand is not None,
        "hand_name": hand.display_name if hand else "",
        "first_name": case.customer.name.split(" ")[0],
        "goes_back": previous is not None,
        "goes_on": following is not None,
        "previous_url": f"{base}{previous}/",
        "next_url": f"{base}{following}/",
    }


def url_of(case: Case) -> str:
    """Where its page is, below which is all that is done in it: reversed once, not for each form."""
    return f"{reverse('desk:cases')}{case.pk}/"


def _is_theirs(message: Message) -> bool:
    return message.direction == Message.Direction.IN and not message.automatic and not message.held


def _contacts(case: Case) -> int:
    """How often the customer wrote, in this case only."""
    return case.messages.filter(direction=Message.Direction.IN, automatic="", held=False).count()


def no_call(case: Case, at: datetime) -> str:
    """What the card says against calling then. Whether a call was agreed is asked when its form is opened."""
    word = by_card([case.customer.canonical], at)
    return "" if word.ok else sentences.sentence(Refused(word.code, **word.values), reading_language())


def _consults(case: Case) -> list[Any]:
    return list(_CONSULTS.rows(case=case.pk))


def _closure(case: Case) -> Closure | None:
    if case.state not in (State.ASKED, State.CLOSED):
        return None
    return _CLOSURE.first(case=case.pk)


def _others(agent: Agent, case: Case) -> list[dict[str, str]]:
    now_here = presence.here(f"case:{case.pk}")
    return [{"name": one.who_name, "doing": one.doing} for one in now_here if one.who_id != agent.pk]


def _role(agent: Agent, offer: Handover | None) -> str:
    if offer is None:
        return ""
    if offer.receiver_id == agent.pk:
        return "receiver"
    return "giver" if offer.giver_id == agent.pk or agent.leads else ""


def _assignment(agent: Agent, holding: Holding | None, case: Case, language: str) -> dict[str, Any] | None:
    if holding is None:
        return None
    why = reasons.in_words(holding.reason, language)
    if not why:
        return None
    refusable = holding.how == Holding.How.ASSIGNED and holding.agent_id == agent.pk and case.state != State.CLOSED
    return {"sentence": _("Because: %(why)s") % {"why": why}, "at": holding.since, "refusable": refusable}


def _can(agent: Agent, case: Case, hand: Agent | None, offer: Handover | None, to: Recipients) -> Can:
    """Which verbs are shown; whether they may is decided by the verbs themselves."""
    is_open = case.state != State.CLOSED
    mine = hand is not None and hand.pk == agent.pk
    return Can(
        reply=to.possible,
        note=True,
        hand_over=is_open and offer is None and hand is not None and (mine or agent.leads),
        take=is_open and not mine,
        ask=is_open and case.state != State.ASKED and to.possible,
        wait=is_open and case.state != State.WAITING,
        go_on=case.state == State.WAITING,
        close=is_open,
        reopen=case.state in (State.CLOSED, State.ASKED),
    )


def composer(
    agent: Agent, case: Case, to: Recipients, *, seen: int, kept: Mapping[str, str], outdated: Sequence[Item]
) -> dict[str, Any]:
    """What was typed in a refused form comes first, then the saved draft."""
    draft = draft_of(case, agent)
    typed = kept.get("kind") in ("reply", "note", "question")
    return {
        "text": kept.get("text", "") if typed else draft.text if draft else "",
        "mode": "note" if kept.get("kind") == "note" else "reply",
        "seen": seen,
        "key": kept.get("key") or uuid.uuid4().hex,
        "to": to.to or [{"name": case.customer.name, "address": ""}],
        "cc": to.cc,
        "channel": "email" if to.to else "portal",
        "outdated": list(outdated),
        "saved_at": draft.at if draft and not typed else None,
    }
