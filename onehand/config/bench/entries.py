"""The timeline of the generated company, linked with the same functions as the door to the timeline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from onehand.config.bench.inserting import Row
from onehand.config.bench.memory import WHY, WHY_NOT, Memory
from onehand.config.bench.saying import PROMISES, Said
from onehand.config.bench.world import BEGIN, Placed

Parts = dict[str, Any]
_SYSTEM: Parts = {"actor_kind": "system", "actor_id": None, "actor_name": "Onehand"}
_AGENT: Parts = {"actor_kind": "agent", "actor_id": 1, "actor_name": "Agent 0"}


def entry_rows(memory: Memory, head: Any) -> Iterator[Row]:
    """`head` is moved on with each."""
    from onehand.timeline.models import Entry

    for number, parts in enumerate(_all(memory)):
        head.seq += 1
        entry = Entry(seq=head.seq, salt=f"{number:032x}", **parts)
        entry.digest = entry.payload_digest()
        head.chain = entry.chain = entry.link(head.chain)
        yield {
            "seq": entry.seq, "subject_kind": entry.subject_kind, "subject_id": entry.subject_id, "kind": entry.kind,
            "audience": entry.audience, "at": entry.at, "ref": entry.ref, "digest": entry.digest, "chain": entry.chain,
            "actor_kind": entry.actor_kind, "actor_id": entry.actor_id, "actor_name": entry.actor_name,
            "text": "", "values": entry.values, "salt": entry.salt,
        }  # fmt: skip


def _all(memory: Memory) -> Iterator[Parts]:
    yield from _of_customers(memory)
    named = {message.pk for message, _ in memory.named()}
    at_the_end: list[Parts] = []  # what happens in a case after its last message
    for message in memory.world.messages():
        said = memory.world.said(message)
        yield from _of_message(memory, message)
        if message.comes_in:
            yield from _of_letter(memory, message, said, named=message.pk in named)
        elif said.promise >= 0:
            yield _promised(memory, message, said.promise)
            at_the_end += _end_of_promise(memory, message, said.promise)
        if message.position + 1 == memory.world.per_case:
            yield from sorted(at_the_end, key=lambda parts: parts["at"])
            at_the_end.clear()


def _entry(kind: str, subject: tuple[str, int], at: datetime, by: Parts, **more: Any) -> Parts:
    common: Parts = {"audience": "agent", "ref": None, "values": {}}
    return {"kind": kind, "subject_kind": subject[0], "subject_id": subject[1], "at": at, **common, **by, **more}


def _customer(customer: int) -> Parts:
    return {"actor_kind": "customer", "actor_id": customer, "actor_name": "Kunde"}


def _of_customers(memory: Memory) -> Iterator[Parts]:
    for pk, customer, purpose, given, withdrawn in memory.consents():
        note = partial(_entry, subject=("customer", customer), by=_customer(customer), values={"purpose": purpose})
        yield note("consent_given", at=given, ref=pk)
        if withdrawn is not None:
            yield note("consent_withdrawn", at=withdrawn)
    for customer, into in memory.merges():
        for one in (customer, into):
            values = {"one": f"#{customer}", "other": f"#{into}"}
            yield _entry("customer_merged", ("customer", one), BEGIN, _AGENT, ref=customer, values=values)


def _of_message(memory: Memory, message: Placed) -> Iterator[Parts]:
    pk, number, position = message
    case, at = ("case", number), memory.world.at(number, position)
    by = _customer(memory.world.customer_of(number)) if message.comes_in else _AGENT
    if position == 0:
        yield _entry("case_opened", case, at, by, audience="customer")
    kind = "message_received" if message.comes_in else "replied"
    yield _entry(kind, case, at, by, audience="customer", ref=pk)


def _of_letter(memory: Memory, message: Placed, said: Said, *, named: bool) -> Iterator[Parts]:
    """What was found in it, and what became of that."""
    from onehand.cases.fact_kinds import told

    pk, number, position = message
    case, at = ("case", number), memory.world.at(number, position)
    if said.question:
        text = {"text": said.question}
        yield _entry("question_found", case, at, _SYSTEM, ref=pk, values=text)
        ended = memory.question_ended(message)
        kind = {"misread": "question_misread", "answered": "question_answered", "no_answer": "question_no_answer"}
        if ended.how in kind:
            values = text | ({"reason": WHY_NOT} if ended.how == "no_answer" else {})
            yield _entry(kind[ended.how], case, ended.at or at, _AGENT, ref=pk, values=values)
    fate = memory.fate_of_fact(message) if said.fact is not None else "proposed"
    if said.fact is not None and fate != "proposed":
        yield _entry(f"fact_{fate}", case, at, _AGENT, ref=pk, values=told(said.fact.kind))
    if said.fact is not None and named:
        customer = ("customer", memory.world.customer_of(number))
        values = {"value": said.fact.value}
        yield _entry("identity_added", customer, at, _AGENT, ref=memory.identity_of(message), values=values)


def _promised(memory: Memory, message: Placed, which: int) -> Parts:
    at, due = memory.world.at(message.case, message.position), memory.due_of(message, memory.fate_of_promise(message))
    values = {"due": due.isoformat(), "text": PROMISES[which][2]}
    case = ("case", message.case)
    return _entry("promised", case, at, _AGENT, audience="customer", ref=message.pk * 2, values=values)


def _end_of_promise(memory: Memory, message: Placed, which: int) -> list[Parts]:
    _, needs, text, _ = PROMISES[which]
    fate, case, ref = memory.fate_of_promise(message), ("case", message.case), message.pk * 2
    due = memory.due_of(message, fate)
    values = {"text": text, "due": due.isoformat()}
    told = partial(_entry, subject=case, by=_AGENT, audience="customer", values=values)
    fired = partial(_entry, subject=case, by=_SYSTEM, ref=ref, values=values)
    ended = memory.world.ended(message.case)
    if fate == "late":
        return [fired(f"promise_{what}", at=due) for what in ("reminded", "at_risk", "late")]
    if fate == "at_risk":
        return [fired(f"promise_{what}", at=memory.now) for what in ("reminded", "at_risk")]
    if fate == "withdrawn":
        return [told("promise_withdrawn", at=ended, ref=ref, values={"text": text, "reason": WHY})]
    if fate == "renewed":
        renewal = told("promise_renewed", at=ended, ref=ref + 1, values=values | {"was": due.isoformat()})
        return [renewal, told("promise_kept", at=memory.kept(message, needs)[0], ref=ref + 1)]
    return [told("promise_kept", at=memory.kept(message, needs)[0], ref=ref)] if fate.startswith("kept") else []
