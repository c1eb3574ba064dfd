"""Search with the place of each hit: which message, and its words around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Substr

from onehand.cases.access import may_ask, reader, visible_to
from onehand.cases.excerpt import excerpt
from onehand.cases.lists import with_hands
from onehand.cases.models import Case, Message
from onehand.foundation.prepared import Prepared
from onehand.foundation.search import index
from onehand.team.models import Agent

SIZE = 30
_LONGEST = 20_000  # characters of a message in which the words are looked for

_SEEN: Prepared[Case] = Prepared(
    lambda blank, role: visible_to(reader(blank, role)).filter(pk__in=blank("numbers")).select_related("customer")
)
_TEXTS: Prepared[tuple[int, datetime, str]] = Prepared(
    lambda blank: Message.objects.filter(pk__in=blank("ids")).values_list("case_id", "at", Substr("text", 1, _LONGEST))
)


@dataclass(frozen=True, slots=True)
class Hit:
    """`snippet` is safe HTML with <mark> around what matched."""

    case: Case
    snippet: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Hits:
    """`next` is the cursor of the following page, "" at the end."""

    items: list[Hit]
    next: str


def search(agent: Agent, query: str, cursor: str = "", size: int = SIZE) -> Hits:
    """Newest hit first, within what this agent may see."""
    documents = _documents(query)
    start = int(cursor) if cursor.isdecimal() and len(cursor) < 6 else 0
    found, end = _visible(agent, list(documents), start, size)
    return Hits(_hits(found, documents, query), str(end) if end < len(documents) else "")


def found_cases(agent: Agent, query: str, size: int) -> list[Case]:
    """Only the cases, for the palette."""
    return _visible(agent, list(_documents(query)), 0, size)[0]


def _documents(query: str) -> dict[int, int]:
    """By case number, newest hit first: the newest message that matches; 0 when the number itself was asked for."""
    documents: dict[int, int] = {}
    number = query.strip().lstrip("#")
    if number.isdecimal() and len(number) < 18:
        documents[int(number)] = 0
    for document, place in index.hits(query):
        documents.setdefault(place, document)
    return documents


def _visible(agent: Agent, numbers: list[int], start: int, size: int) -> tuple[list[Case], int]:
    """The first `size` cases from `start` on that the agent may see, and where the next page begins."""
    step = size  # nearly always all are to be seen
    chosen: list[Case] = []
    if not may_ask(agent):
        return chosen, len(numbers)
    while start < len(numbers) and len(chosen) < size:
        part = numbers[start : start + step]
        by_number = {case.pk: case for case in _SEEN.rows(str(agent.role), agent=agent.pk, numbers=part)}
        for number in part:
            start += 1
            if number in by_number:
                chosen.append(by_number[number])
                if len(chosen) == size:
                    break
    return with_hands(chosen), start


def _hits(cases: Sequence[Case], documents: dict[int, int], query: str) -> list[Hit]:
    ids = [documents[case.pk] for case in cases if documents[case.pk]]
    texts = {number: (at, words) for number, at, words in _TEXTS.rows(ids=ids)}
    return [
        Hit(case, excerpt(texts[case.pk][1], query), texts[case.pk][0]) if case.pk in texts
        else Hit(case, "", case.touched_at)
        for case in cases
    ]  # fmt: skip
