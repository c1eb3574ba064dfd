"""What is said by phone, what we said of the customer's fault, the texts we say often, and how soon we answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onehand.cases.models.case import Case
from onehand.cases.models.message import Message
from onehand.foundation import clock
from onehand.team.models import Agent


class Call(models.Model):
    """A phone call; its notes are the message. Evidence of a promised call when the customer was reached."""

    message = models.OneToOneField(Message, models.CASCADE, related_name="call")
    number = models.CharField(max_length=40, blank=True)  # E.164
    began_at = models.DateTimeField(default=clock.now)
    seconds = models.PositiveIntegerField(default=0)
    reached = models.BooleanField(default=True)
    logged = models.BooleanField(default=True)  # written down by a person; False: seen by the telephone system


class Claim(models.Model):
    """A statement that the customer erred, with its evidence in the case (C9). Disproved: all who heard are told."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="claims")
    message = models.ForeignKey(Message, models.CASCADE, related_name="claims")
    text = models.CharField(max_length=500)
    evidence = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+")
    evidence_text = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Agent, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    disproved_at = models.DateTimeField(null=True)
    correction = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="corrects")

    class Meta:
        indexes = [models.Index(fields=["case", "id"], name="claim_of_case")]


class Target(models.Model):
    """How soon a customer of a group is answered in a channel, in business minutes (C6). Blank means any."""

    channel = models.CharField(max_length=20, blank=True)
    group = models.CharField(max_length=40, blank=True)
    minutes = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "group"], name="target_once")]


class Template(models.Model):
    """A text that is said often, in one language; a macro also does `steps`. Never claims what is not true."""

    class Claims(models.TextChoices):
        NOTHING = ""
        ACTION = "action"  # says that something is done: needs a verified action in the case
        MESSAGE = "message"  # says that something was sent: needs a delivered message in the case

    name = models.CharField(max_length=100)
    language = models.CharField(max_length=5, default="de")
    text = models.TextField(blank=True)
    claims = models.CharField(max_length=10, choices=Claims.choices, blank=True)
    # [{"do": "wait", "days": 3, "what": "…"}, {"do": "ask_solved"}, {"do": "note", "text": "…"}]
    steps = models.JSONField(default=list)
    changed_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "language"], condition=Q(ended_at__isnull=True), name="template_once"
            )
        ]
