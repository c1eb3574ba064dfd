"""Actions proposed beside the reply: a link to the form of each, filled in (rule 9: a person begins it)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from onehand.actions import proposals
from onehand.actions.hiding import hidden
from onehand.actions.proposals import Proposal
from onehand.cases.models import Case
from onehand.desk.language import reading_language
from onehand.desk.memory import Memory

# Entries of a case that is about an order.
_OF_ORDERS = frozenset({"happened", "collision_seen"})


@dataclass(frozen=True, slots=True)
class ProposalLine:
    title: str
    because: str
    url: str
    message: int | None


def proposed_in(case: Case, kinds: Collection[str] | None, memory: Memory) -> list[ProposalLine]:
    """`kinds` are those of all entries, None where not all are known: what cannot be there is not asked for."""
    ordered = any(one.kind == "order_number" for one in memory.facts) or bool(memory.proposals)
    if kinds is not None and not ordered and not _OF_ORDERS & set(kinds):
        return []
    language = reading_language()
    return [
        ProposalLine(one.title.say(language), hidden(one.because.say(language)), url_of(case, one), one.message)
        for one in proposals.of(case)
    ]


def url_of(case: Case, one: Proposal) -> str:
    fields = {"action": one.action, **dict(_fields(one.arguments))}
    return f"{reverse('desk:act', args=[case.pk])}?{urlencode(fields)}"


def _fields(arguments: dict[str, Any]) -> list[tuple[str, str]]:
    """As the form of an action names them."""
    found: list[tuple[str, str]] = []
    for name, value in arguments.items():
        if isinstance(value, dict):
            found += [(f"{name}-{part}", str(text)) for part, text in value.items() if text]
        else:
            found.append((name, str(value)))
    return found
