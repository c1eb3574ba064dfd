"""Requests that are signed instead of bearing a token, as Standard Webhooks describes it (v1).

`Webhook-Signature` is "v1," and the base64 of HMAC-SHA256, under ONEHAND_EVENTS_SECRET, over `Webhook-Id`, a dot,
`Webhook-Timestamp` (seconds since 1970), a dot, and the body. Without a secret nothing is taken (S20).
"""

from __future__ import annotations

import base64
import binascii
import hmac

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from ninja.security import APIKeyHeader

from onehand.api.auth import Forbidden
from onehand.foundation import clock

TOLERANCE = 300  # seconds
LARGEST = 256 * 1024  # bytes of a body
MOST_SIGNATURES = 10
_SCHEME = "v1,"


class Signed(APIKeyHeader):
    param_name = "Webhook-Signature"
    openapi_description = (
        "`v1,` and the base64 of HMAC-SHA256 over `Webhook-Id`.`Webhook-Timestamp`.body, at most five minutes old"
    )
    who = "signed"

    def authenticate(self, request: HttpRequest, key: str | None) -> str | None:
        """The secret's holder. None (401) for what is unsigned, wrongly signed or too old; Forbidden (403) where no
        secret is set; RequestDataTooBig (413) before a byte of a large body is read."""
        secret = settings.ONEHAND.events_secret
        if not secret:
            raise Forbidden("events_closed")
        length = request.headers.get("Content-Length", "")
        if length.isdecimal() and int(length) > LARGEST:
            raise RequestDataTooBig
        id, at = request.headers.get("Webhook-Id", ""), request.headers.get("Webhook-Timestamp", "")
        if not key or not id or len(id) > 200 or not _is_near(at):
            return None
        body = request.body
        if len(body) > LARGEST:
            raise RequestDataTooBig
        expected = signature(secret, id, at, body).encode()
        given = key.split()[:MOST_SIGNATURES]
        good = [hmac.compare_digest(one.encode("utf-8", "replace"), expected) for one in given]
        return "signed" if any(good) else None


def signature(secret: str, id: str, at: str, body: bytes) -> str:
    signed = f"{id}.{at}.".encode("utf-8", "replace") + body
    return _SCHEME + base64.b64encode(hmac.digest(_key(secret), signed, "sha256")).decode("ascii")


def _key(secret: str) -> bytes:
    """As it is; one that begins with whsec_ is base64, as the libraries of Standard Webhooks write it."""
    if secret.startswith("whsec_"):
        try:
            return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
        except binascii.Error:
            pass
    return secret.encode()


def _is_near(at: str) -> bool:
    if not (at.isascii() and at.isdecimal() and len(at) < 12):
        return False
    return abs(clock.now().timestamp() - int(at)) <= TOLERANCE
