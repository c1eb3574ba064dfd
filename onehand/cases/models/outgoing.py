"""What is to leave the house. Written in the verb's transaction, claimed and delivered by the channels."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onehand.cases.models.case import Case
from onehand.cases.models.message import Message
from onehand.foundation import clock


class Delivery(models.TextChoices):
    QUEUED = "queued"
    SENDING = "sending"
    ACCEPTED = "accepted"  # by the next mail server
    DEFERRED = "deferred"  # it will be tried again
    DELIVERED = "delivered"  # a report said so, or the customer answered it
    BOUNCED = "bounced"
    UNCERTAIN = "uncertain"  # the connection broke after the final dot: a person decides
    OUTBOX = "outbox"  # kept in the local outbox, no server is configured


class Outgoing(models.Model):
    message = models.ForeignKey(Message, models.CASCADE, null=True, related_name="deliveries")
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="outgoing")
    kind = models.CharField(max_length=20)  # reply, receipt, notice, question, sign_in
    channel = models.CharField(max_length=20, default="email")
    recipient = models.CharField(max_length=320)
    cc = models.JSONField(default=list)
    subject = models.TextField(blank=True)
    text = models.TextField(blank=True)
    buttons = models.JSONField(default=list)  # [{"label", "url"}]: choices that are links
    external_id = models.CharField(max_length=200, unique=True)
    in_reply_to = models.TextField(blank=True)
    references = models.TextField(blank=True)
    from_name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, default="de")
    automatic = models.BooleanField(default=False)  # bears Auto-Submitted
    state = models.CharField(max_length=10, choices=Delivery.choices, default=Delivery.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)
    state_at = models.DateTimeField(default=clock.now)
    error = models.CharField(max_length=500, blank=True)
    raw = models.CharField(max_length=64, blank=True)  # blob key once rendered

    class Meta:
        indexes = [
            models.Index(fields=["case", "kind", "created_at"], name="outgoing_of_case"),
            models.Index(fields=["recipient", "kind", "created_at"], name="outgoing_to_address"),
            models.Index(fields=["kind", "created_at"], name="outgoing_kind"),
            models.Index(
                fields=["state", "id"],
                condition=~Q(state__in=["accepted", "delivered", "outbox"]),
                name="outgoing_unfinished",
            ),
        ]
