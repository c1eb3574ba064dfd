"""Choices as links in a mail: another date, an absence, pick-up, another address, cancel; without signing in, for this
order alone (E12). What is chosen is a run like an agent's: planned, read back, told only when it is done.

Looking changes nothing. The link proves as much as the address that it went to: one that was known before this case
began is as good as the confirming link (`confirming.py`); any other opens only what a bare mail may ask for.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from onehand.actions import backends, confirming, running
from onehand.actions.choices import looking, words
from onehand.actions.kinds import Assurance, kind_of
from onehand.actions.kinds import Kind as Action
from onehand.actions.models import Proof, Run
from onehand.actions.models.choices import VALID, Choice, Collision
from onehand.actions.models.events import Event
from onehand.cases.errors import Refused
from onehand.cases.models import Case, State
from onehand.cases.reopening import reopen_by_answer
from onehand.foundation import clock, tokens
from onehand.people import known
from onehand.people.models import Customer
from onehand.timeline.kinds import Kind
from onehand.timeline.record import record

# In the order in which they stand in the mail; offered where a connected system can plan them.
KINDS = ("change_delivery_date", "hold_delivery", "pick_up", "correct_address", "cancel")
LONGEST_SECRET = 100


def offerable(order: str) -> list[str]:
    """The codes that some connected system can plan for this order, by what it can do; nothing is read."""
    system, named, _ = order.partition(":")
    able = {
        code for one in backends.connected() if not named or one.code == system for code in one.kinds() & set(KINDS)
    }
    return [code for code in KINDS if code in able]


def offer(case: Case, *, order: str, recipient: str, event: Event | None = None) -> list[dict[str, str]]:
    """Inside the transaction that writes the mail to `recipient`: its buttons, none where nothing can be chosen. An
    earlier link for the same order ends."""
    kinds = offerable(order) if order else []
    if not kinds:
        return []
    now, secret = clock.now(), secrets.token_urlsafe(32)
    level = Assurance.LINK if confirming.knew(case, recipient) else Assurance.MAIL
    open_for(case, order).update(expires_at=now)
    Choice.objects.create(
        case=case, event=event, order=order[:120], kinds=kinds, recipient=recipient, level=level,
        hashed=_hashed(secret), offered_at=now, expires_at=now + VALID,
    )  # fmt: skip
    url = f"{settings.ONEHAND.public_url}/choice/{secret}/"
    return [
        {"label": words.label(code, case), "url": f"{url}?what={code}"}
        for code in kinds
        if kind_of(code).assurance <= level
    ]


def open_for(case: Case, order: str = "") -> QuerySet[Choice]:
    rows = Choice.objects.filter(case=case, spent_at__isnull=True, expires_at__gt=clock.now(), hashed__isnull=False)
    return rows.filter(order=order) if order else rows


def order_of(event: Event) -> str:
    """The order that an event is about, under the name that a connected system gives it; "" for none."""
    if any(one.code == event.backend for one in backends.connected()):
        return f"{event.backend}:{event.reference}" if event.reference else ""
    tracking = event.values.get("tracking") or event.reference
    codes = [one.code for one in backends.connected()]
    told = Event.objects.filter(values__tracking=tracking, backend__in=codes).exclude(reference="").order_by("-pk")
    shop = told.first() if tracking else None  # the carrier's number is unique to the parcel
    return f"{shop.backend}:{shop.reference}" if shop is not None else event.values.get("order", "")


def _hashed(secret: str) -> str:
    return tokens.keyed_hash(b"choice:" + secret.encode("utf-8", "replace"))


def choice_of(secret: str) -> Choice | None:
    """What a link offers, or shows once something was chosen; None when it is over. Looking changes nothing."""
    if not secret or len(secret) > LONGEST_SECRET:
        return None
    choice = (
        Choice.objects.select_related("case__customer__merged_into", "run")
        .filter(hashed=_hashed(secret), expires_at__gt=clock.now(), case__customer__forgotten_at__isnull=True)
        .first()
    )
    return choice if choice is not None and _is_theirs(choice) else None


def _is_theirs(choice: Choice) -> bool:
    """The address still belongs to the customer of the case, and nobody there has said since: that was not me."""
    identity = known.find("email", choice.recipient)
    if identity is None or identity.customer.canonical.pk != choice.case.customer.canonical.pk:
        return False
    return not Proof.objects.filter(case=choice.case_id, denied_at__gte=choice.offered_at).exists()


def choose(choice: Choice, code: str, raw: Mapping[str, Any], *, digest: str) -> Run:
    """What the customer confirmed after seeing the dry run with this digest; the link is spent by it. Twice at once is
    once: the second finds it spent.

    Raises Refused: link_over, unknown_action, and what `running.start` raises, with the link unspent.
    """
    kind = looking.kind_in(choice, code)
    person = choice.case.customer.canonical
    return running.start(
        choice.case, kind.code, looking.whole(choice, kind, raw), by=person, digest=digest, key=f"choice {choice.pk}",
        reason=words.REASON, assured=Assurance(choice.level), first=lambda: _spend(choice, kind, person),
        then=lambda run: Choice.objects.filter(pk=choice.pk).update(run=run),
    )  # fmt: skip


def _spend(choice: Choice, kind: Action, person: Customer) -> None:
    """Under the case's lock, in the transaction that begins the run."""
    now = clock.now()
    mine = Choice.objects.filter(pk=choice.pk, spent_at__isnull=True, expires_at__gt=now, hashed__isnull=False)
    if not _is_theirs(choice) or not mine.update(spent_at=now, chosen=kind.code):
        raise Refused("link_over")
    if choice.case.state in (State.WAITING, State.ASKED, State.CLOSED):
        reopen_by_answer(choice.case, by=person)
    named = kind.title.named()
    record("case", choice.case_id, Kind.CHOICE_MADE, by=person, audience="customer", ref=choice.pk, values=named)


def forget(cases: QuerySet[Case]) -> None:
    """Inside an erasure's transaction."""
    Choice.objects.filter(case__in=cases).update(recipient="", order="", hashed=None)
    Collision.objects.filter(case__in=cases).delete()
