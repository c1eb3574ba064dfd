"""The demo's shop: a real Tryton 7.0 with an environment, a database and a port of its own.

python3 shop.py prepare                       make the environment and the template database, once
python3 shop.py ready                         end with 0 if they are made, else with 1
python3 shop.py serve --data DIR --port PORT  prepare, copy the template to DIR unless it is there, and serve it

It needs Python 3.11 or newer and nothing else. `serve` stays in the foreground; SIGTERM ends it. The password of the
user `onehand` lies in DIR/password (mode 600); the address is http://onehand:PASSWORD@127.0.0.1:PORT/shop.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path

from database import NAME, give
from environment import folder, template, venv_python

SERVE = Path(__file__).parent / "serve.py"


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    if options.command == "ready":
        return 0 if (folder() / ".ready").exists() and any(folder().glob("shop-*.sqlite")) else 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # what is half made is cleared away
    kept = template()
    if options.command == "prepare":
        sys.stdout.write(f"{kept}\n")
        return 0
    data = Path(options.data).expanduser().resolve()
    configuration = give(data, kept)
    # The same process goes on as the server: who started it ends it by its id.
    python = str(venv_python())
    os.execv(python, [python, str(SERVE), str(configuration), str(options.port), str(options.parent), NAME])  # noqa: S606


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="shop.py", description="The demo's shop: Tryton 7.0.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("prepare", help="make the environment and the template database")
    commands.add_parser("ready", help="end with 0 if both are made already, else with 1")
    serve = commands.add_parser("serve", help="serve the shop until SIGTERM")
    serve.add_argument("--data", required=True, help="folder of its database and password")
    serve.add_argument("--with", dest="parent", type=int, default=0, help="end when this process has ended")
    serve.add_argument("--port", required=True, type=int, help="port on the loopback interface")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
