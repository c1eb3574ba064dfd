"""The mail half of a node in a process of its own, to be killed: listener, mailboxes and worker."""

from __future__ import annotations

import os
import sys
import threading
from datetime import timedelta


def main() -> None:
    """`prepare` makes the database and an agent; `run` works until it is killed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onehand.config.settings")
    import django

    django.setup()
    if sys.argv[1] == "prepare":
        _prepare()
    else:
        _run()


def _prepare() -> None:
    from django.core.management import call_command

    from onehand.accounts.models import Account
    from onehand.team.models import Agent

    call_command("migrate", verbosity=0)
    account = Account.objects.for_email("ada@moebelhaus.example", name="Ada Brandt")
    Agent.objects.create(account=account, handle="ada", display_name="Ada Brandt")


def _run() -> None:
    from onehand.cases import intake
    from onehand.channels import registry
    from onehand.foundation.jobs.worker import Worker

    intake.recover(older_than=timedelta(0))  # what its schedule does a minute later
    stop = threading.Event()
    registry.start(stop)
    Worker(stop, lease=3).run()


if __name__ == "__main__":
    main()
