"""Calls to addresses that an operator has set: the address that was checked is the one that is connected to (S14).

A name is resolved once. What points to ourselves, to private networks or to a cloud's own services is refused unless
the operator allows it, also when it hides in IPv6. Redirects are not followed, no proxy is asked.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

CONNECT, WHOLE = 5.0, 15.0  # seconds
LARGEST = 64 * 1024  # bytes of an answer that are read
_CARRYING_IPV4 = (  # networks in whose addresses an IPv4 address lies, and at which byte
    (ipaddress.ip_network("64:ff9b::/96"), 12),
    (ipaddress.ip_network("64:ff9b:1::/48"), 12),
    (ipaddress.ip_network("2002::/16"), 2),
    (ipaddress.ip_network("::/96"), 12),
)


class Failed(Exception):
    """It did not get through, or there was no answer in time. Names no more than the kind of error."""


class Internal(Failed):
    """The name leads to an address inside, which the operator has not allowed."""


def post(url: str, body: bytes, headers: Mapping[str, str], *, internal: bool = False) -> int:
    """The status of the answer, whatever it is. `internal` allows private addresses. Raises Failed, Internal."""
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    address = checked(host, port, internal=internal)
    end = time.monotonic() + WHOLE
    connection = _Pinned(host, port, address) if not secure else _PinnedTls(host, port, address)
    try:
        connection.request("POST", path, body, {**headers, "Content-Length": str(len(body)), "Connection": "close"})
        if connection.sock is not None:
            connection.sock.settimeout(max(0.1, end - time.monotonic()))
        answer = connection.getresponse()
        answer.read(LARGEST)
        return answer.status
    except (OSError, HTTPException) as error:
        raise Failed(type(error).__name__) from None
    finally:
        connection.close()


def checked(host: str, port: int, *, internal: bool = False) -> str:
    """The IP address to connect to. Raises Internal when the name leads inside, if only with one of its addresses;
    Failed when it leads nowhere."""
    try:
        found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise Failed(type(error).__name__) from None
    if not found:
        raise Failed("no address")
    if not internal and any(is_internal(one) for one in found):
        raise Internal("leads to an internal address")
    return found[0]


def is_internal(address: str) -> bool:
    """Everything that is not plainly public, also where IPv6 carries an IPv4 address."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or _carried(ip)
        if inner is not None:
            return is_internal(str(inner))
    return not ip.is_global or ip.is_multicast or ip.is_reserved or ip.is_unspecified


def _carried(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    for network, at in _CARRYING_IPV4:
        if ip in network:
            return ipaddress.IPv4Address(ip.packed[at : at + 4])
    return None


class _Pinned(HTTPConnection):
    """Connects to the checked address, whatever the name says by now."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=CONNECT)
        self._address = address

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), CONNECT)


class _PinnedTls(HTTPSConnection):
    def __init__(self, host: str, port: int, address: str) -> None:
        self._tls = ssl.create_default_context()
        super().__init__(host, port, timeout=CONNECT, context=self._tls)
        self._address = address

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), CONNECT)
        try:
            self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise
