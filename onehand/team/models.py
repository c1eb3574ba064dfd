"""Agents and what ranks them for a case. Nothing here counts what a person did."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from onehand.accounts.models import Account
from onehand.foundation import clock
from onehand.foundation.prepared import Prepared
from onehand.team.hours import BusinessHours
from onehand.timeline.record import Actor

DEFAULT_HOURS = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


def _default_hours() -> dict[str, list[list[str]]]:
    return {day: [list(span) for span in spans] for day, spans in DEFAULT_HOURS.items()}


class Calendar(models.Model):
    """Weekly opening hours and public holidays of a place."""

    name = models.CharField(max_length=100, unique=True)
    country = models.CharField(max_length=2, default="DE")
    state = models.CharField(max_length=10, blank=True)
    time_zone = models.CharField(max_length=50, default="Europe/Berlin")
    hours = models.JSONField(default=_default_hours)

    @property
    def business(self) -> BusinessHours:
        return BusinessHours.of(self.hours, self.time_zone, self.country, self.state)

    @classmethod
    def default(cls) -> Calendar:
        """The operator's calendar, made from the settings at first use."""
        chosen = settings.ONEHAND
        found = _DEFAULT.first()
        if found is not None:
            return found
        calendar, _ = cls.objects.get_or_create(
            name="default",
            defaults={"country": chosen.country, "state": chosen.state, "time_zone": chosen.time_zone},
        )
        return calendar


_DEFAULT: Prepared[Calendar] = Prepared(lambda _blank: Calendar.objects.filter(name="default"))


class Team(models.Model):
    name = models.CharField(max_length=100, unique=True)
    calendar = models.ForeignKey(Calendar, models.PROTECT, null=True, related_name="teams")

    def __str__(self) -> str:
        return self.name


class Skill(models.Model):
    """What a case may need: a language ("lang:en") or a subject ("billing")."""

    name = models.CharField(max_length=60, unique=True)


class Agent(models.Model):
    class Role(models.TextChoices):
        AGENT = "agent"
        LEAD = "lead"
        ADMIN = "admin"

    account = models.OneToOneField(Account, models.PROTECT, related_name="agent")
    display_name = models.CharField(max_length=100)
    handle = models.SlugField(max_length=60, unique=True)  # for @mentions
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.AGENT)
    cap = models.PositiveIntegerField(default=40)  # the agent's own limit of open cases
    active = models.BooleanField(default=True)
    calendar = models.ForeignKey(Calendar, models.PROTECT, null=True, related_name="agents")
    teams = models.ManyToManyField(Team, related_name="agents", blank=True)
    skills = models.ManyToManyField(Skill, related_name="agents", blank=True)

    def __str__(self) -> str:
        return self.display_name

    @property
    def actor(self) -> Actor:
        return Actor("agent", self.pk, self.display_name)

    @property
    def leads(self) -> bool:
        return self.role in (self.Role.LEAD, self.Role.ADMIN)


class Absence(models.Model):
    agent = models.ForeignKey(Agent, models.CASCADE, related_name="absences")
    since = models.DateTimeField()
    until = models.DateTimeField()
    stand_in = models.ForeignKey(Agent, models.SET_NULL, null=True, related_name="stands_in")
    planned_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["since", "until"], name="absence_span")]
        constraints = [
            models.CheckConstraint(condition=models.Q(until__gt=models.F("since")), name="absence_ends_after_it_begins")
        ]


class Mandate(models.Model):
    """What an agent may decide alone, in integer cents; used by actions."""

    agent = models.ForeignKey(Agent, models.CASCADE, related_name="mandates")
    action_kind = models.CharField(max_length=60)
    limit = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agent", "action_kind"], name="mandate_once")]
