"""The ledger: each accepted raw item exactly once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onehand.cases.models.message import Message
from onehand.foundation import clock
from onehand.team.models import Agent

UNREAD = "unread"


class Ledger(models.Model):
    """A row is born quarantined with the reason "unread", so that accepted = messages + quarantined +
    duplicates + erased at every moment, also while a mail is being read or after a crash."""

    class Outcome(models.TextChoices):
        MESSAGE = "message"
        QUARANTINED = "quarantined"
        DUPLICATE = "duplicate"
        ERASED = "erased"

    source = models.CharField(max_length=1000)  # mailbox, listener or path
    cursor = models.CharField(max_length=100, blank=True)  # "UIDVALIDITY:UID" of a mailbox
    channel = models.CharField(max_length=20, default="email")
    at = models.DateTimeField(default=clock.now)
    content_hash = models.CharField(max_length=64)  # keyed; without trace headers if it has a Message-ID
    raw = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    envelope_from = models.CharField(max_length=320, null=True)  # "" is the null sender, None unknown
    envelope_to = models.JSONField(default=list)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.QUARANTINED)
    reason = models.CharField(max_length=300, default=UNREAD)
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="ledger")
    attempts = models.PositiveSmallIntegerField(default=0)
    authentication = models.JSONField(default=dict)
    assigned_to = models.ForeignKey(Agent, models.SET_NULL, null=True, related_name="quarantine")

    class Meta:
        constraints = [
            # The guard against the same mail taken in twice at once is the database's, not a lock's (R2).
            models.UniqueConstraint(
                fields=["content_hash"], condition=Q(outcome="message"), name="ledger_message_once"
            ),
            models.UniqueConstraint(fields=["source", "cursor"], condition=~Q(cursor=""), name="ledger_cursor_once"),
        ]
        indexes = [
            models.Index(fields=["outcome", "id"], name="ledger_outcome"),
            # Of its own: a planner that knows how common the other outcomes are reads the whole table instead.
            models.Index(fields=["id"], condition=Q(outcome="quarantined"), name="ledger_quarantined"),
            models.Index(fields=["content_hash"], name="ledger_hash"),
        ]
