"""What is known of a case's customer, so that nobody asks twice (B3, B4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Exists, Q, QuerySet

from onehand.cases.fact_kinds import CONTRACT, ONE_TRUE, opposed
from onehand.cases.family import members
from onehand.cases.models import Case, Fact
from onehand.foundation import clock
from onehand.foundation.prepared import Blanks, Prepared
from onehand.people.models import Consent

MOST = 500  # of one person; who has told more has the newest looked at


def _standing(blank: Blanks) -> QuerySet[Fact]:
    memory = Consent.objects.filter(customer=blank("root"), purpose=Consent.Purpose.MEMORY, withdrawn_at__isnull=True)
    beyond = Q(customer__pk__in=blank("family"), confirmed_at__isnull=False)
    return (
        Fact.objects.filter(Q(case=blank("case")) | beyond, ended_at__isnull=True)
        .annotate(remembered=Exists(memory))
        .select_related("confirmed_by")
        .order_by("-pk")[:MOST]
    )


_STANDING: Prepared[Fact] = Prepared(_standing)


def standing(case: Case, family: list[int] | None = None) -> list[Fact]:
    """All that counts in this case, newest first, proposed ones too. Two queries, one where the customer's `family` is
    known (`members`).

    Facts of the case itself; of the customer's other cases the confirmed ones of the contract, and with the consent
    to be remembered the personal ones. All who were merged into the customer are this customer.
    """
    now = clock.now()
    family = family or members(case.customer)
    rows = _STANDING.rows(case=case.pk, root=family[0], family=family)
    return [fact for fact in rows if _counts(fact, case, now)]


def _counts(fact: Fact, case: Case, now: datetime) -> bool:
    if fact.expires_at is not None and fact.expires_at <= now:
        return False
    return fact.case_id == case.pk or fact.kind in CONTRACT or bool(getattr(fact, "remembered", False))


def known(case: Case) -> list[Fact]:
    """Confirmed ones, newest first; what was said twice is there once, from this case rather than from another."""
    return known_among(standing(case), case)


def known_among(facts: Iterable[Fact], case: Case) -> list[Fact]:
    """Of what `standing` gave."""
    confirmed = [fact for fact in facts if fact.confirmed_at is not None]
    once: dict[tuple[object, ...], Fact] = {}
    for fact in sorted(confirmed, key=lambda one: one.case_id != case.pk):
        once.setdefault(meaning(fact), fact)
    kept = {fact.pk for fact in once.values()}
    return [fact for fact in confirmed if fact.pk in kept]


def proposed(case: Case) -> list[Fact]:
    """Recognised in this case and not decided yet, in the order in which they were said."""
    rows = Fact.objects.filter(case=case, ended_at__isnull=True, confirmed_at__isnull=True)
    return list(rows.select_related("message").order_by("pk")[:MOST])


Meaning = tuple[str, str, date | None, date | None, datetime | None]


def meaning(fact: Fact) -> Meaning:
    """Two facts with the same are one fact said twice."""
    return fact.kind, fact.value.casefold(), fact.since, fact.until, fact.due


def contradicts(fact: Fact, among: Iterable[Fact] | None = None) -> Fact | None:
    """The confirmed fact that cannot be true beside this one. `among` is what `standing` gave for its case."""
    others = known(fact.case) if among is None else [one for one in among if one.confirmed_at is not None]
    others = [one for one in others if one.pk != fact.pk and _opposes(fact, one)]
    if not others:
        return None
    # What another party of the case told is true of that party.
    same = next((one for one in others if one.customer_id == fact.customer_id), None)
    if same is not None:
        return same
    person = members(fact.customer)
    return next((one for one in others if one.customer_id in person), None)


def _opposes(fact: Fact, other: Fact) -> bool:
    if fact.kind != other.kind or meaning(fact) == meaning(other):
        return False
    if fact.kind == "preference":
        return opposed(fact.value, other.value)
    if fact.kind == "absence":
        return _overlap(fact, other)
    if fact.kind == "deadline":  # of another matter there may be another deadline
        return fact.case_id == other.case_id and fact.due != other.due
    return fact.kind in ONE_TRUE


def _overlap(fact: Fact, other: Fact) -> bool:
    begins = max(fact.since or date.min, other.since or date.min)
    ends = min(fact.until or date.max, other.until or date.max)
    return begins <= ends
