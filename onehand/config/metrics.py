"""Figures for Prometheus (text format 0.0.4). About mail, queues and the node; nothing about any person."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from onehand.cases import ledger
from onehand.cases.models import Case, Outgoing
from onehand.foundation import clock, jobs
from onehand.foundation.jobs import heartbeat
from onehand.foundation.jobs.models import Job, State

# The ledger is counted as a whole, so it is asked at most this often.
FRESH = timedelta(seconds=30)
_OUTCOMES = ("messages", "quarantined", "duplicates", "erased")
_UNFINISHED = ("queued", "sending", "deferred", "uncertain", "bounced")
_lock = threading.Lock()
_kept: tuple[datetime, str] | None = None


@require_safe
def metrics(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(_text(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _text() -> str:
    global _kept
    with _lock:
        now = clock.now()
        if _kept is None or not timedelta(0) <= now - _kept[0] < FRESH:
            _kept = now, "".join(_lines())
        return _kept[1]


def _lines() -> Iterator[str]:
    yield from _gauge("onehand_up", "1 while the web process answers.", {"": 1})
    counts = ledger.counts()
    by_outcome = {f'outcome="{name}"': counts[name] for name in _OUTCOMES}
    yield from _gauge("onehand_ledger_items", "Accepted raw items by outcome.", by_outcome)
    yield from _gauge(
        "onehand_ledger_difference", "Items without an outcome: 0 or an alarm.", {"": counts["difference"]}
    )
    waiting = Case.objects.filter(waiting_since__isnull=False)
    yield from _gauge(
        "onehand_cases_unanswered", "Cases in which a customer waits for an answer.", {"": waiting.count()}
    )
    oldest = waiting.order_by("waiting_since").values_list("waiting_since", flat=True).first()
    age = (clock.now() - oldest).total_seconds() if oldest else 0
    yield from _gauge("onehand_oldest_unanswered_seconds", "Age of the oldest unanswered message.", {"": int(age)})
    mails = dict(Outgoing.objects.filter(state__in=_UNFINISHED).values_list("state").annotate(Count("pk")).order_by())
    by_state = {f'state="{state}"': mails.get(state, 0) for state in _UNFINISHED}
    yield from _gauge("onehand_outgoing_mails", "Outgoing mails not yet at their end.", by_state)
    queued = Job.objects.filter(state=State.WAITING).count()
    yield from _gauge("onehand_jobs_waiting", "Jobs that wait for a worker.", {"": queued})
    yield from _gauge("onehand_jobs_failed", "Jobs that need a person.", {"": jobs.failed().count()})
    overdue = heartbeat.overdue()
    late = int(overdue.total_seconds()) if overdue is not None else -1
    yield from _gauge(
        "onehand_worker_overdue_seconds", "Wait of the most overdue schedule; -1: no worker yet.", {"": late}
    )


def _gauge(name: str, about: str, values: dict[str, int]) -> Iterator[str]:
    yield f"# HELP {name} {about}\n# TYPE {name} gauge\n"
    for labels, value in values.items():
        yield f"{name}{{{labels}}} {value}\n" if labels else f"{name} {value}\n"
