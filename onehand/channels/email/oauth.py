"""Access tokens for mailboxes of Microsoft 365 and Google (RFC 6749), kept until shortly before they expire."""

from __future__ import annotations

import hashlib
import json
import os
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from onehand.channels.email.places import is_loopback

_EARLY = 60.0  # seconds before its end from which on a token is no longer used
_TIMEOUT = 20.0


class NoToken(Exception):
    """No access token can be had; the text says why, without any secret."""


_lock = threading.Lock()
_kept: dict[str, tuple[str, float]] = {}  # by the settings' fingerprint: token, end on the monotonic clock


def access_token() -> str:
    """A token that is valid now. Raises NoToken."""
    chosen: Mapping[str, str] = settings.ONEHAND.mail_oauth
    key = _fingerprint(chosen)
    with _lock:
        token, end = _kept.get(key, ("", 0.0))
        if token and time.monotonic() < end - _EARLY:
            return token
        answer = _ask(chosen)
        token = str(answer.get("access_token") or "")
        if not token:
            raise NoToken("the token address answered without an access token")
        _kept[key] = token, time.monotonic() + _seconds(answer.get("expires_in"))
        _keep_refresh(chosen, str(answer.get("refresh_token") or ""))
        return token


def forget() -> None:
    """The server has refused the token: ask for a new one next time."""
    with _lock:
        _kept.clear()


def initial_response(user: str, token: str) -> str:
    """The answer to AUTH XOAUTH2 as Microsoft and Google define it, before base64."""
    return f"user={user}\x01auth=Bearer {token}\x01\x01"


def _seconds(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 300.0


def _fingerprint(chosen: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(sorted(chosen.items())).encode()).hexdigest()


def _ask(chosen: Mapping[str, str]) -> dict[str, Any]:
    url = chosen.get("token_url", "")
    parts = urllib.parse.urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or "")):
        raise NoToken("ONEHAND_MAIL_OAUTH_TOKEN_URL must begin with https://")
    form = {"client_id": chosen.get("client_id", ""), "client_secret": chosen.get("client_secret", "")}
    refresh = _kept_refresh(chosen) or chosen.get("refresh_token", "")
    form |= (
        {"grant_type": "refresh_token", "refresh_token": refresh} if refresh else {"grant_type": "client_credentials"}
    )
    if chosen.get("scope"):
        form["scope"] = chosen["scope"]
    body = urllib.parse.urlencode({name: value for name, value in form.items() if value}).encode()
    request = urllib.request.Request(url, data=body, headers={"Accept": "application/json"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310 checked above
            return dict(json.loads(answer.read(1_000_000)))
    except urllib.error.HTTPError as error:
        raise NoToken(f"the token address answered {error.code} {_code(error)}".strip()) from error
    except (OSError, ValueError, TypeError) as error:
        raise NoToken(f"the token address cannot be used ({type(error).__name__})") from error


def _code(error: urllib.error.HTTPError) -> str:
    """The error code of RFC 6749, 5.2, such as invalid_grant."""
    try:
        return str(json.loads(error.read(10_000)).get("error", ""))[:60]
    except (ValueError, OSError, AttributeError):
        return ""


# Microsoft gives a new refresh token with each answer, and the first one ends after 90 days.
def _file() -> Path:
    return Path(settings.ONEHAND.data) / "mail-oauth.json"


def _kept_refresh(chosen: Mapping[str, str]) -> str:
    try:
        kept = json.loads(_file().read_text("utf-8"))
        return str(kept["refresh_token"]) if kept["for"] == _fingerprint(chosen) else ""
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _keep_refresh(chosen: Mapping[str, str], refresh: str) -> None:
    if not refresh or refresh == (_kept_refresh(chosen) or chosen.get("refresh_token", "")):
        return
    aside = _file().with_suffix(f".{os.getpid()}")
    try:
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            json.dump({"for": _fingerprint(chosen), "refresh_token": refresh}, stream)
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(_file())
    except OSError:
        return  # the given one still works for a while
