"""Questions and facts as programs read them. Moments in ISO 8601, UTC."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from onehand.cases.models import Fact, Question


def question_data(question: Question) -> dict[str, Any]:
    return {
        "id": question.pk,
        "case": question.case_id,
        "message": question.message_id,
        "text": question.text,
        "start": question.start,
        "end": question.end,
        "asked_at": _iso(question.asked_at),
        "state": question.ended or "open",
        "answer": question.answer_id,
        "why": question.why,
        "ended_at": _iso(question.ended_at),
    }


def fact_data(fact: Fact) -> dict[str, Any]:
    return {
        "id": fact.pk,
        "case": fact.case_id,
        "kind": fact.kind,
        "value": fact.value,
        "from": _iso(fact.since),
        "to": _iso(fact.until),
        "due": _iso(fact.due),
        "message": fact.message_id,
        "start": fact.start,
        "end": fact.end,
        "at": _iso(fact.at),
        "state": fact.ended or ("confirmed" if fact.confirmed_at else "proposed"),
        "by_customer": fact.by_customer,
        "expires_at": _iso(fact.expires_at),
    }


def _iso(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None
