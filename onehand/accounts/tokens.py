"""API tokens: shown once, kept as a keyed hash, revocable."""

from __future__ import annotations

import secrets

from onehand.accounts.models import Account, ApiToken
from onehand.foundation import clock, tokens
from onehand.foundation.prepared import Prepared

PREFIX = "onehand_"


def _hashed(secret: str) -> str:
    return tokens.keyed_hash(b"api:" + secret.encode())


def issue(account: Account, name: str) -> str:
    """A new bearer token of this account; the text is not kept and cannot be shown again."""
    secret = PREFIX + secrets.token_urlsafe(32)
    ApiToken.objects.create(account=account, name=name, hashed=_hashed(secret))
    return secret


_TOKEN: Prepared[ApiToken] = Prepared(
    lambda blank: ApiToken.objects.select_related("account").filter(
        hashed=blank("hashed"), revoked_at__isnull=True, account__is_active=True
    )
)


def find(secret: str) -> Account | None:
    """The active account of this bearer token, or None."""
    token = _TOKEN.first(hashed=_hashed(secret))
    return token.account if token else None


def revoke(token: ApiToken) -> None:
    token.revoked_at = clock.now()
    token.save(update_fields=["revoked_at"])
