"""A customer and the addresses under which they appear."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onehand.accounts.models import Account
from onehand.foundation import clock
from onehand.timeline.record import Actor

# A household shares its phone and its post box; everything else belongs to one customer.
SHARED_KINDS = ("phone", "postal")


class Customer(models.Model):
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, default="de")
    salutation = models.CharField(max_length=20, blank=True)  # "Frau", "Herr", "Dr. …": how they want to be addressed
    # The card (B5): what shapes how we write and speak to them. Where each line comes from is in `sources`.
    form = models.CharField(max_length=3, blank=True)  # "sie" or "du"; blank: nobody has said
    preferred_channel = models.CharField(max_length=20, blank=True)  # email, phone, letter, portal; blank: none
    no_phone = models.BooleanField(default=False)  # asked not to be called
    quiet_from = models.TimeField(null=True)  # local wall clock; nothing but what they wait for goes out in between
    quiet_until = models.TimeField(null=True)
    country = models.CharField(max_length=2, blank=True)  # of the business calendar that counts for them
    state = models.CharField(max_length=10, blank=True)  # its subdivision, such as "BY"
    group = models.CharField(max_length=40, blank=True)  # customer group, for response targets
    sources = models.JSONField(default=dict)  # {"form": {"by": "customer", "at": ISO, "message": id}}
    account = models.OneToOneField(Account, models.SET_NULL, null=True, related_name="customer")
    # A merge is a redirect: no rows move, so it can be split again without loss. Always the last of a chain;
    # who was merged with whom, and why, are the rows of `Merge`.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    created_at = models.DateTimeField(default=clock.now)
    forgotten_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"customer {self.pk}"

    @property
    def actor(self) -> Actor:
        return Actor("customer", self.pk, self.shown_name)

    @property
    def canonical(self) -> Customer:
        """The customer that stands for this one after all merges."""
        customer = self
        while customer.merged_into is not None:
            customer = customer.merged_into
        return customer

    # The address by which this customer was just found; spares a look-up where the name is unknown.
    appears_as = ""
    just_made = False  # made in this transaction: there is nothing to look up about them

    @property
    def shown_name(self) -> str:
        if self.name or self.appears_as:
            return self.name or self.appears_as
        first = self.identities.order_by("pk").first()
        self.appears_as = first.value if first else f"#{self.pk}"
        return self.appears_as


class Identity(models.Model):
    class Assurance(models.TextChoices):
        CLAIMED = "claimed"  # somebody wrote under it
        SEEN = "seen"  # an answer to our mail came from it
        PROVED = "proved"  # its holder opened a secret sent to it

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=320)
    display = models.CharField(max_length=320, blank=True)
    assurance = models.CharField(max_length=10, choices=Assurance.choices, default=Assurance.CLAIMED)
    verified_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "value"], condition=~Q(kind__in=SHARED_KINDS), name="identity_unique"
            ),
            models.UniqueConstraint(fields=["customer", "kind", "value"], name="identity_once_per_customer"),
        ]
        # Of all kinds: the unique one leaves out what households share, and a planner uses neither for several kinds.
        indexes = [models.Index(fields=["kind", "value"], name="identity_value")]
