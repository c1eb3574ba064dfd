"""What customers asked and what they told: question ledger and facts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onehand.cases.models.case import Case
from onehand.cases.models.message import Message
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent


class Question(models.Model):
    """Something the customer asked. Open until a sent answer is linked, or the customer is told why there is none."""

    class Ended(models.TextChoices):
        ANSWERED = "answered"
        NO_ANSWER = "no_answer"  # the customer was told why
        MISREAD = "misread"  # it was no question; a person said so
        SETTLED = "settled"  # the customer said that it is solved

    case = models.ForeignKey(Case, models.CASCADE, related_name="questions")
    message = models.ForeignKey(Message, models.CASCADE, related_name="questions")  # in which it was asked
    text = models.CharField(max_length=500)
    start = models.PositiveIntegerField(default=0)  # offsets into the message's text
    end = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(default=clock.now)
    found_by = models.ForeignKey(Agent, models.SET_NULL, null=True, related_name="+")  # None: recognised
    ended_at = models.DateTimeField(null=True)
    ended = models.CharField(max_length=10, choices=Ended.choices, blank=True)
    answer = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="answers")
    why = models.CharField(max_length=300, blank=True)  # told instead of an answer

    class Meta:
        indexes = [
            models.Index(fields=["case", "id"], name="question_of_case"),
            models.Index(fields=["asked_at"], condition=Q(ended_at__isnull=True), name="question_open"),
        ]


class Fact(models.Model):
    """Something the customer already told us. Proposed until a person confirms it; ended, never overwritten."""

    class Ended(models.TextChoices):
        DISMISSED = "dismissed"  # misread
        REPLACED = "replaced"  # a newer one stands
        EXPIRED = "expired"
        ERASED = "erased"  # by the customer; the value is gone too

    case = models.ForeignKey(Case, models.CASCADE, related_name="facts")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="facts")
    kind = models.CharField(max_length=30)
    value = models.CharField(max_length=300)  # an IBAN is masked
    since = models.DateField(null=True)  # of an absence
    until = models.DateField(null=True)
    due = models.DateTimeField(null=True)  # of the customer's own deadline: its last moment
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="facts")
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Agent, models.SET_NULL, null=True, related_name="+")
    by_customer = models.BooleanField(default=False)  # confirmed or corrected on the own card
    expires_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended = models.CharField(max_length=10, choices=Ended.choices, blank=True)
    replaced_by = models.ForeignKey("self", models.SET_NULL, null=True, related_name="replaces")

    class Meta:
        indexes = [
            models.Index(fields=["case", "id"], name="fact_of_case"),
            models.Index(fields=["customer", "kind"], condition=Q(ended_at__isnull=True), name="fact_of_customer"),
            models.Index(fields=["kind", "value"], condition=Q(ended_at__isnull=True), name="fact_value"),
            models.Index(fields=["expires_at"], condition=Q(ended_at__isnull=True), name="fact_expiry"),
        ]
