"""The form in which a fact is kept: numbers that can be checked are checked, an IBAN is masked."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from stdnum import iban

from onehand.cases.errors import Refused
from onehand.cases.fact_kinds import KINDS
from onehand.cases.phone_number import e164
from onehand.foundation import clock
from onehand.people.models import Customer

LONGEST = 300
_MASKED = re.compile(r"[A-Z]{2}\d{2} ?•+ ?[A-Z0-9]{4}\Z")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b")
_AN_ABSENCE_ENDS = timedelta(days=30)  # one without an end


def clean(kind: str, value: str, *, of: Customer | None = None) -> str:
    """Raises Refused: fact_kind, fact_too_long, empty, fact_value."""
    if kind not in KINDS:
        raise Refused("fact_kind")
    if len(value) > LONGEST * 4:  # before anything looks at it
        raise Refused("fact_too_long", most=LONGEST)
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in value).split())
    if not line:
        raise Refused("empty")
    found = _phone(line, of) if kind == "phone" else _FORMS.get(kind, _free)(line)
    if len(found) > LONGEST:
        raise Refused("fact_too_long", most=LONGEST)
    return found


def _iban(value: str) -> str:
    if _MASKED.match(value):
        return value
    if not iban.is_valid(value):
        raise Refused("fact_value")
    return masked(value)


def masked(value: str) -> str:
    """Country, check digits and the last four: enough to be recognised, too little to be used."""
    compact: str = iban.compact(value)
    return f"{compact[:4]} •••• {compact[-4:]}"


def _phone(value: str, customer: Customer | None) -> str:
    try:
        return e164(value, customer)
    except Refused:
        raise Refused("fact_value") from None


def _email(value: str) -> str:
    try:
        validate_email(value)
    except ValidationError:
        raise Refused("fact_value") from None
    return value.lower()


def _free(value: str) -> str:
    """Also in free words no whole IBAN is kept."""
    return _IBAN.sub(lambda found: masked(found[0]) if iban.is_valid(found[0]) else found[0], value)


_FORMS = {"iban": _iban, "email": _email}


def last_moment(due: date | datetime | None, zone: ZoneInfo) -> datetime | None:
    """Of a day its end; a moment without a zone is meant locally. In UTC."""
    if due is None:
        return None
    moment = due if isinstance(due, datetime) else datetime.combine(due, time(23, 59, 59))
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
    return moment.astimezone(UTC)


def expires_at(kind: str, *, until: date | None, due: datetime | None, zone: ZoneInfo) -> datetime | None:
    """An absence is over when its last day is, a deadline a day after it; the rest does not expire by itself."""
    if kind == "absence":
        if until is None:
            return clock.now() + _AN_ABSENCE_ENDS
        return last_moment(until, zone)
    if kind == "deadline" and due is not None:
        return due + timedelta(days=1)
    return None
