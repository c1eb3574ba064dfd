"""S6: a hostile HTML mail in a real browser: nothing in it runs, nothing is fetched, nothing around it is reached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.e2e.house import House, house
from tests.support.chromium import Requests

EVIL = "evil.example"
# Each is a way by which a mail has run script, asked a server, or reached the page around it.
SCRIPTS = """
<script>parent.document.title = document.title = "pwned"; fetch("http://evil.example/script")</script>
<img src="x" onerror="document.title='pwned'; top.location='http://evil.example/onerror'">
<svg onload="top.location='http://evil.example/svg'"><script>document.title='pwned'</script></svg>
<svg><animate onbegin="fetch('http://evil.example/animate')" attributeName="x" dur="1s"/></svg>
<math><mtext><table><mglyph><style><img src=x onerror="document.title='pwned'"></style></mglyph></table></mtext></math>
<noscript><p title="</noscript><img src=x onerror=document.title='pwned'>"></noscript>
<iframe srcdoc="<script>parent.document.title='pwned'</script>" src="http://evil.example/frame"></iframe>
<object data="http://evil.example/object"></object><embed src="http://evil.example/embed">
<details open ontoggle="document.title='pwned'"><summary>auf</summary></details>
<body onload="document.title='pwned'"><meta http-equiv="refresh" content="0;url=http://evil.example/refresh">
<form id="f" action="http://evil.example/form"><input name="q" autofocus onfocus="document.title='pwned'"></form>
<button form="f" formaction="http://evil.example/formaction">Klick</button>
<a id="js" href="javascript:document.title='pwned'">Skript</a> <a href="data:text/html,<script>1</script>">Daten</a>
"""
TRACKERS = """
<base href="http://evil.example/base/"><link rel="stylesheet" href="http://evil.example/link.css">
<link rel="dns-prefetch" href="//evil.example"><link rel="preload" as="image" href="http://evil.example/preload">
<style>@import "http://evil.example/import1.css"; @import url(//evil.example/import2.css);
@\\69mport "http://evil.example/import3.css";
@font-face { font-family: x; src: url(http://evil.example/font) }
body { background: url(http://evil.example/url1); font-family: x }
p { background-image: u\\72l("http://evil.example/escape"); list-style: url('HTTP://EVIL.EXAMPLE/upper') }
div { background: image-set("http://evil.example/set1" 1x, url(http://evil.example/set2) 2x) }
div::before { content: url(http://evil.example/content) } a { cursor: url(http://evil.example/cursor), auto }
span { background: -webkit-image-set(url(//evil.example/webkit) 1x); mask: url(http://evil.example/mask#m) }
td { --x: url(http://evil.example/var); background: var(--x); border-image: url(http://evil.example/border) }
p { background: url/**/(http://evil.example/comment); filter: url(http://evil.example/filter#f) }
</style>
<p style="background:url(http://evil.example/inline)">a</p><p style="background:u\\000072l(http://evil.example/six)">b</p>
<div style="background-image:image-set('http://evil.example/inlineset' 1x)">c</div><span>d</span>
<img src="http://evil.example/pixel.png" width="1" height="1"><img src="HTTP://EVIL.EXAMPLE/UPPER.png">
<img src="//evil.example/protocol.png"><img src=" &#x09;http://evil.example/blank.png">
<img srcset="http://evil.example/srcset.png 1x, http://evil.example/srcset2.png 2x">
<picture><source srcset="http://evil.example/source.webp"><img src="x"></picture>
<video poster="http://evil.example/poster" src="http://evil.example/video" autoplay></video>
<audio src="http://evil.example/audio" autoplay></audio><input type="image" src="http://evil.example/input">
<table background="http://evil.example/table"><tr><td background="http://evil.example/td">e</td></tr></table>
<svg><image href="http://evil.example/image" xlink:href="http://evil.example/xlink"/>
<use href="http://evil.example/use#a"/></svg>
<a href="http://evil.example/ping" ping="http://evil.example/pinged">f</a>
"""
AROUND = """
<label for="text">Bitte hier klicken</label> <label for="reply"><b id="reply">Und hier</b></label>
<div style="position:fixed;inset:0;z-index:99999;background:#fff">Ihre Sitzung ist abgelaufen</div>
<style>.composer, main { display: none !important } html { visibility: hidden }</style>
"""


@pytest.fixture(scope="module")
def home(browser: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    data: Path = tmp_path_factory.mktemp("data")
    with house(browser, data) as one:  # type: ignore[arg-type]
        yield one


def opened(home: House, subject: str, html: str) -> tuple[Page, FrameLocator, Requests]:
    """The mail on Ada's case page, with its layout unfolded."""
    home.mail(f"{subject}@{EVIL}", "Mallory", subject, "Guten Tag", html=f"<p>Guten Tag</p>{html}<p>Ende</p>")
    ada = home.signed_in("Ada")
    watch = home.watches[-1]
    ada.goto("/desk/cases/?view=all")
    ada.locator("#cases a", has_text=subject).first.click()
    ada.wait_for_url(re.compile(r"/desk/cases/\d+/"))
    ada.locator("details.fold", has=ada.locator("iframe")).locator("summary").click()
    frame = ada.frame_locator("iframe.paper").first
    expect(frame.locator("p", has_text="Ende")).to_be_attached()
    ada.wait_for_timeout(500)  # whatever it wanted to ask, it has asked by now
    return ada, frame, watch


def test_no_script_of_a_mail_runs(home: House) -> None:
    ada, frame, watch = opened(home, "skripte", SCRIPTS)
    assert "pwned" not in ada.title()
    expect(frame.locator("script, iframe, object, embed, form, input, button, meta[http-equiv], svg")).to_have_count(0)
    for link in frame.locator("a").all():
        assert not re.match(r"\s*(javascript|data):", link.get_attribute("href") or "", re.IGNORECASE)
    assert re.search(r"/desk/cases/\d+/$", ada.url)
    watch.assert_at_home(home.url)
    policy = ada.request.get(str(ada.locator("iframe.paper").first.get_attribute("src"))).headers
    assert "sandbox" in policy["content-security-policy"]
    assert "allow-scripts" not in policy["content-security-policy"]
    assert "script-src" not in policy["content-security-policy"]
    assert "allow-scripts" not in str(ada.locator("iframe.paper").first.get_attribute("sandbox"))


def test_with_pictures_off_nothing_is_asked_of_anyone(home: House) -> None:
    _, _, watch = opened(home, "zaehlpixel", TRACKERS)
    watch.assert_at_home(home.url)


def test_with_pictures_on_pictures_are_asked_for_and_nothing_else(home: House) -> None:
    ada, frame, watch = opened(home, "bilder", TRACKERS)
    ada.get_by_role("link", name="Bilder von außen laden").click()
    expect(frame.locator("img[src^='http' i]").first).to_be_attached()
    ada.wait_for_timeout(500)
    asked = {url.rpartition("/")[2] for url in watch.foreign(home.url)}
    assert "pixel.png" in asked
    assert asked <= {"pixel.png", "UPPER.png", "protocol.png", "blank.png"}
    # Off again for whoever opens the case the next time.
    fresh = home.signed_in("Ada")
    fresh.goto(ada.url)
    fresh.locator("details.fold", has=fresh.locator("iframe")).locator("summary").click()
    expect(fresh.frame_locator("iframe.paper").first.locator("p", has_text="Ende")).to_be_attached()
    fresh.wait_for_timeout(300)
    home.watches[-1].assert_at_home(home.url)


def test_a_mail_reaches_nothing_of_the_page_around_it(home: House) -> None:
    ada, frame, watch = opened(home, "nebenan", AROUND)
    ada.locator("#text").fill("halb fertig")
    ada.locator(".case-head h1").click()
    label = frame.get_by_text("Bitte hier klicken")
    if label.count():
        label.click(force=True)
    assert ada.evaluate("document.activeElement.id") != "text"
    # Its styles and layers stay inside the frame.
    expect(ada.locator(".composer")).to_be_visible()
    box = ada.locator("iframe.paper").first.bounding_box()
    assert box is not None
    assert box["height"] < 500
    ada.locator("#text").click()
    expect(ada.locator("#text")).to_be_focused()
    expect(ada.locator("#text")).to_have_value("halb fertig")
    watch.assert_at_home(home.url)
