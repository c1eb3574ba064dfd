"""A defect of the company that makes customers contact it, the cases that it caused, and who was told of what."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q

from onehand.cases.models import Case, Message
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent


def _code() -> str:
    """The public name of a defect: nobody guesses how many there are, or another one."""
    return secrets.token_hex(8)


class Defect(models.Model):
    """`title` is for colleagues, `what_…` says it to customers in plain words. With a failing step (backend, kind, step
    and, if known, its cause) the systems themselves name further cases."""

    class State(models.TextChoices):
        OPEN = "open"
        FIXED = "fixed"
        REOPENED = "reopened"  # it was fixed, and somebody affected said: not for me

    code = models.CharField(max_length=32, unique=True, default=_code)
    title = models.CharField(max_length=200)
    what_de = models.CharField(max_length=500, blank=True)
    what_en = models.CharField(max_length=500, blank=True)
    note_de = models.CharField(max_length=500, blank=True)  # what they can do until then
    note_en = models.CharField(max_length=500, blank=True)
    owner = models.ForeignKey(Agent, models.SET_NULL, null=True, related_name="defects")
    department = models.CharField(max_length=100, blank=True)  # where no agent here has it
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    public = models.BooleanField(default=False)  # stands on the status page
    expected_at = models.DateTimeField(null=True)
    backend = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    step = models.CharField(max_length=60, blank=True)
    cause = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField(default=clock.now)
    opened_by = models.ForeignKey(Agent, models.SET_NULL, null=True, related_name="+")
    fixed_at = models.DateTimeField(null=True)
    done_de = models.CharField(max_length=500, blank=True)
    done_en = models.CharField(max_length=500, blank=True)
    evidence = models.CharField(max_length=300, blank=True)
    shown = models.JSONField(default=dict)  # what the systems showed when it was said to be repaired; see evidence
    turn = models.PositiveIntegerField(default=0)  # how often the affected were to be told of something
    words = models.JSONField(default=dict)  # what it is recognised by, each with its weight; see likeness

    class Meta:
        indexes = [models.Index(fields=["state", "-opened_at"], name="defect_by_state")]

    def __str__(self) -> str:
        return f"defect {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state != self.State.FIXED

    def what(self, language: str) -> str:
        first, second = (self.what_de, self.what_en) if language == "de" else (self.what_en, self.what_de)
        return first or second or self.title

    def note(self, language: str) -> str:
        return (self.note_de if language == "de" else self.note_en) or self.note_de or self.note_en

    def done(self, language: str) -> str:
        return (self.done_de if language == "de" else self.done_en) or self.done_de or self.done_en


class Link(models.Model):
    """A case that this defect caused. Whether it works for them is their word, asked once it is fixed."""

    class How(models.TextChoices):
        AGENT = "agent"
        SUGGESTION = "suggestion"
        ME_TOO = "me_too"
        WARNED = "warned"

    defect = models.ForeignKey(Defect, models.CASCADE, related_name="links")
    case = models.ForeignKey(Case, models.CASCADE, related_name="defect_links")
    how = models.CharField(max_length=10, choices=How.choices)
    agent = models.ForeignKey(Agent, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)  # that it is fixed, the last time
    works = models.BooleanField(null=True)
    works_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["defect", "case"], name="defect_and_case_once")]


class NotThis(models.Model):
    """Somebody looked: this case has another cause. It is not suggested again."""

    defect = models.ForeignKey(Defect, models.CASCADE, related_name="not_these")
    case = models.ForeignKey(Case, models.CASCADE, related_name="not_these_defects")
    agent = models.ForeignKey(Agent, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["defect", "case"], name="not_this_defect_once")]


class Telling(models.Model):
    """One piece of news for one of the affected. The row is written with the verb, and the mail in one transaction with
    the row's end, so that no crash and no second worker tells it twice."""

    class Kind(models.TextChoices):
        FIXED = "fixed"
        EXPECTED = "expected"
        WARNING = "warning"

    class Outcome(models.TextChoices):
        WRITTEN = "written"
        ALREADY = "already"  # the system's own news had told it before
        BY_HAND = "by_hand"  # their channel is one that a person uses: the hand sees it
        NEEDLESS = "needless"  # overtaken, not affected any more, or forgotten

    defect = models.ForeignKey(Defect, models.CASCADE, related_name="tellings")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    turn = models.PositiveIntegerField()
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="defect_tellings")
    customer = models.ForeignKey(Customer, models.CASCADE, null=True, related_name="+")  # of a warning
    about = models.CharField(max_length=200, blank=True)  # the order or line that a warning names
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    ended_at = models.DateTimeField(null=True)
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["defect", "kind", "turn", "case"], name="defect_told_once"),
            models.UniqueConstraint(
                fields=["defect", "customer"], condition=Q(kind="warning"), name="defect_warned_once"
            ),
        ]
        indexes = [models.Index(fields=["defect"], condition=Q(ended_at__isnull=True), name="defect_to_be_told")]
