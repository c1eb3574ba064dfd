"""The expected course of an order, a contract, an activation, a return, a refund: its milestones, each with until when,
reached when, missed when (D12)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onehand.actions.words import Words, words_of
from onehand.cases.models import Case
from onehand.foundation import clock
from onehand.people.models import Customer


class Course(models.Model):
    """One for each process of a system. Open until its last milestone is reached or the process is given up."""

    class End(models.TextChoices):
        REACHED = "reached"
        DROPPED = "dropped"  # cancelled
        UNSEEN = "unseen"  # the system shows it no more

    backend = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=120)
    number = models.CharField(max_length=120, blank=True)  # of the customer, as the system calls them
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="courses")
    case = models.ForeignKey(Case, models.SET_NULL, null=True, related_name="courses")  # that deals with a deviation
    started_at = models.DateTimeField(default=clock.now)  # since when it is known here; defaults count from then
    seen_at = models.DateTimeField(null=True)  # when the system showed it last
    silent_since = models.DateTimeField(null=True)  # the system did not answer when something was due
    look_at = models.DateTimeField(default=clock.now)  # when its system is to be read again
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=10, choices=End.choices, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["backend", "kind", "reference"], name="course_once")]
        indexes = [models.Index(fields=["look_at"], condition=Q(ended_at__isnull=True), name="course_open")]


class Milestone(models.Model):
    """`expected_at` is None where nothing says until when; `by_system`: the system's own date, not a default."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=60)
    says = models.JSONField(default=dict)
    expected_at = models.DateTimeField(null=True)
    until = models.DateField(null=True)  # the day that people read; `expected_at` is when it is looked at after it
    by_system = models.BooleanField(default=False)
    theirs = models.BooleanField(default=False)  # the customer moves it: nobody is told that they are late
    reached_at = models.DateTimeField(null=True)
    missed_at = models.DateTimeField(null=True)
    stuck_at = models.DateTimeField(null=True)  # it hangs there, and a remedy was tried

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "code"], name="milestone_once")]
        ordering = ["position"]

    @property
    def words(self) -> Words:
        return words_of(self.says)

    @property
    def state(self) -> str:
        """reached, missed or open."""
        if self.reached_at is not None:
            return "reached"
        return "missed" if self.missed_at is not None else "open"
