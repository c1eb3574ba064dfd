"""Links of a recovery: to the new address, and to those known before. Hashed, expiring, answered once."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings

from onehand.actions.due_process import recovery_words
from onehand.actions.models.due_process import Recovery, RecoveryLink
from onehand.cases.errors import Refused
from onehand.cases.models import Outgoing
from onehand.cases.reference import message_id
from onehand.cases.signals import outgoing_written
from onehand.foundation import clock, tokens

VALID = timedelta(days=14)


def _hashed(secret: str) -> str:
    return tokens.keyed_hash(b"recovery:" + secret.encode("utf-8", "replace"))


def make(row: Recovery, purpose: str, recipient: str) -> dict[str, str]:
    """The button of the mail."""
    secret = secrets.token_urlsafe(32)
    RecoveryLink.objects.create(
        recovery=row, purpose=purpose, recipient=recipient, hashed=_hashed(secret), expires_at=clock.now() + VALID
    )
    url = f"{settings.ONEHAND.public_url}/recovery/{secret}/"
    return {"label": recovery_words.label(row, purpose), "url": url}


def link_of(secret: str) -> RecoveryLink | None:
    """While it can be answered; looking changes nothing (S16)."""
    if not secret or len(secret) > 100:
        return None
    return (
        RecoveryLink.objects.select_related("recovery__case__customer", "recovery__identity", "recovery__account_of")
        .filter(
            hashed=_hashed(secret), used_at__isnull=True, expires_at__gt=clock.now(),
            recovery__state=Recovery.State.ANNOUNCED,
        )
        .first()
    )  # fmt: skip


def spend(link: RecoveryLink, answer: str) -> None:
    """Of two who answer at once one does. Raises Refused: link_over."""
    now = clock.now()
    mine = RecoveryLink.objects.filter(pk=link.pk, used_at__isnull=True, expires_at__gt=now, hashed__isnull=False)
    if not mine.update(used_at=now, answer=answer):
        raise Refused("link_over")


def send_apart(row: Recovery, address: str, text: str, button: dict[str, str]) -> None:
    """To whoever holds an address known before. It belongs to no case, so that it shows nothing of who asks and a reply
    to it is a concern of its own."""
    link = button["url"].rstrip("/").rpartition("/")[2]
    outgoing = Outgoing.objects.create(
        kind="recovery", recipient=address, subject=recovery_words.subject(row), text=text, buttons=[button],
        external_id=message_id(f"v{tokens.keyed_hash(link.encode())[:20]}"), language=row.case.language, automatic=True,
    )  # fmt: skip
    outgoing_written.send(Outgoing, outgoing=outgoing)
