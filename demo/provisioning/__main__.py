"""Start it: python -m demo.provisioning --port 8041 --database lines.sqlite3 --token-file token"""

from __future__ import annotations

import argparse
import os
import signal
import threading
import time
from pathlib import Path

from demo.provisioning import people
from demo.provisioning.database import Database
from demo.provisioning.faults import Faults
from demo.provisioning.server import Office, Server


def _end_with(parent: int, server: Server) -> None:
    """Whoever started it may be killed and can then stop nothing."""
    while os.getppid() == parent:
        time.sleep(1)
    server.shutdown()


def main() -> None:
    read = argparse.ArgumentParser(prog="python -m demo.provisioning", description="A small provisioning system.")
    read.add_argument("--host", default="127.0.0.1")
    read.add_argument("--port", type=int, default=8041)
    read.add_argument("--database", type=Path, required=True, metavar="FILE")
    tokens_help = "first line: the clients' bearer token; second line: the operators', if it is another"
    read.add_argument("--token-file", type=Path, required=True, metavar="FILE", help=tokens_help)
    read.add_argument("--pace", type=float, default=0, metavar="SECONDS", help="how long a step of an activation takes")
    read.add_argument("--no-demo", action="store_true", help="begin empty")
    read.add_argument("--faults", action="store_true", help="let /faults switch misbehaviour on; for tests only")
    read.add_argument("--with", type=int, dest="beside", metavar="PID", help="end when this parent process is gone")
    told = read.parse_args()
    tokens = told.token_file.read_text("utf-8").split()
    if not tokens:
        read.error("the token file is empty")
    db = Database(told.database)
    if not told.no_demo:
        people.load(db)
    office = Office(db, tokens[0], tokens[-1], Faults() if told.faults else None, told.pace)
    server = Server((told.host, told.port), office)
    if told.pace > 0:
        threading.Thread(target=office.keep_pace, daemon=True).start()
    if told.beside:
        threading.Thread(target=_end_with, args=(told.beside, server), daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    try:
        server.serve_forever(0.1)
    except KeyboardInterrupt:
        pass
    finally:
        office.stopped.set()
        server.server_close()


main()
