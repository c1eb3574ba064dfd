"""Hands the timeline to `foundation.live` as its source, with the check of who may read and watch."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from http.cookies import CookieError, SimpleCookie
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare

from onehand.accounts.models import Account
from onehand.cases.access import own_cases, visible_to
from onehand.foundation import clock
from onehand.foundation.live.source import Reader, Row
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.models import Entry


class Listener(NamedTuple):
    """Who listens: an agent or a customer, by which session. `generation` ends it when sessions are ended."""

    kind: str
    id: int
    account: int
    generation: int
    session: str


class Timeline:
    """The source of live updates: the timeline by seq, each row checked against its reader (S9)."""

    def latest(self) -> int:
        return Entry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0

    def after(self, seq: int, limit: int) -> Sequence[tuple[int, dict[str, Any], Collection[str]]]:
        entries = Entry.objects.filter(seq__gt=seq).order_by("seq").only(
            "seq", "subject_kind", "subject_id", "kind", "audience"
        )  # fmt: skip
        return [
            (
                entry.seq,
                {
                    "seq": entry.seq, "subject": entry.subject_kind, "id": entry.subject_id,
                    "kind": entry.kind, "audience": entry.audience,
                },
                (f"{entry.subject_kind}:{entry.subject_id}",),
            )
            for entry in entries[:limit]
        ]  # fmt: skip

    def may_read_many(self, readers: Collection[Reader], rows: Sequence[Row]) -> Mapping[Reader, Sequence[Row]]:
        """As `may_read` for many: asked once for each person, however many pages they have open."""
        allowed: dict[tuple[str, int], Sequence[Row]] = {}
        for reader in readers:
            assert isinstance(reader, Listener)
            if (reader.kind, reader.id) not in allowed:
                allowed[reader.kind, reader.id] = self.may_read(reader, rows)
        return {one: allowed[one.kind, one.id] for one in readers if isinstance(one, Listener)}

    def may_read(self, reader: Reader, rows: Sequence[Row]) -> Sequence[Row]:
        assert isinstance(reader, Listener)
        numbers = {row.payload["id"] for row in rows if row.payload["subject"] == "case"}
        if reader.kind == "agent":
            agent = _agent(reader)
            if agent is None:
                return []
            visible = set(visible_to(agent).filter(pk__in=numbers).values_list("pk", flat=True))
            return [row for row in rows if _for_agent(row, agent, visible)]
        customer = Customer.objects.filter(pk=reader.id).first()
        own = set(own_cases(customer).filter(pk__in=numbers).values_list("pk", flat=True)) if customer else set()
        return [
            row
            for row in rows
            if row.payload["audience"] == "customer" and row.payload["subject"] == "case" and row.payload["id"] in own
        ]


def _agent(reader: Listener) -> Agent | None:
    return Agent.objects.select_related("account").filter(pk=reader.id, active=True, account__is_active=True).first()


def _for_agent(row: Row, agent: Agent, visible: set[int]) -> bool:
    if row.payload["audience"] == "lead" and not agent.leads:
        return False
    if row.payload["subject"] == "case":
        return int(row.payload["id"]) in visible
    if row.payload["subject"] == "agent":
        return bool(row.payload["id"] == agent.pk)
    return True


def authorise(headers: Mapping[str, str]) -> Reader | None:
    """The listener of a session cookie, or None."""
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return None
    if morsel is None:
        return None
    session = SessionStore(morsel.value)
    account = Account.objects.filter(pk=str(session.get(SESSION_KEY) or 0), is_active=True).first()
    if account is None:
        return None
    if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash()):
        return None
    agent = Agent.objects.filter(account=account, active=True).first()
    if agent is not None:
        return Listener("agent", agent.pk, account.pk, account.generation, morsel.value)
    customer = Customer.objects.filter(account=account).first()
    if customer is not None:
        return Listener("customer", customer.canonical.pk, account.pk, account.generation, morsel.value)
    return None


def still(readers: Sequence[Reader]) -> Collection[Reader]:
    """Those whose session, account and role still stand: three queries for all."""
    listeners = [reader for reader in readers if isinstance(reader, Listener)]
    sessions = set(
        Session.objects.filter(
            session_key__in={one.session for one in listeners}, expire_date__gt=clock.now()
        ).values_list("session_key", flat=True)
    )
    accounts = dict(
        Account.objects.filter(pk__in={one.account for one in listeners}, is_active=True).values_list(
            "pk", "generation"
        )
    )
    agents = set(
        Agent.objects.filter(pk__in={one.id for one in listeners if one.kind == "agent"}, active=True).values_list(
            "pk", flat=True
        )
    )
    return [
        one
        for one in listeners
        if one.session in sessions
        and accounts.get(one.account) == one.generation
        and (one.kind != "agent" or one.id in agents)
    ]


def may_watch(reader: Reader, topic: str) -> bool:
    """Agents see who else is on a case that they may see. Who looks at it in the company is not for customers."""
    assert isinstance(reader, Listener)
    kind, _, number = topic.partition(":")
    if kind != "case" or not number.isdecimal() or len(number) > 18:
        return False
    agent = _agent(reader) if reader.kind == "agent" else None
    return agent is not None and visible_to(agent).filter(pk=int(number)).exists()
