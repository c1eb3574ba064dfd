"""Whether this node is well, for monitoring: /health says it in short, /metrics in figures about the house, never people."""

from __future__ import annotations

import os
import shutil
import socket
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, transaction
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from onehand.accounts.models import SignInAsked
from onehand.cases.models import Ledger
from onehand.cases.models.intake import UNREAD
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


def _listener() -> dict[str, Any]:
    """Whether mail is accepted at the configured address."""
    address = urlsplit(settings.ONEHAND.mail_listen)
    if not address.hostname or not address.port:
        return {"ok": True, "state": "off"}
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address.hostname, address.hostname)
    with socket.create_connection((host, address.port), timeout=2) as connection:
        greeting = connection.recv(64)
        connection.sendall(b"QUIT\r\n")
    return {"ok": greeting.startswith(b"220"), "state": "on"}


def _worker() -> dict[str, Any]:
    overdue = heartbeat.overdue()
    if overdue is None:
        return {"ok": False, "problem": "no worker has run yet"}
    return {"ok": overdue <= SILENT, "overdue_seconds": int(overdue.total_seconds())}


def _intake() -> dict[str, Any]:
    """Mail that was accepted but is not read yet."""
    stuck = Ledger.objects.filter(
        outcome=Ledger.Outcome.QUARANTINED, reason=UNREAD, at__lt=clock.now() - UNREAD_FOR
    )[:CAP].count()
    return {"ok": not stuck, "unread": stuck}


CHECKS: dict[str, Callable[[], dict[str, Any]]] = {
    "database": _database,
    "disk": _disk,
    "listener": _listener,
    "worker": _worker,
    "intake": _intake,
}
