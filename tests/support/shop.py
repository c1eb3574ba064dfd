"""The demo's shop for tests: a real Tryton on a free port, with the template's data, restored as often as wished.

The environment and the template are made once by demo/shop/shop.py; a server is there in about two seconds.
"""

from __future__ import annotations

import grp
import os
import pwd
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.support.ports import HOST, free_port, is_listening
from tests.support.process import Account, CannotStart, Part, Process, server_folder

MAKER = Path(__file__).parents[2] / "demo" / "shop"
# The first time, everything is installed and filled.
PREPARING = 900


class ShopServer(Part):
    """One Tryton; `url` is what Onehand's adapter is given."""

    def __init__(self, *, port: int | None = None) -> None:
        entry = pwd.getpwuid(os.geteuid())
        self.account = Account(entry.pw_name, grp.getgrgid(entry.pw_gid).gr_name, entry.pw_uid, entry.pw_gid)
        self.template = _prepared()
        self.folder = server_folder(self.account, "shop")
        self.port = port or free_port()
        self.password = ""
        self._kept = self.folder / "kept.sqlite"
        self.process = Process(
            [
                self.template.parent / "bin" / "python",
                MAKER / "serve.py",
                self.folder / "trytond.conf",
                str(self.port),
                "0",
                "shop",
            ],
            self.account,
            self.folder / "log",
        )

    @property
    def url(self) -> str:
        return f"http://onehand:{self.password}@{HOST}:{self.port}/shop"

    @property
    def database(self) -> Path:
        return self.folder / "shop.sqlite"

    def start(self) -> None:
        """Start; the first time, with the template's data."""
        if not self.database.exists():
            _give(self.folder, self.template)
            self.password = (self.folder / "password").read_text("ascii")
        self.process.start(lambda: is_listening(self.port), timeout=60)

    def stop(self) -> None:
        self.process.stop(timeout=10)

    def kill(self) -> None:
        """As in a power cut; `start()` goes on with what had been written."""
        self.process.kill()

    def keep(self) -> None:
        """Remember the data as it is now, for `restore()`."""
        _copy(self.database, self._kept)

    def restore(self) -> None:
        """Put back what was remembered, beneath the running server: it holds no data between two requests."""
        _copy(self._kept, self.database)

    def sql(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """What somebody else has changed, or what stands there: straight in the database."""
        with closing(sqlite3.connect(self.database, timeout=10)) as connection:
            rows = connection.execute(statement, values).fetchall()
            connection.commit()
            return rows


def _prepared() -> Path:
    done = subprocess.run(
        [sys.executable, MAKER / "shop.py", "prepare"], capture_output=True, text=True, check=False, timeout=PREPARING
    )
    if done.returncode:
        raise CannotStart(f"the shop cannot be prepared: {done.stderr[-3000:]}")
    return Path(done.stdout.strip())


def _give(folder: Path, template: Path) -> None:
    command = (
        "import sys; from pathlib import Path; from database import give; give(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    subprocess.run([sys.executable, "-c", command, folder, template], check=True, cwd=MAKER, timeout=60)


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source, timeout=10)) as here, closing(sqlite3.connect(target, timeout=10)) as there:
        here.backup(there)
