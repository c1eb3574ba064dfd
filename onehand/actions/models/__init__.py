"""Runs of actions with their steps, approvals, the proofs on which they rest, and work orders."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onehand.actions.kinds import Assurance
from onehand.cases.models import Case, Promise
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent


class Run(models.Model):
    """One action in one case, from the wish to what was read back."""

    class State(models.TextChoices):
        WAITING = "waiting"  # a system did not answer: it is planned again when it does
        ASKED = "asked"  # needs the approval of somebody else
        RUNNING = "running"
        DONE = "done"  # every step was read back as wished
        STUCK = "stuck"  # a person must look: what happened is not known, or is not what was wished
        REFUSED = "refused"  # the approver said no
        DROPPED = "dropped"  # given up; steps that were done stay visible

    case = models.ForeignKey(Case, models.PROTECT, related_name="runs")
    kind = models.CharField(max_length=60)
    # As given, in JSON; what is secret in it is masked here and sealed in `sealed` until the run has ended.
    arguments = models.JSONField(default=dict)
    sealed = models.TextField(blank=True)
    agent = models.ForeignKey(Agent, models.PROTECT, null=True, related_name="+")
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="+")  # who chose it themselves
    state = models.CharField(max_length=10, choices=State.choices)
    # What the company gives away, which counts against mandates.
    cents = models.PositiveIntegerField(default=0)
    currency = models.CharField(max_length=3, default="EUR")
    plan = models.JSONField(default=dict)  # what was shown before: cannot, warns, lasting, told
    digest = models.CharField(max_length=64, blank=True)
    key = models.CharField(max_length=100, null=True, unique=True)
    why = models.JSONField(default=dict)  # what a person must know: {"code", "de", "en"}
    undoes = models.ForeignKey("self", models.PROTECT, null=True, related_name="reversals")
    promise = models.ForeignKey(Promise, models.SET_NULL, null=True, related_name="+")
    tell = models.TextField(blank=True)  # the message to the customer, sent when it is done and never before
    told_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["case", "-id"], name="run_of_case"),
            models.Index(fields=["id"], condition=Q(state="asked"), name="run_asked"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(agent__isnull=True) | Q(customer__isnull=True), name="run_by_one"
            ),
            # One that was given up does not stand in the way of another one.
            models.UniqueConstraint(
                fields=["undoes"], condition=~Q(state__in=["dropped", "refused"]), name="run_undone_once"
            ),
        ]  # fmt: skip

    @property
    def is_silent(self) -> bool:
        """It is carried out, and waits only for a system that does not answer, or that still works on it."""
        return self.state == self.State.RUNNING and self.why.get("code") in ("silent", "working")

    @property
    def undone_by(self) -> Run | None:
        """The run that takes it back, or has; None while there is none, or only one that was given up."""
        gone = (self.State.DROPPED, self.State.REFUSED)
        return next((one for one in self.reversals.all() if one.state not in gone), None)


class RunStep(models.Model):
    """One step in one system: durable before it is sent, done only when read back."""

    class State(models.TextChoices):
        PLANNED = "planned"
        SENT = "sent"  # written before it leaves; what became of it is looked up, never assumed
        ANSWERED = "answered"
        DONE = "done"
        STUCK = "stuck"
        DROPPED = "dropped"

    run = models.ForeignKey(Run, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    backend = models.CharField(max_length=40)
    verb = models.CharField(max_length=60)
    target = models.CharField(max_length=120)
    key = models.CharField(max_length=64, unique=True)
    says = models.JSONField(default=dict)
    # The step itself as JSON: arguments, before, wish, undo. Sealed in `Run.sealed` where something in it is secret.
    content = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    answer = models.JSONField(null=True)
    seen = models.JSONField(null=True)  # what was read back last
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "position"], name="run_step_once")]


class Touch(models.Model):
    """What an unfinished run works on: a second run on the same waits until the first has ended."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="touches")
    what = models.CharField(max_length=160, db_index=True)


class Approval(models.Model):
    """Above the mandate somebody else decides, in the case, with the same facts before them (D4)."""

    run = models.OneToOneField(Run, models.CASCADE, related_name="approval")
    asked_by = models.ForeignKey(Agent, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(Agent, models.PROTECT, null=True, related_name="+")
    approved = models.BooleanField(null=True)
    answer = models.TextField(blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True)


class Proof(models.Model):
    """How sure it is, in this case, that the customer is who they say (D10); valid until `until`."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="proofs")
    level = models.PositiveSmallIntegerField(choices=[(one.value, one.name) for one in Assurance])
    how = models.CharField(max_length=40)  # link, agent, order, form
    note = models.CharField(max_length=200, blank=True)
    agent = models.ForeignKey(Agent, models.PROTECT, null=True, related_name="+")
    recipient = models.CharField(max_length=320, blank=True)  # to which known address the link went
    # Of the secret in a confirming link, until it was answered; `until` is then the end of the link.
    hashed = models.CharField(max_length=64, null=True, unique=True)
    asked_at = models.DateTimeField(default=clock.now)
    given_at = models.DateTimeField(null=True)
    denied_at = models.DateTimeField(null=True)  # "that was not me"
    until = models.DateTimeField()


class WorkOrder(models.Model):
    """What no action covers, as an order to a person in the company, with an end that somebody has seen (D13)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="work_orders")
    what = models.TextField()
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="+")  # who does it
    asked_by = models.ForeignKey(Agent, models.PROTECT, null=True, related_name="+")
    due = models.DateTimeField()
    # What was seen after it was done: "Der Bohrer ist beim Kunden, unterschrieben am …".
    seen = models.TextField(blank=True)
    created_at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["agent", "due"],
                condition=Q(done_at__isnull=True, dropped_at__isnull=True),
                name="work_order_open",
            )
        ]


from onehand.actions.models.asking import Asking  # noqa: E402, F401
from onehand.actions.models.choices import Choice, Collision  # noqa: E402, F401
from onehand.actions.models.courses import Course, Milestone  # noqa: E402, F401
from onehand.actions.models.due_process import (  # noqa: E402, F401
    Appeal,
    Blocking,
    HearingLink,
    Provisional,
    Recovery,
    RecoveryLink,
)
from onehand.actions.models.events import Cursor, Event  # noqa: E402, F401
