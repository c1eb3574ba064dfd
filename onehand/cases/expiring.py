"""Facts that hold no longer end by themselves: an absence that is over, and what was not meant to be remembered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from onehand.cases.fact_kinds import PERSONAL, told
from onehand.cases.models import Fact, State
from onehand.foundation import clock, jobs
from onehand.people.models import Consent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, Acts, record, verb

AT_ONCE = 500
BATCHES = 20  # of one run; what is left over waits an hour
# Without consent to be remembered, what is personal is forgotten so long after its case was closed.
AFTER_CLOSING = timedelta(days=30)


@jobs.every(timedelta(hours=1), name="end facts that hold no longer")
@jobs.task()
def expire_facts() -> None:
    expire()


def expire(*, by: Acts = SYSTEM) -> int:
    """How many have ended."""
    ended = 0
    for find in (_over, _personal):
        for _ in range(BATCHES):
            facts = find()
            ended += _end(facts, by=by)
            if len(facts) < AT_ONCE:
                break
    return ended


def _over() -> list[Fact]:
    facts = Fact.objects.filter(ended_at__isnull=True, expires_at__lte=clock.now())
    return list(facts.order_by("expires_at", "pk")[:AT_ONCE])


def _personal() -> list[Fact]:
    """Of cases that have been closed for long, of customers who have not consented to be remembered."""
    theirs = Q(customer=OuterRef("customer")) | Q(customer=OuterRef("customer__merged_into"))
    memory = Consent.objects.filter(theirs, purpose=Consent.Purpose.MEMORY, withdrawn_at__isnull=True)
    facts = Fact.objects.filter(
        ended_at__isnull=True, kind__in=sorted(PERSONAL), case__state=State.CLOSED,
        case__closed_at__lte=clock.now() - AFTER_CLOSING,
    ).exclude(Exists(memory))  # fmt: skip
    return list(facts.order_by("pk")[:AT_ONCE])


@verb
def _end(facts: Iterable[Fact], *, by: Acts) -> int:
    """Each by a conditional update: of two workers one ends it, and one that was renewed meanwhile stays."""
    now, ended = clock.now(), 0
    for fact in facts:
        standing = Fact.objects.filter(pk=fact.pk, ended_at__isnull=True, expires_at=fact.expires_at)
        if standing.update(ended_at=now, ended=Fact.Ended.EXPIRED):
            record("case", fact.case_id, Kind.FACT_EXPIRED, by=by, ref=fact.pk, values=told(fact.kind))
            ended += 1
    return ended
