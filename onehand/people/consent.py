"""What a customer allows, per purpose: given and withdrawn as easily, each with its source (B5)."""

from __future__ import annotations

from onehand.foundation import clock
from onehand.foundation.prepared import Prepared
from onehand.people.errors import PeopleRefused
from onehand.people.models import Consent, Customer
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Acts, record, verb


@verb
def give(customer: Customer, purpose: str, *, by: Acts, how: str, message_id: int | None = None) -> Consent:
    """Raises PeopleRefused: purpose_unknown. Given twice is given once."""
    _checked(purpose)
    person = customer.canonical
    row, made = Consent.objects.get_or_create(
        customer=person, purpose=purpose, withdrawn_at=None,
        defaults={"how": how.strip()[:200] or by.actor.kind, "message_id": message_id},
    )  # fmt: skip
    if made:
        record("customer", person.pk, Kind.CONSENT_GIVEN, by=by, ref=row.pk, values={"purpose": purpose})
    return row


@verb
def withdraw(customer: Customer, purpose: str, *, by: Acts) -> bool:
    """Of all who are this person. Whether there was one."""
    _checked(purpose)
    person = customer.canonical
    family = [person.pk, *person.merged.values_list("pk", flat=True)]
    ended = Consent.objects.filter(customer__in=family, purpose=purpose, withdrawn_at__isnull=True).update(
        withdrawn_at=clock.now()
    )
    if ended:
        record("customer", person.pk, Kind.CONSENT_WITHDRAWN, by=by, values={"purpose": purpose})
    return bool(ended)


def standing(customer: Customer) -> dict[str, Consent]:
    """The consents that hold now, by purpose. Of two merged customers both must not have said no, so each counts
    for itself: only what the one who stands for both has given."""
    return {row.purpose: row for row in _STANDING.rows(customer=customer.canonical.pk)}


_STANDING: Prepared[Consent] = Prepared(
    lambda blank: Consent.objects.filter(customer=blank("customer"), withdrawn_at__isnull=True)
)


def allows(customer: Customer, purpose: str) -> bool:
    return Consent.objects.filter(customer=customer.canonical, purpose=purpose, withdrawn_at__isnull=True).exists()


def _checked(purpose: str) -> None:
    if purpose not in Consent.Purpose.values:
        raise PeopleRefused("purpose_unknown")
