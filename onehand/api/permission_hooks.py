"""Campaign tools are told when somebody may, or may no longer, be written to (E14): a signed webhook for each change.

The timeline is followed by its `seq`, so that nothing is missed after a crash; an answer that is the same as the one
told last is no news. The body names the customer by number only.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from onehand.api.models import Followed, PermissionTold
from onehand.api.signatures import signature
from onehand.cases.family import members
from onehand.cases.models import Case
from onehand.cases.permission import permission
from onehand.defects.models import Link
from onehand.foundation import clock, jobs, outward
from onehand.people.models import Customer
from onehand.timeline.kinds import Kind
from onehand.timeline.models import Entry

NAME = "permission hooks"
PURPOSES = ("sales", "survey")
AT_ONCE = 500  # entries
CHANGING = [
    kind.code
    for kind in (
        Kind.CASE_OPENED, Kind.CLOSED, Kind.CLOSED_BY_SILENCE, Kind.CONFIRMED, Kind.NOT_SOLVED, Kind.REOPENED,
        Kind.DEFECT_LINKED, Kind.DEFECT_UNLINKED, Kind.DEFECT_ME_TOO, Kind.DEFECT_FIXED, Kind.DEFECT_NOT_FOR_ALL,
        Kind.CONSENT_GIVEN, Kind.CONSENT_WITHDRAWN, Kind.CUSTOMER_MERGED, Kind.CUSTOMER_SPLIT, Kind.FORGOTTEN,
    )
]  # fmt: skip


class Undelivered(Exception):
    """Tried again by the job, with growing waits."""


@jobs.every(timedelta(seconds=10), name="tell campaign tools of permissions")
@jobs.task()
def follow() -> None:
    if not settings.ONEHAND.permission_hook:
        return
    while follow_some():
        pass


def follow_some() -> bool:
    """A part of what is new in the timeline; whether there may be more. What changed is written together with how far
    it was read, so each change is found once."""
    with transaction.atomic():
        Followed.objects.get_or_create(name=NAME, defaults={"seq": _newest()})
        place = Followed.objects.select_for_update().get(name=NAME)
        fresh = Entry.objects.filter(seq__gt=place.seq, kind__in=CHANGING).order_by("seq")
        entries = list(fresh.values_list("seq", "subject_kind", "subject_id", "ref")[:AT_ONCE])
        full = len(entries) == AT_ONCE
        upto = entries[-1][0] if full else _newest()
        for customer in _customers(entries):
            for purpose in PURPOSES:
                _note(customer, purpose)
        if upto > place.seq:
            place.seq = upto
            place.save(update_fields=["seq"])
    return full


def _newest() -> int:
    return Entry.objects.aggregate(newest=Max("seq"))["newest"] or 0


def _customers(entries: Iterable[tuple[int, str, int, int | None]]) -> list[Customer]:
    """All numbers under which a campaign tool may know the people concerned."""
    rows = list(entries)
    ids = {subject for _, kind, subject, _ in rows if kind == "customer"}
    cases = {subject for _, kind, subject, _ in rows if kind == "case"}
    defects = {subject for _, kind, subject, _ in rows if kind == "defect"}
    if defects:
        cases |= set(Link.objects.filter(defect__in=defects).values_list("case", flat=True))
    ids |= set(Case.objects.filter(pk__in=cases).values_list("customer", flat=True))
    found = Customer.objects.filter(pk__in=ids).select_related("merged_into")
    every = {one for customer in found for one in members(customer)}
    return list(Customer.objects.filter(pk__in=every | ids).select_related("merged_into").order_by("pk"))


def _note(customer: Customer, purpose: str) -> None:
    now = permission(customer, purpose)
    told = PermissionTold.objects.filter(customer=customer, purpose=purpose).first()
    if told is not None and (told.allowed, told.reason) == (now.allowed, now.reason):
        return
    id = f"perm_{secrets.token_hex(16)}"
    fields = {
        "allowed": now.allowed, "reason": now.reason, "until": now.until, "external_id": id, "at": clock.now(),
        "delivered_at": None,
    }  # fmt: skip
    PermissionTold.objects.update_or_create(customer=customer, purpose=purpose, defaults=fields)
    deliver.enqueue(id)


# Some days of trying: 5 s, 10 s, 20 s … an hour.
@jobs.task(max_tries=80)
def deliver(id: str) -> None:
    """One webhook. The same id at every try: whoever gets it twice has got one."""
    ours = settings.ONEHAND
    row = PermissionTold.objects.filter(external_id=id, delivered_at__isnull=True).first()
    if row is None or not ours.permission_hook:  # overtaken, delivered, or no longer wanted
        return
    body = json.dumps(_body(row), sort_keys=True).encode()
    at = str(int(clock.now().timestamp()))
    headers = {
        "Content-Type": "application/json", "User-Agent": "Onehand", "Webhook-Id": id, "Webhook-Timestamp": at,
        "Webhook-Signature": signature(ours.permission_hook_secret, id, at, body),
    }  # fmt: skip
    try:
        status = outward.post(ours.permission_hook, body, headers, internal=ours.permission_hook_internal)
    except outward.Failed as error:
        raise Undelivered(str(error)) from None
    if not 200 <= status < 300:  # also a redirect: it would lead to where nobody has looked
        raise Undelivered(f"answered {status}")
    PermissionTold.objects.filter(external_id=id).update(delivered_at=clock.now())


def _body(row: PermissionTold) -> dict[str, Any]:
    return {
        "id": row.external_id,
        "type": "contact-permission.changed",
        "at": row.at.isoformat(),
        "customer": row.customer_id,
        "purpose": row.purpose,
        "allowed": row.allowed,
        "reason": row.reason,
        "until": row.until.isoformat() if row.until else None,
    }
