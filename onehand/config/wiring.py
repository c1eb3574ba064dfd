"""What must travel upward without an import is connected here, and only here."""

from __future__ import annotations


def connect() -> None:
    """Called once when all apps are loaded."""
    # Whatever repeats is registered when its module is loaded: a node without web pages loads them nowhere else.
    from onehand.cases import expiring, quarantine, silence, standin, targets, timers, waiting  # noqa: F401
    from onehand.channels import registry

    _follow_people()
    _act()
    _follow_defects()
    registry.connect()  # also loads the adapters with their jobs


def _follow_people() -> None:
    """What happens to a person is followed by the floors that hold something about them."""
    from onehand.actions.due_process.forgetting import forget_due_process
    from onehand.actions.events.forgetting import forget_events
    from onehand.actions.forgetting import forget_runs
    from onehand.api import permission_hooks  # noqa: F401 - its job
    from onehand.api.forgetting import forget_answers
    from onehand.cases.forgetting import forget_cases
    from onehand.cases.splitting import give_back
    from onehand.defects.forgetting import forget_defects
    from onehand.people import forgetting  # noqa: F401 - its job applies erasures again after a restore
    from onehand.people.signals import customer_forgotten, customer_split

    customer_forgotten.connect(forget_answers, dispatch_uid="api.forget_answers")
    customer_forgotten.connect(forget_events, dispatch_uid="actions.forget_events")
    customer_forgotten.connect(forget_due_process, dispatch_uid="actions.forget_due_process")
    customer_forgotten.connect(forget_runs, dispatch_uid="actions.forget_runs")
    customer_forgotten.connect(forget_defects, dispatch_uid="defects.forget_defects")
    customer_forgotten.connect(forget_cases, dispatch_uid="cases.forget_cases")
    customer_split.connect(give_back, dispatch_uid="cases.give_back")


def _act() -> None:
    """What is done in the back-ends is known to the floors below: as evidence, and where a text says it is done."""
    from django.conf import settings

    from onehand.actions import carrying  # noqa: F401 - their jobs
    from onehand.actions.choices.collisions import absence_confirmed
    from onehand.actions.courses import looking  # noqa: F401 - their jobs
    from onehand.actions.doing import done_in
    from onehand.actions.due_process import timers  # noqa: F401 - its jobs, and what follows when a run is read back
    from onehand.actions.due_process.exporting import blockings_of, recoveries_of
    from onehand.actions.events import polling  # noqa: F401 - their jobs
    from onehand.actions.exporting import courses_of, proofs_of, runs_of
    from onehand.actions.proving import Provers
    from onehand.cases import exporting, verified
    from onehand.cases.signals import fact_confirmed
    from onehand.config.connecting import connect_backends
    from onehand.people import proof

    fact_confirmed.connect(absence_confirmed, dispatch_uid="actions.absence_confirmed")
    verified.register(done_in)
    exporting.register("actions", runs_of)
    exporting.register("blockings", blockings_of)
    exporting.register("lost_accounts", recoveries_of)
    exporting.register("proofs", proofs_of)
    exporting.register("courses", courses_of)
    if settings.ONEHAND.backends:
        proof.register(Provers())
    connect_backends(settings.ONEHAND)


def _follow_defects() -> None:
    """The register hears where processes hang and what customers say of a repair, and is a reason to leave them in
    peace."""
    from onehand.actions.failing import Failing
    from onehand.cases import permission
    from onehand.cases.models import Case
    from onehand.cases.signals import solved_answered
    from onehand.defects import fixing, hanging, joining, learning, telling  # noqa: F401 - their jobs
    from onehand.defects.concerned import CONCERNED

    hanging.register(Failing())
    permission.register(CONCERNED)
    solved_answered.connect(fixing.answered, sender=Case, dispatch_uid="defects.answered")
