"""Signed and encrypted mails: recognised and kept; opaque signatures are opened, nothing is decrypted."""

from __future__ import annotations

_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
_SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_SIGNED_TYPES = frozenset({"signed-data", "certs-only", "signed-receipt"})
_BEGIN = "-----BEGIN PGP MESSAGE-----"
_END = "-----END PGP MESSAGE-----"
_SIGNED_TEXT = "-----BEGIN PGP SIGNED MESSAGE-----"


def is_smime(kind: str) -> bool:
    return kind in _SMIME


def of_part(kind: str, params: dict[str, str], name: str, opened: bool) -> set[str]:
    """What a part says about the mail: RFC 8551 section 3.2 for S/MIME, RFC 3156 for PGP."""
    if kind in _SIGNATURES:
        return {"signed"}
    if kind == "application/pgp-encrypted":
        return {"encrypted"}
    if kind not in _SMIME:
        return set()
    signed = opened or params.get("smime-type", "").lower() in _SIGNED_TYPES
    return {"signed"} if signed or name.lower().endswith((".p7s", ".p7c")) else {"encrypted"}


def is_signed_text(text: str) -> bool:
    return _SIGNED_TEXT in text


def take_armour(text: str) -> tuple[str, list[str]]:
    """PGP messages inside a text: the text without them, and them."""
    kept: list[str] = []
    taken: list[str] = []
    at = 0
    while (start := text.find(_BEGIN, at)) >= 0:
        stop = text.find(_END, start)
        stop = len(text) if stop < 0 else stop + len(_END)
        kept.append(text[at:start])
        taken.append(text[start:stop] + "\n")
        at = stop
    if not taken:
        return text, taken
    return "".join([*kept, text[at:]]).strip(), taken


def code(found: set[str]) -> str:
    return "+".join(kind for kind in ("signed", "encrypted") if kind in found)
