"""Who will be hit next by a known defect is warned once, quietly: only when its owner says so, having seen how many and
what they read (D12)."""

from __future__ import annotations

from dataclasses import dataclass

from onehand.cases.errors import Refused
from onehand.cases.models import Case, State
from onehand.defects import hanging, mails, telling
from onehand.defects.access import guard_owner, step_of
from onehand.defects.models import Defect, Link, Telling
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import record, verb

MOST = 1_000  # at once; the following ones by another click


@dataclass(frozen=True, slots=True)
class Next:
    """Somebody whose process fails at the same step and who has not asked us."""

    customer: Customer
    about: str


def hit_next(defect: Defect) -> list[Next]:
    """In an order that stays. Nobody who has an open case, is known to be affected, or was warned before."""
    hits = hanging.hit_at(step_of(defect))[: 2 * MOST] if defect.is_open else []
    people = {
        one.pk: one
        for one in Customer.objects.filter(pk__in={hit.customer for hit in hits}).select_related("merged_into")
    }
    first: dict[int, Next] = {}
    for hit in hits:
        customer = people[hit.customer].canonical if hit.customer in people else None
        if customer is not None and customer.forgotten_at is None:
            first.setdefault(customer.pk, Next(customer, hit.about[:200]))
    busy = _busy(defect, list(first))
    return [one for pk, one in first.items() if pk not in busy][:MOST]


def _busy(defect: Defect, roots: list[int]) -> set[int]:
    """Those among them (after all merges) who need no warning."""
    of_whom = {pk: pk for pk in roots}
    merged = Customer.objects.filter(merged_into__in=roots).values_list("pk", "merged_into")
    of_whom |= {pk: root for pk, root in merged if root is not None}
    asked = Case.objects.filter(customer__in=of_whom).exclude(state=State.CLOSED).values_list("customer", flat=True)
    linked = Link.objects.filter(defect=defect, ended_at__isnull=True, case__customer__in=of_whom)
    warned = Telling.objects.filter(defect=defect, kind=Telling.Kind.WARNING, customer__in=of_whom)
    found = {*asked, *linked.values_list("case__customer", flat=True), *warned.values_list("customer", flat=True)}
    return {of_whom[pk] for pk in found}


def preview(defect: Defect, language: str) -> str:
    """What they will read, without the greeting."""
    return mails.warning(defect, Customer(language=language), language, "…")


@verb
def warn(defect: Defect, *, by: Agent, number: int) -> list[Telling]:
    """Warn them, each by a job. `number` is how many the page showed.

    Raises Refused: defect_fixed, nobody_to_warn, warning_changed, not_the_defects_owner.
    """
    defect.refresh_from_db(from_queryset=Defect.objects.select_for_update(of=("self",), no_key=True))
    guard_owner(defect, by)
    if not defect.is_open:
        raise Refused("defect_fixed")
    people = hit_next(defect)
    if not people:
        raise Refused("nobody_to_warn")
    if len(people) != number:
        raise Refused("warning_changed", number=len(people))
    rows = [
        Telling(defect=defect, kind=Telling.Kind.WARNING, turn=0, customer=one.customer, about=one.about)
        for one in people
    ]
    Telling.objects.bulk_create(rows, batch_size=500)
    telling.spread.enqueue(defect.pk)
    record("defect", defect.pk, Kind.DEFECT_WARNED, by=by, ref=defect.pk, values={"number": len(rows)})
    return rows
