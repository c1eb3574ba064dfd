"""A live server in a process of its own, for the test that counts its memory; prints its port."""

from __future__ import annotations

import itertools
import socket
import threading
from collections.abc import Mapping, Sequence

import django


class Silence:
    """A feed in which nothing happens."""

    def latest(self) -> int:
        return 0

    def after(self, seq: int, limit: int) -> list[tuple[int, dict[str, object], tuple[str, ...]]]:
        return []

    def may_read(self, reader: object, rows: Sequence[object]) -> list[object]:
        return []


def serve() -> None:
    """Serve until terminated."""
    django.setup()
    import uvicorn
    from django.core.management import call_command

    from onehand.foundation.live.app import LiveApp

    call_command("migrate", "live", verbosity=0)
    numbers = itertools.count()

    def authorise(headers: Mapping[str, str]) -> int:
        return next(numbers)  # each connection is another reader

    app = LiveApp(
        Silence(),  # type: ignore[arg-type]
        authorise,
        recheck=lambda readers: readers,
        stop=threading.Event(),
    )
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(512)
    print(listener.getsockname()[1], flush=True)
    config = uvicorn.Config(app, log_level="warning", lifespan="off", ws="none", timeout_graceful_shutdown=1)
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    serve()
