"""What was answered to a POST with an `Idempotency-Key`, so that the same request again has no second effect."""

from __future__ import annotations

from django.db import models

from onehand.accounts.models import Account
from onehand.foundation import clock


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
