"""Beginning to take mail in, and how that fares."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings

from onehand.channels.contract import Health
from onehand.channels.email import places
from onehand.channels.email.fetch import Fetcher
from onehand.channels.email.listen import Listener
from onehand.channels.email.models import Mailbox
from onehand.channels.email.places import Place, PlaceError
from onehand.foundation import clock

# Three rounds of fetching without a sign of life.
_SILENT = timedelta(minutes=5)
# The listener of this process, if it runs here: it knows more than its port tells.
_listeners: list[Listener] = []


def start(stop: threading.Event) -> list[threading.Thread]:
    """One thread for the listener and one for each mailbox. Raises places.PlaceError naming the wrong setting."""
    config = settings.ONEHAND
    mailboxes = [_named("ONEHAND_MAIL_IN", places.mailbox, url) for url in config.mail_in]
    listening = _named("ONEHAND_MAIL_LISTEN", places.listener, config.mail_listen) if config.mail_listen else None
    threads = [Fetcher(place, stop).start() for place in mailboxes]
    if listening is not None:
        listener = Listener(listening, stop)
        _listeners[:] = [listener]
        threads.append(listener.start())
    return threads


def _named(setting: str, read: Callable[[str], Place], url: str) -> Place:
    try:
        return read(url)
    except PlaceError as error:
        raise PlaceError(f"{setting}: {error}") from error


def health() -> list[Health]:
    """Listener and mailboxes; asks our own port and the database only."""
    config = settings.ONEHAND
    try:
        parts = [_mailbox(_named("ONEHAND_MAIL_IN", places.mailbox, url)) for url in config.mail_in]
        if config.mail_listen:
            parts.insert(0, _listener(_named("ONEHAND_MAIL_LISTEN", places.listener, config.mail_listen)))
    except PlaceError as error:
        return [Health("settings", ok=False, sentence=str(error))]
    return parts


def _listener(place: Place) -> Health:
    here = next((one for one in _listeners if one.place == place), None)
    trouble = (here.problem or here.intake.trouble) if here is not None else ""
    if not trouble and not _accepts(place):
        trouble = f"nobody listens at {place.host}:{place.port}"
    return Health(place.source, ok=not trouble, sentence=trouble)


def _accepts(place: Place) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(place.host, place.host)
    try:
        with socket.create_connection((host, place.port), timeout=0.5):
            return True
    except OSError:
        return False


def _mailbox(place: Place) -> Health:
    row = Mailbox.objects.filter(source=place.source[:500]).first()
    if row is None:
        return Health(place.source, ok=False, sentence="has not been read yet")
    if row.error:
        return Health(place.source, ok=False, sentence=row.error)
    if row.missing:
        return Health(place.source, ok=False, sentence=f"{row.missing} mails of the mailbox are not in the ledger")
    if row.checked_at is None or clock.now() - row.checked_at > _SILENT:
        return Health(place.source, ok=False, sentence="has not been read for some minutes")
    return Health(place.source, ok=True)
