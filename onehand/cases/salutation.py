"""How a person is greeted: by the card's salutation and by Du or Sie; whoever nobody knows, by their whole name."""

from __future__ import annotations

import re

from onehand.cases.du_or_sie import says_du
from onehand.foundation import text
from onehand.people.models import Customer

_ENGLISH = {"frau": "Ms", "herr": "Mr", "herrn": "Mr", "ms": "Ms", "mr": "Mr", "mrs": "Mrs", "miss": "Miss", "mx": "Mx"}
_GERMAN = {"ms": "Frau", "mrs": "Frau", "miss": "Frau", "mr": "Herr", "herrn": "Herr", "frau": "Frau", "herr": "Herr"}
_TITLES = frozenset({"dr", "prof", "dipl", "ing", "mag", "med", "phd"})
_PARTICLES = frozenset(
    {"von", "van", "vom", "zu", "zum", "zur", "de", "del", "della", "der", "den", "di", "da", "dos", "du", "la", "le",
     "el", "al", "bin", "ten", "ter", "op", "st"}
)  # fmt: skip
# What stands behind such a word is no person and is not greeted by its name.
_COMPANY = re.compile(r"\b(?:gmbh|mbh|ag|kg|ohg|ug|gbr|se|e\.\s?v|e\.\s?k|ltd|llc|inc|plc|corp|s\.?a\.?r\.?l)\b", re.I)
# A name comes from a mail's header, so anybody may write into it whatever they like.
_NO_NAME = re.compile(r"[@/\\<>{}\[\]|:;!?*_=#\d]|www\.")
_LONGEST = 80


def names(customer: Customer) -> tuple[str, str, str]:
    """The whole name, the first and the last one; empty where they cannot be told."""
    full = text.one_line(customer.canonical.name, 200)
    if not full or len(full) > _LONGEST or _NO_NAME.search(full) or _COMPANY.search(full):
        return "", "", ""
    if full.count(",") == 1:  # "Kern, Carla"
        last, first = (part.strip() for part in full.split(","))
        full = f"{first} {last}".strip()
    words = [word for word in full.split() if not _is_courtesy(word)]
    people = [word for word in words if word.rstrip(".").lower() not in _TITLES]
    if not people:
        return "", "", ""
    if len(people) == 1:
        return " ".join(words), people[0], ""
    return " ".join(words), people[0], _last(people)


def _is_courtesy(word: str) -> bool:
    return word.rstrip(".").lower() in _ENGLISH


def _last(people: list[str]) -> str:
    """With what belongs to it: "von Bülow", "van der Berg"."""
    at = len(people) - 1
    while at > 1 and people[at - 1].lower() in _PARTICLES:
        at -= 1
    return " ".join(people[at:])


def greeting(customer: Customer, language: str) -> str:
    """The first line of a letter, with its comma."""
    full, first, last = names(customer)
    german = language == "de"
    if says_du(customer):
        return _line("Hallo" if german else "Hello", first)
    form = _form(customer, language)
    surname = last or (first if form else "")
    return _line("Guten Tag" if german else "Hello", f"{form} {surname}" if form and surname else full)


def letter(customer: Customer, language: str, *parts: str) -> str:
    """Greeting and paragraphs, without the empty ones. After the greeting's comma English goes on with a capital,
    German as it is written."""
    first, *rest = [part.strip() for part in parts if part.strip()]
    if language != "de":
        first = first[0].upper() + first[1:]
    return "\n\n".join((greeting(customer, language), first, *rest))


def _line(word: str, whom: str) -> str:
    return f"{word} {whom}," if whom else f"{word},"


def _form(customer: Customer, language: str) -> str:
    """The salutation of the card, or the one that the name bears, in the language of the letter."""
    person = customer.canonical
    given = text.one_line(person.salutation, 20) or _borne(person.name)
    if not given or _NO_NAME.search(given):
        return ""
    words = given.split()
    if language == "de":
        return " ".join(_GERMAN.get(word.rstrip(".").lower(), word) for word in words)
    titles = [word.rstrip(".") for word in words if word.rstrip(".").lower() in ("dr", "prof")]
    if titles:  # "Frau Dr. Kern" is "Dr Kern"
        return titles[0]
    return " ".join(_ENGLISH.get(word.rstrip(".").lower(), word) for word in words)


def _borne(name: str) -> str:
    first = name.split(maxsplit=1)[:1]
    return first[0] if first and _is_courtesy(first[0]) else ""
