"""Foreign HTML made harmless: no script, no forms, no styles that load or cover, no request unless asked for.

nh3's own defaults keep remote pictures, so every attribute value goes through the filters here. The result is
meant for a sandboxed frame under a strict policy, and must be harmless without them.
"""

# ruff: noqa: SIM905 (word lists read better as text)
from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from types import MappingProxyType
from urllib.parse import unquote

import nh3

from onehand.foundation.quotes.markup import html_to_text
from onehand.foundation.styles import safe_style

_TAGS = set(
    """
    a abbr address article aside b bdi big blockquote br caption center cite code col colgroup dd del
    dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main
    mark nav ol p pre q s samp section small span strike strong sub sup table tbody td tfoot th thead
    time tr tt u ul var wbr
    """.split()
)
# Dropped with everything inside; any other unknown tag is dropped and its text kept.
_CONTENT_DROPPED = set(
    """
    applet audio canvas datalist embed frame frameset iframe map math noembed noframes noscript object
    optgroup option script select style svg template textarea title video xmp xml
    """.split()
)
_EVERYWHERE = {
    "style",
    "class",
    "dir",
    "lang",
    "title",
    "align",
    "valign",
    "bgcolor",
    "width",
    "height",
    "color",
}
_ATTRIBUTES = {
    "*": _EVERYWHERE,
    "a": {"href"},
    "blockquote": {"type"},
    "font": {"face", "size"},
    "img": {"src", "alt", "border", "hspace", "vspace"},
    "li": {"value"},
    "ol": {"start", "type"},
    "table": {"border", "cellpadding", "cellspacing", "rules", "frame"},
    "td": {"colspan", "rowspan", "nowrap"},
    "th": {"colspan", "rowspan", "nowrap", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
}
_LINKS = ("http://", "https://", "mailto:", "tel:")
# Classes by which mail programs mark quotations; folding needs them, nothing styles them.
_QUOTE_CLASSES = (
    "gmail_quote",
    "gmail_attr",
    "gmail_signature",
    "yahoo_quoted",
    "moz-cite-prefix",
    "moz-signature",
)
_PICTURE_DATA = re.compile(r"data:image/(?:png|gif|jpe?g|webp|bmp);base64,[A-Za-z0-9+/=\s]*\Z", re.IGNORECASE)
_LONGEST_DATA = 200_000  # characters: an inline logo, not a photograph
_NOT_IN_URL = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\ufeff]")
_PLAIN_VALUE = re.compile(r"[A-Za-z0-9#%.,:_ -]{0,100}\Z")
_FREE_TEXT = {"title", "alt"}
_ANGLES = str.maketrans({"<": "‹", ">": "›"})
BLOCKED = "data-blocked-src"


def _safe_link(value: str) -> str | None:
    url = _NOT_IN_URL.sub("", value)
    return url.translate(_ANGLES) if url.lower().startswith(_LINKS) else None


def _safe_picture(value: str) -> str | None:
    """A picture's address with its scheme lower-case; one that is not allowed at all gives None."""
    url = _NOT_IN_URL.sub("", value[: _LONGEST_DATA + 1])
    if url.startswith(("//", "\\\\", "/\\", "\\/")):
        url = "https://" + url[2:]
    scheme, colon, rest = url.partition(":")
    scheme = scheme.lower()
    if not colon or scheme not in {"http", "https", "cid", "data"}:
        return None
    if scheme == "data" and (len(url) > _LONGEST_DATA or not _PICTURE_DATA.match(url)):
        return None
    return f"{scheme}:{rest.translate(_ANGLES)}"


def _safe_attribute(_tag: str, attribute: str, value: str) -> str | None:
    """nh3's attribute_filter: the value to keep, or None to drop the attribute."""
    if attribute == "style":
        return safe_style(value) or None
    if attribute == "href":
        return _safe_link(value)
    if attribute == "src":
        return _safe_picture(value)
    if attribute == "class":
        return next((known for known in _QUOTE_CLASSES if known in value), None)
    if attribute in _FREE_TEXT:
        return value.translate(_ANGLES)[:500]
    return value if _PLAIN_VALUE.match(value) else None


_cleaner = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_CONTENT_DROPPED - _TAGS,
    attributes=_ATTRIBUTES,
    attribute_filter=_safe_attribute,
    strip_comments=True,
    link_rel="noopener noreferrer nofollow",
    set_tag_attribute_values={"a": {"target": "_blank"}},
    url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
)
# After the filters no attribute value holds an angle bracket, so a tag ends at the first one.
_PICTURE = re.compile(r"<img\b[^<>]*>")
_SRC = re.compile(r' src="([^"]*)"')
_ALT = re.compile(r' alt="([^"]*)"')


def _without_picture(tag: str, *, counted: bool) -> str:
    alt = _ALT.search(tag)
    mark = f' {BLOCKED}="1"' if counted else ""
    return f"<span{mark}>{alt.group(1) if alt else ''}</span>"


def _pictures_settled(html: str, pictures: bool, cid: Mapping[str, str]) -> str:
    """Every <img> shown, mapped to its attachment, or replaced by its alternative text."""

    def settled(found: re.Match[str]) -> str:
        tag = found.group()
        src = _SRC.search(tag)
        if src is None:
            return _without_picture(tag, counted=False)
        url = src.group(1)
        if url.startswith("cid:"):
            target = cid.get(unquote(unescape(url[4:])).strip("<>‹› "))
            if target is None:
                return _without_picture(tag, counted=False)
            return tag[: src.start(1)] + escape(target) + tag[src.end(1) :]
        if url.startswith("data:") or pictures:
            return tag
        return _without_picture(tag, counted=True)

    return _PICTURE.sub(settled, html)


# What html5ever needs quadratic time for: deep nesting, formatting left open (reopened in every block), rows
# of ampersands. No mail program writes such mail; it is shown as text.
_FEW_TAGS = 500  # so few cannot exhaust anything
_DEEPEST = 400
_MOST_OPEN_FORMATS = 60
_MOST_AMPERSANDS = 5_000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_FORMATS = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_NOT_NESTED = frozenset(
    "area base br col embed hr img input link meta param source wbr p li td th tr dt dd tbody thead".split()
)
_BARE_AMPERSAND = re.compile(r"&(?!#?[a-zA-Z0-9]{1,31};)")


def _exhausting(html: str) -> bool:
    depth = deepest = formats = 0
    open_tags: dict[str, int] = {}
    for found in _TAG.finditer(html):
        closing, tag = found.groups()
        tag = tag.lower()
        if tag in _NOT_NESTED:
            continue
        count = open_tags.get(tag, 0)
        if closing and not count:
            continue
        step = -1 if closing else 1
        open_tags[tag] = count + step
        depth += step
        formats += step if tag in _FORMATS else 0
        deepest = max(deepest, depth)
        if deepest > _DEEPEST or formats > _MOST_OPEN_FORMATS:
            return True
    return False


def _bearable(html: str) -> str | None:
    """The HTML as it may be given to nh3 in linear time, or None."""
    ampersands = html.count("&")
    if ampersands > _MOST_AMPERSANDS:
        bare = len(_BARE_AMPERSAND.findall(html))
        if bare > 20 * _MOST_AMPERSANDS:
            return None
        html = _BARE_AMPERSAND.sub("&amp;", html)
    return html if html.count("<") < _FEW_TAGS or not _exhausting(html) else None


def safe_html(html: str, *, pictures: bool = False, cid: Mapping[str, str] = MappingProxyType({})) -> str:
    """Harmless HTML for a mail's foreign HTML.

    `pictures`: show remote pictures (http, https); without it nothing in the result makes a request.
    `cid`: Content-ID (without brackets) to the address of that attachment; others become their alt text.
    """
    bearable = _bearable(html.replace("\x00", ""))
    if bearable is None:
        return "<pre>" + escape(html_to_text(html)) + "</pre>"
    return _pictures_settled(_cleaner.clean(bearable), pictures, cid)


def has_remote_pictures(html: str) -> bool:
    """Would `safe_html(html, pictures=True)` show more than without pictures?"""
    return "<img" in html.lower() and BLOCKED in safe_html(html)
