"""A shop's database from the template: copied, moved to today, and with a password of its own."""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

NAME = "shop"
USER = "onehand"
CONFIGURATION = """\
[database]
uri = sqlite://
path = {folder}
list = False

[session]
timeout = 3600
"""
# With a random password of 24 bytes the number of rounds does not matter; Tryton makes its own hash at the first use.
ROUNDS = 1000
# Days that are no day of the business: rates and public holidays of old stay where they are.
STAY = frozenset({"currency_currency_rate"})


def give(data: Path, template: Path) -> Path:
    """Make the folder's database, password and configuration unless they are there; the configuration's path."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    password = _password(data / "password")
    database = data / f"{NAME}.sqlite"
    if not database.exists():
        copy(template, database, password)
    configuration = data / "trytond.conf"
    configuration.write_text(CONFIGURATION.format(folder=data))
    return configuration


def copy(template: Path, database: Path, password: str, today: date | None = None) -> None:
    """A new database at this path, complete or not at all."""
    partial = database.with_name(f".{database.name}.{os.getpid()}")
    shutil.copyfile(template, partial)
    partial.chmod(0o600)
    with closing(sqlite3.connect(partial)) as connection:
        _move_to(connection, today or date.today())
        connection.execute("UPDATE res_user SET password_hash = ? WHERE login = ?", (_hash(password), USER))
        connection.commit()
        # Those who read need not wait for those who write.
        connection.execute("PRAGMA journal_mode = WAL")
    partial.rename(database)


def note_the_day(database: Path) -> None:
    """Write into a template on which day its story was told."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(f"PRAGMA user_version = {date.today().toordinal()}")
        connection.execute("DELETE FROM ir_session")
        connection.commit()


def _move_to(connection: sqlite3.Connection, today: date) -> None:
    (told,) = connection.execute("PRAGMA user_version").fetchone()
    days = today.toordinal() - told
    if not days:
        return
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
        moved = [name for _, name, kind, *_ in columns if kind == "DATE"]
        if moved and table not in STAY:
            changes = ", ".join(f'"{name}" = date("{name}", \'{days:+d} days\')' for name in moved)
            connection.execute(f'UPDATE "{table}" SET {changes}')  # noqa: S608 - Tryton's own names
    connection.execute(f"PRAGMA user_version = {today.toordinal()}")


def _password(path: Path) -> str:
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(24))
    return path.read_text("ascii").strip()


def _hash(password: str) -> str:
    """As passlib writes PBKDF2 with SHA-512."""
    salt = secrets.token_bytes(16)
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, ROUNDS)
    return f"$pbkdf2-sha512${ROUNDS}${_ab64(salt)}${_ab64(digest)}"


def _ab64(data: bytes) -> str:
    return base64.b64encode(data).rstrip(b"=").replace(b"+", b".").decode()
