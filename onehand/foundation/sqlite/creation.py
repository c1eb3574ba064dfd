"""Test databases as files: in Django's in-memory ones threads meet table locks that no real database has."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from django.db.backends.sqlite3 import creation


class DatabaseCreation(creation.DatabaseCreation):
    """Makes and removes test databases in the temporary folder, one for each test process."""

    def place(self, database: str | os.PathLike[str]) -> str:
        """One name for one database, however its path was written."""
        name = os.fspath(database)
        return name if name.startswith("file:") or name == ":memory:" else os.path.abspath(name)

    def _get_test_db_name(self) -> str:
        chosen = self.connection.settings_dict["TEST"]["NAME"]
        name = f"onehand-test-{os.getpid()}-{self.connection.alias}.sqlite3"
        return str(chosen or Path(tempfile.gettempdir()) / name)

    def _destroy_test_db(self, test_database_name: str, verbosity: int) -> None:
        super()._destroy_test_db(test_database_name, verbosity)  # type: ignore[misc]
        for suffix in ("-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                os.remove(test_database_name + suffix)
