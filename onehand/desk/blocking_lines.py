"""A block that is proposed, heard, decided or appealed, and a lost account, as the case's page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onehand.actions.due_process import recovering, roles
from onehand.actions.due_process.carrying import should_be
from onehand.actions.due_process.shown import blocking_of, standing
from onehand.actions.due_process.telling import is_told
from onehand.actions.models.due_process import Blocking, Recovery, RecoveryLink
from onehand.cases.access import visible_to
from onehand.cases.feed import FeedItem
from onehand.cases.models import Case
from onehand.desk.language import reading_language
from onehand.foundation import clock
from onehand.people import proof
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent

State = Blocking.State


@dataclass(frozen=True, slots=True)
class Candidate:
    pk: int
    name: str
    address: str


def beside(agent: Agent, case: Case, feed: Sequence[FeedItem], *, whole: bool) -> dict[str, Any]:
    """Nothing is asked for where the conversation tells of none."""
    kinds = {one.entry.kind.partition("_")[0] for one in feed}
    return {
        "blocking": blocking_line(agent, case) if not whole or "block" in kinds else None,
        "recovery": recovery_line(agent, case) if not whole or "recovery" in kinds else None,
    }


def blocking_line(agent: Agent, case: Case) -> dict[str, Any] | None:
    row = blocking_of(case)
    if row is None:
        return None
    language, now = reading_language(), standing(row)
    provisional, appeal = roles.provisional_of(row), roles.appeal_of(row)
    undecided = row.state in (State.HEARING, State.DECIDING)
    answered = roles.answers(row).first() if undecided else None
    involved = roles.took_part(row)
    nobody = row.state == State.APPEALED and not roles.appeal_deciders(row)
    return {
        "row": row, "stage": now.stage.say(language), "until": now.until, "provisional": provisional, "appeal": appeal,
        "answered": answered, "told": is_told(row.notice), "why": row.why.get(language, ""), "nobody": nobody,
        "level": _level(row), "proposed_by_me": row.proposer_id == agent.pk,
        "may_decide": undecided and row.proposer_id != agent.pk,
        "may_block": undecided and row.proposer_id != agent.pk and roles.may_be_decided(row),
        "may_withdraw": undecided and (row.proposer_id == agent.pk or agent.leads),
        "may_ask": undecided and provisional is None,
        "may_agree": undecided and provisional is not None and provisional.agreed is None
        and provisional.asked_by_id != agent.pk,
        "may_decide_appeal": row.state == State.APPEALED and agent.pk not in involved,
        "may_lift": row.state in (State.BLOCKED, State.APPEALED, State.EXECUTING),
        "may_try": row.ended_at is None and row.in_force != should_be(row) and bool(row.why),
        "language": "English" if case.language == "en" else "Deutsch",
    }  # fmt: skip


def _level(row: Blocking) -> str:
    if row.ended_at is not None:
        return "done"
    if row.why or row.state == State.APPEALED:
        return "late"
    return "risk" if row.state in (State.DECIDING, State.EXECUTING, State.RELEASING) else "owed"


def recovery_line(agent: Agent, case: Case) -> dict[str, Any] | None:
    row = Recovery.objects.filter(case=case).select_related("identity", "account_of", "announced_by").first()
    if row is None:
        return None
    row.case = case
    known = recovering.known_addresses(row)
    links = list(RecoveryLink.objects.filter(recovery=row).order_by("pk"))
    strong, now = recovering.is_strong(row), clock.now()
    over = row.wait_until is not None and row.wait_until <= now
    return {
        "row": row, "known": known, "links": links, "strong": strong, "over": over,
        "candidates": candidates(row) if row.account_of is None else [],
        "checkable": bool(row.claimed_order and row.claimed_postcode and proof.is_possible()),
        "has_proof": recovering.has_proof(row),
        "needs_second": not strong and agent.pk in recovering.gathered_by(row),
        "open": row.state in (Recovery.State.OPEN, Recovery.State.ANNOUNCED),
        "may_refuse": row.state in (Recovery.State.OPEN, Recovery.State.ANNOUNCED, Recovery.State.STOPPED),
        "new_address": row.identity.value if row.identity is not None else "",
    }  # fmt: skip


def candidates(row: Recovery) -> list[Candidate]:
    """Whose account it may be, by what was claimed: looked up for the agent, never for who claimed it."""
    found: dict[int, Candidate] = {}
    if row.claimed_email:
        identity = Identity.objects.filter(kind="email", value=row.claimed_email).select_related("customer").first()
        if identity is not None:
            _add(found, identity.customer.canonical, row)
    name = row.case.customer.name.strip()
    if len(name) > 3:
        for one in Customer.objects.filter(name__iexact=name, forgotten_at__isnull=True).order_by("pk")[:5]:
            _add(found, one.canonical, row)
    return list(found.values())


def _add(found: dict[int, Candidate], person: Customer, row: Recovery) -> None:
    if person.pk == row.case.customer.canonical.pk or person.forgotten_at is not None:
        return
    address = person.identities.filter(kind="email").order_by("pk").values_list("value", flat=True).first() or ""
    found.setdefault(person.pk, Candidate(person.pk, person.shown_name, address))


def waiting_rows(agent: Agent) -> list[dict[str, Any]]:
    """For the first page: decisions, second persons, appeals, and accounts whose waiting period is over."""
    language = reading_language()
    rows: list[dict[str, Any]] = []
    for one in roles.waiting_for(agent):
        now = standing(one)
        rows.append({"case": one.case, "what": now.stage.say(language), "until": now.until})
    waited = recovering.waited().filter(case__in=visible_to(agent))
    waited = waited.select_related("case", "case__customer", "account_of")
    for found in waited.order_by("pk")[:20]:
        if recovering.is_strong(found) or agent.pk not in recovering.gathered_by(found):
            rows.append({"case": found.case, "what": "", "until": None})
    return rows
