"""After a split each case is whose words are in it: one in which the split-off person alone spoke goes with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from onehand.cases.models import Case, Fact, Message, Party, Slot, SlotOffer
from onehand.people.models import Customer


def give_back(*, customer: Customer, from_: Customer, since: datetime, ids: Sequence[int], **_signal: Any) -> None:
    """Inside the split's transaction. While the two were one, new cases and facts went to `from_`; what came from an
    identity of the split-off ones (`ids`) is theirs. A case in which both wrote stays, and they are a party of it."""
    spoken = Message.objects.filter(
        identity__customer__in=ids, direction=Message.Direction.IN, case__customer=from_, case__opened_at__gte=since
    )
    for number in sorted(set(spoken.values_list("case_id", flat=True))):
        case = Case.objects.select_for_update(no_key=True).get(pk=number)
        if _others_spoke(case, ids):
            first = case.messages.filter(identity__customer__in=ids).order_by("at").values_list("at", flat=True)[0]
            Party.objects.get_or_create(case=case, customer=customer, defaults={"since": first})
        else:
            Case.objects.filter(pk=number).update(customer=customer)
            for model in (Fact, Slot, SlotOffer):
                model.objects.filter(case=number, customer=from_).update(customer=customer)
    Fact.objects.filter(customer=from_, message__identity__customer__in=ids).update(customer=customer)


def _others_spoke(case: Case, ids: Sequence[int]) -> bool:
    said = case.messages.filter(direction=Message.Direction.IN, automatic="", held=False)
    return said.exclude(identity__customer__in=ids).exists()
