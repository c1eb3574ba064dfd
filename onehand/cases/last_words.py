"""The last thing said in each case of a page, with one query for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Substr

from onehand.cases.models import Case, Message
from onehand.foundation import text
from onehand.foundation.prepared import Blanks, Prepared
from onehand.people.models import Identity

SNIPPET = 160


@dataclass(frozen=True, slots=True)
class LastWords:
    snippet: str
    from_customer: bool


def last_words(cases: Sequence[Case]) -> dict[int, LastWords]:
    """By case number: the newest word of a person, notes and held messages apart."""
    return {
        number: LastWords(text.one_line(words, SNIPPET), direction == Message.Direction.IN)
        for number, direction, words in _SAID.rows(cases=[case.pk for case in cases])
    }


def _said(blank: Blanks) -> QuerySet[Message, tuple[int, str, str]]:
    said = Message.objects.filter(case=OuterRef("pk"), held=False, automatic="").exclude(
        direction=Message.Direction.NOTE
    )
    # One index step a case; the largest id by GROUP BY would walk all messages of each.
    newest = Case.objects.filter(pk__in=blank("cases")).values(newest=Subquery(said.order_by("-pk").values("pk")[:1]))
    return Message.objects.filter(pk__in=newest).values_list("case_id", "direction", Substr("text", 1, 600))


_SAID: Prepared[tuple[int, str, str]] = Prepared(_said)


_ADDRESSES: Prepared[tuple[int, str]] = Prepared(
    lambda blank: (
        Identity.objects.filter(customer__pk__in=blank("customers")).order_by("pk").values_list("customer_id", "value")
    )
)


def name_the_nameless(cases: Sequence[Case]) -> None:
    """Customers without a name are shown by their first address; in memory only, with one query."""
    nameless = {case.customer_id for case in cases if not case.customer.name}
    if not nameless:
        return
    found: dict[int, str] = {}
    for customer, value in _ADDRESSES.rows(customers=list(nameless)):
        found.setdefault(customer, value)
    for case in cases:
        if not case.customer.name:
            case.customer.name = found.get(case.customer_id, f"#{case.customer_id}")
