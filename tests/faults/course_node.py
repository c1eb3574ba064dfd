"""A node over a data folder whose shop has an order that is late: `expect` begins to follow it, `look` reads it again
(to be killed) and delivers what was written."""

from __future__ import annotations

import os
import sys
from datetime import timedelta


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onehand.config.settings")
    import django

    django.setup()
    from onehand.actions import backends
    from onehand.actions.tests.stepping import Stepping
    from onehand.foundation import clock

    backends.connect([shop := Stepping()])
    # It was to be there five days ago.
    shop.order("20041", done="reserved", until=clock.now().date() - timedelta(days=5))
    {"expect": expect, "look": look}[sys.argv[1]]()


def expect() -> None:
    from onehand.actions.contract import Happened
    from onehand.actions.events import intake
    from onehand.foundation import clock
    from onehand.people.known import find_or_make

    customer, _ = find_or_make("email", "carla.kern@example.org", name="Carla Kern", language="de")
    customer.identities.create(kind="customer_number", value="K1")
    intake.happened("toy", Happened("a", "order_placed", "20041", clock.now() - timedelta(days=9), "K1"))


def look() -> None:
    from onehand.actions.courses import following, looking
    from onehand.foundation import jobs
    from onehand.foundation.jobs import schedules
    from onehand.timeline import chain

    schedules.registered.clear()
    looking.due()
    jobs.run_due()
    assert following.sweep() == 0
    assert chain.broken_at() is None


if __name__ == "__main__":
    main()
