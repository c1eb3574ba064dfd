"""Anything said in a case, with its attachments, and what an agent is just writing."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onehand.cases.models.case import Case
from onehand.foundation import clock
from onehand.people.models import Identity
from onehand.team.models import Agent


class Message(models.Model):
    class Direction(models.TextChoices):
        IN = "in"
        OUT = "out"
        NOTE = "note"

    case = models.ForeignKey(Case, models.CASCADE, related_name="messages")
    direction = models.CharField(max_length=5, choices=Direction.choices)
    channel = models.CharField(max_length=20)
    identity = models.ForeignKey(Identity, models.SET_NULL, null=True, related_name="messages")
    agent = models.ForeignKey(Agent, models.SET_NULL, null=True, related_name="messages")
    at = models.DateTimeField(default=clock.now)  # when it arrived or was written here
    sent_at = models.DateTimeField(null=True)  # what its Date field claims
    subject = models.TextField(blank=True)
    # What a person sees; quotes and signature are folded away but kept.
    text = models.TextField(blank=True)
    quoted = models.TextField(blank=True)
    signature = models.TextField(blank=True)
    has_html = models.BooleanField(default=False)  # shown from raw through today's sanitiser, never stored
    raw = models.CharField(max_length=64, blank=True)  # blob key of the bytes as they arrived or left
    size = models.PositiveBigIntegerField(default=0)
    people = models.JSONField(default=dict)  # {"from": [{"name", "address"}], "to": [], "cc": [], "reply_to": []}
    external_id = models.TextField(blank=True)  # Message-ID, with angle brackets
    in_reply_to = models.TextField(blank=True)
    automatic = models.CharField(max_length=40, blank=True)  # why this is not a person's word
    held = models.BooleanField(default=False)  # waits for an agent's decision, see held.py
    remark = models.CharField(max_length=300, blank=True)  # what had to be salvaged
    key = models.CharField(max_length=100, null=True, unique=True)  # idempotency: one send per key
    has_attachments = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["case", "id"], name="message_of_case"),
            models.Index(fields=["external_id"], condition=Q(direction="out"), name="message_out_external"),
        ]

    @property
    def full_text(self) -> str:
        return "\n".join(part for part in (self.text, self.signature, self.quoted) if part)

    @property
    def delivery(self) -> str:
        """Of the last mail to the customer: one that came back may have gone on to another address of theirs."""
        mails = sorted(self.deliveries.all(), key=lambda mail: (mail.kind != "party", mail.pk))
        return mails[-1].state if mails else ""


class Attachment(models.Model):
    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    name = models.TextField(blank=True)  # as given; shown through text.safe_name
    blob = models.CharField(max_length=64, blank=True)  # "" when it is a part of the message's raw bytes
    position = models.PositiveIntegerField(default=0)  # which part of the raw bytes, from 0
    sha256 = models.CharField(max_length=64)
    md5 = models.CharField(max_length=32)
    type = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    inline = models.BooleanField(default=False)
    content_id = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["blob"], name="attachment_blob")]


class Draft(models.Model):
    """What an agent is writing; kept so that no typed text is lost."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="drafts")
    agent = models.ForeignKey(Agent, models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=10, default="reply")
    text = models.TextField(blank=True)
    seen = models.BigIntegerField(null=True)  # the last timeline entry its writer had on the page
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "agent", "kind"], name="one_draft_each")]
