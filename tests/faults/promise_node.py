"""A node over a data folder that knows two words: `owe` makes a promise that is long late, `fire` lets the timers run
(to be killed) and delivers what they wrote."""

from __future__ import annotations

import os
import sys
from datetime import timedelta


def owe() -> None:
    from onehand.cases import promises
    from onehand.cases.models import Promise
    from onehand.cases.open import open_case
    from onehand.foundation import clock
    from onehand.people.known import find_or_make
    from onehand.team.models import Agent

    customer, _ = find_or_make("email", "carla.kern@example.org", name="Carla Kern", language="de")
    case = open_case(
        customer, customer.identities.get(), subject="Schrank", text="Bitte melden.", channel="portal", language="de",
        by=customer,
    )  # fmt: skip
    promises.make(case, text="Ich melde mich.", by=Agent.objects.get())
    past = clock.now() - timedelta(days=3)
    Promise.objects.update(due=past, remind_at=past, risk_at=past, tell_at=past, made_at=past - timedelta(days=1))


def fire() -> None:
    from onehand.cases import timers
    from onehand.foundation import jobs
    from onehand.foundation.jobs import schedules
    from onehand.timeline import chain

    schedules.registered.clear()  # only these timers, and the mails they wrote
    timers.fire()
    jobs.run_due()
    assert chain.broken_at() is None


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onehand.config.settings")
    import django

    django.setup()
    {"owe": owe, "fire": fire}[sys.argv[1]]()


if __name__ == "__main__":
    main()
