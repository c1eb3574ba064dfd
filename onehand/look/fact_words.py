"""What a fact says, as people read it: dates in words, wishes as sentences, everything else as it was told."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy, pgettext

from onehand.look import words

_WISHES = {
    "no_phone": gettext_lazy("please no calls"),
    "email_only": gettext_lazy("by mail only"),
    "phone": gettext_lazy("best by phone"),
    "letter": gettext_lazy("best by letter"),
    "du": gettext_lazy("first names and du"),
    "sie": gettext_lazy("formal address"),
    "language_de": gettext_lazy("in German"),
    "language_en": gettext_lazy("in English"),
}


class Told(Protocol):
    """What a fact bears; looks know no rows."""

    kind: str
    value: str
    since: date | None
    until: date | None
    due: datetime | None


def in_words(fact: Told, language: str) -> str:
    """In `language`, de or en: on the desk the reader's, in a reply the customer's."""
    with translation.override(language):
        if fact.kind == "absence" and (fact.since or fact.until):
            return _between(fact.since, fact.until)
        if fact.kind == "deadline" and fact.due is not None:
            return gettext("by %(day)s") % {"day": words.day(fact.due)}
        if fact.kind == "preference":
            return str(_WISHES.get(fact.value, fact.value))
        return fact.value


def _between(since: date | None, until: date | None) -> str:
    if since is None or until is None:
        one, word = (until, gettext("until %(day)s")) if since is None else (since, gettext("from %(day)s"))
        return word % {"day": _day(one)} if one else ""
    return gettext("%(since)s to %(until)s") % {"since": _day(since), "until": _day(until)}


def _day(day: date) -> str:
    return date_format(day, pgettext("date format", "j M Y"))
