"""What was answered to a POST with an `Idempotency-Key`, so that the same request again has no second effect."""

from __future__ import annotations

from django.db import models

from onehand.accounts.models import Account
from onehand.foundation import clock
from onehand.people.models import Customer


class StoredAnswer(models.Model):
    """Written in the transaction of the effect itself; kept for a day."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    path = models.CharField(max_length=300)
    fingerprint = models.CharField(max_length=64)  # keyed hash of the body
    status = models.PositiveSmallIntegerField(default=0)
    content_type = models.CharField(max_length=100, blank=True)
    body = models.TextField(blank=True)
    at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "key", "path"], name="answer_once_per_key")]


class PermissionTold(models.Model):
    """What campaign tools were told last about one customer and purpose, or are about to be. Only the newest counts: a
    change that was overtaken before it was delivered is not told any more."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=20)
    allowed = models.BooleanField()
    reason = models.CharField(max_length=40, blank=True)
    until = models.DateTimeField(null=True)
    # The id of the webhook: the same at every try, another one for every change.
    external_id = models.CharField(max_length=60, unique=True)
    at = models.DateTimeField(default=clock.now)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "purpose"], name="permission_told_once")]


class Followed(models.Model):
    """How far in the timeline somebody has read."""

    name = models.CharField(max_length=40, unique=True)
    seq = models.BigIntegerField(default=0)
