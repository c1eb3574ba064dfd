"""What stands in a template for something of the case: `{{ anrede }}`, `{{ order_number }}`, `[[Ihre|deine]]`.

Values are plain text and are never looked at again: what a customer wrote cannot become a placeholder.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from django.conf import settings

from onehand.cases import known_facts
from onehand.cases.addressing import answered_message
from onehand.cases.du_or_sie import says_du
from onehand.cases.errors import Refused
from onehand.cases.fact_kinds import KINDS, in_words
from onehand.cases.models import Case, Fact, Promise
from onehand.cases.notice import day_and_time
from onehand.cases.promise_state import open_of
from onehand.cases.salutation import greeting, names
from onehand.foundation import clock, text
from onehand.look import fact_words
from onehand.people.models import Customer
from onehand.team.models import Agent

LONGEST_VALUE = 300
_CHOICE = r"\[\[([^\[\]|]{0,500})\|([^\[\]|]{0,500})\]\]"
_NAME = r"\{\{([^{}]{1,200})\}\}"
_CHOICES = re.compile(_CHOICE)
_NAMES = re.compile(_NAME)
_BRACES = re.compile(r"\{\{|\}\}|\[\[|\]\]")


class Ground:
    """What placeholders are filled from, each part asked once and only when a template needs it."""

    def __init__(self, case: Case, by: Agent, language: str) -> None:
        self.case = case
        self.by = by
        self.language = language

    @cached_property
    def person(self) -> Customer:
        """Who will read it: the sender of what is answered, otherwise the case's customer."""
        answered = answered_message(self.case)
        sender = answered.identity if answered is not None else None
        return (sender.customer if sender is not None else self.case.customer).canonical

    @cached_property
    def facts(self) -> list[Fact]:
        return known_facts.known(self.case)

    @cached_property
    def promise(self) -> Promise | None:
        """The next one that is not late: a time that has passed cannot be named as what will be."""
        now = clock.now()
        return next((one for one in open_of(self.case) if one.due > now), None)

    def fact(self, kind: str) -> Fact | None:
        """Told in this case rather than in another, and the newest."""
        of_kind = sorted(
            (one for one in self.facts if one.kind == kind), key=lambda one: (one.case_id != self.case.pk, -one.pk)
        )
        return of_kind[0] if of_kind else None


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`name` is how we call it; `german` and `english` name the gap where there is no value."""

    name: str
    german: str
    english: str
    value: Callable[[Ground], str]
    also: tuple[str, ...] = ()

    def gap(self, language: str) -> str:
        return f"[{self.german if language == 'de' else self.english}?]"


def _day(at: datetime, language: str) -> str:
    """A day as customers read it: "Montag, 2. März"."""
    return day_and_time(at, language).rpartition(", ")[0]


def _hand(ground: Ground) -> str:
    hand = ground.case.hand
    return hand.display_name if hand is not None else ""


def _deadline(ground: Ground) -> str:
    fact = ground.fact("deadline")
    if fact is None:
        return ""
    return _day(fact.due, ground.language) if fact.due is not None else fact.value


def _today(ground: Ground) -> str:
    local = clock.now().astimezone(ZoneInfo(settings.ONEHAND.time_zone))
    return f"{_day(clock.now(), ground.language).partition(', ')[2]} {local.year}"


def _promised(ground: Ground) -> str:
    return day_and_time(ground.promise.due, ground.language) if ground.promise is not None else ""


def _fact(kind: str) -> Callable[[Ground], str]:
    def value(ground: Ground) -> str:
        fact = ground.fact(kind)
        return fact_words.in_words(fact, ground.language) if fact is not None else ""

    return value


_PLACEHOLDERS: tuple[Placeholder, ...] = (
    Placeholder("greeting", "Anrede", "greeting", lambda on: greeting(on.person, on.language), ("anrede", "gruss")),
    Placeholder("name", "Name", "name", lambda on: names(on.person)[0], ("customer", "kunde", "kundin")),
    Placeholder("first_name", "Vorname", "first name", lambda on: names(on.person)[1], ("vorname",)),
    Placeholder("last_name", "Nachname", "last name", lambda on: names(on.person)[2], ("nachname", "surname")),
    Placeholder("hand", "Hand", "hand", _hand, ("owner", "ansprechperson", "ansprechpartner", "ansprechpartnerin")),
    Placeholder("agent", "Absender", "sender", lambda on: on.by.display_name, ("absender", "ich", "me", "sender")),
    Placeholder(
        "company", "Firma", "company", lambda _on: str(settings.ONEHAND.company), ("firma", "unternehmen")
    ),
    Placeholder(
        "case_number", "Nummer", "number", lambda on: str(on.case.pk),
        ("anliegen", "anliegen_nummer", "anliegennummer", "fallnummer", "vorgangsnummer", "nummer", "number"),
    ),
    Placeholder("subject", "Betreff", "subject", lambda on: on.case.subject, ("betreff",)),
    Placeholder(
        "promise.due", "Zusage bis", "promised by", _promised,
        ("promise", "zusage", "zusage.bis", "zusage.termin", "zusage.frist"),
    ),
    Placeholder(
        "promise.text", "Zusage", "promise", lambda on: on.promise.text if on.promise is not None else "",
        ("zusage.text",),
    ),
    Placeholder("today", "Datum", "date", _today, ("heute", "datum", "date")),
    Placeholder(
        "fact.deadline", in_words("deadline", "de"), in_words("deadline", "en"), _deadline, ("frist", "termin"),
    ),
    *(
        Placeholder(f"fact.{kind}", in_words(kind, "de"), in_words(kind, "en"), _fact(kind))
        for kind in sorted(KINDS - {"deadline"})
    ),
)  # fmt: skip
_OTHER_WORDS = {"adresse": "postal_address", "mail": "email", "telefon": "phone", "auftragsnummer": "order_number"}
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", " ": "_", "-": "_", "’": ""})
_FACT = re.compile(r"(?:fact|fakt|angabe|merkposten)\.")


def normal(name: str) -> str:
    """Case, umlauts, hyphens and the prefix of facts make no difference."""
    plain = "_".join(name.casefold().split()).translate(_SPELT)
    return _FACT.sub("", plain, count=1) if _FACT.match(plain) else plain


def _by_name() -> dict[str, Placeholder]:
    found: dict[str, Placeholder] = {}
    for one in _PLACEHOLDERS:
        for name in (one.name, *one.also):
            found.setdefault(normal(name), one)
        if one.name.startswith("fact."):
            found.setdefault(normal(one.german), one)
            found.setdefault(normal(one.english), one)
    for word, kind in _OTHER_WORDS.items():
        found.setdefault(word, found[kind])
    return found


_BY_NAME = _by_name()


def offered(language: str) -> list[tuple[str, str]]:
    """For whoever writes a template: how each is written in this language, and what it stands for."""
    german = language == "de"
    return [(_written(one, german), one.german if german else one.english) for one in _PLACEHOLDERS]


def _written(one: Placeholder, german: bool) -> str:
    if not german:
        return one.name
    if one.name.startswith("fact."):
        return normal(one.german) if normal(one.german) in _BY_NAME else one.name
    return one.also[0] if one.also else one.name


def check(written: str) -> None:
    """Raises Refused: placeholder_broken (a brace without its other half), placeholder_unknown (with the nearest)."""
    rest = _CHOICES.sub(lambda found: f"{found[1]} {found[2]}", written)
    for found in _NAMES.finditer(rest):
        name = found[1].strip()
        if "|" not in name and normal(name) not in _BY_NAME:
            raise Refused("placeholder_unknown", name=text.one_line(name, 60), known=_nearest(name))
    broken = _BRACES.search(_NAMES.sub(" ", rest))
    if broken is not None:
        raise Refused("placeholder_broken", mark=broken[0])


def _nearest(name: str) -> str:
    return difflib.get_close_matches(normal(name)[:60], _BY_NAME, n=1, cutoff=0.0)[0]


def fill(written: str, ground: Ground) -> tuple[str, list[str]]:
    """The text with all values, and the marks of what is not known, in their order, each once."""
    du, gaps = says_du(ground.person), dict[str, None]()

    def value(found: re.Match[str]) -> str:
        name = found[1].strip()
        if "|" in name:
            return _chosen(name, du)
        placeholder = _BY_NAME[normal(name)]
        filled = text.one_line(placeholder.value(ground), LONGEST_VALUE)
        if filled:
            return filled
        gaps[placeholder.gap(ground.language)] = None
        return placeholder.gap(ground.language)

    chosen = _CHOICES.sub(lambda found: found[2] if du else found[1], written)
    return _NAMES.sub(value, chosen), list(gaps)


def _chosen(pair: str, du: bool) -> str:
    sie, _, other = pair.partition("|")
    return (other if du else sie).strip()


def readings(written: str) -> Iterator[str]:
    """The text as those read it who are addressed with Sie, and with Du; "X" where a value stands."""
    for du in (False, True):
        chosen = _CHOICES.sub(lambda found, du=du: found[2] if du else found[1], written)  # type: ignore[misc]
        yield _NAMES.sub(lambda found, du=du: _chosen(found[1], du) if "|" in found[1] else "X", chosen)  # type: ignore[misc]
