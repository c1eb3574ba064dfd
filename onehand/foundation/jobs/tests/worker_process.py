"""A worker in a process of its own, for the tests that kill it: `worker_process DATABASE`."""

from __future__ import annotations

import sys
import threading

import django


def work(database: str) -> None:
    """Run jobs of the test run's database until killed."""
    django.setup()
    from django.db import connections

    from onehand.foundation.jobs import schedules
    from onehand.foundation.jobs.worker import Worker

    connections["default"].settings_dict["NAME"] = database
    schedules.registered.clear()
    print("ready", flush=True)
    Worker(threading.Event(), threads=2, lease=3).run()


if __name__ == "__main__":
    work(sys.argv[1])
