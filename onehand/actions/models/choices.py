"""What customers were offered as links in a mail and what they chose; and absences that meet a delivery (E12, D12)."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

from onehand.actions.kinds import Assurance
from onehand.actions.models import Run
from onehand.actions.models.events import Event
from onehand.cases.models import Case, Fact
from onehand.foundation import clock

VALID = timedelta(days=14)


class Choice(models.Model):
    """One link: it works for one order, until `expires_at`, and one thing can be chosen by it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="choices")
    event = models.ForeignKey(Event, models.SET_NULL, null=True, related_name="+")
    order = models.CharField(max_length=120)  # "shop:20041", or without the system's name where it is not known
    kinds = models.JSONField(default=list)  # codes of actions
    recipient = models.CharField(max_length=320, blank=True)
    # What following the link proves: more than a mail only where the address was known before.
    level = models.PositiveSmallIntegerField(choices=[(one.value, one.name) for one in Assurance])
    hashed = models.CharField(max_length=64, null=True, unique=True)
    offered_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True)
    chosen = models.CharField(max_length=60, blank=True)
    run = models.OneToOneField(Run, models.SET_NULL, null=True, related_name="choice")
    person_told_at = models.DateTimeField(null=True)  # that a person takes care, because it did not go by itself

    class Meta:
        indexes = [models.Index(fields=["case", "order"], name="choice_of_order")]


class Collision(models.Model):
    """An absence that meets the day of a delivery: seen once for the same absence, order and day."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="collisions")
    fact = models.ForeignKey(Fact, models.CASCADE, related_name="+")
    order = models.CharField(max_length=120)
    day = models.DateField()
    seen_at = models.DateTimeField(default=clock.now)
    carried = models.BooleanField(default=False)  # it was with the carrier already: nothing is proposed

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact", "order", "day"], name="collision_once")]
