"""Asking the customer once for what an action still needs: a form behind a link, sealed, deleted after use (D9).

The mail names the fields, never a value. What is given is read by the fields' own rules, stored sealed, shown masked,
handed to the action on the server only, and emptied as soon as a run has it, or after two weeks.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from onehand.actions import arguments, asking_words, sealed
from onehand.actions.asking_words import called
from onehand.actions.assurance import FOLLOWED, disowned_since
from onehand.actions.confirming import knew, known_address
from onehand.actions.hiding import hidden
from onehand.actions.kinds import Assurance, Field, kind_of
from onehand.actions.kinds import Kind as Action
from onehand.actions.models import Proof
from onehand.actions.models.asking import Asking
from onehand.actions.words import Words
from onehand.cases.choosing import mail_address
from onehand.cases.errors import Refused
from onehand.cases.lock import lock
from onehand.cases.models import Case
from onehand.cases.notice import write_notice
from onehand.foundation import clock, jobs, tokens
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import record, verb

VALID = timedelta(days=14)
LONGEST_SECRET = 100
# What customers can say by themselves; items, products and amounts are chosen by who sees the systems.
ASKABLE = frozenset({"text", "order", "contract", "address", "date", "dates", "iban", "choice"})


def askable(kind: Action, given: Mapping[str, Any]) -> list[Field]:
    """The fields of this kind that the customer may be asked for and that are not given yet."""
    return [one for one in kind.fields if one.kind in ASKABLE and _is_lacking(given.get(one.name))]


def _is_lacking(value: Any) -> bool:
    if isinstance(value, Mapping):
        return not any(value.values())
    return value in (None, "", [], ())


@verb
def ask_for(case: Case, code: str, given: Mapping[str, Any], names: Iterable[str], *, by: Agent) -> Asking:
    """Mail the customer a link to a form with these fields; `given` is what is known so far and is not asked again.

    Raises Refused: unknown_action, closed, nothing_to_ask, already_asked, no_address."""
    lock(case)
    kind = _kind(code)
    if case.state == "closed":
        raise Refused("closed")
    wanted = set(names)
    fields = [one for one in askable(kind, given) if one.name in wanted]
    if not fields:
        raise Refused("nothing_to_ask")
    asked = {name for one in standing(case, code) if one.filled_at is None for name in one.names}
    if asked & {one.name for one in fields}:
        raise Refused("already_asked")
    # Never to a Reply-To of the mail itself: an address that we knew, else the one that they write from.
    recipient = known_address(case) or mail_address(case.customer)
    if not recipient:
        raise Refused("no_address")
    return _ask(case, kind, fields, recipient, by)


def _kind(code: str) -> Action:
    try:
        return kind_of(code)
    except KeyError:
        raise Refused("unknown_action", what=code[:60]) from None


def _ask(case: Case, kind: Action, fields: Sequence[Field], recipient: str, by: Agent) -> Asking:
    secret, now = secrets.token_urlsafe(32), clock.now()
    asking = Asking.objects.create(
        case=case, kind=kind.code, names=[one.name for one in fields], agent=by, recipient=recipient,
        hashed=_hashed(secret), asked_at=now, expires_at=now + VALID,
    )  # fmt: skip
    write_notice(
        case, recipient=recipient, text=asking_words.mail(case, kind, fields, until=asking.expires_at), kind="asking",
        entry=Kind.NOTICE_SENT, by=by, subject=asking_words.subject(case),
        buttons=[{"label": asking_words.label(case), "url": f"{settings.ONEHAND.public_url}/asked/{secret}/"}],
    )  # fmt: skip
    record("case", case.pk, Kind.ASKED_FOR, by=by, ref=asking.pk, values=_labels(fields))
    return asking


def _labels(fields: Sequence[Field]) -> dict[str, str]:
    return Words(asking_words.listed(fields, "de"), asking_words.listed(fields, "en")).named()


def _hashed(secret: str) -> str:
    return tokens.keyed_hash(b"asked:" + secret.encode("utf-8", "replace"))


def asking_of(secret: str) -> Asking | None:
    """What a link asks for, or shows once it was given; looking at it changes nothing."""
    if not secret or len(secret) > LONGEST_SECRET:
        return None
    return (
        Asking.objects.select_related("case__customer__merged_into")
        .filter(hashed=_hashed(secret), expires_at__gt=clock.now(), case__customer__forgotten_at__isnull=True)
        .first()
    )


def form_of(asking: Asking) -> Action:
    """The kind of action with these fields alone, all of them needed. Raises Refused: unknown_action."""
    kind = _kind(asking.kind)
    return replace(kind, fields=tuple(replace(one, required=True) for one in kind.fields if one.name in asking.names))


@verb
def fill(asking: Asking, raw: Mapping[str, Any]) -> Asking:
    """What the customer typed, once. It answers a mail of ours: where that went to an address which was known before,
    it makes the wish as sure as a written answer does. Raises Refused: link_over, arguments, unknown_action."""
    form = form_of(asking)
    given = arguments.plain(arguments.read(form, raw))
    shown = {field.name: said(field, given[field.name]) for field in form.fields}
    now = clock.now()
    mine = Asking.objects.filter(pk=asking.pk, filled_at__isnull=True, expires_at__gt=now, hashed__isnull=False)
    if not mine.update(filled_at=now, expires_at=now + VALID, sealed=sealed.seal(given), shown=shown):
        raise Refused("link_over")
    asking.refresh_from_db()
    if knew(asking.case, asking.recipient) and not disowned_since(asking.case, asking.asked_at):
        Proof.objects.create(
            case=asking.case, level=Assurance.CONFIRMED, how="form", recipient=asking.recipient, given_at=now,
            until=now + FOLLOWED,
        )  # fmt: skip
    record(
        "case", asking.case_id, Kind.GIVEN_BY_FORM, by=asking.case.customer.canonical, ref=asking.pk,
        values=_told(form.fields, shown),
    )  # fmt: skip
    return asking


def _told(fields: Sequence[Field], shown: Mapping[str, str]) -> dict[str, str]:
    """With the ends of bank details; other values stand in the form of the action."""
    german, english = (
        ", ".join(
            f"{called(one, language)} {shown[one.name]}" if one.kind == "iban" else called(one, language)
            for one in fields
        )
        for language in ("de", "en")
    )
    return Words(german, english).named()


def said(field: Field, value: Any) -> str:
    """A value as it may be read by a person: bank details by their ends."""
    if field.kind == "iban":
        return sealed.masked_iban(str(value))
    if isinstance(value, Mapping):
        parts = (value.get("name"), value.get("street"), f"{value.get('postcode', '')} {value.get('city', '')}".strip())
        return hidden(", ".join(str(part) for part in parts if part))
    return hidden(" – ".join(value) if isinstance(value, list) else str(value))


def standing(case: Case, code: str) -> QuerySet[Asking]:
    """What was asked for this kind of action and is still open, or given and not used yet; the oldest first."""
    return Asking.objects.filter(
        case=case, kind=code, expires_at__gt=clock.now(), used_at__isnull=True, hashed__isnull=False
    ).order_by("pk")


def values_of(case: Case, code: str) -> dict[str, Any]:
    """What the customer gave for this kind of action, in the clear: for the server alone, never for a page."""
    values: dict[str, Any] = {}
    for one in standing(case, code).filter(filled_at__isnull=False).exclude(sealed=""):
        try:
            values |= sealed.unseal(one.sealed)
        except ValueError:  # sealed under another key: it must be asked again
            continue
    return values


def spend(case: Case, code: str) -> None:
    """A run has taken them over, sealed in its turn until it has ended: here they are deleted."""
    standing(case, code).filter(filled_at__isnull=False).update(sealed="", used_at=clock.now())


def forget(cases: QuerySet[Case]) -> None:
    """Inside an erasure's transaction."""
    Asking.objects.filter(case__in=cases).update(sealed="", shown={}, recipient="", hashed=None)


@jobs.every(timedelta(hours=1), name="delete what was given and not used in time")
@jobs.task()
def expire_given() -> None:
    """What nobody used in two weeks is asked for again, not kept."""
    Asking.objects.filter(expires_at__lte=clock.now(), hashed__isnull=False).update(sealed="", shown={}, hashed=None)
