"""The customer's card (B5): what shapes how we write and speak to them. Each line knows where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from onehand.foundation import clock, text
from onehand.people.errors import PeopleRefused
from onehand.people.models import Customer
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Acts, record, verb

CHANNELS = ("", "email", "phone", "letter", "portal")
_COUNTRY_LENGTH = 2


def _line(longest: int) -> Callable[[Any], str]:
    return lambda value: text.one_line(str(value or ""), longest)


def _one_of(*allowed: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        given = str(value or "").strip().lower()
        if given not in allowed:
            raise PeopleRefused("value_unusable")
        return given

    return check


def _hour(value: Any) -> time | None:
    if value is None or value == "":
        return None
    if isinstance(value, time):
        return value
    try:
        given = time.fromisoformat(str(value).strip())
    except ValueError:
        raise PeopleRefused("value_unusable") from None
    if given.tzinfo is not None:  # it is on their own clock
        raise PeopleRefused("value_unusable")
    return given


def _country(value: Any) -> str:
    given = str(value or "").strip().upper()
    if given and (len(given) != _COUNTRY_LENGTH or not given.isascii() or not given.isalpha()):
        raise PeopleRefused("value_unusable")
    return given


def _state(value: Any) -> str:
    given = str(value or "").strip().upper()
    if given and (len(given) > 10 or not given.replace("-", "").isalnum()):
        raise PeopleRefused("value_unusable")
    return given


def _yes(value: Any) -> bool:
    return value if isinstance(value, bool) else str(value).strip().lower() in ("1", "true", "on", "yes")


LINES: Mapping[str, Callable[[Any], Any]] = {
    "name": _line(200),
    "salutation": _line(20),
    "form": _one_of("", "sie", "du"),
    "language": _one_of("de", "en"),
    "preferred_channel": _one_of(*CHANNELS),
    "no_phone": _yes,
    "quiet_from": _hour,
    "quiet_until": _hour,
    "country": _country,
    "state": _state,
    "group": _line(40),
}
# Filled by us for the work, not remembered of the person: neither shown as a memory nor erasable one by one.
NOT_ERASABLE = frozenset({"name", "language", "group"})


@dataclass(frozen=True, slots=True)
class Line:
    """`source` is {"by": actor kind, "at": ISO time, "message": id or None}, or {} when nobody remembers."""

    name: str
    value: Any
    source: Mapping[str, Any]


def lines_of(customer: Customer) -> list[Line]:
    """All that the card remembers of this person, lines without a value left out."""
    return [Line(name, value, customer.sources.get(name, {})) for name in LINES if (value := getattr(customer, name))]


@verb
def change(customer: Customer, *, by: Acts, source_message: int | None = None, **lines: Any) -> Customer:
    """Set lines of the card; each remembers who said it, when, and in which message.

    Raises PeopleRefused: line_unknown, value_unusable, quiet_incomplete, forgotten.
    """
    unknown = set(lines) - set(LINES)
    if unknown:
        raise PeopleRefused("line_unknown")
    person = Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    if person.forgotten_at:
        raise PeopleRefused("forgotten")
    clean = {name: LINES[name](value) for name, value in lines.items()}
    changed = {name: value for name, value in clean.items() if getattr(person, name) != value}
    for name, value in changed.items():
        setattr(person, name, value)
        person.sources[name] = {"by": by.actor.kind, "at": clock.now().isoformat(), "message": source_message}
    if (person.quiet_from is None) != (person.quiet_until is None) or (
        person.quiet_from is not None and person.quiet_from == person.quiet_until
    ):
        raise PeopleRefused("quiet_incomplete")
    if changed:
        person.save(update_fields=[*changed, "sources"])
        what = ", ".join(sorted(changed))
        record("customer", person.pk, Kind.CARD_CHANGED, by=by, values={"what": what})
    for name in [*changed, "sources"]:
        setattr(customer, name, getattr(person, name))
    return customer


@verb
def erase_line(customer: Customer, line: str, *, by: Acts) -> Customer:
    """Forget one line. Raises PeopleRefused: line_unknown."""
    if line not in LINES or line in NOT_ERASABLE:
        raise PeopleRefused("line_unknown")
    names = ("quiet_from", "quiet_until") if line.startswith("quiet_") else (line,)
    person = Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    for name in names:
        setattr(person, name, getattr(Customer(), name))
        person.sources.pop(name, None)
    person.save(update_fields=[*names, "sources"])
    record("customer", person.pk, Kind.CARD_CHANGED, by=by, values={"what": ", ".join(names)})
    for name in [*names, "sources"]:
        setattr(customer, name, getattr(person, name))
    return customer
