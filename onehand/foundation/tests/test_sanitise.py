"""S6: whatever HTML a stranger sends, what is shown neither runs, nor sends, nor covers, nor loads anything."""

from __future__ import annotations

import re
import threading
import time
from html.parser import HTMLParser

import pytest

from onehand.foundation.sanitise import BLOCKED, has_remote_pictures, safe_html
from onehand.foundation.styles import safe_style
from onehand.foundation.tests.attacks import FORMS, PICTURES, SCRIPTS, STYLES

_EVIL = "evil.example"

_TAGS_THAT_ACT = re.compile(
    r"script|iframe|object|embed|applet|base|meta|link|style|svg|math|form|input|button|label|select|textarea|template|"
    r"video|audio|source|track|frame|noscript|keygen|isindex|body|html|head|bgsound|dialog|details"
)


class _Reader(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))


def _assert_harmless(html: str) -> None:
    for tag, attributes in _Reader(html).tags:
        assert not _TAGS_THAT_ACT.fullmatch(tag), tag
        for name, value in attributes.items():
            assert not name.startswith("on"), name
            assert name not in {"id", "name", "for", "srcset", "background", "poster", "ping", "srcdoc", "action"}
            assert "javascript" not in value.lower()
            if name == "href":
                assert re.match(r"(?:https?://|mailto:|tel:)", value, re.IGNORECASE), value


@pytest.mark.parametrize("attack", [*SCRIPTS, *FORMS, *PICTURES])
@pytest.mark.parametrize("pictures", [False, True])
def test_nothing_that_acts_survives(attack: str, pictures: bool) -> None:
    _assert_harmless(safe_html(attack, pictures=pictures))
    _assert_harmless(safe_html(f"<p>a</p>{attack}<table><tr><td>{attack}</table>", pictures=pictures))


@pytest.mark.parametrize("attack", [*PICTURES, *SCRIPTS])
def test_without_pictures_nothing_is_requested(attack: str) -> None:
    for _, attributes in _Reader(safe_html(attack)).tags:
        assert not attributes.get("src", "").lower().startswith(("http", "//", "\\", "/")), attributes
        assert _EVIL not in attributes.get("style", "")
        for name in set(attributes) - {"href", "alt", "title"}:
            assert _EVIL not in attributes[name], name


@pytest.mark.parametrize("style", STYLES)
def test_styles_neither_load_nor_cover(style: str) -> None:
    for html in (f'<p style="{style}">x</p>', f'<p style="color:red;{style};margin:1px">x</p>'):
        for _, attributes in _Reader(safe_html(html, pictures=True)).tags:
            kept = attributes.get("style", "")
            assert not re.search(r"url|image|expression|import|position|z-index|-\d|\\|/\*|var\(|attr\(", kept), kept


def test_harmless_styles_stay() -> None:
    style = "color:#333; font-family:Arial, sans-serif;border-top:1px solid rgb(1, 2, 3); PADDING: 3.0pt 0cm"
    kept = "color:#333;font-family:arial, sans-serif;border-top:1px solid rgb(1, 2, 3);padding:3.0pt 0cm"
    assert safe_style(style) == kept
    assert safe_style("background:#07f") == "background-color:#07f"
    assert safe_style("display:none") == "display:none"


def test_a_harmless_mail_keeps_its_form() -> None:
    html = (
        "<h1>Titel</h1><p>Text <b>fett</b> <a href='https://a.example/?a=1&amp;b=2'>Link</a></p>"
        "<ul><li>eins</li></ul><table border=1><tr><td colspan=2 align=right>1</td></tr></table>"
        "<blockquote>z</blockquote>"
    )
    safe = safe_html(html)
    for part in ("<h1>Titel</h1>", "<b>fett</b>", "<li>eins</li>", 'colspan="2"', 'align="right"', "<blockquote>z"):
        assert part in safe
    assert 'href="https://a.example/?a=1&amp;b=2"' in safe


def test_every_link_opens_elsewhere_and_tells_nothing() -> None:
    (tag, attributes), *_ = _Reader(safe_html("<a href='https://a.example' target=_self rel=opener>x</a>")).tags
    assert tag == "a"
    assert attributes["target"] == "_blank"
    assert set(attributes["rel"].split()) == {"noopener", "noreferrer", "nofollow"}


@pytest.mark.parametrize("link", ["mailto:a@b.example", "tel:+4930123", "http://a.example", "HTTPS://a.example"])
def test_usual_links_stay(link: str) -> None:
    assert f'href="{link}"' in safe_html(f"<a href='{link}'>x</a>")


def test_a_blocked_picture_leaves_its_words_and_is_counted() -> None:
    safe = safe_html("<img src='https://a.example/x.png' alt='Rote <Vase>'><img src='http://b.example'>")
    assert safe.count(BLOCKED) == 2
    assert "Rote ‹Vase›" in safe
    assert "<img" not in safe
    assert "a.example" not in safe


def test_pictures_are_shown_on_request() -> None:
    safe = safe_html("<img src='HTTPS://a.example/x.png' alt=x><img src='//b.example/y'>", pictures=True)
    assert 'src="https://a.example/x.png"' in safe
    assert 'src="https://b.example/y"' in safe
    assert BLOCKED not in safe


def test_inline_pictures_are_those_of_the_mail() -> None:
    html = "<img src='cid:logo@a'><img src='CID:logo%40a'><img src='cid:other' alt='fehlt'>"
    safe = safe_html(html, cid={"logo@a": '/files/1?a=1&b="2"'})
    assert safe.count('src="/files/1?a=1&amp;b=&quot;2&quot;"') == 2
    assert "<span>fehlt</span>" in safe
    assert BLOCKED not in safe


def test_small_raster_pictures_may_be_in_the_mail_itself() -> None:
    pixel = "data:image/png;base64,iVBORw0KGgo="
    assert f'src="{pixel}"' in safe_html(f"<img src='{pixel}'>")
    assert "src=" not in safe_html("<img src='data:image/png;base64," + "A" * 300_000 + "'>")
    assert "src=" not in safe_html("<img src='data:image/svg+xml;base64,PHN2Zz4='>")


@pytest.mark.parametrize(
    ("html", "remote"),
    [
        ("<img src='https://a.example/x'>", True),
        ("<IMG SRC='//a.example/x'>", True),
        ("<img src='&#104;ttp://a.example/x'>", True),
        ("<img src='cid:x'>", False),
        ("<p>https://a.example/x.png</p>", False),
        ("<!-- <img src='https://a.example/x'> -->", False),
        ("", False),
    ],
)
def test_remote_pictures_are_announced(html: str, remote: bool) -> None:
    assert has_remote_pictures(html) is remote


def test_quotation_marks_of_mail_programs_stay_and_no_other_class() -> None:
    safe = safe_html("<div class='x gmail_quote y'><p class='btn'>a</p></div><div class='ydp1yahoo_quoted'>b</div>")
    assert re.findall(r'class="([^"]*)"', safe) == ["gmail_quote", "yahoo_quoted"]


def test_what_is_safe_stays_as_it_is() -> None:
    for html in (*SCRIPTS, *FORMS, *PICTURES):
        once = safe_html(html, pictures=True)
        assert _Reader(safe_html(once, pictures=True)).tags == _Reader(once).tags


_EXHAUSTING = {
    "nested divs": "<div>" * 50_000 + "x",
    "nested and closed divs": "<div>" * 20_000 + "x" + "</div>" * 20_000,
    "fonts": "".join(f"<font color=c{number}>x" for number in range(40_000)),
    "fonts and paragraphs": "".join(f"<font color=c{number}>" for number in range(400)) + "<p>x" * 100_000,
    "small fonts and paragraphs": "".join(f"<font color=c{number}>" for number in range(240)) + "<p>x" * 240,
    "ampersands": "&" * 1_000_000,
    "open entities": "&x" * 500_000,
    "brackets": "<" * 1_000_000,
    "open tags": "<a " * 300_000,
    "comments": "<!--" * 250_000,
    "attributes": "<a " + "x=1 " * 250_000 + ">",
    "styles": "<p style='" + "color:red;" * 100_000 + "'>x</p>",
    "style values": "<p style='color:" + "rgb(" * 900 + "'>x</p>",
    "pictures": "<img src=http://x alt=y>" * 20_000,
    "tables": "<table><tr><td>x" * 60_000,
    "crossed": "<b><p></b></p>" * 70_000,
    "one long address": "<a href='https://x/" + "a" * 1_000_000 + "'>x</a>",
}


@pytest.mark.parametrize("name", _EXHAUSTING)
def test_hostile_html_is_cleaned_in_little_time(name: str) -> None:
    began = time.process_time()
    safe = safe_html(_EXHAUSTING[name])
    assert time.process_time() - began < 1.5
    assert len(safe) < 12_000_000


def test_a_mail_too_deep_to_clean_is_shown_as_text() -> None:
    assert safe_html("<div>" * 20_000 + "wichtig<script>x</script>") == "<pre>wichtig</pre>"


def test_several_threads_clean_at_once() -> None:
    results: list[str] = []
    threads = [threading.Thread(target=lambda: results.append(safe_html("<b onclick=x>a</b>"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == ["<b>a</b>"] * 4
