"""An entry: an immutable envelope and a payload that can be erased without breaking the chain."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from django.db import models

from onehand.timeline.kinds import BY_CODE, Kind

START = "0" * 64


class Entry(models.Model):
    # Given under one lock as the last statement of the transaction, therefore in the order of visibility.
    seq = models.BigIntegerField(primary_key=True)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    kind = models.CharField(max_length=30)
    audience = models.CharField(max_length=10)
    at = models.DateTimeField()
    ref = models.BigIntegerField(null=True)
    digest = models.CharField(max_length=64)
    chain = models.CharField(max_length=64)
    # The payload. Erasing it (and the salt) leaves envelope, digest and chain as they were.
    actor_kind = models.CharField(max_length=10, blank=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    values = models.JSONField(default=dict)
    salt = models.CharField(max_length=32, blank=True)

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id", "seq"], name="entry_subject")]

    @property
    def meaning(self) -> Kind:
        return BY_CODE[self.kind]

    @property
    def erased(self) -> bool:
        return not self.salt

    def envelope(self) -> str:
        return "|".join(
            str(part)
            for part in (
                self.seq, self.subject_kind, self.subject_id, self.kind, self.audience,
                int(self.at.timestamp() * 1_000_000), self.ref,
            )
        )  # fmt: skip

    def payload_digest(self) -> str:
        """HMAC-SHA256 over the payload with the entry's salt."""
        parts: list[Any] = [self.actor_kind, self.actor_id, self.actor_name, self.text, self.values]
        payload = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hmac.new(self.salt.encode(), payload.encode("utf-8", "surrogatepass"), "sha256").hexdigest()

    def link(self, previous: str) -> str:
        """The chain's value at this entry."""
        return hashlib.sha256(f"{previous}|{self.envelope()}|{self.digest}".encode()).hexdigest()


class ChainHead(models.Model):
    """One row: the last entry. Its lock gives entries their order."""

    seq = models.BigIntegerField(default=0)
    chain = models.CharField(max_length=64, default=START)
