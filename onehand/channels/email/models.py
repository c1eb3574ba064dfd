"""Where the fetching of each mailbox stands, and each try to send."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onehand.cases.models import Outgoing
from onehand.foundation import clock


class Mailbox(models.Model):
    """The cursor is (UIDVALIDITY, UID), never a flag or a date: other programs set flags, and clocks lie (R3)."""

    source = models.CharField(max_length=500, unique=True)  # imap://user@host:port/folder, without the password
    uidvalidity = models.BigIntegerField(default=0)
    uid = models.BigIntegerField(default=0)  # the highest one that is in the ledger
    checked_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)
    missing = models.PositiveIntegerField(default=0)  # in the mailbox but not in the ledger, at the last count


class Attempt(models.Model):
    """One try to hand a mail over. Whoever finds it open after its holder has died knows what may have happened."""

    outgoing = models.ForeignKey(Outgoing, models.CASCADE, related_name="attempts_made")
    holder = models.CharField(max_length=120)  # the process, see foundation.jobs.holder
    series_began_at = models.DateTimeField(
        default=clock.now
    )  # of the first try since a person or a verb wanted it sent
    began_at = models.DateTimeField(default=clock.now)
    # Durable before the final dot goes out: before this moment no server can have accepted the mail.
    dot_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=10, blank=True)  # it ended: accepted, deferred, refused, uncertain, kept

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outgoing"], condition=Q(ended_at__isnull=True), name="one_open_attempt")
        ]
        indexes = [models.Index(fields=["outgoing", "-id"], name="attempt_newest")]
