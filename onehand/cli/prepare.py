"""Before any command: settings read, data folder and key made, database migrated if it has to be."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

from onehand.cli.failure import TEMPORARY, Failure

# Any number, the same for all nodes: of two that start at once on PostgreSQL one migrates.
_MIGRATION_LOCK = 0x0E4A4D


def prepare() -> None:
    """Fast when nothing is to be done: one small query. Raises config's SettingError, and Failure for the database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onehand.config.settings")
    django.setup()
    _migrate_if_needed()


def _migrate_if_needed() -> None:
    from django.db import OperationalError

    try:
        if not _pending():
            return
        with _alone():
            if _pending():
                _migrate()
    except (OperationalError, OSError) as error:
        raise Failure(f"the database cannot be used now: {error}", TEMPORARY) from error


def _pending() -> bool:
    """Whether a migration of this version has not been applied. Looks at file names, not at the migrations."""
    from django.db import connection

    path = _sqlite_file()
    if path is not None and not path.exists():
        return True
    if "django_migrations" not in connection.introspection.table_names():
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        applied = {(app, name) for app, name in cursor.fetchall()}
    return not set(_known()) <= applied


def _known() -> Iterator[tuple[str, str]]:
    from django.apps import apps

    for app in apps.get_app_configs():
        folder = Path(app.path) / "migrations"
        if folder.is_dir():
            yield from ((app.label, file.stem) for file in folder.glob("[0-9]*.py"))


def _sqlite_file() -> Path | None:
    from django.db import connection

    return Path(str(connection.settings_dict["NAME"])) if connection.vendor == "sqlite" else None


@contextmanager
def _alone() -> Iterator[None]:
    """Two commands at once do not both migrate: the second one waits."""
    from django.conf import settings
    from django.db import connection

    data = Path(settings.ONEHAND.data)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (data / "prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATION_LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATION_LOCK])


def _migrate() -> None:
    from django.core.management import call_command

    path = _sqlite_file()
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Made by us, so that nobody else may read it; SQLite gives its log the same mode.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    print("onehand: preparing the database …", file=sys.stderr, flush=True)
    call_command("migrate", interactive=False, verbosity=0, skip_checks=True, stdout=sys.stderr)
