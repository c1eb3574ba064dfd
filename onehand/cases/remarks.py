"""What had to be salvaged in a mail, and what its sender could not prove, in words."""

from __future__ import annotations

from collections.abc import Mapping

_WORDS: dict[str, tuple[str, str]] = {
    "charset": ("Zeichensatz ausgebessert", "character set repaired"),
    "headers": ("Kopfzeilen ausgebessert", "headers repaired"),
    "headers:missing": ("Ohne Kopfzeilen", "without headers"),
    "boundary": ("Aufbau der Mail ausgebessert", "structure of the mail repaired"),
    "type": ("Aufbau der Mail ausgebessert", "structure of the mail repaired"),
    "transfer": ("Kodierung ausgebessert", "encoding repaired"),
    "date": ("Datum unlesbar", "date unreadable"),
    "addresses": ("Sehr viele Adressen, gekürzt", "very many addresses, cut"),
    "from:multiple": ("Mehrere Absender angegeben", "several senders given"),
    "mail:empty": ("Ohne Inhalt", "without content"),
    "tnef": ("Anhang winmail.dat ausgebessert", "attachment winmail.dat repaired"),
    "protection:encrypted": ("Verschlüsselt, hier nicht lesbar", "encrypted, cannot be read here"),
    "protection:signed": ("Signiert", "signed"),
    "questions:more": (
        "Sehr viele Fragen oder Angaben, nur die ersten sind erkannt",
        "very many questions or facts, only the first were recognised",
    ),
    "recognise:failed": ("Fragen und Angaben nicht erkannt", "questions and facts could not be recognised"),
    "size:too-large": ("Zu groß: nur der Kopf ist gelesen", "too large: only its head was read"),
}
_UNPROVED = ("Absender nicht bestätigt", "sender not confirmed")
_FAILED = frozenset({"fail", "softfail", "permerror"})


def in_words(remark: str, authentication: Mapping[str, object] | None, language: str) -> list[str]:
    """Each thing once, in `language`; what is no known code is a sentence already and stays as it is."""
    index = 0 if language == "de" else 1
    said = [_one(part.strip(), index) for part in remark.split(",") if part.strip()]
    if unproved(authentication or {}):
        said.insert(0, _UNPROVED[index])
    return list(dict.fromkeys(said))


def _one(code: str, index: int) -> str:
    words = _WORDS.get(code) or _WORDS.get(code.partition(":")[0]) if " " not in code else None
    return words[index] if words else code


def unproved(authentication: Mapping[str, object]) -> bool:
    """Whether the checks of the mail say that its From address is not its sender's (RFC 7489, 3.1)."""
    verdict = str(authentication.get("dmarc", "")).lower()
    if verdict:
        return verdict in _FAILED
    tried = [str(authentication[name]).lower() for name in ("dkim", "spf") if authentication.get(name)]
    return bool(tried) and all(one in _FAILED for one in tried)
