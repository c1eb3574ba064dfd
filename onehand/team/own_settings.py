"""What agents set for themselves: the name customers read, their limit, the language of their desk."""

from __future__ import annotations

from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import record, verb

LARGEST_CAP = 500


class SettingRefused(Exception):
    """Bears a stable code: name_missing, cap_range or language_unknown."""


@verb
def change_own_settings(agent: Agent, *, display_name: str, cap: int, language: str, by: Agent) -> Agent:
    name = " ".join(display_name.split())[:80]
    if not name or not name.isprintable():
        raise SettingRefused("name_missing")
    if not 1 <= cap <= LARGEST_CAP:
        raise SettingRefused("cap_range")
    if language not in ("de", "en"):
        raise SettingRefused("language_unknown")
    agent.display_name, agent.cap = name, cap
    agent.save(update_fields=["display_name", "cap"])
    agent.account.language = language
    agent.account.save(update_fields=["language"])
    record("agent", agent.pk, Kind.AGENT_CHANGED, by=by)
    return agent
