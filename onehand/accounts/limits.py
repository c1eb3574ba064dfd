"""How often somebody unknown may do something within an hour. Counted in the database, so that all processes agree."""

from __future__ import annotations

import ipaddress
from datetime import timedelta

from django.db import transaction
from django.http import HttpRequest

from onehand.accounts.models import SignInAsked
from onehand.foundation import clock, tokens

HOUR = timedelta(hours=1)


def origin(request: HttpRequest) -> str:
    """Where a request comes from: the address, of IPv6 the /64 that one household has."""
    given = str(request.META.get("REMOTE_ADDR", ""))
    try:
        address = ipaddress.ip_address(given)
    except ValueError:
        return given[:60]
    if address.version == 6:
        return str(ipaddress.ip_network(f"{address}/64", strict=False))
    return str(address)


def within(what: str, who: str, *, most: int) -> bool:
    """Whether `who` may do `what` once more in this hour; counts it if so. Only a keyed hash is kept."""
    hashed = tokens.keyed_hash(f"limit:{what}:{who}".encode())
    since = clock.now() - HOUR
    with transaction.atomic():
        SignInAsked.objects.filter(at__lt=since).delete()
        if SignInAsked.objects.filter(address=hashed).count() >= most:
            return False
        SignInAsked.objects.create(address=hashed)
    return True
