"""Who may be the same person, with the reasons side by side; and where what we know of one person contradicts itself.

Only suggestions: a person decides (B1). A name alone never suggests anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from onehand.cases.family import members
from onehand.cases.models import Fact
from onehand.people.models import Apart, Customer, Identity

# Facts that two customers share by being one, or by living together; never those that many share.
_TELLING = ("order_number", "customer_number", "serial_number", "iban", "phone", "postal_address")
_SURE = frozenset({"customer_number", "serial_number", "iban", "named_address"})
MOST = 10
_COMMON = 20  # a value that so many customers bear (a shop's own number) says nothing
_LOOKED_AT = 200


@dataclass(slots=True)
class Likely:
    """A customer who may be the same, and why: [{"code": "phone", "value": "+4930…"}].

    `sure` says that it is more than a shared household.
    """

    customer: Customer
    reasons: list[dict[str, str]] = field(default_factory=list)

    @property
    def sure(self) -> bool:
        codes = {reason["code"] for reason in self.reasons}
        return bool(codes & _SURE) or len(codes) > 1


def likely(customer: Customer) -> list[Likely]:
    """Customers that may be this one, the surest first; none that a person said are two."""
    ids = members(customer)
    found: dict[int, Likely] = {}
    for other, reason in _by_value(ids):
        person = other.canonical
        if person.pk in ids or person.forgotten_at is not None:
            continue
        reasons = found.setdefault(person.pk, Likely(person)).reasons
        if reason not in reasons:
            reasons.append(reason)
    for pk in _apart(ids, list(found)) if found else ():
        found.pop(pk, None)
    _add_names(customer.canonical, found.values())
    ordered = sorted(found.values(), key=lambda one: (not one.sure, -len(one.reasons), one.customer.pk))
    return ordered[:MOST]


def _by_value(ids: Sequence[int]) -> list[tuple[Customer, dict[str, str]]]:
    """Whoever bears the same telling value, or named an address of the other as the own one."""
    theirs: dict[str, set[str]] = defaultdict(set)
    for kind, value in Identity.objects.filter(customer__in=ids).values_list("kind", "value")[:100]:
        theirs[_AS_FACT.get(kind, kind)].add(value)
    told = theirs["email"].copy()
    known = Fact.objects.filter(customer__in=ids, ended_at__isnull=True).exclude(value="")
    for kind, value in known.values_list("kind", "value")[:200]:
        theirs[kind].add(value)
    facts, identities = Q(pk__in=[]), Q(pk__in=[])
    for kind in (*_TELLING, "email"):
        values = sorted(theirs.get(kind, ()))[:20]
        if values:
            facts |= Q(kind=kind, value__in=values if kind != "email" else sorted(told)[:20])
            identities |= Q(kind=_AS_IDENTITY.get(kind, kind), value__in=values)
    return _rare([*_bearers(Fact, facts & Q(ended_at__isnull=True), ids), *_bearers(Identity, identities, ids)])


_AS_FACT = {"postal": "postal_address"}
_AS_IDENTITY = {fact: identity for identity, fact in _AS_FACT.items()}


def _bearers(model: type[Fact] | type[Identity], which: Q, ids: Sequence[int]) -> list[tuple[str, str, Customer]]:
    if not which:
        return []
    rows = model.objects.filter(which).exclude(customer__in=ids).select_related("customer__merged_into")
    return [(_AS_FACT.get(row.kind, row.kind), row.value, row.customer) for row in rows[:_LOOKED_AT]]


def _rare(bearers: Iterable[tuple[str, str, Customer]]) -> list[tuple[Customer, dict[str, str]]]:
    """Without the values that so many bear that they tell nothing."""
    of: dict[tuple[str, str], dict[int, Customer]] = defaultdict(dict)
    for kind, value, customer in bearers:
        of[kind, value][customer.pk] = customer
    return [
        (customer, {"code": "named_address" if kind == "email" else kind, "value": value})
        for (kind, value), customers in of.items()
        if len(customers) < _COMMON
        for customer in customers.values()
    ]


def _apart(ids: Sequence[int], others: Sequence[int]) -> list[int]:
    rows = Apart.objects.filter(Q(low__in=ids, high__in=others) | Q(high__in=ids, low__in=others))
    return [high if low in ids else low for low, high in rows.values_list("low", "high")]


def _add_names(customer: Customer, found: Iterable[Likely]) -> None:
    """An equal name makes a reason stronger; alone it is none."""
    name = " ".join(customer.name.lower().split())
    for one in found:
        if name and " ".join(one.customer.name.lower().split()) == name:
            one.reasons.append({"code": "name", "value": one.customer.name})


@dataclass(frozen=True, slots=True)
class Conflict:
    """Several values where one would be expected: shown side by side, never overwritten."""

    kind: str
    values: tuple[tuple[str, str], ...]  # (value, where from: name of the customer row or "fact")


def conflicts(customer: Customer) -> list[Conflict]:
    """Where the rows behind one person say different things."""
    ids = members(customer)
    people = list(Customer.objects.filter(pk__in=ids).order_by("pk"))
    seen: dict[str, dict[str, str]] = defaultdict(dict)
    for person in people:
        for line in ("name", "salutation", "form", "language", "preferred_channel"):
            _note(seen, line, getattr(person, line), f"#{person.pk}")
    for row in Identity.objects.filter(customer__in=ids, kind__in=("postal", "customer_number")).order_by("pk")[:50]:
        _note(seen, _AS_FACT.get(row.kind, row.kind), row.value, f"#{row.customer_id}")
    facts = Fact.objects.filter(
        customer__in=ids, kind__in=("postal_address", "customer_number", "iban"), confirmed_at__isnull=False,
        ended_at__isnull=True,
    )  # fmt: skip
    for fact in facts.order_by("pk")[:50]:
        _note(seen, fact.kind, fact.value, "fact")
    return [Conflict(kind, tuple(values.items())) for kind, values in seen.items() if len(values) > 1]


def _note(seen: dict[str, dict[str, str]], kind: str, value: Any, source: str) -> None:
    if value:
        seen[kind].setdefault(str(value), source)
