"""Blocking an account as a case of its own, and getting back into a lost one: each stage is a row with who and why."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onehand.cases.models import Case, Message
from onehand.foundation import clock
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent


class Blocking(models.Model):
    """From the proposal to its end. Nothing is blocked while it is heard (D10)."""

    class State(models.TextChoices):
        HEARING = "hearing"  # the customer was told why, and may answer
        DECIDING = "deciding"  # the hearing is over: a person decides
        EXECUTING = "executing"  # decided; it counts when it was read back
        BLOCKED = "blocked"
        APPEALED = "appealed"  # somebody who neither proposed nor decided looks again
        RELEASING = "releasing"
        ENDED = "ended"

    class Outcome(models.TextChoices):
        NOT_BLOCKED = "not_blocked"
        LAPSED = "lapsed"  # nobody decided in time: in the customer's favour
        WITHDRAWN = "withdrawn"
        UPHELD = "upheld"  # the appeal was right
        LIFTED = "lifted"  # a person ended it later

    case = models.OneToOneField(Case, models.PROTECT, related_name="blocking")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="blockings")
    about = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")  # in which it came up
    state = models.CharField(max_length=10, choices=State.choices, default=State.HEARING)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    reason = models.TextField()  # as the customer reads it: what we think happened
    evidence = models.TextField()  # and what it is based on
    proposer = models.ForeignKey(Agent, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    notice = models.ForeignKey(Message, models.PROTECT, null=True, related_name="+")
    hearing_until = models.DateTimeField()
    heard_at = models.DateTimeField(null=True)  # when its end was noticed, once
    decide_by = models.DateTimeField(null=True)
    decider = models.ForeignKey(Agent, models.PROTECT, null=True, related_name="+")
    blocks = models.BooleanField(null=True)
    decision = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    told = models.ForeignKey(Message, models.PROTECT, null=True, related_name="+")  # of the decision
    closing_reason = models.TextField(blank=True)  # of a withdrawal, or of lifting it later
    in_force = models.BooleanField(default=False)  # what was read back last in the connected systems
    why = models.JSONField(default=dict)  # why it could not be carried out: {"code", "de", "en"}
    key = models.CharField(max_length=100, null=True, unique=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "hearing_until"], name="blocking_open", condition=~Q(state="ended"))]
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], condition=Q(ended_at__isnull=True), name="blocking_once_per_customer"
            ),
            models.CheckConstraint(
                condition=Q(decider__isnull=True) | ~Q(decider=models.F("proposer")), name="blocking_by_two"
            ),
        ]


class Provisional(models.Model):
    """At once, for acute danger: needs a second person and ends by itself after three days at most."""

    blocking = models.OneToOneField(Blocking, models.CASCADE, related_name="provisional")
    reason = models.TextField()
    asked_by = models.ForeignKey(Agent, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    second = models.ForeignKey(Agent, models.PROTECT, null=True, related_name="+")
    agreed = models.BooleanField(null=True)
    answer = models.TextField(blank=True)
    agreed_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    in_force_at = models.DateTimeField(null=True)  # read back and told
    over_at = models.DateTimeField(null=True)  # from then on it is to be released, or the decision stands in its place
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(second__isnull=True) | ~Q(second=models.F("asked_by")), name="provisional_by_two"
            )
        ]


class Appeal(models.Model):
    """The customer says no to the decision; one appeal, decided by a third person."""

    blocking = models.OneToOneField(Blocking, models.CASCADE, related_name="appeal")
    message = models.ForeignKey(Message, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    decide_by = models.DateTimeField()
    late_at = models.DateTimeField(null=True)  # told that it takes longer, once
    nobody_at = models.DateTimeField(null=True)  # the leads were told that nobody is left to decide
    decider = models.ForeignKey(Agent, models.PROTECT, null=True, related_name="+")
    upheld = models.BooleanField(null=True)
    reason = models.TextField(blank=True)
    corrected = models.TextField(blank=True)  # what was wrong, and how it is put right
    decided_at = models.DateTimeField(null=True)
    told = models.ForeignKey(Message, models.PROTECT, null=True, related_name="+")


class HearingLink(models.Model):
    """A link in a mail of ours: to answer in the hearing, or to appeal; it writes once."""

    class Purpose(models.TextChoices):
        HEARING = "hearing"
        APPEAL = "appeal"

    blocking = models.ForeignKey(Blocking, models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    hashed = models.CharField(max_length=64, null=True, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Recovery(models.Model):
    """Somebody cannot get into their account any more; a person finds out whose it is."""

    class State(models.TextChoices):
        OPEN = "open"
        ANNOUNCED = "announced"  # all known addresses were told; it waits
        STOPPED = "stopped"  # "that was not me"
        DONE = "done"
        REFUSED = "refused"

    case = models.OneToOneField(Case, models.PROTECT, related_name="recovery")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    # What was claimed on the page; nothing of it is looked up before an agent does.
    claimed_email = models.CharField(max_length=320, blank=True)
    claimed_order = models.CharField(max_length=60, blank=True)
    claimed_postcode = models.CharField(max_length=20, blank=True)
    # Where they can be reached now.
    identity = models.ForeignKey(Identity, models.SET_NULL, null=True, related_name="+")
    account_of = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="recoveries")
    chosen_by = models.ForeignKey(Agent, models.PROTECT, null=True, related_name="+")
    order_proved_at = models.DateTimeField(null=True)
    order_failed_at = models.DateTimeField(null=True)
    identified = models.CharField(max_length=200, blank=True)  # by what an agent identified them
    identified_by = models.ForeignKey(Agent, models.PROTECT, null=True, related_name="+")
    announced_by = models.ForeignKey(Agent, models.PROTECT, null=True, related_name="+")
    announced_at = models.DateTimeField(null=True)
    wait_until = models.DateTimeField(null=True)
    waited_at = models.DateTimeField(null=True)  # its end was noticed, once
    new_proved_at = models.DateTimeField(null=True)  # the link to the new address was followed
    old_confirmed_at = models.DateTimeField(null=True)  # "yes, that was me" at an address known before
    stopped_at = models.DateTimeField(null=True)
    stopped_from = models.CharField(max_length=320, blank=True)
    decided_by = models.ForeignKey(Agent, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)


class RecoveryLink(models.Model):
    class Purpose(models.TextChoices):
        NEW = "new"  # to the address where they can be reached now
        KNOWN = "known"  # to one that we knew: was that you?

    recovery = models.ForeignKey(Recovery, models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    recipient = models.CharField(max_length=320, blank=True)
    hashed = models.CharField(max_length=64, null=True, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, blank=True)
