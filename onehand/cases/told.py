"""A timeline entry as one sentence for a person: its kind's words with names, reasons and times filled in."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from onehand.cases.notice import day_and_time
from onehand.timeline.models import Entry

_STATES = {
    "queued": ("in der Warteschlange", "queued"),
    "sending": ("wird gesendet", "being sent"),
    "accepted": ("vom Mailserver angenommen", "accepted by the mail server"),
    "deferred": ("verzögert, wird erneut versucht", "delayed, will be tried again"),
    "delivered": ("zugestellt", "delivered"),
    "bounced": ("unzustellbar", "bounced"),
    "uncertain": ("ungewiss, bitte prüfen", "uncertain, please check"),
    "outbox": ("liegt im Postausgang", "kept in the outbox"),
}
_SOMEBODY = ("Jemand", "Somebody")


def sentence_of(entry: Entry, language: str) -> str:
    """In German or English. An erased entry keeps its sentence and loses its names."""
    german = language == "de"
    values: defaultdict[str, str] = defaultdict(str)
    for name, value in entry.values.items():
        values[name] = _shown(name, value, language)
    values["actor"] = entry.actor_name or _SOMEBODY[0 if german else 1]
    # Reasons that the ranking gave are kept in both languages, those that people wrote as they were written.
    values["reason"] = values[f"reason_{language}"] or values["reason"]
    return entry.meaning.sentence(language).format_map(values).removesuffix(": ")


def _shown(name: str, value: object, language: str) -> str:
    if name == "state":
        return _STATES.get(str(value), (str(value),) * 2)[0 if language == "de" else 1]
    if name == "until":
        try:
            return day_and_time(datetime.fromisoformat(str(value)), language)
        except ValueError:
            return str(value)
    return str(value)
