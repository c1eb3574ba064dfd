"""A NUL character in what somebody pasted is no reason to lose the rest of it."""

from __future__ import annotations

import pytest

from onehand.cases.models import Case, Message
from onehand.team.models import Agent
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db


def test_a_note_with_a_nul_is_kept_without_it(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    answer = signed_in(ada).post(f"/desk/cases/{case.pk}/note/", {"text": "vor\x00her", "key": "\x00k"})
    assert answer.status_code == 303
    assert Message.objects.filter(case=case, direction=Message.Direction.NOTE, text="vorher").exists()


def test_a_search_with_a_nul_finds_as_without(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    desk = signed_in(ada)
    plain, odd = (desk.get("/desk/", {"q": words}).content.decode() for words in ("Foto", "Fo\x00to"))
    assert case.subject in plain
    assert case.subject in odd
