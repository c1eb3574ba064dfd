"""A real browser: Debian's Chromium driven by Playwright, with no way out to the network."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Request, WebSocket, sync_playwright

from tests.support.process import find_binary

Theme = Literal["light", "dark"]
DESK = {"width": 1366, "height": 850}
PHONE = {"width": 390, "height": 844}

ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    # Whatever a page asks of another host fails, and cannot reach it even by mistake.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.localhost",
]


class Inaccessible(AssertionError):
    """axe found violations that people with disabilities would meet."""


class LeftHome(AssertionError):
    """A page asked something of a foreign host."""


@contextmanager
def chromium(*, headless: bool = True) -> Iterator[Browser]:
    """The browser, until the end of the block.

    Playwright's blocking interface keeps an event loop in this thread, so Django would refuse its ORM here as
    if it were called from async code; that check is off (DJANGO_ALLOW_ASYNC_UNSAFE) while the browser lives.
    """
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=browser_binary(),
                headless=headless,
                # As root Chromium's own sandbox cannot start.
                args=[*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])],
            )
            try:
                yield browser
            finally:
                browser.close()
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        else:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


def browser_binary() -> str:
    """Chromium's path; ONEHAND_TEST_BROWSER names another one."""
    return os.environ.get("ONEHAND_TEST_BROWSER") or find_binary("chromium", "/usr/bin/chromium")


def new_context(
    browser: Browser,
    *,
    base_url: str | None = None,
    language: str = "de-DE",
    theme: Theme = "light",
    phone: bool = False,
    javascript: bool = True,
) -> BrowserContext:
    """A person's own browser: cookies of its own, animations off so that pictures and colours are still."""
    return browser.new_context(
        base_url=base_url,
        locale=language,
        timezone_id="Europe/Berlin",
        color_scheme=theme,
        reduced_motion="reduce",
        viewport=PHONE if phone else DESK,  # type: ignore[arg-type]
        has_touch=phone,
        java_script_enabled=javascript,
    )


@contextmanager
def traced(context: BrowserContext, path: Path, failed: Callable[[], bool]) -> Iterator[None]:
    """Record a Playwright trace and keep it at `path` when `failed()` says so at the end."""
    context.tracing.start(screenshots=True, snapshots=True)
    try:
        yield
    finally:
        context.tracing.stop(path=path if failed() else None)


class Requests:
    """Everything the pages of a context asked for, from this moment on: `urls` and the pages' own errors.

    Attach it before the first page is opened. `data:`, `blob:` and `about:` reach nobody and are not counted.
    """

    def __init__(self, context: BrowserContext) -> None:
        self.urls: list[str] = []
        self.errors: list[str] = []
        context.on("request", self._requested)
        context.on("page", self._watch)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)
        for page in context.pages:
            self._watch(page)

    def _requested(self, request: Request) -> None:
        self._note(request.url)

    def _watch(self, page: Page) -> None:
        page.on("websocket", self._opened)

    def _opened(self, socket: WebSocket) -> None:
        self._note(socket.url)

    def _note(self, url: str) -> None:
        if urlsplit(url).scheme in ("http", "https", "ws", "wss"):
            self.urls.append(url)

    def foreign(self, home: str) -> list[str]:
        """The URLs with another host or port than the URL `home`."""
        own = urlsplit(home).netloc
        return [url for url in self.urls if urlsplit(url).netloc != own]

    def assert_at_home(self, home: str) -> None:
        """Raise LeftHome when a page asked anything of another host than `home`'s."""
        if strangers := self.foreign(home):
            raise LeftHome(f"{len(strangers)} requests left {home}:\n" + "\n".join(sorted(set(strangers))))

    def assert_no_errors(self) -> None:
        """Raise when a page reported an error to its console (a CSP violation is one)."""
        if self.errors:
            raise AssertionError("the browser's console says:\n" + "\n".join(self.errors))


def assert_accessible(
    page: Page,
    *,
    themes: Iterable[Theme] = ("light", "dark"),
    impacts: frozenset[str] = frozenset({"serious", "critical"}),
    ignore: Iterable[str] = (),
) -> None:
    """Raise Inaccessible, with rule, place and remedy, when axe finds violations of these impacts.

    The page is looked at in each theme and left in the one it had. `ignore` names axe rules to leave out.
    """
    found: list[str] = []
    first = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    for theme in themes:
        page.emulate_media(color_scheme=theme)
        found += [f"[{theme}] {text}" for text in violations(page, impacts=impacts, ignore=ignore)]
    page.emulate_media(color_scheme="dark" if first else "light")
    if found:
        raise Inaccessible(f"{page.url}: {len(found)} findings\n\n" + "\n\n".join(found))


def violations(
    page: Page,
    *,
    impacts: frozenset[str] = frozenset({"minor", "moderate", "serious", "critical"}),
    ignore: Iterable[str] = (),
) -> list[str]:
    """axe's findings on the page as it is now, one readable text each.

    axe is brought in by the debugger, not as a <script>: the page's Content-Security-Policy stays as it is.
    """
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    rules = {name: {"enabled": False} for name in ignore}
    answer: dict[str, Any] = page.evaluate(
        "options => axe.run(document, options)", {"resultTypes": ["violations"], "rules": rules}
    )
    return [_readable(finding) for finding in answer["violations"] if finding["impact"] in impacts]


def _readable(finding: dict[str, Any]) -> str:
    places = []
    for node in finding["nodes"][:5]:
        summary = node.get("failureSummary", "").replace("\n", "\n      ")
        places.append(f"    {json.dumps(node['target'])}\n      {node['html'][:200]}\n      {summary}")
    more = len(finding["nodes"]) - 5
    if more > 0:
        places.append(f"    and {more} more places")
    return f"{finding['impact']}: {finding['id']}: {finding['help']}\n" + "\n".join(places)
