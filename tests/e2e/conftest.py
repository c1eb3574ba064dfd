"""The houses of the browser tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.house import House, house


@pytest.fixture(scope="module")
def home(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One house for a module's tests, as ./run starts it. At its end, no page has asked anything of anyone else."""
    data: Path = tmp_path_factory.mktemp("data")
    with house(browser, data) as one:
        yield one
        one.assert_at_home()
