"""Under which numbers and addresses the back-ends may know a customer."""

from __future__ import annotations

from onehand.actions.contract import Who
from onehand.people.models import Customer, Identity


def who_of(customer: Customer, *, proven: bool = False) -> Who:
    """Over all identities that were joined into this customer. An address that somebody only wrote under finds what
    may be looked at in the desk; what may be done is for the assurance to say. With `proven` only what its holder has
    proved counts: what somebody is shown of themselves must be theirs."""
    root = customer.canonical
    rows = Identity.objects.filter(customer__in=[root, *root.merged.all()], kind__in=("customer_number", "email"))
    if proven:
        rows = rows.filter(assurance=Identity.Assurance.PROVED)
    found = list(rows.order_by("pk").values_list("kind", "value"))
    return Who(
        numbers=tuple(value for kind, value in found if kind == "customer_number"),
        emails=tuple(value for kind, value in found if kind == "email"),
    )
