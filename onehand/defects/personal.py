"""The personal link of a mail: it names the defect and the case, and is good for nothing else."""

from __future__ import annotations

from onehand.cases.models import Case
from onehand.defects.access import defect_of
from onehand.defects.mails import PURPOSE
from onehand.defects.models import Defect
from onehand.foundation import tokens

LONGEST = 500


def case_of(secret: str) -> tuple[Defect, Case] | None:
    """While it is valid, and its customer is not erased."""
    parts = tokens.unseal(PURPOSE, secret) if len(secret) <= LONGEST else None
    if parts is None or len(parts) != 2 or not parts[1].isdecimal():
        return None
    defect = defect_of(parts[0])
    case = Case.objects.select_related("customer__merged_into").filter(pk=parts[1]).first()
    if defect is None or case is None or case.customer.canonical.forgotten_at is not None:
        return None
    return defect, case
