"""One sentence in German and English, as actions and back-ends say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    de: str
    en: str

    def say(self, language: str) -> str:
        return self.de if language.startswith("de") else self.en

    def data(self) -> dict[str, str]:
        return {"de": self.de, "en": self.en}

    def named(self) -> dict[str, str]:
        """As an entry of the timeline names what it is about: its sentence is read in either language."""
        return {"what": self.de, "what_de": self.de, "what_en": self.en}


def on_day(day: date) -> Words:
    """As customers read it, in the middle of a sentence: 5.3.2026, 5 March 2026."""
    return Words(f"{day.day}.{day.month}.{day.year}", f"{day.day} {_MONTHS[day.month - 1]} {day.year}")


def words_of(data: dict[str, str]) -> Words:
    return Words(data.get("de", ""), data.get("en", ""))
