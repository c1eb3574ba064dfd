"""Who takes it? The earlier hand first; then skill, presence, hours and load rank the others. Nobody waits without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count

from onehand.cases.models import Bond, Case, Holding
from onehand.cases.targets import Targets, hours_of
from onehand.foundation import clock
from onehand.team.absence import absent_at
from onehand.team.hours import BusinessHours
from onehand.team.models import Agent, Calendar, Team

Reason = dict[str, str]


@dataclass(frozen=True, slots=True)
class Rank:
    """An agent and why; `reasons` are codes with values, told in words by the faces."""

    agent: Agent
    reasons: list[Reason]


@dataclass(slots=True)
class Ranking:
    """A picture of the staff at one moment, good for a batch of assignments. Load is used here and never shown."""

    at: datetime = field(default_factory=clock.now)
    agents: list[Agent] = field(default_factory=list)
    away: dict[int, Agent | None] = field(default_factory=dict)
    load: Counter[int] = field(default_factory=Counter)
    languages: dict[int, frozenset[str]] = field(default_factory=dict)  # empty: takes every language
    teams: dict[int, frozenset[int]] = field(default_factory=dict)
    _present: dict[int, bool] = field(default_factory=dict)
    _dues: dict[tuple[datetime, timedelta, BusinessHours], datetime] = field(default_factory=dict)
    targets: Targets = field(default_factory=Targets.load)
    business: BusinessHours = field(default_factory=lambda: Calendar.default().business)

    @classmethod
    def now(cls) -> Ranking:
        ranking = cls()
        ranking.agents = list(
            Agent.objects.filter(active=True, account__is_active=True)
            .select_related("calendar")
            .prefetch_related("skills", "teams")
            .order_by("pk")
        )
        for agent in ranking.agents:
            skills = [skill.name for skill in agent.skills.all()]
            spoken = frozenset(name.removeprefix("lang:") for name in skills if name.startswith("lang:"))
            ranking.languages[agent.pk] = spoken
            ranking.teams[agent.pk] = frozenset(team.pk for team in agent.teams.all())
        ranking.away = {absence.agent_id: absence.stand_in for absence in absent_at(ranking.at)}
        open_holdings = Holding.objects.filter(until__isnull=True).order_by()
        ranking.load = Counter(dict(open_holdings.values_list("agent_id").annotate(Count("pk"))))
        return ranking

    def best(
        self,
        customer_id: int | None,
        *,
        language: str,
        team: Team | None = None,
        without: Iterable[int] = (),
    ) -> Rank | None:
        """The first of the ranking, or None when there is no active agent. `customer_id` None: nobody we know yet."""
        excluded = set(without)
        candidates = [agent for agent in self.agents if agent.pk not in excluded and self._in_team(agent, team)]
        candidates = candidates or [agent for agent in self.agents if agent.pk not in excluded]
        if not candidates:
            return None
        bond = None
        if customer_id is not None:
            bond = Bond.objects.filter(customer_id=customer_id).values_list("agent_id", flat=True).first()
        agent = min(candidates, key=lambda one: self._key(one, bond, language))
        return Rank(agent, self._reasons(agent, bond, language, candidates))

    def took(self, agent: Agent) -> None:
        self.load[agent.pk] += 1

    def answer_due(self, at: datetime, case: Case, channel: str) -> datetime:
        """Until when the response target wants an answer to this case's customer, in business time; to the second."""
        hours = hours_of(case, self.business)
        key = at.replace(microsecond=0), self.targets.span(channel, case.customer.canonical.group), hours
        if key not in self._dues:
            self._dues[key] = hours.add(key[0], key[1])
        return self._dues[key]

    def _in_team(self, agent: Agent, team: Team | None) -> bool:
        return team is None or team.pk in self.teams[agent.pk]

    def _speaks(self, agent: Agent, language: str) -> bool:
        languages = self.languages[agent.pk]
        return not languages or language in languages

    def _key(self, agent: Agent, bond: int | None, language: str) -> tuple[object, ...]:
        load = self.load[agent.pk]
        return (
            agent.pk in self.away,
            load >= agent.cap,
            agent.pk != bond,
            # A lead decides and helps; cases go to the agents first.
            agent.leads,
            not self._speaks(agent, language),
            not self._at_work(agent),
            load,
            agent.pk,
        )

    def _at_work(self, agent: Agent) -> bool:
        if agent.pk not in self._present:
            hours = agent.calendar.business if agent.calendar is not None else self.business
            self._present[agent.pk] = hours.is_open(self.at)
        return self._present[agent.pk]

    def _reasons(self, agent: Agent, bond: int | None, language: str, candidates: list[Agent]) -> list[Reason]:
        reasons: list[Reason] = []
        if agent.pk == bond:
            reasons.append({"code": "earlier_hand"})
        elif bond is not None and bond in self.away:
            reasons.append({"code": "earlier_hand_away"})
        if language in self.languages[agent.pk]:
            reasons.append({"code": "language", "language": language})
        if agent.pk != bond and len(candidates) > 1:
            reasons.append({"code": "free"})
        if len(candidates) == 1:
            reasons.append({"code": "only_one"})
        if agent.pk in self.away:
            reasons.append({"code": "all_away"})
        elif not self._at_work(agent):
            reasons.append({"code": "after_hours"})
        return reasons
