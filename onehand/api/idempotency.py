"""`Idempotency-Key`: the same POST again has no second effect and gets the first answer.

The stored answer is written in the transaction of the effect. Of two requests at once the second one waits for the
first one's commit, at the unique key on PostgreSQL and in the write queue on SQLite, and then finds the answer.

An operation that asks other systems must not hold a transaction open while it waits for them. Such a one is marked
`unhurried`: its key is claimed first, its effect is idempotent by itself under `key_of(request)`, and its answer is
stored afterwards. What a crash leaves is a claim: the same body again goes on, another body is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase

from onehand.accounts.models import Account
from onehand.api.auth import account_of
from onehand.api.models import StoredAnswer
from onehand.api.problems import problem
from onehand.foundation import clock, tokens
from onehand.timeline.record import writing

Run = Callable[..., HttpResponseBase]
V = TypeVar("V", bound=Callable[..., Any])

KEPT = timedelta(days=1)
_KEY = re.compile(r"[!-~]{1,255}")


class _Undone(Exception):
    """The request was refused: its half-made effects are rolled back and nothing is stored."""

    def __init__(self, answer: HttpResponseBase) -> None:
        super().__init__(answer.status_code)
        self.answer = answer


def unhurried(view: V) -> V:
    """Marks an operation that asks slow systems, and whose effect under one key happens once by itself."""
    view.unhurried = True  # type: ignore[attr-defined]
    return view


def key_of(request: HttpRequest) -> str | None:
    """The request's key, as nobody else's can be; to be handed to what has an effect."""
    key, account = request.headers.get("Idempotency-Key"), account_of(request)
    return tokens.keyed_hash(f"key:{account.pk}:{key}".encode()) if key is not None and account is not None else None


def idempotent(run: Run, *, unhurried: bool = False) -> Run:
    """An operation that keeps the promise of the key; without a key, or without a good token, it simply runs."""

    def kept(request: HttpRequest, **path: Any) -> HttpResponseBase:
        key = request.headers.get("Idempotency-Key")
        if request.method != "POST" or key is None:
            return run(request, **path)
        if not _KEY.fullmatch(key):
            return problem(request, 422, "key_unusable")
        account = account_of(request)
        if account is None:
            return run(request, **path)
        once = _claimed if unhurried else _once
        return once(account, key, request, lambda: run(request, **path))

    return kept


def _once(account: Account, key: str, request: HttpRequest, run: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    fingerprint = tokens.keyed_hash(b"idempotency:" + request.body)
    standing = StoredAnswer.objects.filter(account=account, key=key, path=request.path[:300])
    earlier = _answered(request, standing.first(), fingerprint)
    if earlier is not None:
        return earlier
    try:
        with writing():
            return _run_and_store(StoredAnswer(account=account, key=key, path=request.path[:300]), fingerprint, run)
    except _Undone as undone:
        return undone.answer
    except IntegrityError:  # the same request was answered while this one waited for its turn
        return _answered(request, standing.first(), fingerprint) or problem(request, 409, "busy")


def _claimed(account: Account, key: str, request: HttpRequest, run: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Of two at once both run, the effect happens once, and the answer stored first is that of both."""
    fingerprint = tokens.keyed_hash(b"idempotency:" + request.body)
    standing = StoredAnswer.objects.filter(account=account, key=key, path=request.path[:300])
    earlier = _answered(request, _claim(standing, account, key, request.path[:300], fingerprint), fingerprint)
    if earlier is not None:
        return earlier
    answer = run()
    with writing():
        if answer.status_code >= 400 or not isinstance(answer, HttpResponse):
            standing.filter(status=0).delete()
            return answer
        standing.filter(status=0).update(
            status=answer.status_code, content_type=answer.headers.get("Content-Type", ""), body=answer.content.decode()
        )
    stored = standing.first()
    # Another one of the same key may have answered first, or was refused and took the claim away.
    return answer if stored is None else _replayed(stored)


def _claim(
    standing: QuerySet[StoredAnswer], account: Account, key: str, path: str, fingerprint: str
) -> StoredAnswer | None:
    """The row of this key: an earlier one, or a new one without an answer yet."""
    try:
        with writing():
            found = standing.first()
            if found is None:
                StoredAnswer.objects.filter(at__lt=clock.now() - KEPT).delete()
                found = StoredAnswer.objects.create(account=account, key=key, path=path, fingerprint=fingerprint)
            return found
    except IntegrityError:  # claimed by another request at this moment
        return standing.first()


def _run_and_store(stored: StoredAnswer, fingerprint: str, run: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The row first: its unique key makes a second request at once wait here."""
    stored.fingerprint = fingerprint
    stored.save(force_insert=True)
    answer = run()
    if answer.status_code >= 400 or not isinstance(answer, HttpResponse):
        raise _Undone(answer)
    stored.status, stored.content_type = answer.status_code, answer.headers.get("Content-Type", "")
    stored.body = answer.content.decode()
    stored.save(update_fields=["status", "content_type", "body"])
    StoredAnswer.objects.filter(at__lt=clock.now() - KEPT).delete()
    return answer


def _answered(request: HttpRequest, stored: StoredAnswer | None, fingerprint: str) -> HttpResponse | None:
    if stored is None:
        return None
    if stored.fingerprint != fingerprint:
        return problem(request, 422, "key_reused")
    if not stored.status:
        return None  # claimed, not answered yet
    answer = _replayed(stored)
    answer["Idempotent-Replayed"] = "true"
    return answer


def _replayed(stored: StoredAnswer) -> HttpResponse:
    return HttpResponse(stored.body, status=stored.status, content_type=stored.content_type)
