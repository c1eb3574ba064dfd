from __future__ import annotations

import pytest

from onehand.accounts import tokens
from onehand.accounts.models import Account, ApiToken
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


def test_a_token_finds_its_account_and_only_a_hash_is_kept(ada: Agent) -> None:
    secret = tokens.issue(ada.account, "Skript")
    assert tokens.find(secret) == ada.account
    assert secret not in ApiToken.objects.get().hashed
    assert tokens.find(ApiToken.objects.get().hashed) is None


@pytest.mark.parametrize("guess", ["", "onehand_", "onehand_x", "Bearer x", "\x00"])
def test_a_guess_finds_nobody(ada: Agent, guess: str) -> None:
    tokens.issue(ada.account, "x")
    assert tokens.find(guess) is None


def test_revoked_it_finds_nobody(ada: Agent) -> None:
    first, second = tokens.issue(ada.account, "a"), tokens.issue(ada.account, "b")
    tokens.revoke(ApiToken.objects.get(name="a"))
    assert tokens.find(first) is None
    assert tokens.find(second) == ada.account


def test_the_token_of_a_disabled_account_finds_nobody(ada: Agent) -> None:
    secret = tokens.issue(ada.account, "a")
    Account.objects.filter(pk=ada.account_id).update(is_active=False)
    assert tokens.find(secret) is None
