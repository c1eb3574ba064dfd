"""Serves databases over JSON-RPC on a loopback port, in the foreground, until SIGTERM. Runs in the shop's environment:

python serve.py CONFIGURATION PORT PARENT [DATABASE …]

It ends by itself when PARENT, the id of the process that started it, is gone; 0 for none.

The databases named are loaded before the port opens; others of the folder when they are first asked for.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
import warnings
from contextlib import suppress
from types import FrameType

HOST = "127.0.0.1"


def main(configuration: str, port: str, parent: str, *databases: str) -> int:
    os.environ["TRYTOND_APPNAME"] = "trytond"
    warnings.simplefilter("ignore")
    logging.basicConfig(level=logging.WARNING)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    signal.signal(signal.SIGTERM, _end)
    if int(parent):
        threading.Thread(target=_end_with, args=(int(parent),), daemon=True).start()
    from trytond.config import config

    config.update_etc(configuration)
    import quick
    from trytond.pool import Pool
    from trytond.wsgi import app

    quick.keep_connections()
    later = quick.Afterwards()
    Pool.start()
    for name in databases:
        Pool(name).init()
        later.catch_up(Pool(name))
    quick.settle()
    with suppress(KeyboardInterrupt):
        quick.Server(HOST, int(port), app, asked=later.asked).serve_forever()
    os._exit(0)  # a request that still runs must not hold up the end: its transaction is undone, as in any crash


def _end_with(parent: int) -> None:
    """A killed node must not leave its shop behind: the next one would find the database and the port in use."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
