"""The real provisioning system of the demo, as a process with a database of its own."""

from __future__ import annotations

import grp
import json
import os
import pwd
import secrets
import sqlite3
import sys
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.support.ports import HOST, free_port, is_listening
from tests.support.process import Account, Part, Process, server_folder

if TYPE_CHECKING:
    from onehand.actions.provisioning import Lines

ROOT = Path(__file__).resolve().parents[2]


def own_account() -> Account:
    """Ours: the program lies in the checkout and runs on our Python, which another account need not be able to read."""
    entry = pwd.getpwuid(os.geteuid())
    return Account(entry.pw_name, grp.getgrgid(entry.pw_gid).gr_name, entry.pw_uid, entry.pw_gid)


class Provisioning(Part):
    """Starts with the demo's people. `stop` and `start` again keep the database and the port, as after a crash."""

    def __init__(self, *, pace: float = 0, demo: bool = True) -> None:
        account = own_account()
        self.folder = server_folder(account, "lines")
        self.port = free_port()
        self.token, self.operator_token = secrets.token_urlsafe(16), secrets.token_urlsafe(16)
        self.database = self.folder / "lines.sqlite3"
        tokens = self.folder / "token"
        tokens.write_text(f"{self.token}\n{self.operator_token}\n", "utf-8")
        command: list[str | Path] = [
            sys.executable, "-m", "demo.provisioning", "--host", HOST, "--port", str(self.port), "--database",
            self.database, "--token-file", tokens, "--faults", "--pace", str(pace), *([] if demo else ["--no-demo"]),
        ]  # fmt: skip
        env = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        self._process = Process(command, account, self.folder / "log", env=env)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def start(self) -> None:
        self._process.start(lambda: is_listening(self.port))

    def stop(self) -> None:
        self._process.stop()

    def kill(self) -> None:
        """In the middle of whatever it does."""
        self._process.kill()

    def backend(self) -> Lines:
        from onehand.actions.provisioning import Lines

        return Lines(self.url, self.token)

    def operate(self, path: str, **order: Any) -> Any:
        """An operator's word, such as `operate("contracts/30412/hang", step="tested", cause="x")`."""
        return self._post(f"/operator/{path}", order)

    def fault(self, mode: str, *, on: str = "all", times: int = 1, seconds: float = 0) -> None:
        """Misbehave at the next so many requests; see demo/provisioning/faults.py. "none" ends it."""
        self._post("/faults", {"mode": mode, "on": on, "times": times, "seconds": seconds})

    def rows(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        """Straight from its database, past its API."""
        with closing(sqlite3.connect(self.database)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(sql, values)]

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        connection = HTTPConnection(HOST, self.port, timeout=10)
        with closing(connection):
            bearing = {"Authorization": f"Bearer {self.operator_token}", "Content-Type": "application/json"}
            connection.request("POST", path, json.dumps(body), bearing)
            answer = connection.getresponse()
            data = json.loads(answer.read())
        assert answer.status == 200, data
        return data
