"""What a customer allows, per purpose; each consent is a row with a beginning and an end."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onehand.foundation import clock
from onehand.people.models.customer import Customer


class Consent(models.Model):
    class Purpose(models.TextChoices):
        MEMORY = "memory"  # to be known beyond the case in which something was said
        SALES = "sales"
        SURVEY = "survey"

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    given_at = models.DateTimeField(default=clock.now)
    how = models.CharField(max_length=200)  # "portal", or the words in which an agent was told
    message_id = models.BigIntegerField(null=True)  # the message in which it was said, on the floor above
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "purpose"], condition=Q(withdrawn_at__isnull=True), name="one_standing_consent"
            )
        ]
