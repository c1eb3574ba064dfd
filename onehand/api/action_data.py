"""Actions, plans, runs, processes and work orders as the data that `action_schemas` describes.

Bank details are masked on the way out, also where a back-end put them into its own words or values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from onehand.actions import arguments, backends
from onehand.actions.contract import Cannot, Document, Process, Stage, Step
from onehand.actions.courses import shown
from onehand.actions.courses.shown import Ahead
from onehand.actions.hiding import hidden
from onehand.actions.kinds import Field, Kind
from onehand.actions.models import Approval, Proof, Run, RunStep, WorkOrder
from onehand.actions.planning import No, Preview
from onehand.actions.proposals import Proposal
from onehand.actions.runs import title_of
from onehand.actions.undoing import undoable
from onehand.actions.viewing import Read
from onehand.actions.words import Words, words_of
from onehand.api.data import agent_data
from onehand.foundation.money import Money
from onehand.team.models import Agent

_DAY = {"type": "string", "format": "date"}
_REFERENCE = {"type": "string", "maxLength": 1000, "description": "As a process or line bears it"}
_ADDRESS = {
    "type": "object",
    "properties": {name: {"type": "string"} for name in ("name", "street", "postcode", "city")}
    | {"country": {"type": "string", "description": "ISO 3166 alpha-2", "default": "DE"}},
    "required": ["street", "postcode", "city"],
    "additionalProperties": False,
}
_MONEY = {
    "anyOf": [
        {"type": "string", "examples": ["12,50"]},
        {
            "type": "object",
            "properties": {
                "cents": {"type": "integer", "minimum": 1},
                "currency": {"type": "string", "default": "EUR"},
            },
            "required": ["cents"],
        },
    ]
}
# JSON Schema of a value, by the kind of its field.
_VALUES: Mapping[str, dict[str, Any]] = {
    "text": {"type": "string", "maxLength": 1000},
    "order": _REFERENCE,
    "contract": _REFERENCE,
    "line": _REFERENCE,
    "product": {"type": "string", "maxLength": 1000},
    "customer": {"type": "string", "maxLength": 1000},
    "lines": {"type": "array", "items": _REFERENCE, "maxItems": 500},
    "address": _ADDRESS,
    "date": _DAY,
    "dates": {"type": "object", "properties": {"from": _DAY, "to": _DAY}, "required": ["from", "to"]},
    "money": _MONEY,
    "iban": {"type": "string", "writeOnly": True, "description": "Masked in every answer"},
    "choice": {"type": "string"},
}


def action_data(kind: Kind, language: str) -> dict[str, Any]:
    return {
        "action": kind.code,
        "title": kind.title.say(language),
        "fields": [_field(one, language) for one in kind.fields],
        "assurance": kind.assurance.name.lower(),
        "mandate": kind.mandate,
        "systems": [one.code for one in backends.connected() if kind.code in one.kinds()],
    }


def _field(field: Field, language: str) -> dict[str, Any]:
    choices = [{"code": code, "label": label.say(language)} for code, label in field.choices]
    described = _VALUES[field.kind] | ({"enum": [one["code"] for one in choices]} if choices else {})
    return {
        "name": field.name,
        "kind": field.kind,
        "label": field.label.say(language),
        "required": field.required,
        "choices": choices,
        "schema": described,
    }


def processes_data(reads: Iterable[Read], language: str) -> dict[str, Any]:
    reads = list(reads)
    ahead = shown.expectations(reads)
    return {
        "items": [_process(read.code, one, ahead.get(one, ()), language) for read in reads for one in read.processes],
        "documents": [_document(read.code, one, language) for read in reads for one in read.documents],
        "systems": [
            {
                "system": read.code,
                "title": read.title.say(language),
                "at": read.at,
                "silent_since": read.down_since,
            }
            for read in reads
        ],
        "next": None,
    }


def _process(system: str, one: Process, ahead: Sequence[Ahead], language: str) -> dict[str, Any]:
    return {
        "argument": f"{system}:{one.reference}",
        "system": system,
        "kind": one.kind,
        "reference": one.reference,
        "title": _said(one.title, language),
        "state": one.state,
        "stages": [_stage(stage, language) for stage in one.stages],
        "lines": [
            {
                "reference": line.reference,
                "product": line.product,
                "name": line.name,
                "quantity": line.quantity,
                "each": _money(line.each),
            }
            for line in one.lines
        ],
        "total": _money(one.total),
        "address": asdict(one.address) if one.address is not None else None,
        "placed": one.placed,
        "expected": one.expected,
        "parent": one.parent,
        "milestones": [_milestone(each, language) for each in ahead],
    }


def _milestone(one: Ahead, language: str) -> dict[str, Any]:
    return {
        "code": one.code,
        "text": _said(one.says, language),
        "state": one.state,
        "until": one.until,
        "by_system": one.by_system,
        "theirs": one.theirs,
        "reached_at": one.reached_at,
        "missed_at": one.missed_at,
    }


def _stage(stage: Stage, language: str) -> dict[str, Any]:
    return {
        "text": _said(stage.says, language),
        "state": stage.state,
        "at": stage.at,
        "until": stage.until,
        "mover": _said(stage.mover, language),
    }


def _document(system: str, one: Document, language: str) -> dict[str, Any]:
    return {
        "system": system,
        "kind": one.kind,
        "reference": one.reference,
        "at": one.at,
        "total": _money(one.total),
        "text": _said(one.says, language),
        "process": one.process,
    }


def proposal_data(one: Proposal, language: str) -> dict[str, Any]:
    return hidden({
        "action": one.action, "title": one.title.say(language), "because": one.because.say(language),
        "arguments": one.arguments, "message": one.message, "fact": one.fact,
    })  # fmt: skip


def preview_data(seen: Preview, language: str) -> dict[str, Any]:
    plans = [part.plan for part in seen.parts]
    return {
        "action": seen.kind.code,
        "title": seen.kind.title.say(language),
        "possible": seen.possible,
        "arguments": hidden(arguments.masked(seen.kind, arguments.plain(seen.given))),
        "steps": [_step(system, step, language) for system, step in seen.steps],
        "cannot": [_cannot(one, language) for plan in plans for one in plan.cannot],
        "warns": [_said(one, language) for plan in plans for one in plan.warns],
        "refused": [_no(one, language) for one in seen.refused],
        "silent": list(seen.silent),
        "missing": list(seen.missing),
        "needs": seen.needs.name.lower() if seen.needs is not None else None,
        "cost": _money(seen.cost),
        "limit": _money(seen.limit),
        "needs_approval": seen.needs_approval,
        "lasting": next((_said(plan.lasting, language) for plan in plans if plan.lasting), ""),
        "told": [_said(plan.told, language) for plan in plans if plan.told],
        "digest": seen.digest,
    }


def _step(system: str, step: Step, language: str) -> dict[str, Any]:
    return {
        "system": system,
        "target": hidden(step.target),
        "text": _said(step.says, language),
        "before": hidden(dict(step.before)),
        "wish": hidden(dict(step.wish)),
    }


def _cannot(one: Cannot, language: str) -> dict[str, Any]:
    return {
        "what": _said(one.what, language),
        "why": _said(one.why, language),
        "instead": _said(one.instead, language),
    }


def _no(no: No, language: str) -> dict[str, Any]:
    return {
        "system": no.backend,
        "code": no.code,
        "detail": _said(no.words, language),
        "instead": _said(no.instead, language),
    }


def run_data(run: Run, language: str) -> dict[str, Any]:
    """Of a run that `access.shown` has loaded."""
    plan = run.plan
    back = run.undone_by
    return {
        "id": run.pk,
        "case": run.case_id,
        "action": run.kind,
        "title": title_of(run).say(language),
        "state": run.state,
        "arguments": hidden(run.arguments),
        "by": _who(run),
        "cost": _money(Money(run.cents, run.currency)) if run.cents else None,
        "steps": [_run_step(row, language) for row in sorted(run.steps.all(), key=lambda row: row.position)],
        "cannot": [
            {part: _told(one.get(part), language) for part in ("what", "why", "instead")}
            for one in plan.get("cannot", ())
        ],
        "warns": [_told(one, language) for one in plan.get("warns", ())],
        "lasting": _told(plan.get("lasting"), language),
        "why": {"code": run.why.get("code", ""), "detail": _told(run.why, language)} if run.why else None,
        "approval": _approval(run),
        "digest": run.digest,
        "undoes": run.undoes_id,
        "undone_by": back.pk if back is not None else None,
        "undoable": undoable(run),
        "promise": run.promise_id,
        "tell": run.tell,
        "told_at": run.told_at,
        "created_at": run.created_at,
        "ended_at": run.ended_at,
    }


def _who(run: Run) -> dict[str, Any]:
    person = run.agent or run.customer
    if person is None:
        return {"kind": "", "id": None, "name": ""}
    return {"kind": person.actor.kind, "id": person.actor.id, "name": person.actor.name}


def _run_step(row: RunStep, language: str) -> dict[str, Any]:
    """Of a step with something secret only its sentence and state are told."""
    return {
        "system": row.backend,
        "target": hidden(row.target),
        "text": _told(row.says, language),
        "before": hidden(row.content.get("before", {})),
        "wish": hidden(row.content.get("wish", {})),
        "state": row.state,
        "seen": hidden(row.seen),
        "sent_at": row.sent_at,
        "seen_at": row.seen_at,
    }


def _approval(run: Run) -> dict[str, Any] | None:
    approval: Approval | None = getattr(run, "approval", None)
    if approval is None:
        return None
    return {
        "asked_by": _agent(approval.asked_by),
        "reason": approval.reason,
        "approved": approval.approved,
        "decided_by": _agent(approval.decided_by),
        "answer": approval.answer,
        "asked_at": approval.asked_at,
        "decided_at": approval.decided_at,
    }


def proof_data(proof: Proof, level: str) -> dict[str, Any]:
    return {
        "id": proof.pk,
        "case": proof.case_id,
        "level": level,
        "how": proof.note,
        "given_at": proof.given_at,
        "until": proof.until,
    }


def work_order_data(order: WorkOrder) -> dict[str, Any]:
    ended = "done" if order.done_at else "withdrawn"
    return {
        "id": order.pk,
        "case": order.case_id,
        "what": order.what,
        "agent": agent_data(order.agent),
        "asked_by": _agent(order.asked_by),
        "due": order.due,
        "seen": order.seen,
        "state": ended if order.done_at or order.dropped_at else "open",
        "created_at": order.created_at,
        "done_at": order.done_at,
        "withdrawn_at": order.dropped_at,
    }


def _agent(agent: Agent | None) -> dict[str, Any] | None:
    return agent_data(agent) if agent is not None else None


def _money(money: Money | None) -> dict[str, Any] | None:
    return {"cents": money.cents, "currency": money.currency} if money is not None else None


def _said(words: Words | None, language: str) -> str:
    return hidden(words).say(language) if words is not None else ""


def _told(data: Mapping[str, str] | None, language: str) -> str:
    """Of words that were stored."""
    return hidden(words_of(dict(data))).say(language) if data else ""


def sentences_of(no: Sequence[Mapping[str, Any]], language: str) -> list[dict[str, Any]]:
    """What a refused run names as impossible, as in a dry run."""
    return [
        {
            "code": one["code"],
            "detail": _told(one.get("words"), language),
            "instead": _told(one.get("instead"), language),
        }
        for one in no
    ]
