"""What a system told with an event, in words: names that are known, days as people write them, steps by their name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy

from onehand.actions.provisioning.vocabulary import mover_of, step_of
from onehand.look.templatetags.act import plain_day

_NAMES = {
    "step": gettext_lazy("Hangs at"), "cause": gettext_lazy("Cause there"), "mover": gettext_lazy("Moved by"),
    "reason": gettext_lazy("Reason"), "planned": gettext_lazy("Planned until now"),
    "promised": gettext_lazy("Promised for"), "expected": gettext_lazy("Expected now"),
    "until": gettext_lazy("Until day"), "order": gettext_lazy("Order number"), "shipment": gettext_lazy("Shipment"),
    "tracking": gettext_lazy("Tracking number"), "product": gettext_lazy("Article"),
    "postcode": gettext_lazy("Postcode"),
}  # fmt: skip


def in_words(values: Mapping[str, str], language: str) -> tuple[tuple[str, str], ...]:
    """In the order of the names above; what has no word keeps the system's own, last."""
    order = list(_NAMES)
    rows = sorted(values.items(), key=lambda one: (order.index(one[0]) if one[0] in order else len(order), one[0]))
    return tuple((str(_NAMES.get(name, name)), _value(name, value, language)) for name, value in rows)


def _value(name: str, value: str, language: str) -> str:
    if name in ("step", "mover"):
        return (step_of if name == "step" else mover_of)(value).say(language)
    try:
        return plain_day(date.fromisoformat(value))
    except ValueError:
        return value
