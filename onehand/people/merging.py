"""Two customers are one, or two again (B1). No rows move, so a split gives back exactly what was before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.db.models import Q

from onehand.foundation import clock
from onehand.people.errors import PeopleRefused
from onehand.people.models import Apart, Customer, Merge
from onehand.people.signals import customer_merged, customer_split
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Actor, Acts, record, verb

Reasons = Sequence[Mapping[str, object]]


@verb
def merge(
    customer: Customer,
    *,
    into: Customer,
    by: Acts,
    how: str = Merge.How.AGENT,
    why: str = "",
    reasons: Reasons = (),
) -> Merge:
    """`customer` stands behind `into` from now on. `reasons` are what was shown to who decided.

    Raises PeopleRefused: same, forgotten, merged_elsewhere, reason_missing (an agent's decision says why).
    """
    if how == Merge.How.AGENT and not why.strip():
        raise PeopleRefused("reason_missing")
    one, other = _both(customer, into)
    actor = by.actor
    try:
        with transaction.atomic():
            row = Merge.objects.create(
                customer=one, into=other, how=how, why=why.strip()[:300], reasons=[dict(each) for each in reasons],
                merged_by=f"{actor.kind}:{actor.id}",
            )  # fmt: skip
    except IntegrityError:  # another decision came first: the database's guard, not a lock
        raise PeopleRefused("merged_elsewhere") from None
    Customer.objects.filter(merged_into=one).update(merged_into=other)
    one.merged_into = other
    one.save(update_fields=["merged_into"])
    _record(Kind.CUSTOMER_MERGED, one, other, by=actor, ref=row.pk)
    customer_merged.send(Merge, customer=one, into=other)
    customer.merged_into = other
    return row


def _both(customer: Customer, into: Customer) -> tuple[Customer, Customer]:
    """All rows concerned under lock, in one order, so that merges crossing each other wait instead of failing."""
    both = Q(pk__in=(customer.pk, into.pk))
    behind, roots = Q(merged_into=customer.pk), Q(merged=into.pk)
    concerned = sorted(set(Customer.objects.filter(both | behind | roots).values_list("pk", flat=True)))
    locked = Customer.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    rows = {row.pk: row for row in locked.filter(pk__in=concerned)}
    one, other = rows.get(customer.pk), rows.get(into.pk)
    if one is None or other is None or one.forgotten_at or other.forgotten_at:
        raise PeopleRefused("forgotten")
    if other.merged_into_id is not None:
        if other.merged_into_id not in rows:  # it was joined with somebody else a moment ago
            raise PeopleRefused("merged_elsewhere")
        other = rows[other.merged_into_id]
    if one.pk == other.pk or one.merged_into_id == other.pk:
        raise PeopleRefused("same")
    if one.merged_into_id is not None:
        raise PeopleRefused("merged_elsewhere")
    if other.forgotten_at:
        raise PeopleRefused("forgotten")
    if Customer.objects.filter(merged_into=one).exclude(pk__in=rows).exists():  # somebody came a moment ago
        raise PeopleRefused("merged_elsewhere")
    return one, other


@verb
def split(merge: Merge, *, by: Acts, why: str = "") -> Customer:
    """Two again. What was merged into the one before stays with them. Raises PeopleRefused: not_merged."""
    ended = Merge.objects.filter(pk=merge.pk, split_at__isnull=True).update(
        split_at=clock.now(), split_why=why.strip()[:300]
    )
    if not ended:
        raise PeopleRefused("not_merged")
    customer = Customer.objects.select_for_update(no_key=True).get(pk=merge.customer_id)
    root = customer.canonical
    behind = _behind(customer.pk)
    customer.merged_into = None
    customer.save(update_fields=["merged_into"])
    Customer.objects.filter(pk__in=behind).update(merged_into=customer)
    _record(Kind.CUSTOMER_SPLIT, customer, root, by=by.actor, ref=merge.pk)
    customer_split.send(Merge, customer=customer, from_=root, since=merge.merged_at, ids=[customer.pk, *behind])
    return customer


def _behind(pk: int) -> list[int]:
    """All who stand behind this customer by merges that still hold, however many steps away."""
    found: list[int] = []
    asked = [pk]
    while asked:
        standing = Merge.objects.filter(into__in=asked, split_at__isnull=True).exclude(customer__in=found)
        asked = list(standing.values_list("customer_id", flat=True))
        found += asked
    return found


@verb
def keep_apart(one: Customer, other: Customer, *, by: Acts, why: str = "") -> Apart:
    """A person looked: these are two. They are not suggested again."""
    if one.pk == other.pk:
        raise PeopleRefused("same")
    low, high = sorted((one, other), key=lambda each: each.pk)
    row, made = Apart.objects.get_or_create(low=low, high=high, defaults={"why": why.strip()[:300]})
    if made:
        _record(Kind.CUSTOMERS_APART, low, high, by=by.actor, ref=row.pk)
    return row


def _record(kind: Kind, one: Customer, other: Customer, *, by: Actor, ref: int) -> None:
    """Noted with both, so that each customer's history tells it."""
    values = {"one": one.shown_name, "other": other.shown_name}
    for person in (one, other):
        record("customer", person.pk, kind, by=by, ref=ref, values=values)
