"""What back-ends told, each once, with what became of it; and how far each of them was read."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onehand.cases.models import Case
from onehand.foundation import clock


class Event(models.Model):
    """Once for each id of a system, whatever it is worth; what cannot be placed yet stays and is tried again."""

    class Outcome(models.TextChoices):
        TOLD = "told"  # the customer was told, in the case
        UNTOLD = "untold"  # in the case, but there is no address to tell it to: its hand sees that
        NOTED = "noted"  # in the case's timeline; nothing that customers need to be told
        KNOWN = "known"  # the same was told before
        STALE = "stale"  # something newer is known, or it was long ago: nothing follows from it
        PASSED = "passed"  # nothing to do, and no open case is about it
        UNPLACED = "unplaced"  # whom it concerns is not known
        ASIDE = "aside"  # somebody looked at it and set it aside, with the reason in its timeline
        ERASED = "erased"  # of somebody who was forgotten

    backend = models.CharField(max_length=40)
    external_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    reference = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    received_at = models.DateTimeField(default=clock.now)
    customer_number = models.CharField(max_length=120, blank=True)  # as the system calls them
    values = models.JSONField(default=dict)  # only what `events.kept_values` lets in
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.UNPLACED)
    case = models.ForeignKey(Case, models.SET_NULL, null=True, related_name="events")
    tried_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["backend", "external_id"], name="event_once")]
        indexes = [
            models.Index(fields=["backend", "reference", "-at"], name="event_of_reference"),
            models.Index(fields=["tried_at"], condition=Q(outcome="unplaced"), name="event_unplaced"),
        ]


class Cursor(models.Model):
    """Up to where a system was read; its row is also the lock under which its events are placed one after the other."""

    backend = models.CharField(max_length=40, primary_key=True)
    position = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=clock.now)
