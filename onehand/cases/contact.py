"""The first words of somebody on the contact page, signed in or with an address that is only claimed."""

from __future__ import annotations

from collections.abc import Sequence

from onehand.cases.attachments import File
from onehand.cases.errors import Refused
from onehand.cases.models import Case
from onehand.cases.open import open_case
from onehand.foundation import tokens
from onehand.people import known
from onehand.people.models import Customer, Identity


def first_words(
    customer: Customer | None,
    *,
    text: str,
    name: str,
    email: str,
    language: str,
    key: str,
    files: Sequence[File] = (),
) -> Case:
    """Open a case. The same form sent twice opens one; another's form key opens nothing of theirs."""
    if customer is not None:
        identity = _address_of(customer)
        return open_case(
            customer, identity, subject="", text=text, channel="portal", language=customer.language or language,
            by=customer, key=_key(key, str(customer.pk), text), files=files,
        )  # fmt: skip
    if not email:
        raise Refused("no_address")
    # Whoever is known already keeps the name they have: an address is easily claimed.
    found = known.find("email", email)
    person, identity = known.find_or_make("email", email, name="" if found else name[:200], language=language)
    return open_case(
        person, identity, subject="", text=text, channel="form", language=language, by=person,
        key=_key(key, email.lower(), text), files=files,
    )  # fmt: skip


def _address_of(customer: Customer) -> Identity | None:
    """The proved address first."""
    addresses = list(customer.identities.filter(kind="email").order_by("pk")[:20])
    proved = [one for one in addresses if one.assurance == Identity.Assurance.PROVED]
    return next(iter(proved or addresses), None)


def _key(key: str, who: str, text: str) -> str | None:
    """Bound to its sender and words, so that a key alone finds nothing."""
    return f"form:{tokens.keyed_hash(chr(0).join((key[:100], who, text)).encode('utf-8', 'replace'))}" if key else None
