"""A node that acts in the provisioning system, to be killed: `begin KIND` starts a run, `work` does what is due,
`loop LEASE` has two workers with a lease of so many seconds do it, until no run is open."""

from __future__ import annotations

import json
import os
import sys

PEOPLE = {
    "correct_address": ("mira.novak@kunde.example", "Mira Novak"),
    "line_test": ("carla.kern@kunde.example", "Carla Kern"),
}
ADDRESS = {"street": "Lindenweg 5", "postcode": "04229", "city": "Leipzig", "name": "M. Novak", "country": "DE"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onehand.config.settings")
    import django

    django.setup()
    from onehand.actions import backends
    from onehand.actions.provisioning import Lines

    backends.connect([Lines(os.environ["TEST_LINES_URL"], os.environ["TEST_LINES_TOKEN"])])
    if sys.argv[1] == "begin":
        begin(sys.argv[2])
    elif sys.argv[1] == "loop":
        loop(float(sys.argv[2]))
    else:
        work()


def begin(kind: str) -> None:
    from onehand.actions import assurance, running, viewing
    from onehand.cases.open import open_case
    from onehand.people.known import find_or_make
    from onehand.team.models import Agent

    agent = Agent.objects.get()
    address, name = PEOPLE[kind]
    person, identity = find_or_make("email", address, name=name)
    case = open_case(
        person, identity, subject="Surfstick", text="Es geht nicht.", channel="email", language="de", by=person
    )
    assurance.vouch(case, how="am Telefon", by=agent)
    contracts = [
        one.reference for read in viewing.read_all(person) for one in read.processes if one.kind in ("line", "contract")
    ]
    contract = contracts[0]
    given = {"address": ADDRESS} if kind == "correct_address" else {"contract": f"lines:{contract}"}
    run = running.start(case, kind, given, by=agent, tell="Ist erledigt.")
    sys.stdout.write(json.dumps({"run": run.pk, "contract": contract}) + "\n")


def work() -> None:
    """One pass after another, as a worker's loop does, until nothing is left that could be done now."""
    from datetime import timedelta

    from onehand.foundation import clock, jobs
    from onehand.foundation.jobs.models import Job, State

    # Whoever had these jobs is dead, and what was put off has waited long enough: nobody sits through that here.
    Job.objects.filter(state__in=(State.RUNNING, State.WAITING)).update(
        state=State.WAITING, worker="", run_after=clock.now()
    )
    for _ in range(4):
        jobs.run_due()
        clock.advance(timedelta(seconds=30))


def loop(lease: float) -> None:
    """As in a node that serves, with another one beside it."""
    import threading
    import time

    from django.db import DatabaseError

    from onehand.actions.models import Run
    from onehand.foundation.jobs.models import Job
    from onehand.foundation.jobs.worker import Worker

    stop = threading.Event()
    workers = [threading.Thread(target=Worker(stop, lease=lease).run) for _ in range(2)]
    for one in workers:
        one.start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        time.sleep(0.1)
        try:
            if not Run.objects.filter(state__in=("waiting", "running")).exists():
                break
        except DatabaseError:  # it is being restarted
            from django.db import connection

            connection.close()
    stop.set()
    for one in workers:
        one.join()
    run = Run.objects.get()
    job = Job.objects.get(task__endswith="carry_out", args=[run.pk])
    sys.stdout.write(json.dumps({"run": run.pk, "tries": job.tries}) + "\n")


if __name__ == "__main__":
    main()
