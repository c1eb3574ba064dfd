"""A node over a data folder that notes a defect with three cases and repairs it; the jobs are left for a worker."""

from __future__ import annotations

import os
import sys


def fix() -> None:
    from onehand.cases.open import open_case
    from onehand.defects import fixing, linking, noting
    from onehand.people.known import find_or_make
    from onehand.team.models import Agent

    ada = Agent.objects.get()
    defect = noting.note(by=ada, owner=ada, what_de="Neue Sticks werden nicht freigeschaltet.")
    for name in ("mira", "paul", "sam"):
        customer, _ = find_or_make("email", f"{name}@example.org", name=name.title(), language="de")
        case = open_case(
            customer, customer.identities.get(), subject="Stick", text="Geht nicht.", channel="portal", language="de",
            by=customer,
        )  # fmt: skip
        linking.link(defect, case, by=ada)
    fixing.fix(defect, by=ada, done_de="Umgestellt.")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onehand.config.settings")
    import django

    django.setup()
    {"fix": fix}[sys.argv[1]]()


if __name__ == "__main__":
    main()
