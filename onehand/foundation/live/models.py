"""Who is on a page at this moment. Nothing of it is kept: rows are overwritten and deleted when they end."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Presence(models.Model):
    """Somebody looks at or writes in something, until a moment that is at most 40 s away."""

    topic = models.CharField(max_length=64)
    who_id = models.BigIntegerField()
    who_name = models.CharField(max_length=200)
    doing = models.CharField(max_length=8)
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic", "who_id"], name="live_one_presence_each"),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.doing}"
