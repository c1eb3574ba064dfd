"""A phone number as somebody says it, in the form under which it is stored and dialled (E.164)."""

from __future__ import annotations

from django.conf import settings

from onehand.cases.errors import Refused
from onehand.people.models import Customer, Identity

LONGEST = 60  # characters that a person may type


def e164(number: str, customer: Customer | None = None) -> str:
    """Without a country's code it is one of the customer's country, else of ours. Raises Refused."""
    import phonenumbers  # only now: its tables take memory, and most work needs none of them

    typed = number.strip()
    if not typed or len(typed) > LONGEST:
        raise Refused("number_unusable")
    try:
        parsed = phonenumbers.parse(typed, _region(customer))
    except phonenumbers.NumberParseException:
        raise Refused("number_unusable") from None
    if not phonenumbers.is_valid_number(parsed) or parsed.extension:
        raise Refused("number_unusable")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def readable(number: str) -> str:
    """As people read it: +49 30 901820. What is no number stays as it is."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def claimed(customer: Customer, number: str, *, display: str = "") -> Identity:
    """The number as an identity of this person; a household shares it, so others may have it too."""
    person = customer.canonical
    known = Identity.objects.filter(kind="phone", value=number)
    for identity in known.select_related("customer", "customer__merged_into").order_by("pk")[:100]:
        if identity.customer.canonical.pk == person.pk:
            return identity
    identity, _ = Identity.objects.get_or_create(
        customer=person, kind="phone", value=number, defaults={"display": (display.strip() or number)[:320]}
    )
    return identity


def _region(customer: Customer | None) -> str:
    own = customer.canonical.country if customer is not None else ""
    return own or str(settings.ONEHAND.country) or "DE"
