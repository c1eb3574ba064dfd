"""What was done for a customer in other systems, and by what they were recognised, as they take it along (art. 15)."""

from __future__ import annotations

from typing import Any

from onehand.actions.hiding import hidden
from onehand.actions.models import Proof, Run, RunStep
from onehand.actions.models.courses import Course
from onehand.actions.runs import title_of
from onehand.cases.models import Case


def runs_of(case: Case, language: str) -> list[dict[str, Any]]:
    """Bank details stay masked: whoever opens the archive later need not be the customer."""
    runs = Run.objects.filter(case=case).prefetch_related("steps").order_by("pk")
    return [_run(run, language) for run in runs]


def _run(run: Run, language: str) -> dict[str, Any]:
    title: str = title_of(run).say(language or "de")
    steps = sorted(run.steps.all(), key=lambda row: row.position)
    return {
        "action": run.kind, "title": title, "given": hidden(run.arguments), "state": run.state,
        "takes_back": run.undoes_id, "id": run.pk, "began_at": run.created_at, "ended_at": run.ended_at,
        "told_at": run.told_at, "steps": [_step(row, language or "de") for row in steps],
    }  # fmt: skip


def _step(row: RunStep, language: str) -> dict[str, Any]:
    says = row.says.get("de" if language.startswith("de") else "en", "")
    return {"system": row.backend, "says": hidden(says), "state": row.state, "read_back_at": row.seen_at}


def courses_of(case: Case, language: str) -> list[dict[str, Any]]:
    """What was expected and went otherwise, as far as it concerned this case."""
    found = Course.objects.filter(case=case).prefetch_related("milestones").order_by("pk")
    return [
        {
            "system": course.backend, "kind": course.kind, "reference": course.reference, "ended_at": course.ended_at,
            "milestones": [
                {"says": row.words.say(language or "de"), "until": row.until, "reached_at": row.reached_at,
                 "missed_at": row.missed_at}
                for row in course.milestones.all()
            ],
        }
        for course in found
    ]  # fmt: skip


def proofs_of(case: Case, _language: str) -> list[dict[str, Any]]:
    proofs = Proof.objects.filter(case=case).order_by("pk")
    rows = proofs.values("how", "note", "recipient", "asked_at", "given_at", "denied_at", "until")
    return [dict(row) for row in rows]
