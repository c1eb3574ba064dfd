"""What a start brings in: the first page waits for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_BROUGHT_IN = """
import sys
import onehand.config.asgi, onehand.config.node, onehand.config.urls
print(*sorted(sys.modules))
"""


def test_a_start_on_sqlite_leaves_the_rules_and_the_other_database_for_later(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("ONEHAND_")}
    env |= {"ONEHAND_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "onehand.config.settings"}
    done = subprocess.run([sys.executable, "-c", _BROUGHT_IN], env=env, capture_output=True, text=True, check=True)
    brought = set(done.stdout.split())
    assert "onehand.desk.case_page" in brought
    later = {f"onehand.cases.recognise.{name}" for name in ("asks", "blame", "facts", "promises", "questions")}
    assert not brought & (later | {"psycopg"})


def test_the_rules_are_there_when_they_were_asked_for() -> None:
    code = "import sys; from onehand.cases import recognise; recognise.get_ready(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"onehand.cases.recognise.promises", "onehand.cases.recognise.blame"} <= set(done.stdout.split())
