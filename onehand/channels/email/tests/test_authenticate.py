"""Only our own server's word and our own look at DNS vouch for a sender."""

from __future__ import annotations

import threading
from collections.abc import Callable

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from onehand.channels.email import authenticate
from onehand.channels.email.authenticate import Peer, authentication
from onehand.channels.email.tests.conftest import Configure, mail

NOTHING = {"source": "none", "spf": "none", "dkim": "none", "dmarc": "none"}
OURS = b"Authentication-Results: mx.moebelhaus.example; spf=pass; dkim=fail; dmarc=pass\r\n"
FORGED = b"Authentication-Results: mx.moebelhaus.example; dkim=pass; dmarc=pass; spf=pass\r\n"
FOREIGN = b"Authentication-Results: mx.example.net; dmarc=fail\r\n"


def test_without_a_trusted_server_no_header_counts(configure: Configure) -> None:
    assert authentication(OURS + mail()) == NOTHING


def test_our_own_server_is_believed_at_the_top_only(configure: Configure) -> None:
    configure(mail_authserv="mx.moebelhaus.example")
    assert authentication(b"Received: x\r\n" + OURS + mail()) == {
        "source": "mta", "spf": "pass", "dkim": "fail", "dmarc": "pass",
    }  # fmt: skip
    assert authentication(FOREIGN + FORGED + mail()) == NOTHING
    assert authentication(mail() + FORGED) == NOTHING
    assert authentication(b"Authentication-Results: mx.moebelhaus.example.net; spf=pass\r\n" + mail()) == NOTHING


def test_several_fields_of_our_own_server_are_one_and_what_is_below_a_foreign_one_is_not(configure: Configure) -> None:
    configure(mail_authserv="mx.moebelhaus.example")
    first = b"Authentication-Results: mx.moebelhaus.example; dkim=fail\r\n"
    second = b"Authentication-Results: mx.moebelhaus.example; spf=softfail; dkim=pass\r\n"
    assert authentication(first + second + FOREIGN + FORGED + mail()) == {
        "source": "mta", "spf": "softfail", "dkim": "fail", "dmarc": "none",
    }  # fmt: skip


@pytest.fixture(scope="module")
def key() -> tuple[bytes, bytes]:
    """A private key, and its record in DNS."""
    private = rsa.generate_private_key(65537, 2048)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    public = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return pem, b"v=DKIM1; k=rsa; p=" + b"".join(public.splitlines()[1:-1])


def names(key: tuple[bytes, bytes], policy: str | None) -> Callable[..., object]:
    def look_up(name: str) -> object:
        if "._domainkey." in name:
            return key[1]
        return policy if name.startswith("_dmarc.moebel-kunde.example") else None

    return look_up


def signed(key: tuple[bytes, bytes], domain: str, raw: bytes) -> bytes:
    return bytes(dkim.sign(raw, b"mail", domain.encode(), key[0])) + raw


@pytest.mark.parametrize(
    ("domain", "policy", "expected"),
    [
        ("moebel-kunde.example", "v=DMARC1; p=reject", {"dkim": "pass", "dmarc": "pass"}),
        ("mail.moebel-kunde.example", "v=DMARC1; p=reject", {"dkim": "pass", "dmarc": "pass"}),
        # Not aligned; without SPF it is not known whether that would have passed.
        ("mail.moebel-kunde.example", "v=DMARC1; p=reject; adkim=s", {"dkim": "pass", "dmarc": "none"}),
        ("moebel-verkauf.example", "v=DMARC1; p=reject", {"dkim": "pass", "dmarc": "none"}),
        ("moebel-kunde.example", None, {"dkim": "pass", "dmarc": "none"}),
    ],
)
def test_a_signature_counts_when_it_is_aligned(
    configure: Configure, key: tuple[bytes, bytes], domain: str, policy: str | None, expected: dict[str, str]
) -> None:
    configure(mail_check=True)
    raw = signed(key, domain, mail(**{"from": "Carla <carla@moebel-kunde.example>"}))
    assert authentication(raw, dnsfunc=names(key, policy)) == {"source": "own", "spf": "none"} | expected


def test_a_changed_mail_fails_and_an_unsigned_one_is_not_known(configure: Configure, key: tuple[bytes, bytes]) -> None:
    configure(mail_check=True)
    raw = mail(**{"from": "carla@moebel-kunde.example"})
    look_up = names(key, "v=DMARC1; p=reject")
    changed = signed(key, "moebel-kunde.example", raw).replace(b"Schrank ist", b"Schrank war")
    assert authentication(changed, dnsfunc=look_up) == {"source": "own", "spf": "none", "dkim": "fail", "dmarc": "none"}
    assert authentication(raw, dnsfunc=look_up) == {"source": "own", "spf": "none", "dkim": "none", "dmarc": "none"}


def test_the_second_of_two_signatures_counts_too(configure: Configure, key: tuple[bytes, bytes]) -> None:
    configure(mail_check=True)
    raw = signed(key, "moebel-kunde.example", mail(**{"from": "carla@moebel-kunde.example"}))
    raw = signed(key, "versand.example", raw)
    found = authentication(raw, dnsfunc=names(key, "v=DMARC1; p=reject"))
    assert (found["dkim"], found["dmarc"]) == ("pass", "pass")


def test_two_senders_pass_for_nobody(configure: Configure, key: tuple[bytes, bytes]) -> None:
    configure(mail_check=True)
    raw = b"From: ada@moebelhaus.example\r\n" + mail(**{"from": "carla@moebel-kunde.example"})
    raw = signed(key, "moebel-kunde.example", raw)
    assert authentication(raw, dnsfunc=names(key, "v=DMARC1; p=reject"))["dmarc"] == "permerror"


def test_with_spf_looked_at_an_unaligned_mail_fails(
    configure: Configure, key: tuple[bytes, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(mail_check=True)
    raw = mail(**{"from": "carla@moebel-kunde.example"})
    look_up = names(key, "v=DMARC1; p=reject")
    peer = Peer("192.0.2.1", "mail.example", "carla@moebel-kunde.example")
    for spf, dmarc in (("fail", "fail"), ("pass", "pass"), ("none", "none")):
        monkeypatch.setattr(authenticate, "_spf", lambda _, result=spf: result)
        assert authentication(raw, peer=peer, dnsfunc=look_up)["dmarc"] == dmarc
    monkeypatch.setattr(authenticate, "_spf", lambda _: "pass")
    stranger = Peer("192.0.2.1", "mail.example", "sam@example.net")
    assert authentication(raw, peer=stranger, dnsfunc=look_up)["dmarc"] == "fail"


def test_a_slow_or_broken_name_server_never_stops_the_intake(
    configure: Configure, key: tuple[bytes, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(mail_check=True)
    monkeypatch.setattr(authenticate, "LONGEST", 0.1)
    raw = signed(key, "moebel-kunde.example", mail(**{"from": "carla@moebel-kunde.example"}))
    asleep = threading.Event()

    def slow(name: str) -> object:
        asleep.wait(5)
        return None

    def broken(name: str) -> object:
        raise RuntimeError(name)

    peer = Peer("192.0.2.1", "mail.example", "carla@moebel-kunde.example")
    assert authentication(raw, peer=peer, dnsfunc=slow) == NOTHING
    assert authentication(raw, peer=peer, dnsfunc=broken) == NOTHING
    asleep.set()


@pytest.mark.parametrize(
    "raw", [b"", b"\r\n", b"DKIM-Signature: x\r\n\r\n", b"DKIM-Signature:" + b"a=" * 9000, b"From: \xff@\r\n"]
)
def test_no_mail_can_break_it(configure: Configure, raw: bytes) -> None:
    configure(mail_check=True, mail_authserv="mx.moebelhaus.example")
    assert authentication(raw, dnsfunc=lambda name: None)["dmarc"] in ("none", "fail", "permerror")


def test_our_own_look_asks_spf_for_the_host_that_handed_the_mail_in(monkeypatch: pytest.MonkeyPatch) -> None:
    records = {("kunde.example", "TXT"): [(("kunde.example", "TXT"), [b"v=spf1 ip4:192.0.2.7 -all"])]}

    def look_up(name: str, kind: str, *_args: object, **_more: object) -> list[object]:
        return list(records.get((name.rstrip("."), kind), []))

    monkeypatch.setattr("spf.DNSLookup", look_up)

    def no_policy(_name: str) -> None:
        return None

    for ip, result in (("192.0.2.7", "pass"), ("192.0.2.8", "fail")):
        peer = Peer(ip=ip, helo="mx.kunde.example", sender="petra@kunde.example")
        assert authenticate.own_check(mail(), peer=peer, dnsfunc=no_policy)["spf"] == result
