"""A case, its hand over time, and what must end before it may close."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent, Team


class State(models.TextChoices):
    NEW = "new"  # nobody's yet
    HELD = "held"  # has its hand
    WAITING = "waiting"  # for the customer or an outside event
    ASKED = "asked"  # the customer was asked whether it is solved
    CLOSED = "closed"


class Case(models.Model):
    number = models.BigAutoField(primary_key=True)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="cases")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="cases")
    subject = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    language = models.CharField(max_length=5, default="de")
    channel = models.CharField(max_length=20)
    public = models.BooleanField(default=False)
    opened_at = models.DateTimeField(default=clock.now)
    touched_at = models.DateTimeField(default=clock.now)
    # The customer's oldest message without an answer. Automatic mail neither sets nor clears it.
    waiting_since = models.DateTimeField(null=True)
    answer_due = models.DateTimeField(null=True)  # the response target for it, in business time
    answer_late_at = models.DateTimeField(null=True)  # the target was missed; says that the leads were told, once
    wait_until = models.DateTimeField(null=True)
    wait_for = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["-touched_at", "-number"], name="case_newest"),
            models.Index(fields=["state", "-touched_at", "-number"], name="case_state_newest"),
            models.Index(fields=["customer", "-touched_at", "-number"], name="case_customer_newest"),
            models.Index(fields=["waiting_since"], condition=Q(waiting_since__isnull=False), name="case_unanswered"),
            models.Index(
                fields=["answer_due"],
                condition=Q(waiting_since__isnull=False, answer_late_at__isnull=True),
                name="case_answer_due",
            ),
            models.Index(fields=["wait_until"], condition=Q(wait_until__isnull=False), name="case_wait_until"),
        ]

    just_begun = False  # in this transaction, with nothing said in it yet
    awaits_first_hand = False  # no earlier hand is to be ended

    def __str__(self) -> str:
        return f"case {self.number}"

    @property
    def holding(self) -> Holding | None:
        """The open holding, from the prefetched `open_holdings` when a list page has loaded them."""
        loaded = getattr(self, "open_holdings", None)
        if loaded is not None:
            return loaded[0] if loaded else None
        return self.holdings.select_related("agent").filter(until__isnull=True).first()

    @property
    def hand(self) -> Agent | None:
        holding = self.holding
        return holding.agent if holding else None


class Holding(models.Model):
    """Who has the hand, from when to when. The open one is the owner."""

    class How(models.TextChoices):
        ASSIGNED = "assigned"
        TAKEN = "taken"
        HANDOVER = "handover"
        STAND_IN = "stand_in"
        RETURNED = "returned"

    case = models.ForeignKey(Case, models.CASCADE, related_name="holdings")
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="holdings")
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True)
    planned_return = models.DateTimeField(null=True)  # of the one a stand-in holds for
    stands_in_for = models.ForeignKey(Agent, models.PROTECT, null=True, related_name="stood_in_by")
    how = models.CharField(max_length=10, choices=How.choices)
    reason = models.JSONField(default=list)  # codes with values, told in words by the faces

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(until__isnull=True), name="one_hand_per_case")
        ]
        indexes = [
            models.Index(fields=["agent", "case"], condition=Q(until__isnull=True), name="holding_open_by_agent"),
            models.Index(fields=["case", "since"], name="holding_history"),
        ]


class Bond(models.Model):
    """Who helped this customer last; remembered without times."""

    customer = models.OneToOneField(Customer, models.CASCADE, related_name="bond")
    agent = models.ForeignKey(Agent, models.CASCADE, related_name="bonds")


class OpenEnd(models.Model):
    """Something on an upper floor that must end before the case may close."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="open_ends")
    kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=100)
    opened_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "reference"], name="open_end_once")]
