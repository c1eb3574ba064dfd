"""The browser, its accessibility check and its watch over requests."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page

from tests.support.chromium import Inaccessible, LeftHome, Requests, assert_accessible, new_context

GOOD = """<!doctype html><html lang="de"><head><title>Fälle</title></head>
<body><main><h1>Fälle</h1><p>Der Tisch wackelt.</p></main></body></html>"""
PALE = GOOD.replace("<p>", '<p class="pale">').replace(
    "</head>", "<style>@media (prefers-color-scheme: dark) { .pale { color: #ddd } }</style></head>"
)
SPYING = GOOD.replace("</main>", '<img alt="" src="http://zaehler.example/x.png"></main>')
PAGES = {"/good": GOOD, "/pale": PALE, "/spying": SPYING}
STRICT = "default-src 'none'; style-src 'unsafe-inline'; require-trusted-types-for 'script'"


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PAGES.get(self.path, "").encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        pictures = "; img-src *" if self.path == "/spying" else ""
        self.send_header("Content-Security-Policy", STRICT + pictures)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_an_accessible_page_passes_under_a_strict_policy(page: Page, site: str) -> None:
    page.goto(f"{site}/good")
    assert_accessible(page)


def test_a_finding_in_one_theme_only_is_told_with_its_place(page: Page, site: str) -> None:
    page.goto(f"{site}/pale")
    assert_accessible(page, themes=["light"])
    with pytest.raises(Inaccessible, match=r"\[dark\] serious: color-contrast") as finding:
        assert_accessible(page)
    assert '["p"]' in str(finding.value) or ".pale" in str(finding.value)
    assert page.evaluate("matchMedia('(prefers-color-scheme: light)').matches")
    assert_accessible(page, ignore=["color-contrast"])


def test_a_request_to_a_foreign_host_is_noticed_and_fails(browser: Browser, site: str) -> None:
    context = new_context(browser, base_url=site)
    requests = Requests(context)
    page = context.new_page()
    page.goto("/good")
    requests.assert_at_home(site)
    requests.assert_no_errors()
    page.goto("/spying")
    with pytest.raises(LeftHome, match=r"zaehler\.example"):
        requests.assert_at_home(site)
    with pytest.raises(AssertionError, match="ERR_NAME_NOT_RESOLVED"):
        requests.assert_no_errors()
    context.close()


def test_a_phone_is_small_and_speaks_the_chosen_language(browser: Browser, site: str) -> None:
    context = new_context(browser, base_url=site, phone=True, language="en-GB", theme="dark")
    page = context.new_page()
    page.goto("/good")
    assert page.evaluate("[innerWidth, navigator.language]") == [390, "en-GB"]
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    context.close()
