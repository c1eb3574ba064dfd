"""The rule I1, countable at any time: accepted = messages + quarantined + duplicates + erased."""

from __future__ import annotations

from django.db.models import Count

from onehand.cases.models import Ledger


def counts() -> dict[str, int]:
    """The figures of the ledger. `difference` is what has no outcome or claims a message that is not there."""
    by_outcome = dict(Ledger.objects.values_list("outcome").annotate(Count("pk")).order_by())
    accepted = sum(by_outcome.values())
    without_message = Ledger.objects.filter(outcome=Ledger.Outcome.MESSAGE, message__isnull=True).count()
    messages = by_outcome.get(Ledger.Outcome.MESSAGE, 0) - without_message
    quarantined = by_outcome.get(Ledger.Outcome.QUARANTINED, 0)
    duplicates = by_outcome.get(Ledger.Outcome.DUPLICATE, 0)
    erased = by_outcome.get(Ledger.Outcome.ERASED, 0)
    return {
        "accepted": accepted,
        "messages": messages,
        "quarantined": quarantined,
        "duplicates": duplicates,
        "erased": erased,
        "difference": accepted - messages - quarantined - duplicates - erased,
    }
