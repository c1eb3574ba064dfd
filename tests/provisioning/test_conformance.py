"""The provisioning system keeps the contract by the same test that others hand theirs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from onehand.actions.conformance import Trial, faults
from onehand.actions.contract import Address, Who
from onehand.actions.provisioning import Lines
from onehand.foundation import clock
from tests.support.provisioning import Provisioning

NEW = Address("Lindenweg 5", "04229", "Leipzig", name="Mira Sommer")


def test_it_keeps_the_contract(lines: Lines, provisioning: Provisioning) -> None:
    [customer] = lines.find(Who(emails=("carla.kern@kunde.example",)))
    contract = next(one for one in lines.read(customer).processes if one.kind in ("line", "subscription")).reference
    soon = clock.now().date() + timedelta(days=7)
    trials = [
        Trial("correct_address", customer, {"address": NEW}),
        Trial("pause", customer, {"contract": contract, "absence": (soon, soon + timedelta(days=7))}),
        Trial("pause", customer, {"contract": "0", "absence": (soon, soon)}, refused="unknown_contract"),
    ]

    @contextmanager
    def switched_off() -> Iterator[None]:
        provisioning.stop()
        yield
        provisioning.start()

    assert faults(lines, Who(emails=("carla.kern@kunde.example",)), trials, silence=switched_off) == []
