"""How people share a case: handovers, consults, parties, closing. Each is a row with a beginning and an end."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onehand.cases.models.case import Case
from onehand.cases.models.message import Message
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent


class Handover(models.Model):
    case = models.ForeignKey(Case, models.CASCADE, related_name="handovers")
    giver = models.ForeignKey(Agent, models.PROTECT, related_name="handovers_given")
    receiver = models.ForeignKey(Agent, models.PROTECT, related_name="handovers_received")
    reason = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    offered_at = models.DateTimeField(default=clock.now)
    accepted_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(accepted_at__isnull=True, refused_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_handover",
            )
        ]
        indexes = [models.Index(fields=["receiver", "case"], name="handover_receiver")]

    @property
    def is_open(self) -> bool:
        return not (self.accepted_at or self.refused_at or self.withdrawn_at)


class Consult(models.Model):
    """A colleague helps inside the case and may see it; the customer is not moved."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="consults")
    asker = models.ForeignKey(Agent, models.PROTECT, related_name="consults_asked")
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="consults")
    note = models.ForeignKey(Message, models.CASCADE, related_name="consults")
    asked_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True)
    answer = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="answered_consults")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "agent"], name="consult_once_per_note")]
        indexes = [models.Index(fields=["agent", "case"], name="consult_agent")]


class Party(models.Model):
    """A further person of the case, with a role, an own channel and own rights (B7)."""

    class Role(models.TextChoices):
        PARTICIPANT = "participant"  # joined by writing
        HOLDER = "holder"
        PAYER = "payer"
        REPRESENTATIVE = "representative"
        RECIPIENT = "recipient"
        OF_AGE = "of_age"  # a child come of age

    case = models.ForeignKey(Case, models.CASCADE, related_name="parties")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="parties")
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.PARTICIPANT)
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True)  # no longer part of it
    channel = models.CharField(max_length=20, blank=True)  # blank: as the customer prefers
    told = models.BooleanField(default=False)  # gets the answers, each in the own channel
    sees_all = models.BooleanField(default=False)  # also what was said before `since` (S3)
    decides = models.BooleanField(default=False)  # may say that it is solved

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "customer"], name="party_once")]


class Closure(models.Model):
    """The customer was asked whether it is solved; confirmed by the customer's word, or by announced silence."""

    class How(models.TextChoices):
        CUSTOMER = "customer"
        SILENCE = "silence"
        AGENT = "agent"  # nobody can be asked (spam, automatic mail, no address); bears a reason

    case = models.ForeignKey(Case, models.CASCADE, related_name="closures")
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(Agent, models.PROTECT, null=True, related_name="closures")
    silence_until = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=10, choices=How.choices, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(undone_at__isnull=True), name="one_standing_closure")
        ]
