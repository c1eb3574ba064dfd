"""What a customer was asked for by a form behind a link, sealed from the moment it is given until it is used (D9)."""

from __future__ import annotations

from django.db import models

from onehand.cases.models import Case
from onehand.foundation import clock
from onehand.team.models import Agent


class Asking(models.Model):
    """Fields of one kind of action, asked for once; the link works once, and until `expires_at`."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="askings")
    kind = models.CharField(max_length=60)
    names = models.JSONField(default=list)
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="+")
    recipient = models.CharField(max_length=320, blank=True)
    hashed = models.CharField(max_length=64, null=True, unique=True)
    asked_at = models.DateTimeField(default=clock.now)
    # Of the link; once it was filled in, of what was given.
    expires_at = models.DateTimeField(db_index=True)
    filled_at = models.DateTimeField(null=True)
    shown = models.JSONField(default=dict)  # by field name, masked
    sealed = models.TextField(blank=True)  # as given; emptied when a run used it, and when its time is over
    used_at = models.DateTimeField(null=True)
