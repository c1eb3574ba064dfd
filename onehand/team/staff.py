"""Who works here: an agent is added, leaves, or comes back. Says nothing about anybody's work."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onehand.accounts.models import Account, ApiToken, SignInLink
from onehand.foundation import clock
from onehand.team.models import Agent, Mandate, Skill
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Acts, record, verb

_HANDLE = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
# Words that the filter `owner=` means otherwise.
_RESERVED = frozenset({"me", "none", "all"})
MOST = 2**31 - 1  # cents


class StaffRefused(Exception):
    """Says by its code why somebody cannot be added or disabled."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def by_name(handle: str) -> Agent | None:
    """The agent of this handle, former ones too."""
    return Agent.objects.select_related("account").filter(handle=handle.strip().lower()).first()


@verb
def add_agent(
    handle: str,
    *,
    email: str,
    role: str,
    by: Acts,
    display_name: str = "",
    language: str = "",
    skills: Sequence[str] = (),
) -> Agent:
    """A new agent, or a former one of the same handle and address again. Raises StaffRefused."""
    handle, email = handle.strip().lower(), email.strip().lower()
    if not _HANDLE.fullmatch(handle) or handle in _RESERVED:
        raise StaffRefused("handle_unusable")
    if not _ADDRESS.fullmatch(email):
        raise StaffRefused("email_unusable")
    if role not in Agent.Role.values:
        raise StaffRefused("role_unknown")
    name = (display_name.strip() or handle.replace("-", " ").replace("_", " ").title())[:100]
    account = Account.objects.for_email(email, name=name, language=language)
    agent = _standing(handle, account) or Agent(account=account, handle=handle)
    agent.display_name, agent.role, agent.active = name, role, True
    agent.save()
    account.is_active, account.language = True, language or account.language
    account.save(update_fields=["is_active", "language"])
    agent.skills.set([Skill.objects.get_or_create(name=skill)[0] for skill in skills])
    record("agent", agent.pk, Kind.AGENT_CHANGED, by=by, audience="lead", values={"change": "added", "role": role})
    return agent


def _standing(handle: str, account: Account) -> Agent | None:
    """The former agent who comes back."""
    same_handle = Agent.objects.filter(handle=handle).first()
    same_account = Agent.objects.filter(account=account).first()
    if same_handle is None and same_account is None:
        return None
    if same_handle is not None and (same_handle.active or same_handle.account_id != account.pk):
        raise StaffRefused("handle_taken")
    if same_handle is None:
        raise StaffRefused("email_taken")
    return same_handle


@verb
def grant(agent: Agent, action_kind: str, limit: int, *, by: Acts) -> Mandate:
    """What the agent may give away alone in one case by this kind of action, in cents; 0 takes it away.

    Raises StaffRefused: already_disabled, limit_unusable."""
    if not agent.active:
        raise StaffRefused("already_disabled")
    if not 0 <= limit <= MOST:
        raise StaffRefused("limit_unusable")
    mandate, _ = Mandate.objects.update_or_create(agent=agent, action_kind=action_kind, defaults={"limit": limit})
    values = {"change": "mandate", "action": action_kind, "limit": limit}
    record("agent", agent.pk, Kind.AGENT_CHANGED, by=by, audience="lead", values=values)
    return mandate


@verb
def disable_agent(agent: Agent, *, by: Acts) -> Agent:
    """End sessions, tokens and links at once. The cases in hand are passed on by `cases.leaving`."""
    if not agent.active:
        raise StaffRefused("already_disabled")
    agent.active = False
    agent.save(update_fields=["active"])
    account, now = agent.account, clock.now()
    account.is_active = False
    account.save(update_fields=["is_active"])
    account.sign_out_everywhere()
    ApiToken.objects.filter(account=account, revoked_at__isnull=True).update(revoked_at=now)
    SignInLink.objects.filter(account=account, used_at__isnull=True).update(used_at=now)
    record("agent", agent.pk, Kind.AGENT_CHANGED, by=by, audience="lead", values={"change": "disabled"})
    return agent
