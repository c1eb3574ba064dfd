"""Whether this node is well, for monitoring."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from onehand.accounts.models import SignInAsked
from onehand.cases.models import Ledger
from onehand.cases.models.intake import UNREAD
from onehand.channels import registry
from onehand.foundation import clock
from onehand.foundation.jobs import heartbeat

LEAST_FREE = 50 * 1024 * 1024  # bytes; below this no mail is acknowledged for long
SILENT = timedelta(minutes=3)
UNREAD_FOR = timedelta(seconds=60)
CAP = 100
_PROBE = b"\0" * 4096


@require_safe
def health(_request: HttpRequest) -> JsonResponse:
    checks = {name: _guarded(check) for name, check in CHECKS.items()}
    well = all(check["ok"] for check in checks.values())
    return JsonResponse({"ok": well, "checks": checks}, status=200 if well else 503)


def _guarded(check: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return check()
    except (OSError, DatabaseError) as error:
        return {"ok": False, "problem": type(error).__name__}


def _database() -> dict[str, Any]:
    """A write that is taken back."""
    with transaction.atomic():
        SignInAsked.objects.create(address="health")
        transaction.set_rollback(True)
    return {"ok": True}


def _disk() -> dict[str, Any]:
    """Room, and that a flushed write really works."""
    folder = Path(settings.ONEHAND.data)
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    probe = folder / f".health-{uuid.uuid4().hex}"
    try:
        with probe.open("xb") as file:
            file.write(_PROBE)
            file.flush()
            os.fsync(file.fileno())
    finally:
        probe.unlink(missing_ok=True)
    return {"ok": free >= LEAST_FREE, "free_bytes": free}


def _channels() -> dict[str, Any]:
    """Listener and mailboxes, each with what is wrong."""
    parts = registry.health()
    return {"ok": all(part.ok for part in parts), "parts": {part.part: part.sentence or "fine" for part in parts}}


def _worker() -> dict[str, Any]:
    overdue = heartbeat.overdue()
    if overdue is None:
        return {"ok": False, "problem": "no worker has run yet"}
    return {"ok": overdue <= SILENT, "overdue_seconds": int(overdue.total_seconds())}


def _intake() -> dict[str, Any]:
    """Mail that was accepted but is not read yet."""
    stuck = Ledger.objects.filter(outcome=Ledger.Outcome.QUARANTINED, reason=UNREAD, at__lt=clock.now() - UNREAD_FOR)[
        :CAP
    ].count()
    return {"ok": not stuck, "unread": stuck}


CHECKS: dict[str, Callable[[], dict[str, Any]]] = {
    "database": _database,
    "disk": _disk,
    "channels": _channels,
    "worker": _worker,
    "intake": _intake,
}
