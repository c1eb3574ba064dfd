"""Facts in what a customer writes: numbers, ways of contact, addresses, absences, devices, wishes, deadlines.

They are proposals: a person confirms them in passing. Nothing is taken from quoted text.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from onehand.cases.recognise import (
    facts_absence,
    facts_address,
    facts_contact,
    facts_deadline,
    facts_device,
    facts_formats,
    facts_numbers,
    facts_wishes,
)
from onehand.cases.recognise.facts_page import LONGEST, TIME, open_page
from onehand.cases.recognise.found import Fact
from onehand.cases.recognise.sentences import Sentence

_KEYS = facts_absence.KEYS | facts_deadline.KEYS | facts_wishes.KEYS | TIME


def find(text: str, sentences: Sequence[Sentence], now: datetime, language: str) -> list[Fact]:
    """All facts in the order of the text; none overlaps another but a deadline, absence or wish."""
    page = open_page(text, sentences, now, language, _KEYS)
    found: list[Fact] = []
    taken: list[tuple[int, int]] = []
    for fact, start, end in [*facts_contact.find_emails(page), *facts_formats.find_ibans(page)]:
        taken.append((start, end))
        if fact is not None:
            found.append(fact)
    numbers = facts_numbers.find(page, sorted(taken))
    found += [fact for fact in numbers if fact.kind in facts_numbers.KINDS]
    taken += [(fact.start, fact.end) for fact in numbers if fact.kind != "phone"]
    phones = facts_contact.find_phones(page, sorted(taken))
    taken += [(fact.start, fact.end) for fact in phones]
    found += phones
    others = {(fact.start, fact.end) for fact in numbers if fact.kind not in facts_numbers.KINDS}
    # "3. Etage, 45128 Essen": a number of a kind that is no fact may be a postal code.
    addresses = facts_address.find(page, sorted(span for span in taken if span not in others))
    taken += [(fact.start, fact.end) for fact in addresses]
    found += addresses
    found += facts_device.find(page, taken)
    wishes = facts_wishes.find(page)
    found += wishes
    away = facts_absence.find(page)
    found += away
    found += facts_deadline.find(page, away + wishes)
    found = [fact for fact in found if len(fact.value) <= LONGEST]
    return sorted(found, key=lambda fact: (fact.start, fact.end))
