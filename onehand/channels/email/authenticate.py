"""Who vouches for the sender: our own mail server's word, or our own look into DNS. Headers from outside never (S2)."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from email.utils import getaddresses
from typing import Any

import authheaders
import dkim
from authheaders.dmarc_lookup import dns_query
from django.conf import settings
from dns.exception import DNSException

from onehand.foundation import mailauth

log = logging.getLogger("onehand.mail")

# Neither library has types.
_DKIM: Any = dkim
_HEADERS: Any = authheaders

# Looks up a TXT record, for tests: a name as text; the record as bytes for DKIM, as text for DMARC, or None.
DnsFunction = Callable[..., Any]

LONGEST = 15.0  # seconds that all look-ups for one mail may take
AT_ONCE = 8  # mails whose look-ups run at a time; the next ones go unchecked rather than wait
MOST_SIGNATURES = 5
MOST_BYTES = 20 * 1024 * 1024  # larger mails are not hashed
_NOTHING: Mapping[str, str] = {"source": "none", "spf": "none", "dkim": "none", "dmarc": "none"}
_running = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Peer:
    """Who handed a mail in by SMTP: its IP address, its HELO name, the envelope's sender."""

    ip: str
    helo: str
    sender: str


def authentication(raw: bytes, *, peer: Peer | None = None, dnsfunc: DnsFunction | None = None) -> dict[str, str]:
    """{"source": "mta"|"own"|"none", "spf", "dkim", "dmarc": a result of RFC 8601, "none" if unknown}.

    Raises nothing, and takes at most LONGEST seconds.
    """
    try:
        told = _told(raw)
        if told is not None:
            return told
        if settings.ONEHAND.mail_check and len(raw) <= MOST_BYTES:
            return _in_time(raw, peer, dnsfunc)
    except Exception as error:
        # Whatever a hostile signature or a broken name server provokes: the mail is taken in, unvouched.
        log.warning("authentication of a mail failed: %s", type(error).__name__)
    return dict(_NOTHING)


def _told(raw: bytes) -> dict[str, str] | None:
    """The results of our own server: only the topmost fields count, for below them anybody may have written any."""
    ours = settings.ONEHAND.mail_authserv
    if not ours:
        return None
    results: dict[str, str] = {}
    found = False
    for value in mailauth.fields(raw):
        parsed = mailauth.parse(value)
        if parsed is None or parsed.server != ours:
            break
        found = True
        results = {**parsed.results, **results}
    return {**_NOTHING, **results, "source": "mta"} if found else None


def _in_time(raw: bytes, peer: Peer | None, dnsfunc: DnsFunction | None) -> dict[str, str]:
    """The own check in a thread that is left behind when DNS takes too long."""
    if not _running.acquire(blocking=False):
        return dict(_NOTHING)
    outcome: Future[dict[str, str]] = Future()

    def look() -> None:
        try:
            outcome.set_result(own_check(raw, peer=peer, dnsfunc=dnsfunc))
        except BaseException as error:
            outcome.set_exception(error)
        finally:
            _running.release()

    threading.Thread(target=look, name="mail-authentication", daemon=True).start()
    return outcome.result(LONGEST)


def own_check(raw: bytes, *, peer: Peer | None, dnsfunc: DnsFunction | None = None) -> dict[str, str]:
    """DKIM by dkimpy, DMARC's policy by authheaders, SPF too where its library is installed and the peer is known."""
    signature, signers = _dkim(raw, dnsfunc)
    spf = _spf(peer)
    sender = peer.sender.rpartition("@")[2].lower() if peer is not None and spf == "pass" else ""
    dmarc = _dmarc(raw, signers, sender, dnsfunc or dns_query)
    if dmarc == "fail" and spf == "none":
        dmarc = "none"  # SPF was not looked at and might have passed: not known, which is no failure
    return {"source": "own", "spf": spf, "dkim": signature, "dmarc": dmarc}


def _dkim(raw: bytes, dnsfunc: DnsFunction | None) -> tuple[str, list[str]]:
    """The best result of the mail's signatures, and the domains that have signed it truly."""
    count = sum(field[:15].lower() == b"dkim-signature:" for field in mailauth.header_fields(raw))
    if not count:
        return "none", []
    look_up = _DKIM.get_txt if dnsfunc is None else _as_dkimpy(dnsfunc)
    signers, results = [], []
    for position in range(min(count, MOST_SIGNATURES)):
        signature = _DKIM.DKIM(raw, timeout=5)
        try:
            good = signature.verify(position, dnsfunc=look_up)
        except (dkim.DnsTimeoutError, DNSException):
            results.append("temperror")
        except dkim.DKIMException:
            results.append("fail")
        else:
            results.append("pass" if good else "fail")
            if good:
                signers.append(signature.domain.decode("ascii", "replace").lower())
    return min(results, key=("pass", "temperror", "fail").index), signers


def _as_dkimpy(dnsfunc: DnsFunction) -> DnsFunction:
    """dkimpy gives a time limit and bytes; what is injected looks up text."""

    def asked(name: bytes | str, timeout: float = 5) -> Any:  # noqa: ARG001 its interface
        return dnsfunc(name.decode("ascii", "replace") if isinstance(name, bytes) else name)

    return asked


def _spf(peer: Peer | None) -> str:
    if peer is None or not hasattr(_HEADERS, "spf"):
        return "none"
    return str(_HEADERS.check_spf(peer.ip, peer.sender, peer.helo).result or "none")


def _dmarc(raw: bytes, signers: Sequence[str], sender: str, look_up: DnsFunction) -> str:
    """RFC 7489: passed when a true signature or the envelope's sender is aligned with the From domain.

    authheaders finds the policy; its own reading of addresses cuts a domain at its first hyphen.
    """
    domains = _from_domains(raw)
    if len(domains) != 1:
        return "permerror"
    record = _HEADERS.dmarc_per_from(domains[0], dnsfunc=look_up, policy_only=True)[4]
    if not record or not record.get("p"):
        return "none"
    for claimed, mode in [*((signer, record.get("adkim")) for signer in signers), (sender, record.get("aspf"))]:
        if claimed and (claimed == domains[0] or (mode != "s" and _organisation(claimed) == _organisation(domains[0]))):
            return "pass"
    return "fail"


def _organisation(domain: str) -> str:
    """The registered domain. For a top-level domain younger than its list the library would name that itself."""
    found = str(_HEADERS.get_org_domain(domain))
    return found if "." in found else ".".join(domain.split(".")[-2:])


def _from_domains(raw: bytes) -> list[str]:
    """The domain of each address in each From field."""
    values = [
        field[5:].replace(b"\r", b"").replace(b"\n", b"").decode("utf-8", "replace")
        for field in mailauth.header_fields(raw)
        if field[:5].lower() == b"from:"
    ]
    return [address.rpartition("@")[2].lower() for _, address in getaddresses(values)]
