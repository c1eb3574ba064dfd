"""One ASGI application: live updates beside Django, which runs in a bounded set of threads with kept connections.

Under Django's own ASGI handler each request gets a fresh thread and with it a fresh database connection.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onehand.config.settings")

import django

django.setup()

from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.core.wsgi import get_wsgi_application

from onehand.config import feed
from onehand.foundation.live.app import LiveApp

LIVE_PATHS = ("/desk/live/", "/my/live/")
WEB_THREADS = 8

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Application:
    """Routes live paths to the stream of events and everything else to Django."""

    def __init__(self, stop: threading.Event | None = None) -> None:
        self.live = LiveApp(
            feed.Timeline(),
            feed.authorise,
            recheck=feed.still,
            may_watch=feed.may_watch,
            hosts=[urlsplit(settings.ONEHAND.public_url).netloc],
            stop=stop,
        )
        self.django = WSGIMiddleware(get_wsgi_application(), workers=WEB_THREADS)  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "http" and scope["path"] in LIVE_PATHS:
            await self.live(scope, receive, send)
        elif scope["type"] == "http":
            await self.django(scope, receive, send)  # type: ignore[arg-type]
        else:
            await send({"type": "websocket.close", "code": 1003})


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
