"""A worker over a data folder, to be killed: ends by itself when nothing is left to do."""

from __future__ import annotations

import os
import sys
import threading
import time
from datetime import timedelta


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onehand.config.settings")
    import django

    django.setup()
    from onehand.cases import intake
    from onehand.foundation.jobs import schedules
    from onehand.foundation.jobs.models import Job, State
    from onehand.foundation.jobs.worker import Worker

    # The jobs of the mails only: a schedule would be killed in place of them.
    schedules.registered.clear()
    intake.recover(older_than=timedelta(seconds=-1))
    stop = threading.Event()
    worker = threading.Thread(target=Worker(stop, lease=3).run, daemon=True)
    worker.start()
    while Job.objects.filter(state__in=[State.WAITING, State.RUNNING]).exists():
        time.sleep(0.05)
    stop.set()
    worker.join(10)
    sys.exit(0)


if __name__ == "__main__":
    main()
