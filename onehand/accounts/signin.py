"""Signing in by a link: single use, hashed, expiring; looking at it changes nothing, since mail scanners look too."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest

from onehand.accounts.models import Account, SignInAsked, SignInLink
from onehand.foundation import clock, tokens

PATHS = {"desk": "/desk/", "portal": "/my/"}
ASKED_PER_HOUR = 5


def _hashed(secret: str) -> str:
    return tokens.keyed_hash(b"sign-in:" + secret.encode())


def make_link(account: Account, *, purpose: str, minutes: int = 30, target: str = "") -> str:
    """A full address that signs this account in once, within `minutes`."""
    secret = secrets.token_urlsafe(32)
    SignInLink.objects.create(
        account=account,
        hashed=_hashed(secret),
        purpose=purpose,
        target=target,
        expires_at=clock.now() + timedelta(minutes=minutes),
    )
    return f"{settings.ONEHAND.public_url}/in/{secret}/"


def look_up(secret: str) -> SignInLink | None:
    """The link if it still works; nothing is consumed."""
    return (
        SignInLink.objects.select_related("account")
        .filter(hashed=_hashed(secret), used_at__isnull=True, expires_at__gt=clock.now(), account__is_active=True)
        .first()
    )


def consume(request: HttpRequest, secret: str) -> str | None:
    """Sign in by this link and return the path to go on, or None if the link no longer works."""
    with transaction.atomic():
        link = look_up(secret)
        if link is None:
            return None
        used = SignInLink.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=clock.now())
        if not used:
            return None
        login(request, link.account, backend="onehand.accounts.backend.AccountBackend")
    return link.target or PATHS[link.purpose]


def may_ask(address: str) -> bool:
    """Whether another link may be mailed to this address now; counts this asking."""
    hashed = tokens.keyed_hash(b"asked:" + address.strip().lower().encode())
    since = clock.now() - timedelta(hours=1)
    with transaction.atomic():
        SignInAsked.objects.filter(at__lt=since).delete()
        asked = SignInAsked.objects.filter(address=hashed).count()
        SignInAsked.objects.create(address=hashed)
    return asked < ASKED_PER_HOUR
