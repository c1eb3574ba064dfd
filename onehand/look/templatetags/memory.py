"""Words for what is remembered: kinds of facts, lines of the card, purposes, roles, why two may be one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import get_language, gettext_lazy

from onehand.look.fact_words import Told, in_words

register = template.Library()

FACTS = {
    "order_number": gettext_lazy("order number"),
    "customer_number": gettext_lazy("customer number"),
    "invoice_number": gettext_lazy("invoice number"),
    "tracking_number": gettext_lazy("tracking number"),
    "serial_number": gettext_lazy("serial number"),
    "iban": gettext_lazy("IBAN"),
    "phone": gettext_lazy("phone number"),
    "email": gettext_lazy("mail address"),
    "postal_address": gettext_lazy("postal address"),
    "absence": gettext_lazy("absence"),
    "device": gettext_lazy("device"),
    "preference": gettext_lazy("wish"),
    "deadline": gettext_lazy("needed by"),
    "date_of_birth": gettext_lazy("date of birth"),
    "photo": gettext_lazy("picture"),
    "other": gettext_lazy("something else"),
}
LINES = {
    "name": gettext_lazy("name"),
    "salutation": gettext_lazy("title"),
    "form": gettext_lazy("form of address"),
    "language": gettext_lazy("language"),
    "preferred_channel": gettext_lazy("preferred channel"),
    "no_phone": gettext_lazy("no calls"),
    "quiet_from": gettext_lazy("quiet from"),
    "quiet_until": gettext_lazy("quiet until"),
    "country": gettext_lazy("country"),
    "state": gettext_lazy("state"),
    "group": gettext_lazy("group"),
}
PURPOSES = {
    "memory": gettext_lazy("being known beyond one concern"),
    "sales": gettext_lazy("offers and advertising"),
    "survey": gettext_lazy("short questions about our service"),
}
ROLES = {
    "participant": gettext_lazy("takes part"),
    "holder": gettext_lazy("holder"),
    "payer": gettext_lazy("payer"),
    "representative": gettext_lazy("representative"),
    "recipient": gettext_lazy("recipient"),
    "of_age": gettext_lazy("child come of age"),
}
WHYS = {
    "phone": gettext_lazy("the same phone number"),
    "postal_address": gettext_lazy("the same postal address"),
    "order_number": gettext_lazy("the same order number"),
    "customer_number": gettext_lazy("the same customer number"),
    "serial_number": gettext_lazy("the same serial number"),
    "iban": gettext_lazy("the same IBAN"),
    "named_address": gettext_lazy("named this address as the own one"),
    "name": gettext_lazy("the same name"),
}
VALUES = {
    "sie": gettext_lazy("Sie (formal)"),
    "du": gettext_lazy("du (first name)"),
    "de": gettext_lazy("German"),
    "en": gettext_lazy("English"),
    "email": gettext_lazy("mail"),
    "phone": gettext_lazy("phone"),
    "letter": gettext_lazy("letter"),
    "portal": gettext_lazy("portal"),
    "no_phone": gettext_lazy("please do not call"),
    "email_only": gettext_lazy("only by mail"),
    "language_de": gettext_lazy("German"),
    "language_en": gettext_lazy("English"),
    "True": gettext_lazy("yes"),
}
SOURCES = {
    "customer": gettext_lazy("said by the customer"),
    "agent": gettext_lazy("noted by an agent"),
    "system": gettext_lazy("recognised"),
}


def _word(words: Mapping[str, Any], code: Any) -> str:
    return str(words.get(str(code), code))


@register.filter
def fact_word(kind: str) -> str:
    """The name of a kind of fact."""
    return _word(FACTS, kind)


@register.filter
def fact_said(fact: Told) -> str:
    """What a fact says, in the reader's language."""
    return in_words(fact, "en" if (get_language() or "de").startswith("en") else "de")


@register.filter
def line_word(line: str) -> str:
    """The name of a line of the card."""
    return _word(LINES, line)


@register.filter
def purpose_word(purpose: str) -> str:
    """What a consent is for."""
    return _word(PURPOSES, purpose)


@register.filter
def role_word(role: str) -> str:
    """The role of a party."""
    return _word(ROLES, role)


@register.filter
def why_word(code: str) -> str:
    """Why two customers may be one."""
    return _word(WHYS, code)


@register.filter
def value_word(value: Any) -> str:
    """A value that is a code, in words; any other as it is. Times without seconds."""
    if hasattr(value, "strftime") and hasattr(value, "hour"):
        return str(value.strftime("%H:%M"))
    return _word(VALUES, value)


@register.filter
def source_word(kind: str) -> str:
    """Who said a line of the card."""
    return _word(SOURCES, kind)
