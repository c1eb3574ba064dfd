"""Finds the account of a session. There are no passwords: people sign in by a link."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from onehand.accounts.models import Account
from onehand.foundation.prepared import Prepared

_ACCOUNT: Prepared[Account] = Prepared(lambda blank: Account.objects.filter(pk=blank("pk"), is_active=True))


class AccountBackend(BaseBackend):
    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Account | None:  # noqa: ARG002
        return None

    def get_user(self, user_id: int) -> Account | None:
        return _ACCOUNT.first(pk=int(user_id))
