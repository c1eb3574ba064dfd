"""Every page of the desk opens for an agent, in both languages."""

from __future__ import annotations

import pytest
from django.urls import reverse

from onehand.cases.models import Case
from onehand.team.models import Agent
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", ["today", "cases", "new_case", "search", "quarantine", "outbox", "team"])
def test_a_page_opens(ada: Agent, case: Case, signed_in: SignedIn, name: str, language: str) -> None:
    answer = signed_in(ada).get(reverse(f"desk:{name}"), headers={"accept-language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.content.decode()
