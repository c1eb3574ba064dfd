from __future__ import annotations

import pytest

from onehand.accounts import signin, tokens
from onehand.accounts.models import Account
from onehand.team.models import Agent
from onehand.team.sentences import SENTENCES, sentence
from onehand.team.staff import StaffRefused, add_agent, by_name, disable_agent
from onehand.timeline.models import Entry
from onehand.timeline.record import SYSTEM

pytestmark = pytest.mark.django_db


def add(handle: str = "mia", email: str = "mia@moebelhaus.example", role: str = "agent", **more: object) -> Agent:
    return add_agent(handle, email=email, role=role, by=SYSTEM, **more)  # type: ignore[arg-type]


def code(*args: str) -> str:
    with pytest.raises(StaffRefused) as refused:
        add(*args)
    return refused.value.code


def test_a_new_agent_has_an_account_a_name_and_skills() -> None:
    agent = add("Mia-Lou", " Mia@Moebelhaus.example ", skills=["lang:de", "lang:en"])
    assert (agent.handle, agent.display_name, agent.account.email) == ("mia-lou", "Mia Lou", "mia@moebelhaus.example")
    assert {skill.name for skill in agent.skills.all()} == {"lang:de", "lang:en"}
    assert Entry.objects.get(kind="agent_changed").audience == "lead"


@pytest.mark.parametrize("handle", ["", "me", "none", "all", "ä", "a b", "-a", "a@b", "x" * 61])
def test_a_handle_that_cannot_be_mentioned_is_refused(handle: str) -> None:
    assert code(handle) == "handle_unusable"


def test_what_else_is_refused(ada: Agent) -> None:
    assert code("mia", "keine adresse") == "email_unusable"
    assert code("mia", "mia@x.example", "king") == "role_unknown"
    assert code("ada", "mia@x.example") == "handle_taken"
    assert code("mia", ada.account.email) == "email_taken"


def test_who_leaves_loses_sessions_tokens_and_links_at_once(ada: Agent) -> None:
    secret = tokens.issue(ada.account, "x")
    link = signin.make_link(ada.account, purpose="desk").rstrip("/").rpartition("/")[2]
    before = ada.account.get_session_auth_hash()
    disable_agent(ada, by=SYSTEM)
    account = Account.objects.get(pk=ada.account_id)
    assert not account.is_active
    assert tokens.find(secret) is None
    assert signin.look_up(link) is None
    assert account.get_session_auth_hash() != before
    with pytest.raises(StaffRefused, match="already_disabled"):
        disable_agent(ada, by=SYSTEM)


def test_who_comes_back_is_the_same_agent_without_old_secrets(ada: Agent) -> None:
    secret = tokens.issue(ada.account, "x")
    disable_agent(ada, by=SYSTEM)
    again = add("ada", ada.account.email, "lead")
    assert again.pk == ada.pk
    assert (again.active, again.role, again.account.is_active) == (True, "lead", True)
    assert tokens.find(secret) is None


def test_by_name_finds_former_ones_too(former: Agent) -> None:
    assert by_name(" FRIDA ") == former
    assert by_name("niemand") is None


def test_every_code_has_a_sentence_in_both_languages() -> None:
    for one in SENTENCES:
        assert sentence(one, "de") != sentence(one, "en")
