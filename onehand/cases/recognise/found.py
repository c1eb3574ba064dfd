"""What a recogniser finds in a text. `start` and `end` are offsets into it: `text == given[start:end]`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Promise:
    text: str
    start: int
    end: int
    due: date | datetime | None  # a day, a moment in the zone of `now`, or nothing but vague words
    due_text: str
    kind: str  # callback, message, refund, shipment, letter, action or other: decides the evidence


@dataclass(frozen=True, slots=True)
class Fact:
    kind: str
    value: str  # an IBAN is masked, a phone number E.164
    start: int
    end: int
    since: date | None = None  # of an absence
    until: date | None = None
    due: date | datetime | None = None  # of the customer's own deadline


@dataclass(frozen=True, slots=True)
class Ask:
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Recognised:
    language: str
    questions: tuple[Question, ...] = ()
    promises: tuple[Promise, ...] = ()
    facts: tuple[Fact, ...] = ()
    asks: tuple[Ask, ...] = ()
