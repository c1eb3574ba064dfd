"""What happened, as one sentence a person reads. Robust against erased payloads and values that are not there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from onehand.cases.notice import day_and_time
from onehand.timeline.kinds import BY_CODE
from onehand.timeline.models import Entry

# Reasons are written for colleagues; a customer reads who, not why.
_FOR_CUSTOMER: dict[str, tuple[str, str]] = {
    "assigned": ("{hand} kümmert sich darum", "{hand} takes care of it"),
    "taken": ("{hand} hat übernommen", "{hand} took over"),
    "handover_accepted": ("{hand} hat von {giver} übernommen", "{hand} took over from {giver}"),
    "closed": ("{actor} hat das Anliegen geschlossen", "{actor} closed the case"),
    "case_opened": ("Anliegen eröffnet", "Case opened"),
    "choice_made": ("Per Link gewählt: {what}", "Chosen by a link: {what}"),
}
_PURPOSE = {
    "memory": ("über ein Anliegen hinaus gekannt werden", "being known beyond one concern"),
    "sales": ("Angebote und Werbung", "offers and advertising"),
    "survey": ("Fragen zu unserem Service", "questions about our service"),
}
_DELIVERY = {
    "queued": ("wird gesendet", "being sent"),
    "sending": ("wird gesendet", "being sent"),
    "accepted": ("gesendet", "sent"),
    "deferred": ("verzögert, wird erneut versucht", "delayed, is tried again"),
    "delivered": ("zugestellt", "delivered"),
    "bounced": ("nicht zustellbar", "not delivered"),
    "uncertain": ("ungewiss, bitte prüfen", "uncertain, please check"),
    "outbox": ("im lokalen Postausgang", "kept in the local outbox"),
}
_IN_BOTH = ("reason", "what", "role", "who", "done")  # written in both languages, as reason_de and reason_en
_MAY_BE_MISSING = ("reason", "what")
_MOMENTS = frozenset({"until", "since", "due", "was", "deadline", "at"})  # ISO 8601 when the entry was written
_LOOSE_END = re.compile(r"[\s:]+$")


class _Values(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "" if key in _MAY_BE_MISSING else "…"


def sentence(entry: Entry, language: str, *, for_customer: bool = False) -> str:
    """One sentence in `language` (de or en); for customers without what colleagues write to each other."""
    values = _values(entry, language)
    return _LOOSE_END.sub("", _template(entry, language, for_customer).format_map(values))


def _template(entry: Entry, language: str, for_customer: bool) -> str:
    own = _FOR_CUSTOMER.get(entry.kind) if for_customer else None
    if own is not None:
        return own[0 if language == "de" else 1]
    kind = BY_CODE.get(entry.kind)
    return kind.sentence(language) if kind is not None else entry.kind.replace("_", " ")


def _values(entry: Entry, language: str) -> _Values:
    given: Mapping[str, Any] = entry.values if isinstance(entry.values, dict) else {}
    shown = _Values({name: _shown(name, value, language) for name, value in given.items()})
    shown["actor"] = entry.actor_name or ("Jemand" if language == "de" else "Somebody")
    for name in _IN_BOTH:
        if f"{name}_{language}" in shown:
            shown[name] = shown[f"{name}_{language}"]
    return shown


def _shown(name: str, value: object, language: str) -> str:
    words = {"state": _DELIVERY, "purpose": _PURPOSE}.get(name)
    if words is not None:
        return words.get(str(value), (str(value),) * 2)[0 if language == "de" else 1]
    if name in _MOMENTS and isinstance(value, str):
        try:
            return day_and_time(datetime.fromisoformat(value), language)
        except ValueError:
            return value
    return str(value) if value is not None else "…"
