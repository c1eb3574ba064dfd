"""Why a sign-in link no longer works; only whoever has the secret can ask."""

from __future__ import annotations

from onehand.accounts.models import SignInLink
from onehand.foundation import clock, tokens


def why_dead(secret: str) -> str:
    """used, expired or unknown."""
    link = SignInLink.objects.filter(hashed=tokens.keyed_hash(b"sign-in:" + secret.encode())).first()
    if link is None:
        return "unknown"
    if link.used_at is not None:
        return "used"
    return "expired" if link.expires_at <= clock.now() else "unknown"
