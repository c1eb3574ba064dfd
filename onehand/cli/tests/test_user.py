"""`onehand user`: the team from the shell."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from onehand.accounts import tokens
from onehand.cases.models import Case
from onehand.cli.main import main
from onehand.team.models import Agent

ADD = ["user", "add", "Nora-L", "--email", "Nora@x.example", "--role", "lead", "--display-name", "Nora Lindt"]


@pytest.mark.django_db
def test_an_agent_is_added_with_a_link_that_signs_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*ADD, "--language", "en", "--skill", "lang:en", "--skill", "billing"]) == 0
    link = capsys.readouterr().out.split()[-1]
    agent = Agent.objects.get()
    assert (agent.handle, agent.display_name, agent.role, agent.account.email) == (
        "nora-l", "Nora Lindt", "lead", "nora@x.example",
    )  # fmt: skip
    assert sorted(agent.skills.values_list("name", flat=True)) == ["billing", "lang:en"]
    assert Client().get(link).status_code == 200
    assert main(ADD) == 1
    assert "Somebody has this name already" in capsys.readouterr().err


@pytest.mark.django_db
def test_the_token_alone_is_printed_and_works(ada: Agent, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["user", "token", "ada"]) == 0
    secret = capsys.readouterr().out.removesuffix("\n")
    assert tokens.find(secret) == ada.account
    assert main(["user", "token", "nobody"]) == 1


@pytest.mark.django_db
def test_the_list_holds_no_figure(case: Case, ada: Agent, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["user", "list", "--json"]) == 0
    (item,) = json.loads(capsys.readouterr().out)["items"]
    assert item == {
        "id": ada.pk, "name": "ada", "display_name": "Ada Brandt", "role": "agent", "email": "ada@moebelhaus.example",
        "language": "", "skills": [], "active": True,
    }  # fmt: skip


@pytest.mark.django_db
def test_who_is_disabled_loses_access_and_the_cases_get_another_hand(
    case: Case, ada: Agent, nora: Agent, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tokens.issue(ada.account, "x")
    assert main(["user", "disable", "ada"]) == 0
    assert tokens.find(secret) is None
    assert case.hand == nora
    assert main(["user", "disable", "ada"]) == 1
    assert main(["user", "link", "ada"]) == 1
    assert main(["user", "token", "ada"]) == 1


@pytest.mark.django_db
def test_what_somebody_may_give_away_alone_is_granted_and_taken_away(
    ada: Agent, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["user", "mandate", "ada", "goodwill", "19,90"]) == 0
    assert "€19.90" in capsys.readouterr().out
    assert ada.mandates.get().limit == 1990
    assert main(["user", "mandate", "ada", "goodwill", "0"]) == 0
    assert ada.mandates.get().limit == 0
    assert main(["user", "mandate", "ada", "cancel", "20"]) == 1
    assert "goodwill" in capsys.readouterr().err
    assert main(["user", "mandate", "ada", "goodwill", "viel"]) == 1
    assert main(["user", "mandate", "ada", "goodwill", "999999999"]) == 1
