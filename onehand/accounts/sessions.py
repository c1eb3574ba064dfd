"""Sessions in the database, as Django's; only the look-up of every request is a prepared question."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from onehand.foundation.prepared import Prepared

_SESSION: Prepared[Session] = Prepared(
    lambda blank: Session.objects.filter(session_key=blank("key"), expire_date__gt=blank("now"))
)


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Any:
        found = _SESSION.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found
