"""pytest fixtures around the real parts, a pytest plugin: the root conftest names it in `pytest_plugins`.

What is imported here is imported by every test run: the modules of browser and servers wait until used.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from onehand.actions.tryton.backend import Shop
    from tests.support.dovecot import Dovecot
    from tests.support.exim import Exim
    from tests.support.faulty import FaultySmtp
    from tests.support.oauth import OAuth
    from tests.support.postgres import Postgres
    from tests.support.provisioning import Provisioning
    from tests.support.shop import ShopServer

FAILED = pytest.StashKey[bool]()


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    """An IMAP server of this test alone."""
    from tests.support.dovecot import Dovecot

    with Dovecot() as server:
        yield server


@pytest.fixture
def oauth() -> Iterator[OAuth]:
    """A token endpoint."""
    from tests.support.oauth import OAuth

    with OAuth() as server:
        yield server


@pytest.fixture
def oauth_dovecot(oauth: OAuth) -> Iterator[Dovecot]:
    """An IMAP server that takes the tokens of `oauth`."""
    from tests.support.dovecot import Dovecot

    with Dovecot(oauth=oauth) as server:
        yield server


@pytest.fixture
def exim() -> Iterator[Exim]:
    """A mail transfer agent of this test alone; anyone may hand in mail."""
    from tests.support.exim import Exim

    with Exim() as server:
        yield server


@pytest.fixture
def guarded_exim() -> Iterator[Exim]:
    """A mail transfer agent that wants TLS and a password first."""
    from tests.support.exim import Exim, Login

    with Exim(login=Login()) as server:
        yield server


@pytest.fixture
def faulty_smtp() -> Iterator[FaultySmtp]:
    """An SMTP server for fault injection."""
    from tests.support.faulty import FaultySmtp

    with FaultySmtp() as server:
        yield server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One cluster for the whole run, not durable."""
    from tests.support.postgres import Postgres

    with Postgres() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """The URL of an empty database of this test alone."""
    with postgres.database() as url:
        yield url


@pytest.fixture
def provisioning() -> Iterator[Provisioning]:
    """The provisioning system with the demo's people, of this test alone."""
    from tests.support.provisioning import Provisioning

    with Provisioning() as server:
        yield server


@pytest.fixture(scope="session")
def shop_server() -> Iterator[ShopServer]:
    """One real Tryton for the whole run, signed in already."""
    from onehand.actions.contract import Who
    from onehand.actions.tryton.backend import Shop
    from tests.support.shop import ShopServer

    with ShopServer() as server:
        Shop.at(server.url).find(Who(numbers=("K-1001",)))
        server.keep()
        yield server


@pytest.fixture(scope="session")
def _shop(shop_server: ShopServer) -> Shop:
    from onehand.actions.tryton.backend import Shop

    return Shop.at(shop_server.url)


@pytest.fixture
def shop(shop_server: ShopServer, _shop: Shop) -> Shop:
    """The adapter at the real shop, with the data as on the first day."""
    shop_server.restore()
    return _shop


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the whole run."""
    from tests.support.chromium import chromium

    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in a context of its own. A failed test leaves a trace in the folder ONEHAND_TEST_TRACES."""
    from tests.support.chromium import new_context, traced

    context = new_context(browser)
    folder = os.environ.get("ONEHAND_TEST_TRACES")
    try:
        if folder is None:
            yield context.new_page()
        else:
            name = re.sub(r"[^\w.-]+", "_", request.node.nodeid)
            with traced(context, Path(folder) / f"{name}.zip", lambda: request.node.stash.get(FAILED, False)):
                yield context.new_page()
    finally:
        context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Note for the fixtures that the test failed: a fixture itself cannot see it."""
    report = yield
    if report.failed:  # type: ignore[attr-defined]
        item.stash[FAILED] = True
    return report
