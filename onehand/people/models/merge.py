"""Two that are one, two that are not, and addresses that wait for their proof."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onehand.foundation import clock
from onehand.people.models.customer import Customer


class Merge(models.Model):
    """`customer` was found to be `into`. No rows move; a split ends the row and gives back exactly what was before."""

    class How(models.TextChoices):
        LINK = "link"  # the holder opened a signed link in both mailboxes
        CODE = "code"  # a caller read the portal's code aloud
        ORDER = "order"  # order number and postcode, checked by a back-end
        AGENT = "agent"  # a person decided, with the reasons seen

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="merges")
    into = models.ForeignKey(Customer, models.PROTECT, related_name="merged_here")
    how = models.CharField(max_length=10, choices=How.choices)
    why = models.CharField(max_length=300, blank=True)
    reasons = models.JSONField(default=list)  # codes with values, as they were shown to who decided
    merged_at = models.DateTimeField(default=clock.now)
    merged_by = models.CharField(max_length=100, blank=True)  # "agent:7", "customer:12"
    split_at = models.DateTimeField(null=True)
    split_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            # Merged elsewhere at the same time: the database says no, not a lock.
            models.UniqueConstraint(fields=["customer"], condition=Q(split_at__isnull=True), name="merged_once"),
            models.CheckConstraint(condition=~Q(customer=models.F("into")), name="merge_of_two"),
        ]


class Apart(models.Model):
    """A person looked: these two are not the same. They are not suggested again. `low` has the smaller key."""

    low = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    high = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["low", "high"], name="apart_once")]


class JoinRequest(models.Model):
    """A signed-in customer says that a further address is theirs; it counts when its secret is spent."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="join_requests")
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=320)
    hashed = models.CharField(max_length=64, unique=True)  # of the secret in the link, or of the code
    asked_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
