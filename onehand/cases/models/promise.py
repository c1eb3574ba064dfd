"""What the company said it will do: promises with due time and evidence, callback slots, and amends for broken ones."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from onehand.cases.models.case import Case
from onehand.cases.models.message import Message
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent


class Promise(models.Model):
    """Open until it is kept by evidence, renewed (a new row, the old time stays), or withdrawn with a told reason."""

    class Kind(models.TextChoices):
        CALLBACK = "callback"
        MESSAGE = "message"
        REFUND = "refund"
        SHIPMENT = "shipment"
        LETTER = "letter"
        ACTION = "action"
        OTHER = "other"

    class Evidence(models.TextChoices):
        MESSAGE = "message"  # a message delivered
        CALL = "call"  # a call made
        ACTION = "action"  # an action verified by reading back
        LETTER = "letter"  # a letter posted
        EVENT = "event"  # an event arrived from a back-end

    case = models.ForeignKey(Case, models.CASCADE, related_name="promises")
    text = models.CharField(max_length=500)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.OTHER)
    by = models.ForeignKey(Agent, models.SET_NULL, null=True, related_name="+")  # who said it; None: the company
    made_at = models.DateTimeField(default=clock.now)
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="promises")  # in which it was said
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    due = models.DateTimeField()  # UTC: no promise without a due time (C7)
    due_text = models.CharField(max_length=100, blank=True)
    by_default = models.BooleanField(default=False)  # nobody named a time
    needs = models.CharField(max_length=10, choices=Evidence.choices, default=Evidence.MESSAGE)
    # The message that shall keep it; counts when it is delivered.
    answer = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="keeps")
    renews = models.OneToOneField("self", models.SET_NULL, null=True, related_name="renewed_by")
    kept_at = models.DateTimeField(null=True)
    evidence = models.JSONField(default=dict)  # {"kind": "message", "id": 17, "at": ISO, "says": …}
    renewed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, blank=True)  # of the withdrawal or renewal, as it was told
    told = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+")  # of renewal or withdrawal
    # Each timer fires exactly once: the row says that it did.
    remind_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    risk_at = models.DateTimeField(null=True)
    at_risk_since = models.DateTimeField(null=True)
    late_since = models.DateTimeField(null=True)
    tell_at = models.DateTimeField(null=True)  # when the customer is told of the lateness without a person, if at all
    late_told = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["case", "id"], name="promise_of_case"),
            models.Index(
                fields=["due", "id"],
                condition=Q(kept_at__isnull=True, renewed_at__isnull=True, withdrawn_at__isnull=True),
                name="promise_open_due",
            ),
            models.Index(fields=["answer"], condition=Q(answer__isnull=False), name="promise_answer"),
            models.Index(fields=["-kept_at"], condition=Q(kept_at__isnull=False), name="promise_kept"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kept_at__isnull=True) | ~Q(evidence={}), name="kept_has_evidence"),
        ]

    @property
    def is_open(self) -> bool:
        return not (self.kept_at or self.renewed_at or self.withdrawn_at)


class Slot(models.Model):
    """A callback at a time that the customer chose; it is a promise."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="slots")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="slots")
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="slots")
    promise = models.OneToOneField(Promise, models.CASCADE, null=True, related_name="slot")
    number = models.CharField(max_length=40)  # E.164
    since = models.DateTimeField()
    until = models.DateTimeField()
    booked_at = models.DateTimeField(default=clock.now)
    booked_by = models.CharField(max_length=20)  # customer or agent
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # Booked twice at once: the second one is told to choose again by the database.
            models.UniqueConstraint(
                fields=["agent", "since"], condition=Q(cancelled_at__isnull=True), name="slot_once"
            ),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="slot_ends_after_it_begins"),
        ]
        indexes = [models.Index(fields=["since"], condition=Q(cancelled_at__isnull=True), name="slot_since")]


class SlotOffer(models.Model):
    """A link by which the customer chooses a slot: single use, expiring; `hashed` is of its secret."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="slot_offers")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    hashed = models.CharField(max_length=64, unique=True)
    offered_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    slot = models.OneToOneField(Slot, models.SET_NULL, null=True, related_name="offer")


class Amends(models.Model):
    """A remedy proposed for a broken promise before the customer demands it (C8)."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="amends")
    kind = models.CharField(max_length=20)  # apology, voucher, credit, express
    cents = models.PositiveIntegerField(default=0)
    currency = models.CharField(max_length=3, default="EUR")
    proposed_at = models.DateTimeField(default=clock.now)
    offered_at = models.DateTimeField(null=True)  # said to the customer in `message`
    offered_by = models.ForeignKey(Agent, models.SET_NULL, null=True, related_name="+")
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["promise", "kind"], name="amends_once")]
