"""The demo's shop beside a node: found by every process on the same data, and gone when the node is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from onehand.actions.contract import Unreachable
from onehand.config import shop
from onehand.config.environment import read
from tests.support.ports import until
from tests.support.process import alive
from tests.support.shop import ShopServer

NODE = """
import sys, time
from pathlib import Path
from onehand.config import shop
from onehand.config.environment import read
with shop.beside(read({"ONEHAND_DATA": sys.argv[1], "ONEHAND_BACKENDS": "shop"}, Path(sys.argv[1]))) as beside:
    print(beside._process.pid, flush=True)
    time.sleep(120)
"""


def _answers(place: Path) -> bool:
    try:
        return shop.backend(read({"ONEHAND_DATA": str(place), "ONEHAND_BACKENDS": "shop"}, place)).version() != ""
    except Unreachable:
        return False


def test_a_killed_node_leaves_no_shop_behind_and_the_next_one_finds_its_data(
    shop_server: ShopServer, tmp_path: Path
) -> None:
    environment = os.environ | {"PYTHONPATH": str(Path.cwd())}
    for _ in range(2):
        with subprocess.Popen(
            [sys.executable, "-c", NODE, str(tmp_path)], stdout=subprocess.PIPE, text=True, env=environment
        ) as node:
            assert node.stdout is not None
            pid = int(node.stdout.readline())
            until(lambda: _answers(tmp_path), "the shop beside the node", timeout=60)
            node.send_signal(signal.SIGKILL)
        until(lambda pid=pid: not alive(pid), "the end of the shop", timeout=15)  # type: ignore[misc]
        assert not _answers(tmp_path)
    password = tmp_path / "shop" / "password"
    assert password.stat().st_mode & 0o777 == 0o600
