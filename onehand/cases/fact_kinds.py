"""The kinds of facts: which are known beyond their case, which stand alone, and what they are called."""

from __future__ import annotations

# What the contract needs is known in every case of the customer; the rest only where it was said, unless the customer
# consents to be remembered (B5).
CONTRACT = frozenset(
    {
        "order_number", "customer_number", "invoice_number", "tracking_number", "serial_number", "iban", "phone",
        "email", "postal_address", "absence", "deadline",
    }
)  # fmt: skip
PERSONAL = frozenset({"device", "preference", "other"})
KINDS = CONTRACT | PERSONAL

# Of these only one is true at a time; a person has several phones, but asks when they have a new address.
ONE_TRUE = frozenset({"postal_address", "iban", "customer_number", "email", "deadline"})
# Preferences that cannot both hold; any others stand beside each other.
_OPPOSED = (
    {"no_phone", "phone"},
    {"email_only", "phone"},
    {"email_only", "letter"},
    {"phone", "letter"},
    {"du", "sie"},
    {"language_de", "language_en"},
)

_WORDS: dict[str, tuple[str, str]] = {
    "order_number": ("Bestellnummer", "order number"),
    "customer_number": ("Kundennummer", "customer number"),
    "invoice_number": ("Rechnungsnummer", "invoice number"),
    "tracking_number": ("Sendungsnummer", "tracking number"),
    "serial_number": ("Seriennummer", "serial number"),
    "iban": ("IBAN", "IBAN"),
    "phone": ("Telefonnummer", "phone number"),
    "email": ("E-Mail-Adresse", "e-mail address"),
    "postal_address": ("Anschrift", "postal address"),
    "absence": ("Abwesenheit", "absence"),
    "deadline": ("Termin der Kundschaft", "customer's deadline"),
    "device": ("Gerät", "device"),
    "preference": ("Wunsch", "preference"),
    "other": ("Merkposten", "fact"),
    # Only ever asked for, never kept.
    "date_of_birth": ("Geburtsdatum", "date of birth"),
    "photo": ("Foto", "photo"),
}


def opposed(one: str, other: str) -> bool:
    return {one, other} in _OPPOSED


def in_words(kind: str, language: str) -> str:
    """What a kind of fact is called, in the middle of a sentence."""
    german, english = _WORDS.get(kind, (kind, kind))
    return german if language == "de" else english


def told(kind: str) -> dict[str, str]:
    """The values of a timeline entry: the kind only, so that a fact that is erased is gone from there too."""
    return {f"what_{language}": in_words(kind, language) for language in ("de", "en")} | {"what": kind}
