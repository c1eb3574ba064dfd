"""Servers as their URLs in the settings name them, with the rules for encryption."""

from __future__ import annotations

import ipaddress
import ssl
from dataclasses import dataclass
from typing import Literal
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from onehand.channels.contract import Unusable

Tls = Literal["off", "offered", "required", "implicit"]
_PORTS = {"imap": 143, "imaps": 993, "smtp": 25, "smtps": 465, "lmtp": 24}
_OPTIONS = {"auth": ("password", "xoauth2"), "verify": ("on", "off"), "tls": ("off", "offered", "required")}


class PlaceError(Unusable):
    """A URL that cannot be used; the text says what is wrong and what would be right."""


@dataclass(frozen=True, slots=True)
class Place:
    """A mail server. `user` is "" where nobody signs in; `folder` is of IMAP only."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    folder: str
    auth: Literal["password", "xoauth2"]
    tls: Tls
    verify: bool

    @property
    def source(self) -> str:
        """The place by name, without its password: it stands in ledger, health and logs."""
        user = f"{self.user}@" if self.user else ""
        folder = f"/{self.folder}" if self.folder else ""
        return f"{self.scheme}://{user}{self.host}:{self.port}{folder}"

    def context(self) -> ssl.SSLContext:
        """How TLS is spoken with it."""
        context = ssl.create_default_context()
        if not self.verify:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context


def is_loopback(host: str) -> bool:
    """Whether mail to this host never leaves the machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def mailbox(url: str) -> Place:
    """imap(s)://user:password@host:port/folder?auth=xoauth2&verify=off. Raises PlaceError."""
    parts, options = _split(url, ("imap", "imaps"))
    default: Tls = "off" if is_loopback(parts.hostname or "") else "required"
    return _place(parts, options, default, folder=unquote(parts.path.lstrip("/")) or "INBOX")


def relay(url: str) -> Place:
    """smtp(s)://user:password@host:port?auth=xoauth2&tls=required&verify=off. Raises PlaceError."""
    parts, options = _split(url, ("smtp", "smtps"))
    # A password never travels unencrypted, except within this machine.
    default: Tls = "required" if parts.username and not is_loopback(parts.hostname or "") else "offered"
    return _place(parts, options, default, folder="")


def listener(url: str) -> Place:
    """smtp://host:port or lmtp://host:port. Raises PlaceError."""
    parts, options = _split(url, ("smtp", "lmtp"))
    if parts.port is None:
        raise PlaceError(
            f"{parts.scheme}://{parts.hostname}: name the port to listen on, such as {parts.scheme}://127.0.0.1:2525."
        )
    return _place(parts, options, "off", folder="")


def _split(url: str, schemes: tuple[str, ...]) -> tuple[SplitResult, dict[str, str]]:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise PlaceError(f"not a valid address ({error}).") from error
    if parts.scheme not in schemes or not parts.hostname:
        raise PlaceError(f"must be {' or '.join(scheme + '://host' for scheme in schemes)}.")
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    for name, value in options.items():
        if name not in _OPTIONS:
            raise PlaceError(f"{parts.hostname}: there is no option {name!r}; there are {', '.join(_OPTIONS)}.")
        if value not in _OPTIONS[name]:
            raise PlaceError(f"{parts.hostname}: {name} must be {' or '.join(_OPTIONS[name])}.")
    return parts, options


def _place(parts: SplitResult, options: dict[str, str], default: Tls, *, folder: str) -> Place:
    host = parts.hostname or ""
    local = is_loopback(host)
    tls: Tls = "implicit" if parts.scheme in ("imaps", "smtps") else options.get("tls", default)  # type: ignore[assignment]
    if not local and (options.get("verify") == "off" or (tls == "off" and parts.username)):
        raise PlaceError(
            f"{host}: the connection must be encrypted and verified; only within this machine it may be otherwise."
        )
    # Within the machine nobody listens on the wire, and its servers often have a certificate they made themselves.
    trusting = local and tls == "offered" and "verify" not in options
    return Place(
        scheme=parts.scheme,
        host=host,
        port=parts.port or _PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        folder=folder,
        auth="xoauth2" if options.get("auth") == "xoauth2" else "password",
        tls=tls,
        verify=options.get("verify", "off" if trusting else "on") == "on",
    )
