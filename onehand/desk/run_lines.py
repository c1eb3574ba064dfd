"""What was done, runs or waits in a case, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from onehand.actions import mandates, undoing
from onehand.actions.models import Run, RunStep, WorkOrder
from onehand.actions.runs import title_of
from onehand.cases.models import Case
from onehand.desk.language import reading_language
from onehand.foundation.money import Money
from onehand.team.models import Agent

_MOST = 20


@dataclass(frozen=True, slots=True)
class StepLine:
    says: str
    state: str
    seen_at: datetime | None
    found: str = ""  # what a test brought to light


@dataclass(frozen=True, slots=True)
class RunLine:
    """`may_decide`: this reader may approve it; `undo`: it can be taken back."""

    pk: int
    title: str
    state: str
    at: datetime
    steps: tuple[StepLine, ...]
    why: str
    is_silent: bool
    cannot: tuple[dict[str, str], ...]
    cost: str
    reason: str
    asked_by: str
    decided_by: str
    answer: str
    may_decide: bool
    undo: bool
    undoes: bool
    lasting: str
    digest: str
    told_at: datetime | None
    has_text: bool


def run_lines(case: Case, agent: Agent) -> list[RunLine]:
    """Three queries, and those for an approval that is open."""
    rows = (
        Run.objects.filter(case=case)
        .select_related("approval", "approval__asked_by", "approval__decided_by")
        .prefetch_related("steps", "reversals")
        .order_by("-pk")[:_MOST]
    )
    language = reading_language()
    for row in rows:
        row.case = case
    return [_line(row, agent, language) for row in rows]


def _line(run: Run, agent: Agent, language: str) -> RunLine:
    approval = getattr(run, "approval", None)
    is_open = run.state == Run.State.ASKED
    return RunLine(
        pk=run.pk, title=title_of(run).say(language), state=run.state, at=run.created_at,
        steps=tuple(
            StepLine(one.says.get(language, ""), one.state, one.seen_at, _found(one, language))
            for one in sorted(run.steps.all(), key=lambda one: one.position)
        ),
        why=run.why.get(language, ""), is_silent=run.is_silent,
        cannot=tuple(
            {name: words.get(language, "") for name, words in one.items()} for one in run.plan.get("cannot", ())
        ),
        cost=Money(run.cents, run.currency).text(language) if run.cents else "",
        reason=approval.reason if approval else "",
        asked_by=approval.asked_by.display_name if approval and approval.asked_by else "",
        decided_by=approval.decided_by.display_name if approval and approval.decided_by else "",
        answer=approval.answer if approval else "",
        may_decide=is_open and run.agent_id != agent.pk
        and mandates.limit(agent, run.kind) >= mandates.given(run.case, run.kind),
        undo=undoing.undoable(run), undoes=run.undoes_id is not None,
        lasting=(run.plan.get("lasting") or {}).get(language, ""),
        digest=run.digest, told_at=run.told_at, has_text=bool(run.tell),
    )  # fmt: skip


def _found(step: RunStep, language: str) -> str:
    """The result of what was only looked at, in the words of the system."""
    says = step.answer.get("says") if isinstance(step.answer, dict) and step.state == RunStep.State.DONE else None
    return str(says.get(language, "")) if isinstance(says, dict) else ""


def orders_of(case: Case) -> list[WorkOrder]:
    return list(WorkOrder.objects.filter(case=case).select_related("agent").order_by("-pk")[:_MOST])


def to_approve(agent: Agent) -> list[dict[str, Any]]:
    """What waits for this agent's word; a few at most, since they are decided in minutes."""
    rows = asked_by_others(agent).select_related("case", "case__customer", "approval", "agent")
    language = reading_language()
    return [
        {"run": run, "title": title_of(run).say(language), "cost": Money(run.cents, run.currency).text(language)}
        for run in rows.order_by("pk")[:50]
        if agent.pk in {one.pk for one in mandates.approvers(run)}
    ]


def asked_by_others(agent: Agent) -> QuerySet[Run]:
    return Run.objects.filter(state=Run.State.ASKED).exclude(agent=agent.pk)


def work_due(agent: Agent) -> list[WorkOrder]:
    return list(open_work(agent).select_related("case").order_by("due")[:20])


def open_work(agent: Agent) -> QuerySet[WorkOrder]:
    return WorkOrder.objects.filter(agent=agent.pk, done_at__isnull=True, dropped_at__isnull=True)
