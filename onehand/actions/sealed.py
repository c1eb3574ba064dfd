"""Values that are stored sealed: bank details must not be readable in a copy of the database (D9)."""

from __future__ import annotations

import base64
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from onehand.foundation import tokens


def seal(data: Any) -> str:
    return _fernet().encrypt(json.dumps(data, ensure_ascii=False).encode()).decode("ascii")


def unseal(text: str) -> Any:
    """Raises ValueError when it was sealed under another key, or is empty since it has done its service."""
    try:
        return json.loads(_fernet().decrypt(text.encode()))
    except InvalidToken:
        raise ValueError("sealed under another key") from None


def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(bytes.fromhex(tokens.keyed_hash(b"sealed values of actions"))))


def masked_iban(iban: str) -> str:
    """Country, check digits and the last four: enough to know one's own, too little to use."""
    plain = "".join(iban.split())
    return f"{plain[:4]} … {plain[-4:]}" if len(plain) > 8 else "…"
