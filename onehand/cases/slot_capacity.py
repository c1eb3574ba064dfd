"""Which half hours are free for a callback: from hours, absences and booked slots (C5). The hand's own come first;
when the hand has none, whoever is reached can finish (A7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q

from onehand.cases.choosing import family, quiet_until
from onehand.cases.models import Case, Slot
from onehand.foundation import clock
from onehand.team.capacity import FURTHEST, HALF_HOUR, business_of, half_hours
from onehand.team.hours import BusinessHours
from onehand.team.models import Absence, Agent, Calendar, Team

AHEAD = timedelta(minutes=30)  # nobody is asked to call in less
MOST = 40
MOST_COLLEAGUES = 50
# A promise that was taken back or renewed needs its half hour no more.
LIVE = Q(cancelled_at__isnull=True) & (
    Q(promise__isnull=True) | Q(promise__withdrawn_at__isnull=True, promise__renewed_at__isnull=True)
)


@dataclass(frozen=True, slots=True)
class Span:
    """Begin and end in UTC, and who would call."""

    start: datetime
    end: datetime
    agent: Agent


@dataclass(slots=True)
class Picture:
    """What keeps some agents from calling between two moments; two questions, however many they are."""

    since: datetime
    until: datetime
    away: dict[int, list[tuple[datetime, datetime]]] = field(default_factory=dict)
    taken: dict[int, list[tuple[datetime, datetime]]] = field(default_factory=dict)

    @classmethod
    def of(cls, agents: Sequence[Agent], since: datetime, until: datetime) -> Picture:
        picture, ids = cls(since, until), [agent.pk for agent in agents]
        absences = Absence.objects.filter(agent__in=ids, ended_at__isnull=True, since__lt=until, until__gt=since)
        for agent, begin, end in absences.values_list("agent_id", "since", "until"):
            picture.away.setdefault(agent, []).append((begin, end))
        slots = Slot.objects.filter(LIVE, agent__in=ids, since__lt=until, until__gt=since)
        for agent, begin, end in slots.values_list("agent_id", "since", "until"):
            picture.taken.setdefault(agent, []).append((begin, end))
        return picture

    def is_away(self, agent: Agent, start: datetime) -> bool:
        return _meets(self.away.get(agent.pk, ()), start)

    def is_free(self, agent: Agent, start: datetime) -> bool:
        return not self.is_away(agent, start) and not _meets(self.taken.get(agent.pk, ()), start)


def _meets(spans: Iterable[tuple[datetime, datetime]], start: datetime) -> bool:
    return any(begin < start + HALF_HOUR and end > start for begin, end in spans)


def free(whose: Case | Agent, *, since: datetime | None = None, days: int = 5) -> list[Span]:
    """At most `MOST` free half hours of the next `days` open days, spread over them, outside quiet hours."""
    begin = max(since or clock.now(), clock.now() + AHEAD)
    if isinstance(whose, Agent):
        return _spread(_of([whose], None, begin, days), business_of(whose, None))
    hand = hand_of(whose)
    spans = _of([hand], whose.team, begin, days) if hand is not None else []
    if not spans:
        spans = _of(_colleagues(whose, hand), whose.team, begin, days)
    members = family(whose.customer) if spans else []
    undisturbed = [span for span in spans if quiet_until(members, span.start) is None]
    return _spread(undisturbed or spans, _hours(whose.team))


def who_is_free(case: Case, start: datetime) -> Agent | None:
    """Who would call at this moment, computed anew; None when it is no half hour of anybody's, or gone."""
    now = clock.now()
    if not now + AHEAD <= start < now + FURTHEST:
        return None
    hand = hand_of(case)
    if hand is not None:
        picture = Picture.of([hand], start, start + HALF_HOUR)
        if _works(hand, case.team, start) and picture.is_free(hand, start):
            return hand
        if not picture.is_away(hand, start) and _of([hand], case.team, now + AHEAD, 5):
            return None  # the hand is there on other times, and this one is not free
    others = _colleagues(case, hand)
    picture = Picture.of(others, start, start + HALF_HOUR)
    return next((one for one in others if _works(one, case.team, start) and picture.is_free(one, start)), None)


def hand_of(case: Case) -> Agent | None:
    """Who has the hand, or had it last: whom a closed case comes back to."""
    holding = case.holding or case.holdings.select_related("agent").order_by("-since", "-pk").first()
    return holding.agent if holding is not None and holding.agent.active else None


def _works(agent: Agent, team: Team | None, start: datetime) -> bool:
    return half_hours(business_of(agent, team), start, 1)[:1] == [start]


def _of(agents: Sequence[Agent], team: Team | None, since: datetime, days: int) -> list[Span]:
    """One span for each moment; of several who are free then, the first of `agents`."""
    default = Calendar.default()
    hours = {agent.pk: business_of(agent, team, default) for agent in agents}
    grids = {business: half_hours(business, since, days) for business in set(hours.values())}
    moments = [start for grid in grids.values() for start in grid]
    if not moments:
        return []
    picture = Picture.of(agents, min(moments), max(moments) + HALF_HOUR)
    found: dict[datetime, Span] = {}
    for agent in agents:
        for start in grids[hours[agent.pk]]:
            if start not in found and picture.is_free(agent, start):
                found[start] = Span(start, start + HALF_HOUR, agent)
    return [found[start] for start in sorted(found)]


def _colleagues(case: Case, hand: Agent | None) -> list[Agent]:
    """The stand-in first, then the others of the team, leads last; without a team everybody."""
    agents = Agent.objects.filter(active=True, account__is_active=True).select_related("calendar")
    if hand is not None:
        agents = agents.exclude(pk=hand.pk)
    of_team = agents.filter(teams=case.team) if case.team is not None else agents
    found = list(of_team.order_by("pk")[:MOST_COLLEAGUES]) or list(agents.order_by("pk")[:MOST_COLLEAGUES])
    named = _stand_ins(hand)
    found += list(agents.filter(pk__in=named.difference(one.pk for one in found)))
    return sorted(found, key=lambda one: (one.pk not in named, one.leads, one.pk))


def _stand_ins(hand: Agent | None) -> set[int]:
    if hand is None:
        return set()
    ahead = Absence.objects.filter(agent=hand, ended_at__isnull=True, until__gt=clock.now())
    return {pk for pk in ahead.values_list("stand_in_id", flat=True) if pk is not None}


def _hours(team: Team | None) -> BusinessHours:
    return ((team.calendar if team is not None else None) or Calendar.default()).business


def _spread(spans: list[Span], business: BusinessHours) -> list[Span]:
    """Few enough to choose from, and of each day alike many, evenly over the day."""
    if len(spans) <= MOST:
        return spans
    days: dict[object, list[Span]] = {}
    for span in spans:
        days.setdefault(span.start.astimezone(business.zone).date(), []).append(span)
    share = max(MOST // len(days), 1)
    chosen = [one for day in days.values() for one in _evenly(day, share)]
    return chosen[:MOST]


def _evenly(day: list[Span], share: int) -> list[Span]:
    if len(day) <= share:
        return day
    return [day[number * len(day) // share] for number in range(share)]
