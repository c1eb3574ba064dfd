"""Words that only this installation can make: reply addresses, Message-IDs, sealed links, keyed hashes.

All are HMAC-SHA256 under keys derived from the secret key, one key per purpose, so that a token of one kind
is never valid as another. A sealed text is signed, not hidden: whoever holds it can read it.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from datetime import datetime
from functools import lru_cache

from django.conf import settings

from onehand.foundation import clock

_NUMBER_BYTES = 5
_MAC_BYTES = 16
REPLY_TOKEN_LENGTH = 34  # ceil((5 + 16) * 8 / 5): lower-case base32, because mail servers fold case


@lru_cache(maxsize=64)
def _key(secret: str, purpose: str) -> bytes:
    return hmac.digest(secret.encode(), b"onehand key: " + purpose.encode(), "sha256")


def _mac(purpose: str, data: bytes) -> bytes:
    return hmac.digest(_key(settings.ONEHAND.secret_key, purpose), data, "sha256")


def _base32(data: bytes) -> str:
    return base64.b32encode(data).decode("ascii").rstrip("=").lower()


def reply_token(number: int) -> str:
    """The token of a number for an address: 34 characters of a-z and 2-7, holding a MAC of 128 bit.

    Raises OverflowError for a number that is negative or takes more than five bytes.
    """
    head = number.to_bytes(_NUMBER_BYTES, "big")
    return _base32(head + _mac("reply", head)[:_MAC_BYTES])


def read_reply_token(text: str) -> int | None:
    """The number of a token made by `reply_token` (in any case), or None if it was not made here."""
    token = text.strip().lower()
    if len(token) != REPLY_TOKEN_LENGTH or not token.isascii():
        return None
    try:
        data = base64.b32decode(token.upper() + "=" * (-len(token) % 8))
    except binascii.Error:
        return None
    number = int.from_bytes(data[:_NUMBER_BYTES], "big")
    # compared as text, since base32 leaves two spare bits which would give each token four spellings
    return number if hmac.compare_digest(reply_token(number), token) else None


def message_token(text: str) -> str:
    """The mark of a text inside a Message-ID: 26 characters of a-z and 2-7 (128 bit)."""
    return _base32(_mac("message", text.encode())[:_MAC_BYTES])


def is_message_token(text: str, token: str) -> bool:
    """Whether `token` (in any case) is the mark of `text`; takes the same time either way."""
    return hmac.compare_digest(message_token(text).encode(), token.lower().encode())


def keyed_hash(data: bytes) -> str:
    """64 hexadecimal digits; equal for equal data, of no use to who does not hold the key."""
    return _mac("hash", data).hex()


def seal(purpose: str, *parts: str, expires: datetime | None = None) -> str:
    """A signed text for links that holds `parts`, valid for this purpose and until `expires`, if given."""
    until = None if expires is None else int(expires.timestamp())
    body = _base64(json.dumps([until, *parts], separators=(",", ":")).encode())
    return f"{body}.{_base64(_mac('seal ' + purpose, body.encode()))}"


def unseal(purpose: str, text: str) -> list[str] | None:
    """The parts of a text sealed for this purpose; None if it is forged, of another purpose or expired."""
    body, dot, mac = text.partition(".")
    expected = _base64(_mac("seal " + purpose, body.encode()))
    if not dot or not hmac.compare_digest(expected.encode(), mac.encode()):
        return None
    until, *parts = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    if until is not None and clock.now().timestamp() >= until:
        return None
    return [str(part) for part in parts]


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")
