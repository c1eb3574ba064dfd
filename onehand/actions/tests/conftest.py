"""A toy shop is connected for each test, and nobody waits for real."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from onehand.actions import backends, carrying
from onehand.actions.tests.toy import Toy


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Toy]:
    shop = Toy()
    backends.connect([shop])
    monkeypatch.setattr(carrying, "sleep", lambda _seconds: None)
    yield shop
    backends.disconnect("toy")
