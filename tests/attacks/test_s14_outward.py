"""S14: a webhook reaches no address inside: not by name, by another spelling, in IPv6, by a redirect, or by a name that
says something else the second time."""

from __future__ import annotations

import dataclasses
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from onehand.api import permission_hooks
from onehand.api.models import PermissionTold
from onehand.foundation import jobs, outward
from onehand.people import consent
from onehand.people.models import Customer
from onehand.team.models import Agent
from tests.support.receiver import Receiver

INSIDE = [
    "127.0.0.1", "localhost", "0.0.0.0", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]",
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::]",
]  # fmt: skip


@pytest.fixture
def listener() -> Iterator[Receiver]:
    with Receiver() as one:
        yield one


@pytest.mark.parametrize("host", INSIDE)
def test_a_listener_on_this_machine_gets_no_hit(listener: Receiver, host: str) -> None:
    with pytest.raises(outward.Failed):
        outward.post(f"http://{host}:{listener.port}/hook", b"{}", {})
    assert listener.received == []


@pytest.mark.parametrize(
    "address",
    ["10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "fd00::1", "fe80::1%1",
     "::ffff:10.0.0.1", "64:ff9b::a9fe:a9fe", "2002:a00:1::", "ff02::1", "0.0.0.0", "255.255.255.255"],
)  # fmt: skip
def test_what_is_not_plainly_public_is_inside(address: str) -> None:
    assert outward.is_internal(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"])
def test_what_is_public_is_not(address: str) -> None:
    assert not outward.is_internal(address)


def test_the_operator_may_allow_it(listener: Receiver) -> None:
    assert outward.post(listener.url, b"{}", {"X": "1"}, internal=True) == 204
    assert listener.received[0].body == b"{}"


def test_a_redirect_is_an_answer_and_leads_nowhere(listener: Receiver) -> None:
    with Receiver() as inner:
        listener.statuses, listener.location = [307], inner.url
        assert outward.post(listener.url, b"{}", {}, internal=True) == 307
        assert inner.received == []


def test_a_name_is_asked_once_and_the_checked_address_is_connected_to(
    listener: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rebinding: public when it is checked, ourselves when it is connected to."""
    answers = [[("93.184.216.34", 80)], [("127.0.0.1", listener.port)]]
    asked: list[str] = []
    connected: list[str] = []

    def resolve(host: str, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", one) for one in answers[min(len(asked) - 1, 1)]]

    def connect(place: tuple[str, int], *_: Any, **__: Any) -> socket.socket:
        connected.append(place[0])
        raise OSError("not in a test")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(outward.Failed):
        outward.post(f"http://rebinding.example:{listener.port}/", b"{}", {})
    assert (asked, connected) == (["rebinding.example"], ["93.184.216.34"])
    assert listener.received == []


def test_one_inner_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 80)) for one in ("93.184.216.34", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: rows)
    with pytest.raises(outward.Internal):
        outward.checked("mixed.example", 80)


@pytest.mark.django_db
def test_a_webhook_to_an_address_inside_is_not_sent_and_stays_to_be_told(
    listener: Receiver, carla: Customer, ada: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook: dict[str, Any] = {
        "permission_hook": listener.url, "permission_hook_secret": "x" * 24, "permission_hook_internal": False,
    }  # fmt: skip
    monkeypatch.setattr(settings, "ONEHAND", dataclasses.replace(settings.ONEHAND, **hook))
    permission_hooks.follow.func()
    consent.give(carla, "sales", by=carla, how="Karte")
    permission_hooks.follow.func()
    jobs.run_due()
    assert listener.received == []
    assert PermissionTold.objects.filter(delivered_at__isnull=True).count() == 2
