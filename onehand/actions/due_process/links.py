"""Links in our mails by which the customer answers or appeals without signing in: hashed, expiring, written by once."""

from __future__ import annotations

import secrets
from datetime import datetime

from onehand.actions.due_process.telling import forged, hashed
from onehand.actions.models.due_process import Blocking, HearingLink
from onehand.cases.errors import Refused
from onehand.foundation import clock


def make(blocking: Blocking, purpose: str, *, until: datetime) -> tuple[HearingLink, str]:
    """The row, and the secret that is kept nowhere."""
    secret = secrets.token_urlsafe(32)
    row = HearingLink.objects.create(blocking=blocking, purpose=purpose, hashed=hashed(secret), expires_at=until)
    return row, secret


def link_of(secret: str) -> HearingLink | None:
    """While it can be opened; looking at it changes nothing (S16)."""
    if forged(secret):
        return None
    return (
        HearingLink.objects.select_related("blocking__case__customer__merged_into", "blocking__case__team")
        .filter(
            hashed=hashed(secret), expires_at__gt=clock.now(),
            blocking__case__customer__forgotten_at__isnull=True,
        )
        .first()
    )  # fmt: skip


def spend(link: HearingLink) -> None:
    """Of two who write by it at once one does. Raises Refused: link_over."""
    now = clock.now()
    mine = HearingLink.objects.filter(pk=link.pk, used_at__isnull=True, expires_at__gt=now, hashed__isnull=False)
    if not mine.update(used_at=now):
        raise Refused("link_over")
    link.used_at = now
